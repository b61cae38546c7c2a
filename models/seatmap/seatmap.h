#pragma once

#include "models/domain/id.h"

#include <QFlags>
#include <QList>
#include <QString>

namespace foyer {

/// A place on the venue's floor in millimetres: x to the right, y down, from the plan's corner.
struct PointMm
{
    qint32 x = 0;
    qint32 y = 0;
    bool operator==(const PointMm &) const = default;
};

/// Left, top inclusive; right, bottom exclusive.
struct RectMm
{
    qint32 left = 0;
    qint32 top = 0;
    qint32 right = 0;
    qint32 bottom = 0;
    bool operator==(const RectMm &) const = default;
    [[nodiscard]] bool isEmpty() const { return right <= left || bottom <= top; }
    [[nodiscard]] bool contains(PointMm p) const
    {
        return p.x >= left && p.x < right && p.y >= top && p.y < bottom;
    }
};

enum class SeatKind : quint8 { Seat = 0, Wheelchair = 1, Companion = 2 };

enum class SeatAttribute : quint8 {
    RestrictedView = 1,
    Aisle = 2,
    HearingLoop = 4,
    LiftUpArmrest = 8,
    SemiAmbulatory = 16,
    Standing = 32,
};
Q_DECLARE_FLAGS(SeatAttributes, SeatAttribute)
Q_DECLARE_OPERATORS_FOR_FLAGS(SeatAttributes)

/// A price category of seats.
struct Category
{
    CategoryId id;
    QString name;
    quint32 color = 0x808080; ///< 0xRRGGBB
    bool operator==(const Category &) const = default;
};

struct Seat
{
    SeatId id;        ///< stable from version to version
    QString number;   ///< as printed, "12"
    PointMm position; ///< its centre
    CategoryId category;
    SeatKind kind = SeatKind::Seat;
    SeatAttributes attributes;
    bool operator==(const Seat &) const = default;
};

struct Row
{
    QString label;     ///< "F"
    QList<Seat> seats; ///< from one end to the other; neighbours in the list sit side by side
    bool operator==(const Row &) const = default;
};

/// A table; its seats may be sold one by one.
struct Table
{
    QString label;
    PointMm center;
    bool isRound = true;
    qint32 width = 0; ///< of the table top, in mm; the diameter when round
    qint32 height = 0;
    qint32 rotation = 0; ///< degrees clockwise
    QList<Seat> seats;
    bool isSoldWhole = false; ///< never some of its seats alone
    bool operator==(const Table &) const = default;
};

/// General admission: a number of places without seats.
struct GaArea
{
    QString name;
    qint32 capacity = 0;
    CategoryId category;
    QList<PointMm> outline;
    bool operator==(const GaArea &) const = default;
};

struct Section
{
    QString name;
    QList<PointMm> outline; ///< may be empty: then the hull of its seats
    QList<Row> rows;
    QList<Table> tables;
    bool operator==(const Section &) const = default;
};

enum class ShapeKind : quint8 {
    Stage = 0,
    Rectangle = 1,
    Ellipse = 2,
    Polygon = 3,
    Line = 4,
    Text = 5
};

/// The colour of a shape that leaves its colour to the theme.
inline constexpr quint32 themeColor = 0xFFFFFFFF;

/// Something drawn that is not sold.
struct Shape
{
    ShapeKind kind = ShapeKind::Rectangle;
    QList<PointMm> points;      ///< corners; for Ellipse the two of its box, for Text its centre
    QString text;               ///< label of a stage or text
    qint32 textSize = 0;        ///< mm, for Text
    qint32 rotation = 0;        ///< degrees clockwise around the middle
    quint32 color = themeColor; ///< 0xRRGGBB or themeColor
    bool operator==(const Shape &) const = default;
};

struct Level
{
    QString name;
    QList<Section> sections;
    QList<GaArea> areas;
    QList<Shape> shapes;
    bool operator==(const Level &) const = default;
};

/// The drawing of a venue: a value that can be compared, saved and loaded; always valid once
/// checked() has accepted it. Its order is the order of the tickets: level by level, section by
/// section, first rows then tables, seat by seat; after all seats the GA areas.
struct SeatMap
{
    QString name;
    qint32 seatDiameter = 500; ///< mm, how big a seat is drawn
    PointMm focalPoint;        ///< where everybody looks: stage or pitch
    QList<Category> categories;
    QList<Level> levels;
    bool operator==(const SeatMap &) const = default;
};

} // namespace foyer
