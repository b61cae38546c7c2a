#pragma once

#include "models/editing/elements.h"

#include <QJsonArray>
#include <QJsonObject>

#include <optional>
#include <type_traits>

namespace foyer {

/// Fields of a drawing's JSON, described once and used both ways: a description calls
/// fields(key, member) for each member, with a FieldWriter or a FieldReader. What equals the
/// default is not written.
class FieldWriter final
{
public:
    template <class T>
    void operator()(QStringView key, const T &value, const T &otherwise = T())
    {
        if (!(value == otherwise))
            m_object.insert(key, written(value));
    }
    [[nodiscard]] QJsonObject object() const { return m_object; }

private:
    [[nodiscard]] static QJsonValue written(bool value) { return value; }
    [[nodiscard]] static QJsonValue written(double value) { return value; }
    template <class T>
        requires std::is_integral_v<T>
    [[nodiscard]] static QJsonValue written(T value)
    {
        return QJsonValue(qint64(value));
    }
    template <class T>
        requires std::is_enum_v<T>
    [[nodiscard]] static QJsonValue written(T value)
    {
        return QJsonValue(qint64(value));
    }
    [[nodiscard]] static QJsonValue written(const QString &value) { return value; }
    [[nodiscard]] static QJsonValue written(const QUuid &value)
    {
        return value.toString(QUuid::WithoutBraces);
    }
    template <class Tag>
    [[nodiscard]] static QJsonValue written(const Id<Tag> &value)
    {
        return value.toString();
    }
    template <class Tag>
    [[nodiscard]] static QJsonValue written(DocumentKey<Tag> value)
    {
        return QJsonValue(qint64(value.value()));
    }
    [[nodiscard]] static QJsonValue written(PointMm p) { return QJsonArray{p.x, p.y}; }
    [[nodiscard]] static QJsonValue written(QPointF p) { return QJsonArray{p.x(), p.y()}; }
    [[nodiscard]] static QJsonValue written(QPoint p) { return QJsonArray{p.x(), p.y()}; }
    [[nodiscard]] static QJsonValue written(SeatAttributes value)
    {
        return QJsonValue(qint64(value.toInt()));
    }
    template <class T>
    [[nodiscard]] static QJsonValue written(const QList<T> &list)
    {
        QJsonArray array;
        for (const T &each : list)
            array.append(written(each));
        return array;
    }

    template <class T>
    [[nodiscard]] static QJsonValue written(const std::optional<T> &value)
    {
        return written(*value); // nothing is the default, which is not written
    }

    QJsonObject m_object;
};

/// Lenient towards fields that are missing, strict towards those of another type: these fail.
class FieldReader final
{
public:
    explicit FieldReader(const QJsonObject &object)
        : m_object(object)
    {}

    template <class T>
    void operator()(QStringView key, T &value, const T &otherwise = T())
    {
        const QJsonValue found = m_object.value(key);
        value = otherwise;
        if (!found.isUndefined() && !read(found, value))
            m_isFine = false;
    }
    [[nodiscard]] bool isFine() const { return m_isFine; }

private:
    [[nodiscard]] static bool read(const QJsonValue &json, bool &value)
    {
        value = json.toBool();
        return json.isBool();
    }
    [[nodiscard]] static bool read(const QJsonValue &json, double &value)
    {
        value = json.toDouble();
        return json.isDouble();
    }
    template <class T>
        requires std::is_integral_v<T>
    [[nodiscard]] static bool read(const QJsonValue &json, T &value)
    {
        value = T(json.toInteger());
        return json.isDouble() && qint64(value) == json.toInteger() &&
               double(json.toInteger()) == json.toDouble();
    }
    template <class T>
        requires std::is_enum_v<T>
    [[nodiscard]] static bool read(const QJsonValue &json, T &value)
    {
        quint8 number = 0;
        const bool isFine = read(json, number) && number <= highest(value);
        value = T(isFine ? number : 0);
        return isFine;
    }
    [[nodiscard]] static quint8 highest(NumberStyle) { return 2; }
    [[nodiscard]] static quint8 highest(NumberPattern) { return 3; }
    [[nodiscard]] static quint8 highest(NumberDirection) { return 1; }
    [[nodiscard]] static quint8 highest(NumberRun) { return 1; }
    [[nodiscard]] static quint8 highest(SeatKind) { return 2; }
    [[nodiscard]] static quint8 highest(RowPath) { return 2; }
    [[nodiscard]] static quint8 highest(BlockAlignment) { return 2; }
    [[nodiscard]] static quint8 highest(AreaShape) { return 3; }
    [[nodiscard]] static quint8 highest(ShapeKind) { return 5; }
    [[nodiscard]] static bool read(const QJsonValue &json, QString &value)
    {
        value = json.toString();
        return json.isString() && value.size() <= 4'096;
    }
    [[nodiscard]] static bool read(const QJsonValue &json, QUuid &value)
    {
        value = QUuid::fromString(json.toString());
        return !value.isNull();
    }
    template <class Tag>
    [[nodiscard]] static bool read(const QJsonValue &json, Id<Tag> &value)
    {
        value = Id<Tag>::fromString(json.toString()).value_or(Id<Tag>());
        return !value.isNull();
    }
    template <class Tag>
    [[nodiscard]] static bool read(const QJsonValue &json, DocumentKey<Tag> &value)
    {
        quint32 number = 0;
        const bool isFine = read(json, number);
        value = DocumentKey<Tag>(number);
        return isFine;
    }
    template <class Coordinate>
    [[nodiscard]] static bool readPoint(const QJsonValue &json, Coordinate &x, Coordinate &y)
    {
        const QJsonArray pair = json.toArray();
        return pair.size() == 2 && read(pair.at(0), x) && read(pair.at(1), y);
    }
    [[nodiscard]] static bool read(const QJsonValue &json, PointMm &value)
    {
        return readPoint(json, value.x, value.y);
    }
    [[nodiscard]] static bool read(const QJsonValue &json, QPointF &value)
    {
        return readPoint(json, value.rx(), value.ry());
    }
    [[nodiscard]] static bool read(const QJsonValue &json, QPoint &value)
    {
        return readPoint(json, value.rx(), value.ry());
    }
    [[nodiscard]] static bool read(const QJsonValue &json, SeatAttributes &value)
    {
        quint8 bits = 0;
        const bool isFine = read(json, bits) && bits < 64;
        value = SeatAttributes::fromInt(isFine ? bits : 0);
        return isFine;
    }
    template <class T>
    [[nodiscard]] static bool read(const QJsonValue &json, QList<T> &list)
    {
        list.clear();
        for (const QJsonValue &each : json.toArray()) {
            T value{};
            if (!read(each, value))
                return false;
            list.append(value);
        }
        return json.isArray();
    }

    template <class T>
    [[nodiscard]] static bool read(const QJsonValue &json, std::optional<T> &value)
    {
        value.emplace();
        return read(json, *value);
    }

    QJsonObject m_object;
    bool m_isFine = true;
};

} // namespace foyer
