#pragma once

#include "models/domain/random.h"
#include "models/domain/refusal.h"
#include "models/editing/elementseats.h"
#include "models/editing/mapedit.h"

#include <QObject>

#include <memory>
#include <vector>

class QUndoStack;

namespace foyer {

/// What a change of the document concerned.
struct MapChange
{
    QList<ElementId> elements; ///< added, changed or deleted
    bool touchesSettings = false;
    bool isReset = false; ///< everything is new
};

/// The map being drawn: elements with stable ids, an undo list, and the seats made from them.
///
/// How a canvas works with it: tools and panels ask the pure functions of the *edits.h headers
/// for a MapEdit (a Result: a refusal says why), may show it as a preview, and hand it to
/// apply(), which is the only way to change anything. changed() then says what to draw anew.
/// elements() and seats() are what to draw: seats() is cached per element, so a move of one
/// element costs only that element. mapconversion.h makes the SeatMap (and with it the tiles).
///
/// Always valid: categories and sections that elements name exist, ids are unique, coordinates
/// and sizes are within the limits of a SeatMap. Whether it may be published (unique labels, any
/// seat at all) is checked(toSeatMap(document)).
/// Thread: one, the user interface's. Owns its undo stack.
class SeatMapDocument final : public QObject
{
    Q_OBJECT

public:
    /// An empty map with one level and one category. \a random makes the keys of new seats and
    /// must outlive the document.
    explicit SeatMapDocument(RandomSource &random, QObject *parent = nullptr);
    ~SeatMapDocument() override;

    /// Another map altogether, with an empty undo list. \a content must be valid; that of
    /// fromSeatMap() and documentFromJson() is.
    void reset(const MapContent &content);

    [[nodiscard]] const MapContent &content() const { return m_content; }
    [[nodiscard]] const MapSettings &settings() const { return m_content.settings; }
    /// Null when there is none; stays valid until the next change.
    [[nodiscard]] const Element *element(ElementId id) const;
    /// The elements of \a level in drawing and ticket order. O(1) unless the level changed.
    [[nodiscard]] const QList<ElementId> &elements(LevelId level) const;
    [[nodiscard]] QList<ElementId> membersOf(ElementId section) const;
    [[nodiscard]] QList<ElementId> membersOf(GroupId group) const;
    /// Made when first asked for and kept until its element changes; the reference stays valid
    /// until then.
    [[nodiscard]] const ElementSeats &seats(ElementId id) const;
    /// All that an element covers, with its seats' discs; empty for an empty section.
    [[nodiscard]] RectMm boundsOf(ElementId id) const;
    /// Seats and GA places by the parameters; O(1).
    [[nodiscard]] qint64 ticketCount() const { return m_tickets; }

    /// Carries out \a edit as one undo step. Edits of one \a gesture in a row become one step; a
    /// gesture that ends where it began leaves nothing. An empty edit is no step.
    /// \return InvalidRecord or TooLarge when the document would not be valid: nothing changed.
    /// Cost: the elements touched.
    [[nodiscard]] Result<void> apply(const MapEdit &edit, GestureId gesture = {});
    [[nodiscard]] QUndoStack &undoStack() const { return *m_undo; }

    // Names for new things; never given out twice. Not a change of the document.
    [[nodiscard]] ElementId newElementId() { return ElementId(++m_lastElement); }
    [[nodiscard]] LevelId newLevelId() { return LevelId(++m_lastLevel); }
    [[nodiscard]] GroupId newGroupId() { return GroupId(++m_lastGroup); }
    [[nodiscard]] GestureId newGesture() { return GestureId(++m_lastGesture); }
    /// For SeatIdentity::key.
    [[nodiscard]] QUuid newKey();
    /// A rank after everything drawn on any level and after all that were given out.
    [[nodiscard]] qint64 newRank();

Q_SIGNALS:
    /// After every change, undo and redo, once each.
    void changed(const foyer::MapChange &change);

private:
    friend class EditStep;
    void carry(const MapEdit &edit, EditSense sense);
    void moveSeats(ElementId element, PointMm distance);
    void countIds();

    RandomSource &m_random;
    std::unique_ptr<QUndoStack> m_undo;
    MapContent m_content;
    qint64 m_tickets = 0;
    qint64 m_lastRank = 0;
    quint32 m_lastElement = 0;
    quint32 m_lastLevel = 0;
    quint32 m_lastGroup = 0;
    quint32 m_lastGesture = 0;
    mutable QHash<ElementId, std::shared_ptr<ElementSeats>> m_seats; ///< no other owner
    mutable QHash<LevelId, QList<ElementId>> m_order;
};

/// Whether \a edit leaves a valid document; what apply() asks.
[[nodiscard]] Result<void> checkedEdit(const MapEdit &edit, const SeatMapDocument &document);

} // namespace foyer

Q_DECLARE_METATYPE(foyer::MapChange)
