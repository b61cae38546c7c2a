#include "models/editing/editstep.h"

#include "models/editing/seatmapdocument.h"

#include <numeric>
#include <ranges>

namespace foyer {

namespace {

constexpr int stepsOfGestures = 1;
constexpr int neverMerged = -1;

} // namespace

EditStep::EditStep(SeatMapDocument &document, const MapEdit &edit, GestureId gesture)
    : QUndoCommand(edit.name)
    , m_document(document)
    , m_edits{edit}
    , m_gesture(gesture)
{}

void EditStep::redo()
{
    for (const MapEdit &edit : std::as_const(m_edits))
        m_document.carry(edit, EditSense::Do);
}

void EditStep::undo()
{
    for (const MapEdit &edit : std::views::reverse(std::as_const(m_edits)))
        m_document.carry(edit, EditSense::Undo);
}

int EditStep::id() const
{
    return m_gesture.isNull() ? neverMerged : stepsOfGestures;
}

bool EditStep::mergeWith(const QUndoCommand *other)
{
    const auto *const next = dynamic_cast<const EditStep *>(other);
    if (!next || next->m_gesture != m_gesture)
        return false;
    for (const MapEdit &edit : next->m_edits) {
        const std::optional<MapEdit> one =
            m_edits.isEmpty() ? std::nullopt : merged(m_edits.back(), edit);
        if (!one)
            m_edits.append(edit);
        else if (one->isEmpty())
            m_edits.removeLast();
        else
            m_edits.back() = *one;
    }
    setText(next->text());
    setObsolete(m_edits.isEmpty());
    return true;
}

qsizetype EditStep::footprint() const
{
    return std::accumulate(m_edits.cbegin(), m_edits.cend(), qsizetype(sizeof(EditStep)),
                           [](qsizetype sum, const MapEdit &e) { return sum + e.footprint(); });
}

} // namespace foyer
