#pragma once

#include "models/domain/refusal.h"
#include "models/seatmap/seatmap.h"

namespace foyer {

enum class ImportSeverity : quint8 { Note, Repaired, Dropped };

struct ImportFinding
{
    ImportSeverity severity = ImportSeverity::Note;
    QString place; ///< "Zone \"Ground floor\", row A, seat 7"
    QString text;  ///< what was found and what was done, for people
    bool operator==(const ImportFinding &) const = default;
};

/// What an import understood and what it changed.
struct ImportReport
{
    qint32 zones = 0;
    qint32 rows = 0;
    qint32 seats = 0;
    qint32 categories = 0;
    qint32 shapes = 0;
    /// Like findings are gathered: at most one per place, at most 1,000 in all.
    QList<ImportFinding> findings;
};

struct ImportedMap
{
    SeatMap map;
    ImportReport report;
};

/// Reads a seating plan in the pretix format. Faults that leave no doubt are repaired and
/// reported: duplicate seat_guid, a seat in a category that is not listed, missing positions of
/// rows, unknown fields. Ids are derived from the seat_guid (UUID v5, the n-th duplicate gets
/// its n), so importing a file again gives the same ids.
/// \param unitsPerMeter  how many plan units make a metre; 0 guesses from the median distance
///        of neighbouring seats, taken as 0.55 m.
/// \return Malformed when it is no such plan, TooLarge over the limits of seatmapformat.h.
[[nodiscard]] Result<ImportedMap> importPretixPlan(const QByteArray &json,
                                                   double unitsPerMeter = 0);

} // namespace foyer
