#include "models/seatmap/seatgeometry.h"
#include "models/seatmap/seatmapformat.h"
#include "tests/fuzz/targets.h"

namespace foyer::fuzz {

Finding seatmap(QByteArrayView input)
{
    const Result<SeatMap> map = seatMapFromJson(input.toByteArray());
    if (!map)
        return map.error().message.isEmpty() ? "refused without a word" : Finding();
    if (const Result<void> sound = checked(*map); !sound)
        return "a map was read that cannot be published: " + sound.error().message.toUtf8();
    const QByteArray written = seatMapToJson(*map);
    const Result<SeatMap> again = seatMapFromJson(written);
    if (!again)
        return "a written map is refused: " + again.error().message.toUtf8();
    if (seatMapToJson(*again) != written)
        return "written twice, the files differ";
    // What a window draws and clicks on is made of it.
    const auto geometry = SeatGeometry::compile(*map);
    const auto found = geometry->seatNear({0, 0}, 100'000);
    if (found && found->value() >= geometry->ticketCount())
        return "a click finds a seat that is none";
    return {};
}

} // namespace foyer::fuzz
