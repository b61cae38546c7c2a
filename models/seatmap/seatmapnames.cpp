#include "models/seatmap/seatmapnames.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr const char *seatKindNames[] = {"seat", "wheelchair", "companion"};
constexpr const char *shapeKindNames[] = {"stage",   "rectangle", "ellipse",
                                          "polygon", "line",      "text"};

constexpr SeatAttributeName attributeNames[] = {
    {SeatAttribute::RestrictedView, "restricted-view"},
    {SeatAttribute::Aisle, "aisle"},
    {SeatAttribute::HearingLoop, "hearing-loop"},
    {SeatAttribute::LiftUpArmrest, "lift-up-armrest"},
    {SeatAttribute::SemiAmbulatory, "semi-ambulatory"},
    {SeatAttribute::Standing, "standing"},
};

/// The place of \a name in \a names, or -1.
template <size_t N>
int placeIn(const char *const (&names)[N], QStringView name)
{
    for (size_t i = 0; i < N; ++i) {
        if (name == QLatin1StringView(names[i]))
            return int(i);
    }
    return -1;
}

} // namespace

QString seatKindName(SeatKind kind)
{
    return QString::fromLatin1(seatKindNames[int(kind)]);
}

std::optional<SeatKind> seatKindFromName(QStringView name)
{
    const int place = placeIn(seatKindNames, name);
    return place < 0 ? std::nullopt : std::optional(SeatKind(place));
}

std::span<const SeatAttributeName> seatAttributeNames()
{
    return attributeNames;
}

std::optional<SeatAttribute> seatAttributeFromName(QStringView name)
{
    for (const SeatAttributeName &entry : attributeNames) {
        if (name == QLatin1StringView(entry.name))
            return entry.attribute;
    }
    return std::nullopt;
}

QString shapeKindName(ShapeKind kind)
{
    return QString::fromLatin1(shapeKindNames[int(kind)]);
}

std::optional<ShapeKind> shapeKindFromName(QStringView name)
{
    const int place = placeIn(shapeKindNames, name);
    return place < 0 ? std::nullopt : std::optional(ShapeKind(place));
}

QString colorName(quint32 color)
{
    return u'#' + QString::number(color & 0xffffffU, 16).rightJustified(6, u'0');
}

std::optional<quint32> colorFromName(QStringView name)
{
    if (!name.startsWith(u'#') || (name.size() != 4 && name.size() != 7))
        return std::nullopt;
    quint32 color = 0;
    for (const QChar letter : name.sliced(1)) {
        const char16_t lower = letter.toLower().unicode();
        const bool isDigit = lower >= u'0' && lower <= u'9';
        if (!isDigit && (lower < u'a' || lower > u'f'))
            return std::nullopt;
        const quint32 nibble = isDigit ? quint32(lower - u'0') : quint32(lower - u'a') + 10U;
        color = name.size() == 4 ? (color << 8) | (nibble * 0x11U) : (color << 4) | nibble;
    }
    return color;
}

} // namespace foyer
