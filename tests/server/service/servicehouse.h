#pragma once

#include "sync/server/ledger/sqlite/sqliteledger.h"
#include "sync/server/service/bookingservice.h"
#include "tests/support/fakeclock.h"
#include "tests/support/seededrandom.h"
#include "tests/support/testhouse.h"

#include <QJsonObject>
#include <QTemporaryDir>

#include <condition_variable>
#include <mutex>

namespace foyer {

/// What a window got, and how it was closed; filled from the service's threads.
class RecordingLink final : public WindowLink
{
public:
    explicit RecordingLink(Encoding encoding)
        : m_encoding(encoding)
    {}
    void send(std::shared_ptr<const QByteArray> frame) override;
    void close(quint16 code, const QString &reason) override;

    /// The next message of type T, throwing earlier ones of other types away; nothing when none
    /// comes within ten seconds.
    template <class T>
    std::optional<T> next()
    {
        std::optional<T> found;
        waitFor([this, &found] {
            while (!m_messages.isEmpty() && !found) {
                if (auto *message = std::get_if<T>(&m_messages.first()))
                    found = *message;
                m_messages.removeFirst();
            }
            return found.has_value();
        });
        return found;
    }
    /// The close code; 0 when it is not closed within ten seconds.
    quint16 closed();
    quint16 closedNow();

private:
    bool waitFor(const std::function<bool()> &condition);
    Encoding m_encoding;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    QList<ServerMessage> m_messages;
    quint16 m_closeCode = 0;
};

class ServiceHouse;

/// A window of a house: says hello and talks.
class TestWindow final
{
public:
    TestWindow(ServiceHouse &house, Encoding encoding, const WindowId &window);
    void say(const ClientMessage &message);
    void sayRaw(const QByteArray &frame);
    std::optional<Welcome> hello(const QString &token = {});
    /// Performs and waits for the outcome.
    Outcome perform(const Command &command, DeviceSequence sequence = {});
    Outcome perform(const Operation &operation, DeviceSequence acknowledged = {});
    template <class T>
    std::optional<T> next()
    {
        return link->next<T>();
    }

    ServiceHouse &house;
    Encoding encoding;
    WindowId window;
    std::shared_ptr<RecordingLink> link;
    std::unique_ptr<Conversation> conversation;
};

/// A booking service over a SQLite ledger in memory, with one concert, a person of each role
/// whose password is "pw", and a fake clock.
class ServiceHouse final
{
public:
    explicit ServiceHouse(int rows = 4, int seats = 10);

    struct Answer
    {
        int status = 0;
        QByteArray contentType;
        QHash<QByteArray, QByteArray> headers; ///< names in lower case
        QByteArray body;
        [[nodiscard]] QJsonObject json() const;
        [[nodiscard]] QString code() const { return json()[QStringLiteral("code")].toString(); }
    };
    Answer rest(const QByteArray &method, const QByteArray &target, const QByteArray &body = {},
                QHash<QByteArray, QByteArray> headers = {});
    Answer rest(const QByteArray &method, const QByteArray &target, const QJsonObject &body,
                QHash<QByteArray, QByteArray> headers = {});
    /// The header of \a role's session.
    [[nodiscard]] QHash<QByteArray, QByteArray> as(Role role) const;
    template <class AnyId>
    AnyId make()
    {
        return AnyId::make(clock.now(), random);
    }

    QByteArray address = "127.0.0.1"; ///< where REST requests come from
    FakeClock clock;
    SeededRandom random{7};
    SeededRandom serviceRandom{8}; ///< the service draws on its own threads
    QTemporaryDir folder;          ///< of the signing key
    std::unique_ptr<Ledger> ledger;
    TestHouse house;
    QHash<Role, QString> tokens;
    QHash<Role, WindowId> windows;
    CustomerId customer;
    std::unique_ptr<BookingService> service;
};

} // namespace foyer
