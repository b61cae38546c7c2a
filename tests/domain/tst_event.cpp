#include "models/domain/event.h"

#include <QTest>

#include <functional>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

template <class IdType>
IdType numbered(uint number)
{
    return IdType(QUuid(number + 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
}

Event anEvent()
{
    Event event;
    event.name = u"Mahler: Symphony No. 5"_s;
    event.startDate = Instant::fromMs(1000);
    event.endDate = Instant::fromMs(2000);
    event.performers = {numbered<PerformerId>(1), numbered<PerformerId>(2)};
    event.prices = {Currency::of("EUR"), {{numbered<TicketTypeId>(1), u"Adult"_s}}, {}};
    event.status = EventStatus::Published;
    return event;
}

using Change = std::function<void(Event &)>;

} // namespace

Q_DECLARE_METATYPE(Change)

class EventTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_right_event_passes_data();
    void a_right_event_passes();
    void a_wrong_event_is_refused_data();
    void a_wrong_event_is_refused();
    void it_is_on_sale_while_published_and_until_its_end();
    void counts_sum_up_to_the_capacity();
    void status_names_lead_back();
};

void EventTest::a_right_event_passes_data()
{
    QTest::addColumn<Change>("change");
    const auto row = [](const char *name, const Change &change) { QTest::newRow(name) << change; };
    row("as it is", [](Event &) {});
    row("a name of 200 characters", [](Event &event) { event.name = QString(200, u'x'); });
    row("a millisecond long",
        [](Event &event) { event.endDate = event.startDate + Milliseconds(1); });
    row("without performers", [](Event &event) { event.performers.clear(); });
    row("a hundred performers", [](Event &event) {
        event.performers.clear();
        for (uint i = 0; i < 100; ++i)
            event.performers.append(numbered<PerformerId>(i));
    });
}

void EventTest::a_right_event_passes()
{
    QFETCH(Change, change);
    Event event = anEvent();
    change(event);
    QVERIFY(checked(event).has_value());
}

void EventTest::a_wrong_event_is_refused_data()
{
    QTest::addColumn<Change>("change");
    const auto row = [](const char *name, const Change &change) { QTest::newRow(name) << change; };
    row("no name", [](Event &event) { event.name.clear(); });
    row("a name of blanks", [](Event &event) { event.name = u"   "_s; });
    row("a name of 201 characters", [](Event &event) { event.name = QString(201, u'x'); });
    row("an end at the start", [](Event &event) { event.endDate = event.startDate; });
    row("an end before the start",
        [](Event &event) { event.endDate = event.startDate - Milliseconds(1); });
    row("a performer twice",
        [](Event &event) { event.performers.append(event.performers.front()); });
    row("101 performers", [](Event &event) {
        for (uint i = 10; i < 109; ++i)
            event.performers.append(numbered<PerformerId>(i));
    });
    row("a wrong price list", [](Event &event) { event.prices.ticketTypes.clear(); });
}

void EventTest::a_wrong_event_is_refused()
{
    QFETCH(Change, change);
    Event event = anEvent();
    change(event);
    const Result<void> result = checked(event);
    QVERIFY(!result);
    QCOMPARE(result.error().code, RefusalCode::InvalidRecord);
    QVERIFY(!result.error().message.isEmpty());
}

void EventTest::it_is_on_sale_while_published_and_until_its_end()
{
    Event event = anEvent();
    QVERIFY(event.isOnSale(Instant::fromMs(0)));
    QVERIFY(event.isOnSale(Instant::fromMs(1999)));
    QVERIFY(!event.isOnSale(Instant::fromMs(2000)));
    for (const EventStatus status : {EventStatus::Draft, EventStatus::Cancelled}) {
        event.status = status;
        QVERIFY(!event.isOnSale(Instant::fromMs(0)));
    }
}

void EventTest::counts_sum_up_to_the_capacity()
{
    QCOMPARE((TicketCounts{1, 20, 300, 4000}.capacity()), 4321);
}

void EventTest::status_names_lead_back()
{
    for (int status = 0; status < 3; ++status)
        QCOMPARE(eventStatusFromName(eventStatusName(EventStatus(status))),
                 std::optional(EventStatus(status)));
    QVERIFY(!eventStatusFromName(u"gone"));
}

QTEST_GUILESS_MAIN(EventTest)
#include "tst_event.moc"
