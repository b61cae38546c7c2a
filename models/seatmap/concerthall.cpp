#include "models/seatmap/concerthall.h"

#include "models/seatmap/generators.h"
#include "models/seatmap/seatids.h"

#include <algorithm>
#include <cmath>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

// The plan: the stage's front edge is centred on the focal point, the audience sits below it on
// arcs around a point behind the stage, so that rows bend towards the stage.
constexpr PointMm focal{26'000, 12'000};
constexpr PointMm arcCenter{26'000, 3'000};
constexpr double straightDown = 90;
constexpr double rowDepthMm = 920;
constexpr qint32 pitchMm = 560;
constexpr double halfAisleMm = 650;

enum Price : qsizetype { Podium, Premium, Standard, Upper, Value };

/// A section between two aisles: rows on arcs around one centre.
struct Wedge
{
    double firstRadius = 0; ///< mm, of the row next to the stage
    qint32 rows = 0;
    double fromAngle = 0; ///< degrees
    double toAngle = 0;
    QString firstLabel = u"A"_s;
};

class HallBuilder final
{
public:
    [[nodiscard]] SeatMap hall();

private:
    void addCategories();
    [[nodiscard]] RowStyle style(const QString &path, Price price) const;
    [[nodiscard]] Section wedge(const QString &name, Price price, const Wedge &shape) const;
    [[nodiscard]] Level stalls() const;
    [[nodiscard]] Level balcony() const;
    [[nodiscard]] Level upperBalcony() const;
    [[nodiscard]] Section choir() const;
    [[nodiscard]] Section box(const QString &name, PointMm corner, bool isLeft) const;
    void addWheelchairPlaces(Section &section) const;
    void restrictView(Section &section, qsizetype seatsAtWall, bool atStart) const;
    void reprice(Section &section, qsizetype fromRow, Price price) const;

    QUuid m_idSpace = QUuid(u"5d0f5a36-3b55-5b61-8a52-9e6f61b1c7a4"_s);
    QList<Category> m_categories;
};

void HallBuilder::addCategories()
{
    const std::pair<QString, quint32> all[] = {{u"Podium"_s, 0xB5475B},
                                               {u"Premium"_s, 0xD9963A},
                                               {u"Standard"_s, 0x3F9C7D},
                                               {u"Balcony"_s, 0x3E7CB8},
                                               {u"Value"_s, 0x8268AE}};
    for (const auto &[name, color] : all)
        m_categories.append({derivedId<CategoryId>(m_idSpace, u"category/"_s + name), name, color});
}

RowStyle HallBuilder::style(const QString &path, Price price) const
{
    RowStyle style{
        .idSpace = m_idSpace, .path = path + u'/', .category = m_categories.at(price).id};
    style.pitch = pitchMm;
    return style;
}

Section HallBuilder::wedge(const QString &name, Price price, const Wedge &shape) const
{
    ArcTier tier;
    tier.rows = shape.rows;
    tier.rowDepth = rowDepthMm;
    tier.firstLabel = shape.firstLabel;
    // Seats are numbered from the left as one looks at the stage: angles run backwards.
    tier.firstRow = {arcCenter, shape.firstRadius, shape.toAngle, shape.fromAngle};
    tier.sideGap = halfAisleMm;
    return arcTier(style(name, price), name, tier);
}

void HallBuilder::reprice(Section &section, qsizetype fromRow, Price price) const
{
    for (qsizetype row = fromRow; row < section.rows.size(); ++row) {
        for (Seat &seat : section.rows[row].seats)
            seat.category = m_categories.at(price).id;
    }
}

void HallBuilder::restrictView(Section &section, qsizetype seatsAtWall, bool atStart) const
{
    for (Row &row : section.rows) {
        const qsizetype count = std::min(seatsAtWall, row.seats.size());
        for (qsizetype i = 0; i < count; ++i) {
            Seat &seat = row.seats[atStart ? i : row.seats.size() - 1 - i];
            seat.attributes |= SeatAttribute::RestrictedView;
            seat.category = m_categories.at(Value).id;
        }
    }
}

/// The last row becomes six pairs of a wheelchair place and its companion's seat.
void HallBuilder::addWheelchairPlaces(Section &section) const
{
    Row &row = section.rows.back();
    const qsizetype places = std::min<qsizetype>(12, row.seats.size());
    for (qsizetype i = 0; i < places; ++i) {
        row.seats[i].kind = i % 2 == 0 ? SeatKind::Wheelchair : SeatKind::Companion;
        row.seats[i].attributes |= SeatAttribute::SemiAmbulatory;
        row.seats[i].attributes |= SeatAttribute::HearingLoop;
    }
}

Level HallBuilder::stalls() const
{
    Level level{.name = u"Stalls"_s};
    const double first = 12'200;
    Section farLeft =
        wedge(u"Stalls far left"_s, Standard, {first + 2 * rowDepthMm, 16, 128, 142, u"C"_s});
    Section left = wedge(u"Stalls left"_s, Premium, {first, 19, 106, 128});
    Section center = wedge(u"Stalls centre"_s, Podium, {first, 20, 74, 106});
    Section right = wedge(u"Stalls right"_s, Premium, {first, 19, 52, 74});
    Section farRight =
        wedge(u"Stalls far right"_s, Standard, {first + 2 * rowDepthMm, 16, 38, 52, u"C"_s});
    reprice(center, 8, Premium);
    for (Section *const section : {&left, &right})
        reprice(*section, 13, Standard);
    reprice(center, 17, Standard);
    restrictView(farLeft, 2, true);
    restrictView(farRight, 2, false);
    addWheelchairPlaces(center);
    level.sections = {farLeft, left, center, right, farRight};
    level.sections.append(choir());

    Shape stage{.kind = ShapeKind::Stage, .text = u"Stage"_s, .textSize = 1'200};
    stage.points = {{18'400, 3'400}, {33'600, 3'400}, {35'200, 11'600}};
    // The front edge swings out towards the audience.
    for (int angle = 60; angle <= 120; angle += 5)
        stage.points.append(polarPoint({26'000, 3'700}, 8'900, angle));
    stage.points.append({16'800, 11'600});
    level.shapes.append(stage);
    return level;
}

/// Three straight rows behind the stage, for the choir or, when there is none, for listeners.
Section HallBuilder::choir() const
{
    Section section{.name = u"Choir"_s};
    QString label = u"A"_s;
    for (int row = 0; row < 3; ++row) {
        const qint32 count = 26 + 2 * row;
        const PointMm start{focal.x - pitchMm * (count - 1) / 2, 2'200 - row * 920};
        section.rows.append(straightRow(style(u"Choir"_s, Value), label, start, 0, count));
        label = nextRowLabel(label);
    }
    return section;
}

Section HallBuilder::box(const QString &name, PointMm corner, bool isLeft) const
{
    Section section{.name = name};
    QString label = u"A"_s;
    for (int row = 0; row < 2; ++row) {
        const qint32 x = corner.x + (isLeft ? -row : row) * 860;
        Row made = straightRow(style(name, row == 0 ? Premium : Standard), label, {x, corner.y},
                               straightDown, 4);
        if (row == 1)
            made.seats.front().attributes |= SeatAttribute::RestrictedView;
        section.rows.append(made);
        label = nextRowLabel(label);
    }
    const qint32 outer = isLeft ? -860 : 860;
    const auto [left, right] = std::minmax({corner.x, corner.x + outer});
    section.outline = {{left - 480, corner.y - 480},
                       {right + 480, corner.y - 480},
                       {right + 480, corner.y + 3 * pitchMm + 480},
                       {left - 480, corner.y + 3 * pitchMm + 480}};
    return section;
}

Level HallBuilder::balcony() const
{
    Level level{.name = u"Balcony"_s};
    const double first = 33'000;
    Section left = wedge(u"Balcony left"_s, Upper, {first, 6, 112, 131});
    Section center = wedge(u"Balcony centre"_s, Standard, {first, 6, 68, 112});
    Section right = wedge(u"Balcony right"_s, Upper, {first, 6, 49, 68});
    reprice(center, 3, Upper);
    restrictView(left, 3, true);
    restrictView(right, 3, false);
    level.sections = {left, center, right};
    for (int number = 0; number < 5; ++number) {
        const qint32 y = 6'200 + number * 3'100;
        level.sections.append(box(u"Box %1"_s.arg(number + 1), {6'400 - number * 1'150, y}, true));
        level.sections.append(
            box(u"Box %1"_s.arg(number + 6), {45'600 + number * 1'150, y}, false));
    }
    return level;
}

Level HallBuilder::upperBalcony() const
{
    Level level{.name = u"Upper balcony"_s};
    const double first = 40'400;
    level.sections = {wedge(u"Upper balcony left"_s, Value, {first, 5, 104, 126}),
                      wedge(u"Upper balcony centre"_s, Upper, {first, 5, 76, 104}),
                      wedge(u"Upper balcony right"_s, Value, {first, 5, 54, 76})};
    GaArea gallery{
        .name = u"Standing gallery"_s, .capacity = 150, .category = m_categories.at(Value).id};
    gallery.outline = ringOutline(arcCenter, 45'600, 47'800, 70, 110, 16);
    level.areas.append(gallery);
    return level;
}

SeatMap HallBuilder::hall()
{
    addCategories();
    SeatMap map{.name = u"Elbe Concert Hall"_s, .seatDiameter = 480, .focalPoint = focal};
    map.categories = m_categories;
    map.levels = {stalls(), balcony(), upperBalcony()};
    return map;
}

} // namespace

SeatMap sampleConcertHall()
{
    return HallBuilder().hall();
}

} // namespace foyer
