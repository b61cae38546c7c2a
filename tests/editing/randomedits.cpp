#include "tests/editing/randomedits.h"

#include "models/editing/placementedits.h"
#include "models/editing/rowedits.h"
#include "models/editing/seatedits.h"
#include "models/editing/structureedits.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

PointMm RandomEdits::somePoint()
{
    return {m_random.between(-60'000, 60'000), m_random.between(-60'000, 60'000)};
}

LevelId RandomEdits::someLevel()
{
    const QList<LevelEntry> &levels = m_document.settings().levels;
    return levels.at(m_random.below(qint32(levels.size()))).id;
}

CategoryId RandomEdits::someCategory()
{
    const QList<Category> &categories = m_document.settings().categories;
    return categories.at(m_random.below(qint32(categories.size()))).id;
}

QList<ElementId> RandomEdits::someElements(qint32 most)
{
    QList<ElementId> all = m_document.content().elements.keys();
    std::ranges::sort(all);
    QList<ElementId> chosen;
    for (qint32 i = m_random.between(1, most); i > 0 && !all.isEmpty(); --i)
        chosen.append(all.takeAt(m_random.below(qint32(all.size()))));
    return chosen;
}

SeatRef RandomEdits::someSeat(ElementId element)
{
    const QList<PlacedLine> &lines = m_document.seats(element).lines;
    if (lines.isEmpty())
        return {element, SeatSerial(m_random.below(4) == 0 ? 7U : 0U)};
    const QList<PlacedSeat> &seats = lines.at(m_random.below(qint32(lines.size()))).seats;
    return seats.isEmpty()
               ? SeatRef{element, {}}
               : SeatRef{element, seats.at(m_random.below(qint32(seats.size()))).serial};
}

ElementForm RandomEdits::someForm()
{
    switch (m_random.below(8)) {
    case 0:
    case 1:
        return RowElement{.label = u"R"_s,
                          .line = SeatLine(m_random.between(1, 20)),
                          .radius = m_random.below(2) == 0 ? 0.0 : m_random.between(4'000, 9'000)};
    case 2: {
        RowElement row{.line = SeatLine(m_random.between(1, 20)), .path = RowPath::PolyLine};
        row.nodes = {{0, 0}, {3'000, 0}, {4'000, 2'000}};
        return row;
    }
    case 3:
    case 4: {
        BlockElement block;
        for (qint32 i = m_random.between(1, 5); i > 0; --i)
            block.lines.append(SeatLine(m_random.between(1, 12), quint16(i)));
        block.stagger = m_random.below(500);
        block.radius = m_random.below(2) * 20'000;
        block.isFanned = m_random.below(2) == 0;
        return block;
    }
    case 5:
        return TableElement{.label = u"T"_s, .line = SeatLine(m_random.between(1, 12))};
    case 6:
        return AreaElement{.name = u"GA"_s, .capacity = m_random.between(1, 300)};
    default:
        return SectionElement{.name = u"S"_s, .outline = {{0, 0}, {5'000, 0}, {0, 5'000}}};
    }
}

Result<MapEdit> RandomEdits::added()
{
    const Placement placement{somePoint(), double(m_random.below(360)), m_random.below(4) == 0};
    return addElements(m_document, {newElement(m_document, someLevel(), placement, someForm())});
}

Result<MapEdit> RandomEdits::ofPlacement(const QList<ElementId> &ids)
{
    switch (m_random.below(7)) {
    case 0:
        return rotateElements(m_document, ids, toPointF(somePoint()), m_random.between(-400, 400));
    case 1:
        return mirrorElements(m_document, ids, toPointF(somePoint()), m_random.below(180));
    case 2:
        return scaleElements(m_document, ids, toPointF(somePoint()),
                             m_random.between(80, 125) / 100.0);
    case 3:
        return alignElements(m_document, ids, Alignment(m_random.below(6)));
    case 4:
        return distributeElements(m_document, ids,
                                  m_random.below(2) == 0 ? Qt::Horizontal : Qt::Vertical);
    default:
        return moveElements(m_document, ids, somePoint());
    }
}

Result<MapEdit> RandomEdits::ofCopies(const QList<ElementId> &ids)
{
    switch (m_random.below(3)) {
    case 0:
        return duplicateElements(m_document, ids, somePoint());
    case 1:
        return arrayAlongLine(m_document, ids, m_random.between(0, 2), somePoint());
    default:
        return arrayAlongArc(m_document, ids, m_random.between(0, 2), toPointF(somePoint()), 30);
    }
}

Result<MapEdit> RandomEdits::ofRows(const QList<ElementId> &ids)
{
    const SeatRef seat = someSeat(ids.front());
    const LineEnd end = m_random.below(2) == 0 ? LineEnd::Start : LineEnd::End;
    const SeatGap gap = m_random.below(2) == 0 ? SeatGap::Keep : SeatGap::Close;
    switch (m_random.below(12)) {
    case 0:
        return curveRows(m_document, ids, m_random.between(-1'500, 1'500));
    case 1:
        return straightenRows(m_document, ids);
    case 2:
        return setPitch(m_document, ids, m_random.between(40, 900));
    case 3:
        return setRowSpacing(m_document, ids, m_random.between(600, 1'200));
    case 4:
        return setSeatCount(m_document, ids.front(), m_random.between(0, 25), end);
    case 5:
        return setRowCount(m_document, ids.front(), m_random.between(0, 8));
    case 6:
        return insertSeats(m_document, seat, m_random.between(1, 3),
                           m_random.below(2) == 0 ? SeatSide::Before : SeatSide::After);
    case 7:
        return removeSeats(m_document, {seat}, gap);
    case 8:
        return restoreSeats(m_document, {seat, {seat.element, SeatSerial(0, 1)}});
    case 9:
        return joinRows(m_document, ids);
    case 10:
        return splitRow(m_document, seat);
    default:
        return splitBlock(m_document, ids.front());
    }
}

Result<MapEdit> RandomEdits::ofSeats(const QList<ElementId> &ids)
{
    MapSelection selection(ids);
    if (m_random.below(2) == 0)
        selection = MapSelection(QList<SeatRef>{someSeat(ids.front()), someSeat(ids.back())});
    switch (m_random.below(8)) {
    case 0:
        return setCategory(m_document, selection, someCategory());
    case 1:
        return setKind(m_document, selection, SeatKind(m_random.below(3)));
    case 2:
        return setAttributes(m_document, selection, SeatAttributes(1 << m_random.below(6)),
                             m_random.below(2) == 0);
    case 3:
        return setSeatLabel(m_document, someSeat(ids.front()),
                            m_random.below(2) == 0 ? QString() : u"X"_s);
    case 4:
        return displaceSeats(m_document, {someSeat(ids.front())}, {120, -40});
    case 5:
        return setElementName(m_document, ids.front(), QString::number(m_random.below(50)));
    case 6:
        return relabelRows(m_document, ids, {.style = NumberStyle::Letters});
    default:
        return renumberSeats(m_document, ids,
                             {.pattern = NumberPattern(m_random.below(4)),
                              .direction = NumberDirection(m_random.below(2)),
                              .run = NumberRun(m_random.below(2)),
                              .start = m_random.between(1, 101)});
    }
}

Result<MapEdit> RandomEdits::ofStructure(const QList<ElementId> &ids)
{
    switch (m_random.below(11)) {
    case 0:
        return deleteSelected(m_document, MapSelection(ids));
    case 1:
        return deleteSelected(m_document, MapSelection(QList<SeatRef>{someSeat(ids.front())}));
    case 2:
        return groupElements(m_document, ids);
    case 3:
        return ungroupElements(m_document, ids);
    case 4:
        return setSection(m_document, ids.mid(1), ids.front());
    case 5:
        return setLocked(m_document, ids, m_random.below(3) == 0);
    case 6:
        return reorderElements(m_document, ids, m_random.below(2) == 0);
    case 7:
        return moveNode(m_document, ids.front(), m_random.below(4), somePoint());
    case 8:
        return insertNode(m_document, ids.front(), m_random.below(4), somePoint());
    case 9:
        return removeNode(m_document, ids.front(), m_random.below(4));
    default:
        return moveToLevel(m_document, ids, someLevel());
    }
}

Result<MapEdit> RandomEdits::ofSettings()
{
    switch (m_random.below(9)) {
    case 0:
        return addLevel(m_document, u"Level"_s);
    case 1:
        return removeLevel(m_document, someLevel());
    case 2:
        return moveLevel(m_document, someLevel(), m_random.below(3));
    case 3:
        return renameLevel(m_document, someLevel(), QString::number(m_random.below(50)));
    case 4:
        return addCategory(m_document, {CategoryId(m_document.newKey()), u"Category"_s, 0x102030});
    case 5:
        return changeCategory(m_document, {someCategory(), u"Other"_s, 0x405060});
    case 6:
        return removeCategory(m_document, someCategory(), someCategory());
    case 7:
        return setFocalPoint(m_document, somePoint());
    default:
        return setReferenceImage(m_document, {.file = u"plan.png"_s, .origin = somePoint()});
    }
}

Result<MapEdit> RandomEdits::next()
{
    const QList<ElementId> ids = someElements(4);
    const bool isCrowded = m_document.content().elements.size() > 60;
    if (ids.isEmpty() || (!isCrowded && m_random.below(6) == 0))
        return added();
    switch (m_random.below(isCrowded ? 12 : 14)) {
    case 0:
    case 1:
    case 2:
        return ofPlacement(ids);
    case 3:
    case 4:
    case 5:
        return ofRows(ids);
    case 6:
    case 7:
    case 8:
        return ofSeats(ids);
    case 9:
        return ofSettings();
    case 10:
    case 11:
        return ofStructure(ids);
    default:
        return ofCopies(ids);
    }
}

} // namespace foyer
