#include "ui/shell/connectionwords.h"

#include <QCoreApplication>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// Free functions have no tr() of their own; this is their translation context.
struct ShellWords
{
    Q_DECLARE_TR_FUNCTIONS(ConnectionWords)
};

QString refusedText(const Refusal &reason)
{
    if (reason.code == RefusalCode::UnsupportedVersion)
        return ShellWords::tr("Server too old");
    return ShellWords::tr("Not connected");
}

QString refusedDetail(const Refusal &reason)
{
    if (reason.code == RefusalCode::UnsupportedVersion)
        return ShellWords::tr("This window and the booking server are of different versions. "
                              "Install the same version on both, then start again.");
    return reason.message;
}

ConnectionWords liveWords(const HouseConnection &connection)
{
    const qint32 pending = connection.pendingOperations();
    if (pending > 0)
        return {ShellWords::tr("%n change(s) waiting", nullptr, pending),
                ShellWords::tr("Connected to %1. %n change(s) are on the way to the server.",
                               nullptr, pending)
                    .arg(connection.serverAddress()),
                Tone::Accent};
    return {ShellWords::tr("Live"),
            ShellWords::tr("Connected to %1. What you see is what is free.")
                .arg(connection.serverAddress()),
            Tone::Good};
}

ConnectionWords lostWords(const HouseConnection &connection)
{
    const qint32 pending = connection.pendingOperations();
    QString detail = ShellWords::tr("No connection to %1. The window keeps trying by itself.")
                         .arg(connection.serverAddress());
    if (pending > 0)
        detail +=
            u' ' + ShellWords::tr("%n change(s) are kept and will be sent.", nullptr, pending);
    return {ShellWords::tr("Connection lost"), detail, Tone::Warn};
}

} // namespace

ConnectionWords connectionWords(const HouseConnection &connection)
{
    switch (connection.state()) {
    case ConnectionState::Connecting:
        return {ShellWords::tr("Connecting"),
                ShellWords::tr("Connecting to %1.").arg(connection.serverAddress()), Tone::Muted};
    case ConnectionState::SignedOut:
        return {
            ShellWords::tr("Connected"),
            ShellWords::tr("Connected to %1. Nobody is signed in.").arg(connection.serverAddress()),
            Tone::Good};
    case ConnectionState::Live:
        return liveWords(connection);
    case ConnectionState::Lost:
        return lostWords(connection);
    case ConnectionState::Refused:
        return {refusedText(connection.reason()), refusedDetail(connection.reason()), Tone::Bad};
    }
    return {};
}

QString lostLineText(const HouseConnection &connection, Milliseconds wait)
{
    if (connection.state() == ConnectionState::Refused)
        return refusedDetail(connection.reason());
    if (connection.state() != ConnectionState::Lost)
        return {};
    const auto seconds = int((wait.count() + 999) / 1000);
    const QString again = seconds > 0 ? ShellWords::tr("Trying again in %1 s.").arg(seconds)
                                      : ShellWords::tr("Trying again now.");
    return ShellWords::tr("Connection lost. %1 Your cart is safe.").arg(again);
}

QString signInProblem(const Refusal &refusal)
{
    switch (refusal.code) {
    case RefusalCode::WrongPassword:
        return ShellWords::tr("The name or the password is not right. Try again.");
    case RefusalCode::UnsupportedVersion:
        return refusedDetail(refusal);
    case RefusalCode::RateLimited:
        return ShellWords::tr("Too many attempts. Wait a moment, then try again.");
    case RefusalCode::Overloaded:
    case RefusalCode::ShuttingDown:
        return ShellWords::tr("The booking server does not answer. Check that it is running and "
                              "that this computer is on the network.");
    case RefusalCode::NotAllowed:
        return ShellWords::tr("This name may not sign in at this window. Ask your manager.");
    default:
        return refusal.message.isEmpty() ? ShellWords::tr("Signing in did not work. Try again.")
                                         : refusal.message;
    }
}

QString roleTitle(Role role)
{
    switch (role) {
    case Role::Seller:
        return ShellWords::tr("Seller");
    case Role::Supervisor:
        return ShellWords::tr("Supervisor");
    case Role::Organizer:
        return ShellWords::tr("Organizer");
    case Role::Manager:
        return ShellWords::tr("Manager");
    case Role::Admin:
        return ShellWords::tr("Administrator");
    }
    return {};
}

} // namespace foyer
