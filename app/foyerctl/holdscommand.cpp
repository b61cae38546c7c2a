#include "app/foyerctl/command.h"
#include "app/foyerctl/databasehouse.h"
#include "app/foyerctl/housefile.h"
#include "models/domain/id.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

Result<QList<QStringList>> holdsInFile(const QString &path, const std::optional<EventId> &event)
{
    const auto house = HouseFile::open(path, HouseFile::Access::Read);
    if (!house)
        return std::unexpected(house.error());
    return house->rows(
        "SELECT h.id, e.name, length(h.seats) / 4, coalesce(o.display_name, ''), h.window_id,"
        "  strftime('%Y-%m-%dT%H:%M:%SZ', h.ends_at / 1000, 'unixepoch') "
        "FROM holds h JOIN events e ON e.no = h.event_no "
        "LEFT JOIN operators o ON o.id = h.operator_id "
        "WHERE h.state = 0 "
        // The house's time never runs back, whatever the machine's clock does.
        "  AND h.ends_at > max(CAST(strftime('%s', 'now') AS INTEGER) * 1000, "
        "                      (SELECT clock_ms FROM house)) "
        "  AND (length(?1) = 0 OR e.id = ?1) ORDER BY h.ends_at",
        {event ? event->toBytes() : QByteArray("")});
}

} // namespace

ExitCode listHolds(const QStringList &given)
{
    const auto arguments = parsed(given, {u"--data"_s, u"--store"_s, u"--event"_s});
    if (!arguments)
        return misused(arguments.error().message);
    const QString text = arguments->options.value(u"--event"_s);
    const auto event = EventId::fromString(text);
    if (!text.isEmpty() && !event)
        return misused(u"--event needs an event's UUID, not \"%1\"."_s.arg(text));
    const auto store = houseOf(*arguments);
    if (!store)
        return failed(store.error().message);
    const auto rows =
        isDatabase(*store) ? holdsIn(store->where, event) : holdsInFile(store->where, event);
    if (!rows)
        return failed(rows.error().message);
    for (const QStringList &row : *rows) {
        say(u"hold %1\t%2\t%3 ticket(s)\t%4\twindow %5\tuntil %6"_s.arg(row[0], row[1], row[2],
                                                                        row[3], row[4], row[5]));
    }
    say(u"%1 hold(s) alive."_s.arg(rows->size()));
    return ExitCode::Fine;
}

} // namespace foyer
