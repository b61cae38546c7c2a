#include "models/seatmap/jsonfields.h"

#include <cmath>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

bool isWhole(const QJsonValue &value, double low, double high)
{
    const double number = value.toDouble(std::nan(""));
    return value.isDouble() && number >= low && number <= high && number == std::floor(number);
}

} // namespace

std::optional<PointMm> pointFromJson(const QJsonValue &value)
{
    const QJsonArray pair = value.toArray();
    if (pair.size() != 2 || !isWhole(pair.at(0), -farthestMm, farthestMm) ||
        !isWhole(pair.at(1), -farthestMm, farthestMm))
        return std::nullopt;
    return PointMm{pair.at(0).toInt(), pair.at(1).toInt()};
}

std::unexpected<Refusal> within(const QString &place, Refusal refusal)
{
    const bool joins = refusal.message.startsWith(u':') || refusal.message.startsWith(u'[');
    refusal.message = place + (joins ? u""_s : u"."_s) + refusal.message;
    return std::unexpected(std::move(refusal));
}

JsonFields::JsonFields(const QJsonValue &value)
    : m_object(value.toObject())
{
    if (!value.isObject())
        m_fault = u": an object is expected"_s;
}

QJsonValue JsonFields::take(QStringView key)
{
    if (!isFine())
        return {QJsonValue::Undefined};
    const auto found = m_object.constFind(key);
    if (found == m_object.constEnd()) {
        fail(key, u"the field is missing"_s);
        return {QJsonValue::Undefined};
    }
    m_taken.append(key);
    return *found;
}

QString JsonFields::text(QStringView key)
{
    const QJsonValue value = take(key);
    if (!value.isString())
        fail(key, u"text is expected"_s);
    const QString read = value.toString();
    if (read.size() > longestMapText)
        fail(key, u"at most %1 characters are allowed"_s.arg(longestMapText));
    return isFine() ? read : QString();
}

qint32 JsonFields::number(QStringView key, qint32 low, qint32 high)
{
    const QJsonValue value = take(key);
    if (!isWhole(value, low, high))
        fail(key, u"a whole number from %1 to %2 is expected"_s.arg(low).arg(high));
    return isFine() ? value.toInt() : low;
}

bool JsonFields::truth(QStringView key)
{
    const QJsonValue value = take(key);
    if (!value.isBool())
        fail(key, u"true or false is expected"_s);
    return value.toBool();
}

PointMm JsonFields::point(QStringView key)
{
    const std::optional<PointMm> read = pointFromJson(take(key));
    if (!read)
        fail(key, u"[x, y] in whole millimetres within 10 km is expected"_s);
    return read.value_or(PointMm());
}

QList<PointMm> JsonFields::points(QStringView key)
{
    QList<PointMm> read;
    const QJsonArray values = list(key);
    for (const QJsonValue value : values) {
        const std::optional<PointMm> point = pointFromJson(value);
        if (!point) {
            fail(key, u"a list of [x, y] in whole millimetres within 10 km is expected"_s);
            return {};
        }
        read.append(*point);
    }
    return read;
}

QJsonArray JsonFields::list(QStringView key)
{
    const QJsonValue value = take(key);
    if (!value.isArray())
        fail(key, u"a list is expected"_s);
    return value.toArray();
}

void JsonFields::fail(QStringView key, const QString &fault)
{
    if (isFine())
        m_fault = key.toString() + u": "_s + fault;
}

Result<void> JsonFields::finished()
{
    for (auto field = m_object.constBegin(); isFine() && field != m_object.constEnd(); ++field) {
        if (m_taken.size() == m_object.size())
            break; // every field was asked for
        if (!m_taken.contains(QStringView(field.key())))
            fail(field.key(), u"this format does not know the field"_s);
    }
    if (isFine())
        return {};
    return std::unexpected(refusal(RefusalCode::Malformed, m_fault));
}

} // namespace foyer
