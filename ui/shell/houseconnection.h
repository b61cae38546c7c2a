#pragma once

#include "models/domain/refusal.h"
#include "models/domain/role.h"

#include <QObject>

namespace foyer {

enum class ConnectionState : quint8 { Connecting, SignedOut, Live, Lost, Refused };

struct SignedInOperator
{
    QString displayName;
    Role role = Role::Seller;
    bool operator==(const SignedInOperator &) const = default;
};

/// What the frame shows of the server and the person at the window. app/ implements it.
class HouseConnection : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] virtual ConnectionState state() const = 0;
    /// Why it is Lost or Refused. While Lost, retryAfter is the wait until the next attempt as
    /// planned at the last stateChanged().
    [[nodiscard]] virtual Refusal reason() const = 0;
    [[nodiscard]] virtual QString serverAddress() const = 0; ///< "127.0.0.1:8090"
    [[nodiscard]] virtual QString houseName() const = 0;
    [[nodiscard]] virtual qint32 pendingOperations() const = 0;
    [[nodiscard]] virtual std::optional<SignedInOperator> person() const = 0;

    /// personChanged() or signInRefused() follows.
    virtual void signIn(const QString &name, const QString &password) = 0;
    virtual void signOut() = 0;

Q_SIGNALS:
    void stateChanged();
    void pendingChanged();
    void personChanged();
    void signInRefused(const foyer::Refusal &refusal);
};

} // namespace foyer
