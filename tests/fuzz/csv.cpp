#include "models/tables/csv.h"
#include "tests/fuzz/targets.h"

namespace foyer::fuzz {

using namespace Qt::StringLiterals;

namespace {

/// Reads CSV as RFC 4180 says, strictly; nothing when it is none.
class CsvReader final
{
public:
    explicit CsvReader(const QString &text)
        : m_text(text)
    {}
    std::optional<QList<QStringList>> rows()
    {
        QList<QStringList> rows;
        while (m_at < m_text.size()) {
            QStringList row;
            do {
                const auto field = nextField();
                if (!field)
                    return std::nullopt;
                row.append(*field);
            } while (skip(u","_s));
            if (!skip(u"\r\n"_s))
                return std::nullopt;
            rows.append(row);
        }
        return rows;
    }

private:
    bool skip(const QString &token)
    {
        const bool isThere = QStringView(m_text).sliced(m_at).startsWith(token);
        m_at += isThere ? token.size() : 0;
        return isThere;
    }
    std::optional<QString> nextField()
    {
        QString field;
        if (!skip(u"\""_s)) {
            while (m_at < m_text.size() && !u",\r\n"_s.contains(m_text[m_at]))
                field += m_text[m_at++];
            return field.contains(u'"') ? std::nullopt : std::optional(field);
        }
        for (;;) {
            if (skip(u"\"\""_s))
                field += u'"';
            else if (skip(u"\""_s))
                return field;
            else if (m_at == m_text.size())
                return std::nullopt;
            else
                field += m_text[m_at++];
        }
    }

    const QString m_text;
    qsizetype m_at = 0;
};

bool isWhole(const QString &read, const QString &meant)
{
    return read == meant || read == u'\'' + meant;
}

/// What a spreadsheet would compute; a plain number is none.
bool wouldRun(const QString &read)
{
    static constexpr QStringView starts = u"=+-@\t\r\n";
    if (read.isEmpty() || !starts.contains(read.front()))
        return false;
    bool isNumber = false;
    const QStringView digits = QStringView(read).sliced(1);
    (void)digits.toDouble(&isNumber);
    return !isNumber && digits != u"."_s;
}

} // namespace

Finding csv(QByteArrayView input)
{
    QList<QStringList> rows;
    for (const QString &row : QString::fromUtf8(input).split(QChar(0x1e)))
        rows.append(row.split(QChar(0x1f)));
    const QByteArray document = csvDocument(rows);
    if (!document.startsWith("\xEF\xBB\xBF"))
        return "no byte order mark";
    const auto read = CsvReader(QString::fromUtf8(document.mid(3))).rows();
    if (!read || read->size() != rows.size())
        return "not the CSV of RFC 4180";
    for (qsizetype row = 0; row < rows.size(); ++row) {
        if (read->at(row).size() != rows[row].size())
            return "fields were lost";
        for (qsizetype column = 0; column < rows[row].size(); ++column) {
            if (!isWhole(read->at(row)[column], rows[row][column]))
                return "a field changed: " + rows[row][column].toUtf8();
            if (wouldRun(read->at(row)[column]))
                return "a spreadsheet would run this: " + rows[row][column].toUtf8();
        }
    }
    return {};
}

} // namespace foyer::fuzz
