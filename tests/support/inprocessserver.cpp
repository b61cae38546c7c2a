#include "tests/support/inprocessserver.h"

#include "models/domain/invariant.h"
#include "sync/server/accounts/passwords.h"
#include "sync/server/ledger/sqlite/sqliteledger.h"

namespace foyer {

using namespace Qt::StringLiterals;

InProcessServer::InProcessServer(const TestHousePlan &plan, const Clock &clock,
                                 RandomSource &random)
    : m_clock(clock)
    , m_random(random)
{
    const auto ledger = openSqliteLedger(m_folder.file(u"house.sqlite"_s), clock,
                                         {.houseName = u"Test house"_s, .epoch = {}});
    FOYER_INVARIANT(ledger.has_value(), "the test ledger opens");
    m_house = fillTestHouse(**ledger, plan, clock, random);
    QString password = QString::fromLatin1(sellerPassword);
    const Result<QByteArray> hash = hashPassword(Secret::taking(password), cheapestPasswordCost());
    const Operator seller{.id = OperatorId::make(clock.now(), random),
                          .name = QString::fromLatin1(sellerName),
                          .displayName = u"Sam Seller"_s,
                          .role = Role::Manager,
                          .createdAt = clock.now()};
    FOYER_INVARIANT(hash && (*ledger)->writer().addOperator({seller, *hash}).has_value(),
                    "the test house gets its seller");
}

InProcessServer::~InProcessServer()
{
    stop();
}

QUrl InProcessServer::address() const
{
    return QUrl(u"http://127.0.0.1:%1"_s.arg(m_port));
}

void InProcessServer::start()
{
    auto ledger = openSqliteLedger(m_folder.file(u"house.sqlite"_s), m_clock,
                                   {.houseName = u"Test house"_s, .epoch = {}});
    FOYER_INVARIANT(ledger.has_value(), "the test ledger opens");
    m_ledger = *std::move(ledger);
    m_service = std::make_unique<BookingService>(
        *m_ledger, m_clock, m_random, BookingServiceSettings{.houseName = u"Test house"_s});
    FOYER_INVARIANT(m_service->start().has_value(), "the test service starts");
    EdgeSettings settings;
    settings.port = m_port;
    m_edge = std::make_unique<Edge>(*m_service, m_clock, settings);
    const Result<quint16> port = m_edge->start();
    FOYER_INVARIANT(port.has_value(), "the test server finds a port");
    m_port = *port;
}

void InProcessServer::stop()
{
    if (m_service)
        m_service->stop();
    if (m_edge)
        m_edge->stop();
    m_edge.reset();
    m_service.reset();
    m_ledger.reset();
}

Result<EventTickets> InProcessServer::tickets(const EventId &event)
{
    Result<std::unique_ptr<LedgerReader>> reader = m_ledger->openReader();
    return reader ? (*reader)->tickets(event) : std::unexpected(reader.error());
}

} // namespace foyer
