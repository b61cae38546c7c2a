#include "models/seatmap/nearest.h"
#include "ui/selling/eventheader.h"
#include "ui/selling/mappane.h"
#include "ui/selling/maptools.h"
#include "ui/selling/placespicker.h"
#include "ui/selling/saletexts.h"
#include "ui/widgets/theme.h"

#include <algorithm>

// The part of MapPane that turns what is picked into holds and says what came of it.

namespace foyer {

namespace {

constexpr int beside = 18; ///< pixels between the pointer and a card

} // namespace

void MapPane::onPicked(const QList<SeatIndex> &seats)
{
    const QList<SeatLook> &looks = m_desk.looks();
    QList<SeatIndex> free;
    QList<SeatIndex> mine;
    for (const SeatIndex seat : seats) {
        const SeatLook look = looks.value(seat.value(), SeatLook::Blocked);
        if (look == SeatLook::Available)
            free.append(seat);
        else if (look == SeatLook::Mine)
            mine.append(seat);
    }
    dismissOffer();
    // One seat again lets it go; a rectangle only ever adds.
    if (!free.isEmpty())
        m_desk.hold(free);
    else if (seats.size() == 1 && !mine.isEmpty())
        m_desk.release(mine);
    else if (seats.size() == 1)
        explainSeat(seats.constFirst());
}

/// Why a click did nothing: who has the seat, and until when.
void MapPane::explainSeat(SeatIndex seat)
{
    const QString card = seatCard(m_desk.facts(seat), m_desk.tick());
    m_race->explain(card.section(u'\n', 0, 0), card.section(u'\n', 1, 1));
    m_race->move(besidePointer(m_race->size(), seat));
}

qint32 MapPane::freePlaces(const SeatGeometry::AreaInfo &area) const
{
    const QList<SeatLook> &looks = m_desk.looks();
    qint32 free = 0;
    for (qint32 i = 0; i < area.capacity; ++i)
        free += looks.value(area.firstPlace.value() + i) == SeatLook::Available ? 1 : 0;
    return free;
}

void MapPane::onAreaPicked(const QString &area)
{
    const std::shared_ptr<const SeatGeometry> geometry = m_desk.geometry();
    if (!geometry)
        return;
    for (const SeatGeometry::AreaInfo &info : geometry->areas()) {
        if (info.name != area)
            continue;
        m_places->ask(area, freePlaces(info));
        m_places->move(besidePointer(m_places->size(), std::nullopt));
    }
}

void MapPane::askForPlaces()
{
    const std::shared_ptr<const SeatGeometry> geometry = m_desk.geometry();
    if (!m_desk.openedEvent() || !geometry)
        return;
    QStringList names;
    const std::optional<qint32> level = m_map->levelFilter();
    for (const SeatGeometry::AreaInfo &info : geometry->areas()) {
        if ((!level || info.level == *level) && freePlaces(info) > 0)
            names.append(info.name);
    }
    dismissOffer();
    if (names.isEmpty()) {
        m_race->explain(tr("There are no places without a number left."), {});
        m_race->move(besidePointer(m_race->size(), std::nullopt));
        return;
    }
    const qsizetype asked = m_places->isVisible() ? names.indexOf(m_places->area()) : -1;
    onAreaPicked(names.at((asked + 1) % names.size()));
}

void MapPane::onHoldRefused(const Refusal &refusal, const QList<SeatIndex> &lost,
                            const QList<SeatIndex> &offered)
{
    m_offered = offered;
    // What is offered must be seen.
    if (!std::ranges::all_of(offered, [this](SeatIndex s) { return m_map->isOnShownLevel(s); }))
        showAllLevels();
    m_map->setHighlighted(offered);
    if (lost.isEmpty())
        m_race->explain(refusalText(refusal),
                        refusal.code == RefusalCode::TicketsTaken ? refusal.message : QString());
    else
        m_race->tell(raceOf(lost, offered));
    m_race->move(besidePointer(m_race->size(),
                               lost.isEmpty() ? std::nullopt : std::optional(lost.constFirst())));
}

void MapPane::dismissOffer()
{
    m_offered.clear();
    m_map->setHighlighted({});
    const bool hadFocus = m_race->isAncestorOf(focusWidget());
    m_race->hide();
    if (hadFocus)
        m_map->setFocus(Qt::OtherFocusReason);
}

RaceCard::Race MapPane::raceOf(const QList<SeatIndex> &lost, const QList<SeatIndex> &offered) const
{
    QList<SeatLabel> near = labels(offered);
    const QString offeredText = seatsText(near);
    // Where everybody is in one section, the button need not repeat it.
    const QString here = labels(lost).constFirst().section;
    for (SeatLabel &label : near) {
        if (label.section == here)
            label.section.clear();
    }
    return {.lost = seatsText(labels(lost)),
            .lostCount = lost.size(),
            .offered = offeredText,
            .offeredShort = seatsText(near)};
}

QList<SeatLabel> MapPane::labels(const QList<SeatIndex> &seats) const
{
    QList<SeatLabel> labels;
    for (const SeatIndex seat : seats)
        labels.append(m_desk.facts(seat).label);
    return labels;
}

QList<SeatIndex> MapPane::bestSeats(qint32 count) const
{
    const std::shared_ptr<const SeatGeometry> geometry = m_desk.geometry();
    if (!geometry)
        return {};
    const std::optional<QList<CategoryId>> shown = m_header->filter();
    const std::optional<CategoryId> only =
        shown && shown->size() == 1 ? std::optional(shown->constFirst()) : std::nullopt;
    const QList<SeatLook> &looks = m_desk.looks();
    return bestAvailable(
        *geometry,
        [this, &looks](SeatIndex seat) {
            return looks.at(seat.value()) == SeatLook::Available && m_map->isOnShownLevel(seat);
        },
        count, only);
}

void MapPane::takeBest()
{
    if (!m_desk.openedEvent())
        return;
    const QList<SeatIndex> best = bestSeats(m_quantity);
    dismissOffer();
    if (best.isEmpty()) {
        m_race->explain(tr("There are not %n such seat(s) left.", nullptr, m_quantity),
                        tr("Take fewer, or show all categories and levels."));
        m_race->move(besidePointer(m_race->size(), std::nullopt));
        return;
    }
    m_desk.hold(best);
    m_map->ensureVisible(best.constFirst());
}

void MapPane::setQuantity(int quantity)
{
    m_quantity = quantity;
    m_tools->setQuantity(quantity);
}

/// A place for a card beside \a seat, or the pointer, wholly inside the map.
QPoint MapPane::besidePointer(QSize size, std::optional<SeatIndex> seat) const
{
    QPoint at = m_map->mapFromGlobal(QCursor::pos());
    if (seat && m_map->geometry() && m_map->geometry()->isSeat(*seat))
        at = m_map->toViewport(m_map->geometry()->position(*seat)).toPoint();
    else if (!m_map->rect().contains(at))
        at = m_map->rect().center();
    at += QPoint(beside, beside);
    const int right = m_map->width() - size.width() - space::m;
    const int bottom = m_map->height() - size.height() - space::m;
    return {qBound(space::m, at.x(), qMax(space::m, right)),
            qBound(space::m, at.y(), qMax(space::m, bottom))};
}

} // namespace foyer
