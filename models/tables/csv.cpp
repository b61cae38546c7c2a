#include "models/tables/csv.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// A machine-written number is data even though it may begin with a minus.
bool isPlainNumber(QStringView text)
{
    if (text.startsWith(u'-') || text.startsWith(u'+'))
        text = text.sliced(1);
    const auto isDigit = [](QChar c) { return (c >= u'0' && c <= u'9') || c == u'.'; };
    return !text.isEmpty() && text.count(u'.') <= 1 && std::ranges::all_of(text, isDigit);
}

bool startsFormula(QStringView text)
{
    static constexpr QStringView starts = u"=+-@\t\r\n";
    return !text.isEmpty() && starts.contains(text.front()) && !isPlainNumber(text);
}

} // namespace

QString csvField(const QString &text)
{
    QString field = startsFormula(text) ? u'\'' + text : text;
    const auto needsQuotes = [](QChar c) {
        return c == u',' || c == u'"' || c == u'\n' || c == u'\r' || c == u';' || c == u'\t';
    };
    if (std::ranges::none_of(field, needsQuotes))
        return field;
    field.replace(u'"', u"\"\""_s);
    return u'"' + field + u'"';
}

QByteArray csvDocument(const QList<QStringList> &rows)
{
    QByteArray document("\xEF\xBB\xBF");
    for (const QStringList &row : rows) {
        QStringList fields;
        fields.reserve(row.size());
        for (const QString &text : row)
            fields.append(csvField(text));
        document += fields.join(u',').toUtf8() + "\r\n";
    }
    return document;
}

} // namespace foyer
