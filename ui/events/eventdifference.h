#pragma once

#include "ui/events/eventdesk.h"

namespace foyer {

/// One field in which two versions of an event differ, in words.
struct EventDifference
{
    QString field; ///< "Starts"
    QString theirs;
    QString mine;
    bool operator==(const EventDifference &) const = default;
};

/// Every field in which they differ, in the order of the form. Names are asked of \a desk, times
/// are the venue's; of prices their range is told, and how many differ.
[[nodiscard]] QList<EventDifference> eventDifferences(const Event &theirs, const Event &mine,
                                                      const EventDesk &desk);

} // namespace foyer
