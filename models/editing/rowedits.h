#pragma once

#include "models/editing/seatmapdocument.h"

namespace foyer {

/// Shape and length of rows and blocks. Pure; refused (InvalidRecord) when an element does not
/// exist, is locked or is of a kind that has no such parameter. Seats that stay keep their ids
/// and what they have of their own.

/// How far the middle of a row lies from the line between its ends, in mm; above zero it lies
/// to the right hand of who walks along the row (radius > 0: the ends come nearer to a stage
/// above). For rows and for the first row of blocks; 0 makes them straight. Both ends of a row
/// stay where they are, and the middle of a block's first row. Refused when the arc would be
/// more than a half circle.
[[nodiscard]] Result<MapEdit> curveRows(const SeatMapDocument &document,
                                        const QList<ElementId> &ids, double sagitta);
/// curveRows(0), and poly-lines and free rows onto the line from their first to their last seat.
[[nodiscard]] Result<MapEdit> straightenRows(const SeatMapDocument &document,
                                             const QList<ElementId> &ids);
/// mm from seat to seat, 50 to 100,000; the middle of each row stays where it is. Free rows are
/// stretched along their seats.
[[nodiscard]] Result<MapEdit> setPitch(const SeatMapDocument &document, const QList<ElementId> &ids,
                                       double pitch);
/// mm from row to row of blocks, 50 to 100,000. Rows selected together are set apart evenly:
/// each is moved square to the first one, in their order.
[[nodiscard]] Result<MapEdit> setRowSpacing(const SeatMapDocument &document,
                                            const QList<ElementId> &ids, double spacing);

enum class LineEnd : quint8 { Start, End };
/// Seats of a row, or of every row of a block: 1 to mostSeatsInLine, added or taken at \a end.
[[nodiscard]] Result<MapEdit> setSeatCount(const SeatMapDocument &document, ElementId id,
                                           qint32 count, LineEnd end = LineEnd::End);
/// Rows of a block, 1 to mostLinesInBlock, added or taken at the back; new ones are as long as
/// the last.
[[nodiscard]] Result<MapEdit> setRowCount(const SeatMapDocument &document, ElementId block,
                                          qint32 rows);
enum class SeatSide : quint8 { Before, After };
/// \a count new seats before \a seat, or behind it: the row grows towards its end.
[[nodiscard]] Result<MapEdit> insertSeats(const SeatMapDocument &document, SeatRef seat,
                                          qint32 count, SeatSide side);

/// What becomes of the place of a seat that is taken away.
enum class SeatGap : quint8 {
    Keep,  ///< a gap stays; the seat can be put back with the same id
    Close, ///< the rest of the row moves up
};
/// Refused when it would leave an element without any seat: delete the element instead.
[[nodiscard]] Result<MapEdit> removeSeats(const SeatMapDocument &document,
                                          const QList<SeatRef> &seats, SeatGap gap);
/// Puts removed seats back.
[[nodiscard]] Result<MapEdit> restoreSeats(const SeatMapDocument &document,
                                           const QList<SeatRef> &seats);

/// One row of several, in the order given (which end meets which is found out). On one line with
/// one pitch it stays parametric, else it is a free row. Keeps all ids.
[[nodiscard]] Result<MapEdit> joinRows(SeatMapDocument &document, const QList<ElementId> &rows);
/// Two rows: \a seat is the first of the second one. Keeps all ids.
[[nodiscard]] Result<MapEdit> splitRow(SeatMapDocument &document, SeatRef seat);
/// A block taken apart into its rows. Keeps all ids, labels and numbers.
[[nodiscard]] Result<MapEdit> splitBlock(SeatMapDocument &document, ElementId block);

/// Replaces the form of an element by one of the same kind, for panels that set any other
/// parameter: stagger, skew, sides of a table, capacity, nodes of a poly-line ...
[[nodiscard]] Result<MapEdit> setForm(const SeatMapDocument &document, ElementId id,
                                      const ElementForm &form);

} // namespace foyer
