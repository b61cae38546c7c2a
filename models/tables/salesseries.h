#pragma once

#include "models/domain/event.h"

#include <QList>
#include <QTimeZone>

#include <optional>

namespace foyer {

/// What was sold of one category of one event in one bucket of time: confirmed minus cancelled.
struct SalesFigure
{
    Instant from; ///< start of the bucket
    EventId event;
    QString eventName;
    CategoryId category;
    QString categoryName;
    qint32 tickets = 0;
    Money revenue;
};

enum class SalesPeriod : quint8 { Today, Week, Month, Season };

/// From where to where a report looks, and in what steps.
struct ReportWindow
{
    Instant from;
    Instant until; ///< the end of the last bucket; after now
    Milliseconds bucket{0};
    bool operator==(const ReportWindow &) const = default;
    [[nodiscard]] qint32 buckets() const { return qint32((until - from) / bucket); }
};

/// The window of \a period at \a now for a reader in \a zone: today by the hour from local
/// midnight, 7 and 30 days by the day, a season of 52 weeks by the week; each ends with the
/// bucket that \a now is in. Pure. Buckets are of equal length, so after a change of clocks a
/// day begins an hour off.
[[nodiscard]] ReportWindow reportWindow(SalesPeriod period, Instant now, const QTimeZone &zone);
/// The window of the same length right before \a window.
[[nodiscard]] ReportWindow windowBefore(const ReportWindow &window);

struct SalesBucket
{
    Instant from;
    qint32 tickets = 0;
    Money revenue;
    bool operator==(const SalesBucket &) const = default;
};

/// One point for every bucket of \a window, also those in which nothing was sold. Figures
/// outside and of another currency than \a currency are left out. O(figures + buckets).
[[nodiscard]] QList<SalesBucket> salesOverTime(const QList<SalesFigure> &figures,
                                               const ReportWindow &window, Currency currency);

struct CategorySales
{
    QString name;
    qint32 tickets = 0;
    Money revenue;
    bool operator==(const CategorySales &) const = default;
};

/// By category name (categories of several maps called alike are one line), the most revenue
/// first; what comes after the first \a most is gathered in a last line without a name.
[[nodiscard]] QList<CategorySales> salesByCategory(const QList<SalesFigure> &figures,
                                                   const ReportWindow &window, Currency currency,
                                                   qsizetype most);

struct SalesSums
{
    qint32 tickets = 0;
    Money revenue;
    /// Revenue by ticket, rounded down; nothing when none was sold.
    [[nodiscard]] std::optional<Money> averagePrice() const;
};

[[nodiscard]] SalesSums salesSums(const QList<SalesFigure> &figures, const ReportWindow &window,
                                  Currency currency);

/// The currency most of the revenue is in; \a otherwise when there is none.
[[nodiscard]] Currency mainCurrency(const QList<SalesFigure> &figures, Currency otherwise);

/// By how many parts of a hundred \a now is above \a before; nothing when \a before is zero.
[[nodiscard]] std::optional<double> changeInPercent(double now, double before);

} // namespace foyer
