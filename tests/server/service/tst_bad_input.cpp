#include "tests/protocol/randomfill.h"
#include "tests/server/service/fieldplaces.h"
#include "tests/server/service/workinghouse.h"

#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

constexpr int casesAtLeast = 20'000;
constexpr int faultsUntilClosed = 8; ///< as asyncapi.yaml says

/// One frame that a window should not send.
struct Case
{
    QByteArray name;
    QByteArray frame;
    Encoding encoding = Encoding::Json;
    bool isLegal = false;
};

} // namespace

/// Every field of every message and command times every kind of nonsense, in both encodings,
/// through the real service over a real ledger: a typed refusal, no effect, and the connection
/// ends only where the document says so.
class BadInputTest final : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<WorkingHouse> m_house;

    void openHouse()
    {
        m_house.reset();
        m_house = std::make_unique<WorkingHouse>();
    }

    /// Every message, and within Perform every command; those of \a seed are filled at random
    /// but for seed 0, which gives what would work.
    QList<ClientMessage> messages(quint32 seed)
    {
        QList<ClientMessage> all;
        for (int i = 0; i < int(std::variant_size_v<ClientMessage>); ++i) {
            ClientMessage message;
            RandomFill(seed + 100).fillAlternative(message, i);
            if (!std::holds_alternative<Perform>(message))
                all.append(message);
        }
        for (int i = 0; i < int(std::variant_size_v<Command>); ++i) {
            Perform perform{{m_house->make<OperationId>(), {}, {}}, {}};
            if (seed == 0)
                perform.operation.command = m_house->workingCommand(i);
            else
                RandomFill(seed).fillAlternative(perform.operation.command, i);
            all.append(perform);
        }
        return all;
    }

    static QList<Case> casesOf(const ClientMessage &message)
    {
        QList<Case> cases;
        const QByteArray type = std::visit(
            [](const auto &it) { return wireName<std::decay_t<decltype(it)>>.name; }, message);
        for (const FieldPlace &place : FieldPlaces::of(message)) {
            const QByteArray name = type + ' ' + place.name() + ": ";
            cases.append({name + "missing", withoutField(message, place, Encoding::Json),
                          Encoding::Json, place.facts.isOptional});
            // Without one member the others move up: nearly always a refusal, never an effect
            // of another kind; the last member of all may go where it has a default.
            cases.append({name + "missing", withoutField(message, place, Encoding::Cbor),
                          Encoding::Cbor, true});
            for (const BadValue &bad : badValuesFor(place.facts)) {
                if (!bad.json.isEmpty())
                    cases.append({name + bad.what, spoiledJson(message, place, bad.json),
                                  Encoding::Json, bad.isLegal});
                if (!bad.cbor.isEmpty())
                    cases.append({name + bad.what, spoiledCbor(message, place, bad.cbor),
                                  Encoding::Cbor, bad.isLegal});
            }
        }
        return cases;
    }

    /// Sends \a cases over connections of their own, eight at a time.
    void refuseAll(const QList<Case> &cases, Encoding encoding, const HouseState &before)
    {
        for (qsizetype from = 0; from < cases.size(); from += faultsUntilClosed) {
            const QList<Case> part = cases.mid(from, faultsUntilClosed);
            const auto link = std::make_shared<KeepingLink>(encoding);
            const auto talk = m_house->signedIn(link, encoding);
            for (qsizetype i = 0; i < part.size(); ++i) {
                QVERIFY2(link->closeCode == 0, "closed too early: " + part[i].name);
                link->messages.clear();
                talk->received(part[i].frame, m_house->house.clock.tick());
                m_house->house.service->commitPending();
                QVERIFY2(link->messages.size() == 1 && link->isReadable,
                         "not one answer: " + part[i].name);
                const auto *refused = std::get_if<Refused>(&link->messages.first());
                QVERIFY2(refused && refused->request == RequestId(0),
                         "not refused: " + part[i].name + "\n" + part[i].frame.left(600));
                const RefusalCode code = refused->refusal.code;
                QVERIFY2((code == RefusalCode::Malformed || code == RefusalCode::TooLarge ||
                          code == RefusalCode::UnknownOperation) &&
                             !refused->refusal.message.isEmpty(),
                         "refused as something else: " + part[i].name);
            }
            const bool isFull = part.size() == faultsUntilClosed;
            QVERIFY2(link->closeCode == (isFull ? 1008 : 0),
                     "the connection's end: " + part.last().name);
            QVERIFY2(m_house->state() == before,
                     "an effect of one of these: " + part.first().name + " to " + part.last().name);
        }
    }

private Q_SLOTS:
    void what_is_spoiled_would_have_worked()
    {
        for (int i = 0; i < int(std::variant_size_v<Command>); ++i) {
            openHouse();
            const Command command = m_house->workingCommand(i);
            const Outcome outcome = m_house->perform(command);
            QVERIFY2(outcome, qPrintable(commandName(command) + u": "_s +
                                         (outcome ? QString() : outcome.error().message)));
        }
    }

    void nonsense_in_any_field_is_refused_and_does_nothing()
    {
        openHouse();
        const HouseState before = m_house->state();
        qsizetype count = 0;
        for (quint32 seed = 0; count < casesAtLeast; ++seed) {
            QList<Case> json;
            QList<Case> cbor;
            for (const ClientMessage &message : messages(seed)) {
                for (const Case &one : casesOf(message)) {
                    if (!one.isLegal)
                        (one.encoding == Encoding::Json ? json : cbor).append(one);
                }
            }
            count += json.size() + cbor.size();
            refuseAll(json, Encoding::Json, before);
            refuseAll(cbor, Encoding::Cbor, before);
            if (QTest::currentTestFailed())
                return;
        }
        qInfo("%lld cases", qlonglong(count));
    }

    void what_a_field_allows_is_answered_and_keeps_the_books()
    {
        openHouse();
        for (const ClientMessage &message : messages(0)) {
            if (std::holds_alternative<SignIn>(message))
                continue; // passwords are hashed on another thread; tst_service has them
            const QList<Case> cases = casesOf(message);
            for (const Case &one : cases) {
                if (!one.isLegal)
                    continue;
                const auto link = std::make_shared<KeepingLink>(one.encoding);
                const auto talk = m_house->signedIn(link, one.encoding);
                link->messages.clear();
                talk->received(one.frame, m_house->house.clock.tick());
                m_house->house.service->commitPending();
                QVERIFY2(link->isReadable, one.name.constData());
                QVERIFY2(std::holds_alternative<UnwatchEvent>(message) || !link->messages.isEmpty(),
                         "no answer: " + one.name);
                QVERIFY2(link->closeCode == 0, "closed: " + one.name);
                if (std::holds_alternative<SignOut>(message))
                    m_house->house.signInAgain();
            }
        }
        checkBooks();
    }

private:
    /// Counters against tickets, money against tickets.
    void checkBooks() const
    {
        const HouseState now = m_house->state();
        TicketCounts counted;
        for (const TicketState &ticket : now.tickets.tickets) {
            counted.available += ticket.status == TicketStatus::Available;
            counted.held += ticket.status == TicketStatus::Held;
            counted.sold += ticket.status == TicketStatus::Sold;
            counted.blocked += ticket.status == TicketStatus::Blocked;
        }
        QVERIFY(counted == now.counts);
        qsizetype sold = 0;
        for (const Booking &booking : now.bookings) {
            qint64 prices = 0;
            for (const BookedTicket &ticket : booking.tickets)
                prices += ticket.price.minorUnits();
            QCOMPARE(prices, booking.total.minorUnits());
            sold += booking.status == BookingStatus::Confirmed ? booking.tickets.size() : 0;
        }
        QCOMPARE(sold, qsizetype(now.counts.sold));
    }
};

QTEST_GUILESS_MAIN(BadInputTest)
#include "tst_bad_input.moc"
