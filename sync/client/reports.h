#pragma once

#include "models/domain/id.h"
#include "models/domain/money.h"

#include <QList>

#include <optional>

namespace foyer {

struct SalesReportQuery
{
    std::optional<EventId> event; ///< nothing: the whole house
    Instant from;
    Instant until;
    Milliseconds bucket{60 * 60 * 1000};
};

/// Confirmed minus cancelled, per bucket of time, event and category.
struct SalesReportRow
{
    Instant from;
    EventId event;
    CategoryId category;
    QString categoryName;
    qint32 tickets = 0;
    Money revenue;
};

struct SalesReport
{
    QList<SalesReportRow> rows; ///< by time, then event, then category
    Instant asOf;               ///< server time
};

} // namespace foyer
