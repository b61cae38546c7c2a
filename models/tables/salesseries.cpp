#include "models/tables/salesseries.h"

#include <QHash>

#include <algorithm>

namespace foyer {

namespace {

constexpr Milliseconds oneHour = std::chrono::hours(1);
constexpr Milliseconds oneDay = std::chrono::hours(24);
constexpr Milliseconds oneWeek = 7 * oneDay;

struct PeriodShape
{
    Milliseconds bucket;
    qint32 buckets;
};

PeriodShape shapeOf(SalesPeriod period)
{
    switch (period) {
    case SalesPeriod::Today:
        return {oneHour, 24};
    case SalesPeriod::Week:
        return {oneDay, 7};
    case SalesPeriod::Month:
        return {oneDay, 30};
    case SalesPeriod::Season:
        return {oneWeek, 52};
    }
    return {oneDay, 7};
}

bool isCounted(const SalesFigure &figure, const ReportWindow &window, Currency currency)
{
    return figure.from >= window.from && figure.from < window.until &&
           figure.revenue.currency() == currency;
}

} // namespace

ReportWindow reportWindow(SalesPeriod period, Instant now, const QTimeZone &zone)
{
    const PeriodShape shape = shapeOf(period);
    const QDate today = now.toDateTime().toTimeZone(zone).date();
    const Instant tomorrow = Instant::fromMs(today.addDays(1).startOfDay(zone).toMSecsSinceEpoch());
    return {tomorrow - shape.bucket * shape.buckets, tomorrow, shape.bucket};
}

ReportWindow windowBefore(const ReportWindow &window)
{
    return {window.from - (window.until - window.from), window.from, window.bucket};
}

QList<SalesBucket> salesOverTime(const QList<SalesFigure> &figures, const ReportWindow &window,
                                 Currency currency)
{
    QList<SalesBucket> points;
    points.reserve(window.buckets());
    for (qint32 i = 0; i < window.buckets(); ++i)
        points.append({window.from + window.bucket * i, 0, Money::zero(currency)});
    for (const SalesFigure &figure : figures) {
        if (!isCounted(figure, window, currency))
            continue;
        SalesBucket &point = points[qsizetype((figure.from - window.from) / window.bucket)];
        point.tickets += figure.tickets;
        point.revenue += figure.revenue;
    }
    return points;
}

QList<CategorySales> salesByCategory(const QList<SalesFigure> &figures, const ReportWindow &window,
                                     Currency currency, qsizetype most)
{
    QHash<QString, CategorySales> byName;
    for (const SalesFigure &figure : figures) {
        if (!isCounted(figure, window, currency))
            continue;
        CategorySales &sales = byName[figure.categoryName];
        if (sales.name.isEmpty())
            sales = {figure.categoryName, 0, Money::zero(currency)};
        sales.tickets += figure.tickets;
        sales.revenue += figure.revenue;
    }
    QList<CategorySales> sorted = byName.values();
    std::ranges::sort(sorted, [](const CategorySales &a, const CategorySales &b) {
        if (a.revenue != b.revenue)
            return a.revenue > b.revenue;
        return a.name < b.name;
    });
    if (sorted.size() <= most)
        return sorted;
    CategorySales rest{{}, 0, Money::zero(currency)};
    for (qsizetype i = most; i < sorted.size(); ++i) {
        rest.tickets += sorted.at(i).tickets;
        rest.revenue += sorted.at(i).revenue;
    }
    sorted.resize(most);
    sorted.append(rest);
    return sorted;
}

std::optional<Money> SalesSums::averagePrice() const
{
    if (tickets <= 0)
        return std::nullopt;
    return Money(revenue.minorUnits() / tickets, revenue.currency());
}

SalesSums salesSums(const QList<SalesFigure> &figures, const ReportWindow &window,
                    Currency currency)
{
    SalesSums sums{0, Money::zero(currency)};
    for (const SalesFigure &figure : figures) {
        if (!isCounted(figure, window, currency))
            continue;
        sums.tickets += figure.tickets;
        sums.revenue += figure.revenue;
    }
    return sums;
}

Currency mainCurrency(const QList<SalesFigure> &figures, Currency otherwise)
{
    QHash<QString, qint64> byCode;
    for (const SalesFigure &figure : figures)
        byCode[figure.revenue.currency().code()] += figure.revenue.minorUnits();
    qint64 best = 0;
    Currency main = otherwise;
    for (auto it = byCode.cbegin(); it != byCode.cend(); ++it) {
        const std::optional<Currency> currency = Currency::fromCode(it.key());
        if (currency && it.value() > best) {
            best = it.value();
            main = *currency;
        }
    }
    return main;
}

std::optional<double> changeInPercent(double now, double before)
{
    if (before == 0.0)
        return std::nullopt;
    return (now - before) / before * 100.0;
}

} // namespace foyer
