#pragma once

#include "models/editing/elementids.h"
#include "models/editing/numbering.h"
#include "models/editing/placement.h"
#include "models/editing/seatline.h"

#include <variant>

namespace foyer {

/// The kinds of things in a document, each by its parameters. Lengths are millimetres; points are
/// in the element's own directions (see Placement). Plain values: copies share their lists.

/// What all seats of an element have in common.
struct SeatStyle
{
    CategoryId category;
    SeatKind kind = SeatKind::Seat;
    SeatAttributes attributes;
    /// Marks the seats at both ends of a row as aisle seats.
    bool marksAisles = false;
    NumberingScheme numbering;
    bool operator==(const SeatStyle &) const = default;
};

/// The seats of an element: who they are and what single ones have of their own.
struct SeatSet
{
    SeatIdentity identity;
    SeatExceptions exceptions;
    SeatStyle style;
    bool operator==(const SeatSet &) const = default;
};

/// What keeps an imported row exactly as it was (within 2 mm of its parameters): corrections on
/// the floor, one a seat. They count while count, path and rotation are what they were fitted to.
struct RowFit
{
    QList<PointMm> corrections;
    double pitch = 0;
    double radius = 0;
    double rotation = 0;
    bool isMirrored = false;
    bool operator==(const RowFit &) const = default;
};

enum class RowPath : quint8 {
    Curve,    ///< a straight line or an arc: radius
    PolyLine, ///< along nodes
    Free,     ///< each seat at a point of its own: nodes, one a seat
};

/// One row. Its first seat sits at the element's origin and the row sets out to its right.
struct RowElement
{
    QString label;
    SeatLine line{10};
    RowPath path = RowPath::Curve;
    double pitch = 550; ///< from seat to seat along the row
    /// Of the arc; above zero its centre lies to the left hand of who walks along the row (above
    /// a row that runs to the right), below zero to the right hand; 0 is straight.
    double radius = 0;
    QList<QPointF> nodes; ///< of a poly-line or free row
    SeatSet seats;
    RowFit fit; ///< empty unless imported
    bool operator==(const RowElement &) const = default;
};

enum class BlockAlignment : quint8 { Start, Centre, End };

/// Rows behind each other. The middle (or start, or end: alignment) of the first row is the
/// origin, rows run to the right and follow each other downwards. With a radius the rows are
/// arcs around one centre, which lies above (radius > 0) or below.
struct BlockElement
{
    QList<SeatLine> lines; ///< first row first
    double pitch = 550;
    double rowSpacing = 900;
    double radius = 0;  ///< of the first row; 0 is straight
    double stagger = 0; ///< every second row is shifted by so much along the row
    double skew = 0;    ///< each row is shifted by so much against the one before
    /// On arcs: seats of the rows stand in rays from the centre, so outer rows have a wider pitch.
    bool isFanned = false;
    BlockAlignment alignment = BlockAlignment::Centre;
    NumberingScheme rowLabels{.style = NumberStyle::Letters};
    QMap<quint16, QString> ownLabels; ///< labels of single rows, by SeatLine::line()
    SeatSet seats;
    bool operator==(const BlockElement &) const = default;
};

/// A table around its origin. Seats go round it clockwise: of a rectangular one along the top,
/// right, bottom, left; of a round one from openFrom on.
struct TableElement
{
    QString label;
    bool isRound = true;
    qint32 width = 1'500; ///< of the table top; the diameter when round
    qint32 height = 1'500;
    qint32 rotation = 0; ///< degrees clockwise of an imported top against the element
    qint32 gap = 350;    ///< from its edge to the seats' centres
    /// Rectangular: seats on each side, 0 leaves a side open.
    qint32 top = 0, right = 0, bottom = 0, left = 0;
    /// Round: the free angle, in degrees clockwise from the top, without seats; 0 is all round.
    double openFrom = 0, openAngle = 0;
    SeatLine line{8};         ///< of a rectangular one as long as its four sides
    QList<QPointF> freeSeats; ///< imported ones: a place for each seat instead of the above
    bool isSoldWhole = false;
    SeatSet seats;
    bool operator==(const TableElement &) const = default;
};

enum class AreaShape : quint8 { Rectangle, Ellipse, Polygon, SmoothPolygon };

/// General admission. Rectangle and ellipse lie around the origin.
struct AreaElement
{
    QString name;
    AreaShape shape = AreaShape::Rectangle;
    double width = 4'000, height = 3'000;
    QList<QPointF> nodes; ///< of the polygons
    qint32 capacity = 100;
    CategoryId category;
    bool operator==(const AreaElement &) const = default;
};

/// A named part of the house. Members name it in Element::section.
struct SectionElement
{
    QString name;
    QList<QPointF> outline; ///< may be empty: then the hull of its seats
    bool operator==(const SectionElement &) const = default;
};

/// Stage, booth (a rectangle with a text), line, text. \a drawing is as in a SeatMap, its points
/// in the element's own directions and its rotation added to the placement's.
struct ShapeElement
{
    ShapeKind kind = ShapeKind::Rectangle;
    QList<QPointF> points;
    QString text;
    qint32 textSize = 0;
    qint32 rotation = 0;
    quint32 color = themeColor;
    bool operator==(const ShapeElement &) const = default;
};

using ElementForm =
    std::variant<RowElement, BlockElement, TableElement, AreaElement, SectionElement, ShapeElement>;

/// In the order of ElementForm.
enum class ElementKind : quint8 { Row, Block, Table, Area, Section, Shape };

struct Element
{
    ElementId id;
    LevelId level;
    ElementId section; ///< null: in no section
    GroupId group;     ///< null: in no group
    /// Orders the elements of a level, which orders the tickets; equal ranks go by id.
    qint64 rank = 0;
    bool isLocked = false; ///< cannot be picked or changed
    Placement placement;
    ElementForm form;
    bool operator==(const Element &) const = default;
    [[nodiscard]] ElementKind kind() const { return ElementKind(form.index()); }
};

/// The seats of \a element; null for areas, sections and shapes.
[[nodiscard]] const SeatSet *seatSetOf(const Element &element);
[[nodiscard]] SeatSet *seatSetOf(Element &element);
/// Row label, table label, area or section name, text of a shape; empty for a block.
[[nodiscard]] QString nameOf(const Element &element);

} // namespace foyer
