#pragma once

#include "sync/server/ledger/sqlite/database.h"

#include <QHash>
#include <QtEndian>

#include <utility>

namespace foyer {

/// Knows of most new ids of a table, without asking, that the table cannot have them.
///
/// Our ids begin with the time they were made. For each span of about 4.7 hours (the first three
/// bytes) this keeps the highest id the table has; what lies above it is not there. A random id,
/// or one from a machine whose clock is wrong, falls into a span of its own and spoils no other.
/// It only ever errs on the side of asking. For the table's only writer.
class HighestIds final
{
public:
    /// \a sql: the highest id from one id on and below another, a literal.
    HighestIds(Database &database, const char *sql)
        : m_database(database)
        , m_sql(sql)
    {}

    /// \return false when the table certainly has no such id.
    [[nodiscard]] bool mayHave(const QUuid &id)
    {
        const quint32 span = spanOf(id);
        auto known = m_highest.constFind(span);
        if (known == m_highest.cend()) {
            if (m_highest.size() >= mostSpans)
                m_highest.clear();
            Rows rows = m_database.query(m_sql, startOf(span), startOf(span + 1));
            if (!rows.next())
                return true;
            known = m_highest.insert(span, rows.id<OperationId>(0).uuid());
        }
        return ordered(id) <= ordered(*known);
    }
    /// The table has it now.
    void add(const QUuid &id)
    {
        const auto known = m_highest.find(spanOf(id));
        if (known != m_highest.end() && ordered(*known) < ordered(id))
            *known = id;
    }

private:
    static constexpr qsizetype mostSpans = 64;

    static quint32 spanOf(const QUuid &id) { return id.data1 >> 8; }
    static QByteArray startOf(quint32 span)
    {
        const char bytes[] = {char(span >> 16), char(span >> 8), char(span)};
        // Beyond the last span: above every id.
        return span > 0xffffff ? QByteArray(17, '\xff') : QByteArray(bytes, 3);
    }
    /// As the bytes compare, which is not how QUuid does.
    static std::pair<quint64, quint64> ordered(const QUuid &id)
    {
        return {quint64(id.data1) << 32 | quint64(id.data2) << 16 | id.data3,
                qFromBigEndian<quint64>(id.data4)};
    }

    Database &m_database;
    const char *m_sql;
    QHash<quint32, QUuid> m_highest; ///< null: the span has none
};

} // namespace foyer
