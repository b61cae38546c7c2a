#pragma once

#include "sync/client/houseclient.h"
#include "ui/shell/houseconnection.h"

namespace foyer {

/// The frame's view of a HouseClient. GUI thread; the client must outlive it.
class ClientConnection final : public HouseConnection
{
    Q_OBJECT

public:
    ClientConnection(HouseClient &client, QString serverAddress, QObject *parent = nullptr);

    [[nodiscard]] ConnectionState state() const override;
    [[nodiscard]] Refusal reason() const override;
    [[nodiscard]] QString serverAddress() const override { return m_serverAddress; }
    [[nodiscard]] QString houseName() const override { return m_client.houseName(); }
    [[nodiscard]] qint32 pendingOperations() const override { return m_client.pendingOperations(); }
    [[nodiscard]] std::optional<SignedInOperator> person() const override;
    void signIn(const QString &name, const QString &password) override;
    void signOut() override;

private:
    HouseClient &m_client;
    QString m_serverAddress;
    bool m_wasConnected = false;
};

} // namespace foyer
