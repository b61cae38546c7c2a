#pragma once

#include <QByteArray>

namespace foyer {

/// The text of an INSERT of one row and of several: what a statement costs besides its rows is then
/// paid once for them. OR FAIL, because SQLite need not be ready to undo half a statement when the
/// whole transaction is undone; so a failure must always lead to that.
class Insertion final
{
public:
    static constexpr size_t many = 8;

    /// \a table and \a columns: literals, "id, name".
    Insertion(const char *table, const char *columns)
        : m_one(QByteArray("INSERT OR FAIL INTO ") + table + " (" + columns + ") VALUES ")
    {
        QByteArray row = "(?";
        for (qsizetype more = QByteArrayView(columns).count(','); more > 0; --more)
            row += ", ?";
        row += ')';
        m_many = m_one;
        for (size_t i = 0; i < many; ++i)
            m_many += (i > 0 ? ", " : "") + row;
        m_one += row;
    }

    // Good as long as this object, and always the same.
    [[nodiscard]] const char *one() const { return m_one.constData(); }
    [[nodiscard]] const char *several() const { return m_many.constData(); }

private:
    QByteArray m_one;
    QByteArray m_many;
};

} // namespace foyer
