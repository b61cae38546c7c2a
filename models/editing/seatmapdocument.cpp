#include "models/editing/seatmapdocument.h"

#include "models/domain/invariant.h"
#include "models/editing/editstep.h"
#include "models/editing/edittext.h"
#include "models/editing/elementchecks.h"
#include "models/seatmap/seatgeometrybuilder.h"
#include "models/seatmap/seatmapformat.h"

#include <QUndoStack>

#include <algorithm>
#include <cstdlib>

namespace foyer {

namespace {

constexpr qint64 rankSpacing = qint64(1) << 32;

/// Whether \a edit was made of the document as it is now.
bool isFresh(const MapEdit &edit, const SeatMapDocument &document)
{
    const auto isThere = [&document](ElementId id) { return document.element(id) != nullptr; };
    const auto hasPlacement = [&document](const PlacementChange &change) {
        const Element *const element = document.element(change.element);
        return element && element->placement == change.before;
    };
    const auto isAsFound = [&document](const ElementChange &change) {
        if (!change.before)
            return change.after && !document.element(change.after->id);
        const Element *const element = document.element(change.before->id);
        return element && *element == *change.before;
    };
    return std::ranges::all_of(edit.moved, isThere) &&
           std::ranges::all_of(edit.placed, hasPlacement) &&
           std::ranges::all_of(edit.changed, isAsFound) &&
           (!edit.settings || edit.settings->before == document.settings());
}

Result<void> checkedTickets(const MapEdit &edit, const SeatMapDocument &document)
{
    qint64 tickets = document.ticketCount();
    for (const ElementChange &change : edit.changed) {
        tickets -= change.before ? ticketsOf(*change.before) : 0;
        tickets += change.after ? ticketsOf(*change.after) : 0;
    }
    if (tickets <= mostSeatsInMap || tickets <= document.ticketCount())
        return {};
    return std::unexpected(
        refusal(RefusalCode::TooLarge, EditText::tr("A map has at most 300,000 seats.")));
}

Result<void> checkedMove(const MapEdit &edit, const SeatMapDocument &document)
{
    for (const ElementId id : edit.moved) {
        const RectMm box = document.boundsOf(id);
        const auto lies = [](qint64 at, qint64 distance) {
            return std::abs(at + distance) <= farthestMm;
        };
        const PointMm by = edit.distance;
        const PointMm origin = document.element(id)->placement.origin;
        if (!lies(origin.x, by.x) || !lies(origin.y, by.y) ||
            (!box.isEmpty() && !(lies(box.left, by.x) && lies(box.right, by.x) &&
                                 lies(box.top, by.y) && lies(box.bottom, by.y))))
            return refusedEdit(EditText::tr("Nothing can lie farther than 10 km from the corner."));
    }
    return {};
}

/// Sections that elements name exist and are sections on their level.
Result<void> checkedMembers(const MapEdit &edit, const SeatMapDocument &document)
{
    const auto after = [&](ElementId id) -> const Element * {
        for (const ElementChange &change : edit.changed) {
            if (change.after && change.after->id == id)
                return &*change.after;
            if (change.before && change.before->id == id)
                return nullptr;
        }
        return document.element(id);
    };
    for (const ElementChange &change : edit.changed) {
        const ElementId section = change.after ? change.after->section : ElementId();
        if (!section.isNull()) {
            const Element *const named = after(section);
            if (!named || named->kind() != ElementKind::Section ||
                named->level != change.after->level)
                return refusedEdit(EditText::tr("This section does not exist."));
        }
        const bool isGone = change.before && change.before->kind() == ElementKind::Section &&
                            (!change.after || change.after->level != change.before->level);
        if (!isGone)
            continue;
        for (const ElementId member : document.membersOf(change.before->id)) {
            const Element *const left = after(member);
            if (left && left->section == change.before->id &&
                (!change.after || left->level != change.after->level))
                return refusedEdit(EditText::tr("The section still has rows."));
        }
    }
    return {};
}

Result<void> checkedCategories(const MapEdit &edit, const SeatMapDocument &document)
{
    if (!edit.settings)
        return {};
    if (const Result<void> settings = checkedSettings(edit.settings->after); !settings)
        return settings;
    if (edit.settings->after.categories == edit.settings->before.categories &&
        edit.settings->after.levels == edit.settings->before.levels)
        return {};
    MapContent after = document.content();
    carryOut(edit, EditSense::Do, after);
    return checkedContent(after);
}

} // namespace

Result<void> checkedEdit(const MapEdit &edit, const SeatMapDocument &document)
{
    if (!isFresh(edit, document))
        return std::unexpected(refusal(RefusalCode::VersionConflict,
                                       EditText::tr("The drawing has changed meanwhile.")));
    for (const auto check : {checkedTickets, checkedMove, checkedMembers, checkedCategories}) {
        if (const Result<void> checked = check(edit, document); !checked)
            return checked;
    }
    const MapSettings &settings = edit.settings ? edit.settings->after : document.settings();
    for (const PlacementChange &change : edit.placed) {
        Element element = *document.element(change.element);
        element.placement = change.after;
        if (const Result<void> checked = checkedElement(element, settings); !checked)
            return checked;
    }
    for (const ElementChange &change : edit.changed) {
        if (!change.after)
            continue;
        if (const Result<void> checked = checkedElement(*change.after, settings); !checked)
            return checked;
    }
    return {};
}

SeatMapDocument::SeatMapDocument(RandomSource &random, QObject *parent)
    : QObject(parent)
    , m_random(random)
    , m_undo(std::make_unique<QUndoStack>())
{
    MapContent empty;
    empty.settings.levels.append({newLevelId(), EditText::tr("Ground floor")});
    empty.settings.categories.append({CategoryId(newKey()), EditText::tr("Category 1"), 0x3B7DB8});
    reset(empty);
}

SeatMapDocument::~SeatMapDocument() = default;

void SeatMapDocument::reset(const MapContent &content)
{
    FOYER_INVARIANT(!content.settings.levels.isEmpty() && !content.settings.categories.isEmpty(),
                    "a map has a level and a category");
    m_undo->clear();
    m_content = content;
    m_seats.clear();
    m_order.clear();
    m_tickets = 0;
    for (const Element &element : std::as_const(m_content.elements))
        m_tickets += ticketsOf(element);
    countIds();
    Q_EMIT changed({.touchesSettings = true, .isReset = true});
}

void SeatMapDocument::countIds()
{
    for (const Element &element : std::as_const(m_content.elements)) {
        m_lastElement = std::max(m_lastElement, element.id.value());
        m_lastGroup = std::max(m_lastGroup, element.group.value());
        m_lastRank = std::max(m_lastRank, element.rank);
    }
    for (const LevelEntry &level : std::as_const(m_content.settings.levels))
        m_lastLevel = std::max(m_lastLevel, level.id.value());
}

const Element *SeatMapDocument::element(ElementId id) const
{
    const auto found = m_content.elements.constFind(id);
    return found == m_content.elements.cend() ? nullptr : &*found;
}

const QList<ElementId> &SeatMapDocument::elements(LevelId level) const
{
    auto order = m_order.find(level);
    if (order == m_order.end())
        order = m_order.insert(level, orderedElements(m_content, level));
    return *order;
}

QList<ElementId> SeatMapDocument::membersOf(ElementId section) const
{
    QList<ElementId> members;
    const Element *const owner = element(section);
    if (!owner)
        return members;
    for (const ElementId id : elements(owner->level)) {
        if (element(id)->section == section)
            members.append(id);
    }
    return members;
}

QList<ElementId> SeatMapDocument::membersOf(GroupId group) const
{
    QList<ElementId> members;
    for (const LevelEntry &level : m_content.settings.levels) {
        for (const ElementId id : elements(level.id)) {
            if (!group.isNull() && element(id)->group == group)
                members.append(id);
        }
    }
    return members;
}

const ElementSeats &SeatMapDocument::seats(ElementId id) const
{
    auto made = m_seats.constFind(id);
    if (made == m_seats.cend()) {
        const Element *const drawn = element(id);
        made = m_seats.insert(
            id, std::make_shared<ElementSeats>(drawn ? seatsOf(*drawn) : ElementSeats()));
    }
    return **made;
}

RectMm SeatMapDocument::boundsOf(ElementId id) const
{
    const Element *const drawn = element(id);
    if (!drawn)
        return {};
    const qint32 radius = m_content.settings.seatDiameter / 2;
    RectMm box = seats(id).box;
    if (!box.isEmpty())
        box = {box.left - radius, box.top - radius, box.right + radius, box.bottom + radius};
    return united(box, foyer::boundsOf(outlineOf(*drawn), 0));
}

QUuid SeatMapDocument::newKey()
{
    return randomKey(m_random);
}

qint64 SeatMapDocument::newRank()
{
    m_lastRank += rankSpacing;
    return m_lastRank;
}

Result<void> SeatMapDocument::apply(const MapEdit &edit, GestureId gesture)
{
    if (edit.isEmpty())
        return {};
    if (const Result<void> checked = checkedEdit(edit, *this); !checked)
        return checked;
    m_undo->push(new EditStep(*this, edit, gesture)); // the stack owns it
    return {};
}

void SeatMapDocument::moveSeats(ElementId element, PointMm distance)
{
    const auto made = m_seats.constFind(element);
    if (made != m_seats.cend())
        shift(**made, distance);
}

void SeatMapDocument::carry(const MapEdit &edit, EditSense sense)
{
    const bool isDone = sense == EditSense::Do;
    carryOut(edit, sense, m_content);
    for (const ElementId id : edit.moved)
        moveSeats(id, isDone ? edit.distance : PointMm{-edit.distance.x, -edit.distance.y});
    for (const PlacementChange &change : edit.placed)
        m_seats.remove(change.element);
    for (const ElementChange &change : edit.changed) {
        const std::optional<Element> &left = isDone ? change.before : change.after;
        const std::optional<Element> &came = isDone ? change.after : change.before;
        m_tickets += (came ? ticketsOf(*came) : 0) - (left ? ticketsOf(*left) : 0);
        m_seats.remove(left ? left->id : came->id);
        for (const std::optional<Element> &end : {left, came}) {
            if (end)
                m_order.remove(end->level);
        }
    }
    Q_EMIT changed(
        {.elements = touchedElements(edit), .touchesSettings = edit.settings.has_value()});
}

} // namespace foyer
