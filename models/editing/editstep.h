#pragma once

#include "models/editing/mapedit.h"

#include <QUndoCommand>

namespace foyer {

class SeatMapDocument;

/// One step of the undo list: an edit, or all edits of one gesture.
///
/// A drag pushes one step per movement, all with the same gesture, and they become one; edits
/// that cannot be merged are kept one after the other. A gesture that ends where it began makes
/// itself obsolete, so nothing stays on the list.
class EditStep final : public QUndoCommand
{
public:
    /// \a document must outlive the step; it owns the undo list.
    EditStep(SeatMapDocument &document, const MapEdit &edit, GestureId gesture);

    void redo() override;
    void undo() override;
    [[nodiscard]] int id() const override;
    [[nodiscard]] bool mergeWith(const QUndoCommand *other) override;
    /// Bytes kept, see MapEdit::footprint().
    [[nodiscard]] qsizetype footprint() const;

private:
    SeatMapDocument &m_document;
    QList<MapEdit> m_edits; ///< in the order of their doing
    GestureId m_gesture;
};

} // namespace foyer
