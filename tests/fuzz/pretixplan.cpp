#include "models/seatmap/pretiximport.h"
#include "models/seatmap/seatmapformat.h"
#include "tests/fuzz/targets.h"

namespace foyer::fuzz {

Finding pretixplan(QByteArrayView input)
{
    const Result<ImportedMap> imported = importPretixPlan(input.toByteArray());
    if (!imported)
        return imported.error().message.isEmpty() ? "refused without a word" : Finding();
    if (imported->report.findings.size() > 1'000)
        return "more than 1,000 findings";
    // An import may still need work in the designer; what can be published must be a file too.
    if (!checked(imported->map))
        return {};
    const Result<SeatMap> again = seatMapFromJson(seatMapToJson(imported->map));
    return again ? Finding() : "an imported map is refused: " + again.error().message.toUtf8();
}

} // namespace foyer::fuzz
