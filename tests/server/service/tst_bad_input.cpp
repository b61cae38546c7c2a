#include "models/seatmap/seatmapformat.h"
#include "sync/protocol/limits.h"
#include "tests/fuzz/fuzzhouse.h"
#include "tests/protocol/randomfill.h"
#include "tests/server/service/fieldplaces.h"
#include "tests/support/builders.h"

#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

constexpr int casesAtLeast = 20'000;
constexpr int faultsUntilClosed = 8; ///< as asyncapi.yaml says

class KeepingLink final : public WindowLink
{
public:
    explicit KeepingLink(Encoding encoding)
        : m_encoding(encoding)
    {}
    void send(std::shared_ptr<const QByteArray> frame) override
    {
        const Result<ServerMessage> message = decodeServerMessage(*frame, m_encoding);
        isReadable = isReadable && message.has_value();
        if (message)
            messages.append(*message);
    }
    void close(quint16 code, const QString &) override { closeCode = code; }

    QList<ServerMessage> messages;
    bool isReadable = true;
    quint16 closeCode = 0;

private:
    const Encoding m_encoding;
};

/// All that a ledger says of a house: tickets, sequences, money, records.
struct HouseState
{
    EventTickets tickets;
    QList<Booking> bookings;
    CatalogueDelta catalogue;
    TicketCounts counts;
    bool operator==(const HouseState &other) const
    {
        const auto same = [](const TicketState &a, const TicketState &b) {
            return a.status == b.status && a.version == b.version && a.hold == b.hold;
        };
        return tickets.sequence == other.tickets.sequence && bookings == other.bookings &&
               catalogue == other.catalogue && counts == other.counts &&
               std::ranges::equal(tickets.tickets, other.tickets.tickets, same);
    }
};

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
    std::unique_ptr<fuzz::FuzzHouse> m_house;
    Hold m_hold;
    Booking m_booking;

    template <class AnyId>
    AnyId make()
    {
        return AnyId::make(m_house->clock.now(), m_house->random);
    }
    const Event &event() const { return m_house->house.events[0]; }

    HouseState state() const
    {
        const auto reader = m_house->ledger->openReader().value();
        return {.tickets = reader->tickets(event().id).value(),
                .bookings = reader->bookingsOf(event().id, 1'000).value(),
                .catalogue = reader->catalogueSince({}).value(),
                .counts = reader->availability().value().first().counts};
    }

    std::unique_ptr<Conversation> signedIn(const std::shared_ptr<KeepingLink> &link,
                                           Encoding encoding) const
    {
        auto talk = m_house->service->converse(link, encoding, "192.0.2.9", m_house->clock.tick());
        talk->received(encode(ClientMessage(Hello{.client = u"bad"_s,
                                                  .window = m_house->house.windows[0],
                                                  .token = m_house->house.tokens[0]}),
                              encoding),
                       m_house->clock.tick());
        return talk;
    }

    Outcome perform(const Command &command)
    {
        const auto link = std::make_shared<KeepingLink>(Encoding::Cbor);
        const auto talk = signedIn(link, Encoding::Cbor);
        const Perform wanted{{make<OperationId>(), {}, command}, {}};
        talk->received(encode(ClientMessage(wanted), Encoding::Cbor), m_house->clock.tick());
        m_house->service->commitPending();
        for (const ServerMessage &message : std::as_const(link->messages)) {
            if (const auto *outcome = std::get_if<OperationOutcome>(&message))
                return outcome->outcome;
        }
        return std::unexpected(refusal(RefusalCode::Internal, u"no answer"_s));
    }

    /// What would be done, were it not spoiled; nothing for a command this test does not know.
    std::optional<Command> workingCommand(int alternative)
    {
        const QList<TicketChoice> held{{SeatIndex(0), m_house->house.ticketType},
                                       {SeatIndex(1), m_house->house.ticketType}};
        const Money total = m_house->house.price.times(2);
        Event renamed = event();
        renamed.name = u"Renamed"_s;
        const auto reader = m_house->ledger->openReader().value();
        const Venue venue = reader->venue(m_house->house.venue).value();
        const QList<Command> known{
            PlaceHold{make<HoldId>(), event().id, {SeatIndex(5), SeatIndex(6)}},
            ExtendHold{m_hold.id, event().id, m_hold.fence},
            ReleaseHold{m_hold.id, event().id, m_hold.fence, {SeatIndex(0)}},
            ConfirmBooking{make<BookingId>(), make<PaymentId>(), m_hold.id, event().id,
                           m_hold.fence, m_house->customer, held, total, total},
            CancelBooking{m_booking.id, event().id, make<PaymentId>(), u"ill"_s},
            BookTickets{make<BookingId>(),
                        make<HoldId>(),
                        make<PaymentId>(),
                        event().id,
                        m_house->customer,
                        {SeatIndex(9)}},
            SaveVenue{venue, venue.version},
            PublishSeatMap{make<SeatMapId>(), venue.id,
                           seatMapToJson(aSeatMap().withRows(1).ofSeats(2).build()), u"n"_s,
                           venue.version},
            SavePerformer{{.id = make<PerformerId>(), .name = u"Quartet"_s}},
            SaveEvent{renamed, event().version},
            SaveCustomer{{.id = make<CustomerId>(), .email = u"x@example.org"_s, .name = u"X"_s}}};
        for (const Command &command : known) {
            if (int(command.index()) == alternative)
                return command;
        }
        return std::nullopt;
    }

    void openHouse()
    {
        m_house.reset();
        m_house = std::make_unique<fuzz::FuzzHouse>();
        const auto book = perform(BookTickets{make<BookingId>(),
                                              make<HoldId>(),
                                              make<PaymentId>(),
                                              event().id,
                                              m_house->customer,
                                              {SeatIndex(3)}});
        QVERIFY(book && book->booking);
        m_booking = *book->booking;
        const auto hold =
            perform(PlaceHold{make<HoldId>(), event().id, {SeatIndex(0), SeatIndex(1)}});
        QVERIFY(hold && hold->hold);
        m_hold = *hold->hold;
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
            Perform perform{{make<OperationId>(), {}, {}}, {}};
            const auto working = seed == 0 ? workingCommand(i) : std::nullopt;
            if (working)
                perform.operation.command = *working;
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
            const auto talk = signedIn(link, encoding);
            for (qsizetype i = 0; i < part.size(); ++i) {
                QVERIFY2(link->closeCode == 0, "closed too early: " + part[i].name);
                link->messages.clear();
                talk->received(part[i].frame, m_house->clock.tick());
                m_house->service->commitPending();
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
            QVERIFY2(state() == before,
                     "an effect of one of these: " + part.first().name + " to " + part.last().name);
        }
    }

private Q_SLOTS:
    void what_is_spoiled_would_have_worked()
    {
        for (int i = 0; i < int(std::variant_size_v<Command>); ++i) {
            openHouse();
            const auto command = workingCommand(i);
            if (!command)
                continue; // a newer one: spoiled at random only
            const Outcome outcome = perform(*command);
            QVERIFY2(outcome, qPrintable(commandName(*command) + u": "_s +
                                         (outcome ? QString() : outcome.error().message)));
        }
    }

    void nonsense_in_any_field_is_refused_and_does_nothing()
    {
        openHouse();
        const HouseState before = state();
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
                const auto talk = signedIn(link, one.encoding);
                link->messages.clear();
                talk->received(one.frame, m_house->clock.tick());
                m_house->service->commitPending();
                QVERIFY2(link->isReadable, one.name.constData());
                QVERIFY2(std::holds_alternative<UnwatchEvent>(message) || !link->messages.isEmpty(),
                         "no answer: " + one.name);
                QVERIFY2(link->closeCode == 0, "closed: " + one.name);
                if (std::holds_alternative<SignOut>(message))
                    m_house->signInAgain();
            }
        }
        checkBooks();
    }

private:
    /// Counters against tickets, money against tickets.
    void checkBooks() const
    {
        const HouseState now = state();
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
