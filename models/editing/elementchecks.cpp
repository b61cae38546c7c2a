#include "models/editing/elementchecks.h"

#include "models/editing/edittext.h"
#include "models/editing/elementseats.h"
#include "models/seatmap/jsonfields.h"
#include "models/seatmap/seatgeometrybuilder.h"
#include "models/seatmap/seatmapformat.h"

#include <QSet>

#include <algorithm>
#include <cmath>

namespace foyer {

namespace {

constexpr double mostRadius = 10'000'000;
constexpr qint32 mostTableSize = 10'000'000;
constexpr qsizetype mostNodes = 10'000;

QString tooLongName()
{
    return EditText::tr("A name or number has at most 200 characters.");
}

QString badSize()
{
    return EditText::tr("A distance or size is too small or too large.");
}

bool isSpacing(double value)
{
    return value >= leastSpacing && value <= mostSpacing; // false for NaN
}

bool isLength(double value)
{
    return std::abs(value) <= mostRadius;
}

bool areNodes(const QList<QPointF> &nodes)
{
    return nodes.size() <= std::max<qsizetype>(mostNodes, mostSeatsInLine) &&
           std::ranges::all_of(nodes, [](QPointF p) { return isLength(p.x()) && isLength(p.y()); });
}

bool fitsForm(const RowElement &row)
{
    if (!isSpacing(row.pitch) || !isLength(row.radius) || !areNodes(row.nodes))
        return false;
    if (row.path == RowPath::Free)
        return row.nodes.size() == row.line.count(); // imported ones may even be empty
    return row.line.count() >= 1 && (row.path == RowPath::Curve || row.nodes.size() >= 2);
}

bool fitsForm(const BlockElement &block)
{
    const auto rows = qsizetype(block.lines.size());
    if (rows < 1 || rows > mostLinesInBlock || !isSpacing(block.pitch) ||
        !isSpacing(block.rowSpacing) || !isLength(block.radius) || !isLength(block.stagger) ||
        !isLength(block.skew))
        return false;
    QSet<quint16> lines;
    for (const SeatLine &line : block.lines) {
        if (line.count() < 1 || lines.contains(line.line()))
            return false;
        lines.insert(line.line());
    }
    // Rows around a centre below end before they reach it.
    return block.radius >= 0 || block.radius + double(rows - 1) * block.rowSpacing < 0;
}

bool fitsForm(const TableElement &table)
{
    const auto isSize = [](qint32 size) { return size >= 0 && size <= mostTableSize; };
    if (!isSize(table.width) || !isSize(table.height) || !isSize(table.gap))
        return false;
    if (!table.freeSeats.isEmpty())
        return table.freeSeats.size() == table.line.count() && areNodes(table.freeSeats);
    const auto isSide = [](qint32 seats) { return seats >= 0 && seats <= mostSeatsInLine; };
    const bool hasSides = isSide(table.top) && isSide(table.right) && isSide(table.bottom) &&
                          isSide(table.left) &&
                          table.top + table.right + table.bottom + table.left == table.line.count();
    const bool isOpen = table.openAngle >= 0 && table.openAngle < 360 && isLength(table.openFrom);
    return table.isRound ? isOpen : hasSides;
}

bool fitsForm(const AreaElement &area)
{
    const auto isSize = [](double size) { return size >= 1 && size <= mostRadius; };
    return area.capacity >= 0 && area.capacity <= mostSeatsInMap && isSize(area.width) &&
           isSize(area.height) && areNodes(area.nodes);
}

bool fitsForm(const SectionElement &section)
{
    return areNodes(section.outline);
}

bool fitsForm(const ShapeElement &shape)
{
    return areNodes(shape.points) && std::abs(double(shape.textSize)) <= mostRadius;
}

Result<void> checkedSeatSet(const SeatSet &seats, const QSet<CategoryId> &categories)
{
    if (!categories.contains(seats.style.category))
        return refusedEdit(EditText::tr("The map does not have this category."));
    if (seats.style.numbering.prefix.size() > longestMapText)
        return refusedEdit(tooLongName());
    for (const SeatException &own : seats.exceptions) {
        if (own.category && !categories.contains(*own.category))
            return refusedEdit(EditText::tr("The map does not have this category."));
        if (own.label && own.label->size() > longestMapText)
            return refusedEdit(tooLongName());
        if (std::abs(double(own.displaced.x())) > farthestMm ||
            std::abs(double(own.displaced.y())) > farthestMm)
            return refusedEdit(badSize());
    }
    return {};
}

QSet<CategoryId> categoryIds(const MapSettings &settings)
{
    QSet<CategoryId> ids;
    for (const Category &category : settings.categories)
        ids.insert(category.id);
    return ids;
}

Result<void> checkedForm(const Element &element, const MapSettings &settings)
{
    if (nameOf(element).size() > longestMapText)
        return refusedEdit(tooLongName());
    if (!std::visit([](const auto &form) { return fitsForm(form); }, element.form))
        return refusedEdit(badSize());
    const QSet<CategoryId> categories = categoryIds(settings);
    if (const auto *const area = std::get_if<AreaElement>(&element.form);
        area && !categories.contains(area->category))
        return refusedEdit(EditText::tr("The map does not have this category."));
    if (const auto *const block = std::get_if<BlockElement>(&element.form)) {
        if (std::ranges::any_of(block->ownLabels,
                                [](const QString &l) { return l.size() > longestMapText; }))
            return refusedEdit(tooLongName());
    }
    const SeatSet *const seats = seatSetOf(element);
    return seats ? checkedSeatSet(*seats, categories) : Result<void>();
}

} // namespace

bool isWithinPlan(const RectMm &box)
{
    return box.left >= -farthestMm && box.top >= -farthestMm && box.right - 1 <= farthestMm &&
           box.bottom - 1 <= farthestMm;
}

Result<void> checkedElement(const Element &element, const MapSettings &settings)
{
    if (element.id.isNull() || std::ranges::find(settings.levels, element.level, &LevelEntry::id) ==
                                   settings.levels.cend())
        return refusedEdit(EditText::tr("This level does not exist."));
    if (!(element.placement.rotation >= 0 && element.placement.rotation < 360))
        return refusedEdit(badSize());
    if (const Result<void> form = checkedForm(element, settings); !form)
        return form;
    const PointMm origin = element.placement.origin;
    const RectMm box = united(seatsOf(element).box, boundsOf(outlineOf(element), 0));
    if (!isWithinPlan(box) || !isWithinPlan({origin.x, origin.y, origin.x + 1, origin.y + 1}))
        return refusedEdit(EditText::tr("Nothing can lie farther than 10 km from the corner."));
    return {};
}

Result<void> checkedSettings(const MapSettings &settings)
{
    if (settings.levels.isEmpty() || settings.categories.isEmpty())
        return refusedEdit(EditText::tr("A map needs at least one level and one category."));
    if (settings.categories.size() > mostCategories)
        return refusedEdit(EditText::tr("A map has at most 250 categories."));
    if (settings.seatDiameter < 1 || settings.seatDiameter > 1'000'000)
        return refusedEdit(badSize());
    const PointMm focal = settings.focalPoint;
    if (!isWithinPlan({focal.x, focal.y, focal.x + 1, focal.y + 1}))
        return refusedEdit(EditText::tr("Nothing can lie farther than 10 km from the corner."));
    if (settings.name.size() > longestMapText)
        return refusedEdit(tooLongName());
    QSet<CategoryId> ids;
    for (const Category &category : settings.categories) {
        if (category.id.isNull() || ids.contains(category.id) ||
            category.name.trimmed().isEmpty() || category.name.size() > longestMapText)
            return refusedEdit(EditText::tr("Every category needs a name of its own."));
        ids.insert(category.id);
    }
    for (const LevelEntry &level : settings.levels) {
        if (level.name.size() > longestMapText)
            return refusedEdit(tooLongName());
    }
    return {};
}

Result<void> checkedContent(const MapContent &content)
{
    if (const Result<void> settings = checkedSettings(content.settings); !settings)
        return settings;
    qint64 tickets = 0;
    for (const Element &element : content.elements)
        tickets += ticketsOf(element);
    if (tickets > mostSeatsInMap)
        return std::unexpected(
            refusal(RefusalCode::TooLarge, EditText::tr("A map has at most 300,000 seats.")));
    for (const Element &element : content.elements) {
        if (const Result<void> checked = checkedElement(element, content.settings); !checked)
            return checked;
        const auto section = content.elements.constFind(element.section);
        if (!element.section.isNull() &&
            (section == content.elements.cend() || section->kind() != ElementKind::Section))
            return refusedEdit(EditText::tr("This section does not exist."));
    }
    return {};
}

} // namespace foyer
