#include "models/domain/pricing.h"

#include <QTest>

#include <functional>
#include <limits>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

const Currency euro = Currency::of("EUR");

template <class IdType>
IdType numbered(uint number)
{
    return IdType(QUuid(number, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
}

const CategoryId stalls = numbered<CategoryId>(1);
const CategoryId balcony = numbered<CategoryId>(2);
const TicketTypeId adult = numbered<TicketTypeId>(1);
const TicketTypeId child = numbered<TicketTypeId>(2);

PriceList aList()
{
    return {euro,
            {{adult, u"Adult"_s}, {child, u"Child"_s}},
            {{stalls, adult, {6800, euro}},
             {stalls, child, {3400, euro}},
             {balcony, adult, {2500, euro}}}};
}

using Change = std::function<void(PriceList &)>;

} // namespace

Q_DECLARE_METATYPE(Change)

class PricingTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_pair_has_its_price_or_none();
    void the_range_is_lowest_to_highest();
    void a_sale_is_summed();
    void a_ticket_without_a_price_is_named();
    void a_wrong_list_is_refused_data();
    void a_wrong_list_is_refused();
    void the_dearest_house_still_has_a_sum();
};

void PricingTest::a_pair_has_its_price_or_none()
{
    QCOMPARE(aList().priceOf(stalls, child), std::optional(Money(3400, euro)));
    QVERIFY(!aList().priceOf(balcony, child));
    QVERIFY(!aList().priceOf(numbered<CategoryId>(9), adult));
}

void PricingTest::the_range_is_lowest_to_highest()
{
    const auto range = aList().range();
    QVERIFY(range && range->first == Money(2500, euro) && range->second == Money(6800, euro));
    QVERIFY(!PriceList().range());
}

void PricingTest::a_sale_is_summed()
{
    const Result<Money> total = totalOf(aList(), {{SeatIndex(1), stalls, adult},
                                                  {SeatIndex(2), stalls, child},
                                                  {SeatIndex(3), balcony, adult}});
    QVERIFY(total && *total == Money(12'700, euro));
    QVERIFY(*totalOf(aList(), {}) == Money::zero(euro));
}

void PricingTest::a_ticket_without_a_price_is_named()
{
    const Result<Money> total =
        totalOf(aList(), {{SeatIndex(1), stalls, adult}, {SeatIndex(42), balcony, child}});
    QVERIFY(!total);
    QCOMPARE(total.error().code, RefusalCode::InvalidRecord);
    QVERIFY(total.error().message.contains(u"42"_s));
}

void PricingTest::a_wrong_list_is_refused_data()
{
    QTest::addColumn<Change>("change");
    const auto row = [](const char *name, const Change &change) { QTest::newRow(name) << change; };
    row("no ticket type", [](PriceList &list) { list.ticketTypes.clear(); });
    row("a ticket type without a name",
        [](PriceList &list) { list.ticketTypes[1].name = u"  "_s; });
    row("a ticket type without an id", [](PriceList &list) { list.ticketTypes[1].id = {}; });
    row("a ticket type twice", [](PriceList &list) { list.ticketTypes[1].id = adult; });
    row("a price below zero", [](PriceList &list) { list.prices[0].amount = {-1, euro}; });
    row("a price in another currency",
        [](PriceList &list) { list.prices[0].amount = {1, Currency::of("USD")}; });
    row("a price of an unknown ticket type",
        [](PriceList &list) { list.prices[0].ticketType = numbered<TicketTypeId>(7); });
    row("two prices for one pair", [](PriceList &list) { list.prices[1].ticketType = adult; });
    row("a price that no house can add up", [](PriceList &list) {
        list.prices[0].amount = {std::numeric_limits<qint64>::max(), euro};
    });
}

void PricingTest::a_wrong_list_is_refused()
{
    QFETCH(Change, change);
    PriceList list = aList();
    QVERIFY(checked(list).has_value());
    change(list);
    const Result<void> result = checked(list);
    QVERIFY(!result);
    QCOMPARE(result.error().code, RefusalCode::InvalidRecord);
    QVERIFY(!result.error().message.isEmpty());
}

void PricingTest::the_dearest_house_still_has_a_sum()
{
    PriceList list = aList();
    list.prices[0].amount = {highestPrice_minorUnits, euro};
    QVERIFY(checked(list).has_value());
    const QList<TicketRequest> house(300'000, {SeatIndex(0), stalls, adult});
    QVERIFY(*totalOf(list, house) == Money(highestPrice_minorUnits * 300'000, euro));
}

QTEST_GUILESS_MAIN(PricingTest)
#include "tst_pricing.moc"
