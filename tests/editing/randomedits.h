#pragma once

#include "models/editing/seatmapdocument.h"
#include "tests/editing/seededrandom.h"

namespace foyer {

/// Makes random edits of a document, wild ones among them: most are accepted, some refused.
class RandomEdits final
{
public:
    RandomEdits(SeatMapDocument &document, SeededRandom &random)
        : m_document(document)
        , m_random(random)
    {}
    [[nodiscard]] Result<MapEdit> next();

private:
    [[nodiscard]] Result<MapEdit> added();
    [[nodiscard]] Result<MapEdit> ofPlacement(const QList<ElementId> &ids);
    [[nodiscard]] Result<MapEdit> ofCopies(const QList<ElementId> &ids);
    [[nodiscard]] Result<MapEdit> ofRows(const QList<ElementId> &ids);
    [[nodiscard]] Result<MapEdit> ofSeats(const QList<ElementId> &ids);
    [[nodiscard]] Result<MapEdit> ofStructure(const QList<ElementId> &ids);
    [[nodiscard]] Result<MapEdit> ofSettings();
    [[nodiscard]] QList<ElementId> someElements(qint32 most);
    [[nodiscard]] SeatRef someSeat(ElementId element);
    [[nodiscard]] PointMm somePoint();
    [[nodiscard]] ElementForm someForm();
    [[nodiscard]] LevelId someLevel();
    [[nodiscard]] CategoryId someCategory();

    SeatMapDocument &m_document;
    SeededRandom &m_random;
};

} // namespace foyer
