#include "app/foyer/desks/clientconnection.h"

namespace foyer {

ClientConnection::ClientConnection(HouseClient &client, QString serverAddress, QObject *parent)
    : HouseConnection(parent)
    , m_client(client)
    , m_serverAddress(std::move(serverAddress))
{
    connect(&m_client, &HouseClient::linkChanged, this, [this] {
        const LinkState link = m_client.link();
        m_wasConnected = m_wasConnected || link == LinkState::SignedOut || link == LinkState::Live;
        Q_EMIT stateChanged();
    });
    connect(&m_client, &HouseClient::sessionChanged, this, &HouseConnection::personChanged);
    connect(&m_client, &HouseClient::signInRefused, this, &HouseConnection::signInRefused);
    connect(&m_client, &HouseClient::pendingChanged, this, &HouseConnection::pendingChanged);
}

ConnectionState ClientConnection::state() const
{
    switch (m_client.link()) {
    case LinkState::Live:
        return ConnectionState::Live;
    case LinkState::SignedOut:
        return ConnectionState::SignedOut;
    case LinkState::Refused:
        return ConnectionState::Refused;
    case LinkState::Offline:
        return ConnectionState::Lost;
    case LinkState::Connecting:
        break;
    }
    // A line that has worked before is being repaired, not opened.
    return m_wasConnected ? ConnectionState::Lost : ConnectionState::Connecting;
}

Refusal ClientConnection::reason() const
{
    Refusal reason = m_client.linkRefusal().value_or(Refusal{});
    reason.retryAfter = m_client.retryIn();
    return reason;
}

std::optional<SignedInOperator> ClientConnection::person() const
{
    const std::optional<SessionInfo> &session = m_client.session();
    if (!session)
        return std::nullopt;
    return SignedInOperator{.displayName = session->displayName, .role = session->role};
}

void ClientConnection::signIn(const QString &name, const QString &password)
{
    m_client.signIn(name, password);
}

void ClientConnection::signOut()
{
    m_client.signOut();
}

} // namespace foyer
