#pragma once

#include "ui/shell/houseconnection.h"

namespace foyer::test {

/// A house that answers as it is told. Everything is public: tests set it and emit.
class FakeHouseConnection final : public HouseConnection
{
public:
    [[nodiscard]] ConnectionState state() const override { return now; }
    [[nodiscard]] Refusal reason() const override { return why; }
    [[nodiscard]] QString serverAddress() const override
    {
        return QStringLiteral("127.0.0.1:8090");
    }
    [[nodiscard]] QString houseName() const override { return house; }
    [[nodiscard]] qint32 pendingOperations() const override { return pending; }
    [[nodiscard]] std::optional<SignedInOperator> person() const override { return who; }

    void signIn(const QString &name, const QString &password) override
    {
        asked = {name, password};
        if (!answers)
            return;
        if (password != QStringLiteral("curtain")) {
            Q_EMIT signInRefused(refusal(RefusalCode::WrongPassword, QStringLiteral("Wrong.")));
            return;
        }
        enter(name, Role::Seller);
    }

    void signOut() override
    {
        who.reset();
        Q_EMIT personChanged();
        become(ConnectionState::SignedOut);
    }

    void enter(const QString &name, Role role)
    {
        now = ConnectionState::Live;
        who = SignedInOperator{.displayName = name, .role = role};
        Q_EMIT stateChanged();
        Q_EMIT personChanged();
    }

    void become(ConnectionState state, const Refusal &reason = {})
    {
        now = state;
        why = reason;
        Q_EMIT stateChanged();
    }

    ConnectionState now = ConnectionState::SignedOut;
    Refusal why;
    QString house = QStringLiteral("Elbe Concert Hall");
    qint32 pending = 0;
    std::optional<SignedInOperator> who;
    std::pair<QString, QString> asked;
    bool answers = true;
};

} // namespace foyer::test
