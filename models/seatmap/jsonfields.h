#pragma once

#include "models/domain/refusal.h"
#include "models/seatmap/seatmap.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QVarLengthArray>

namespace foyer {

/// Reads the fields of one JSON object and keeps the first fault with its place.
///
/// After a fault every further read returns an empty value, so a reader asks for all fields in
/// a row and looks once at the end, in finished(). Strict: a field that nobody asked for is a
/// fault, because to drop it silently would lose part of the file at the next save. Keys must
/// outlive the reader (they are literals).
class JsonFields final
{
public:
    explicit JsonFields(const QJsonValue &value);

    [[nodiscard]] bool has(QStringView key) const { return m_object.contains(key); }
    /// At most longestMapText characters.
    [[nodiscard]] QString text(QStringView key);
    /// A whole number from \a low to \a high.
    [[nodiscard]] qint32 number(QStringView key, qint32 low, qint32 high);
    [[nodiscard]] bool truth(QStringView key);
    [[nodiscard]] PointMm point(QStringView key);
    [[nodiscard]] QList<PointMm> points(QStringView key);
    [[nodiscard]] QJsonArray list(QStringView key);
    template <class IdType>
    [[nodiscard]] IdType id(QStringView key)
    {
        const std::optional<IdType> read = IdType::fromString(text(key));
        if (!read)
            fail(key, QStringLiteral("an id of 36 characters is expected"));
        return read.value_or(IdType());
    }

    /// Notes a fault of field \a key, unless there is one already.
    void fail(QStringView key, const QString &fault);
    [[nodiscard]] bool isFine() const { return m_fault.isEmpty(); }
    /// Nothing, or Malformed with "place: fault" relative to this object.
    [[nodiscard]] Result<void> finished();

private:
    [[nodiscard]] QJsonValue take(QStringView key);

    QJsonObject m_object;
    QString m_fault;
    QVarLengthArray<QStringView, 8> m_taken; ///< keys are literals of the caller
};

/// Longest name, label or number in a seat map, in UTF-16 units.
inline constexpr qsizetype longestMapText = 200;
/// Coordinates end here, +-10 km.
inline constexpr qint32 farthestMm = 10'000'000;

/// Reads a point written as [x, y] in whole millimetres.
[[nodiscard]] std::optional<PointMm> pointFromJson(const QJsonValue &value);

/// The same refusal with \a place put before the place it names.
[[nodiscard]] std::unexpected<Refusal> within(const QString &place, Refusal refusal);

} // namespace foyer
