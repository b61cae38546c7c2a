#pragma once

#include "sync/server/ledger/postgres/connection.h"
#include "sync/server/ledger/postgres/postgresstorage.h"

#include <functional>
#include <memory>
#include <thread>

namespace foyer {

/// A thread that hears what other nodes commit, on a connection of its own (LISTEN); it connects
/// again by itself and then says that something may have been missed.
class PostgresListener final
{
public:
    using Heard = std::function<void(const NewsFromElsewhere &)>;

    /// Starts the thread, which calls \a heard. \a storage must outlive the listener.
    PostgresListener(QString uri, const PostgresStorage &storage, Heard heard);
    /// Ends the thread; \a heard is not running any more then.
    ~PostgresListener();
    Q_DISABLE_COPY_MOVE(PostgresListener)

    /// Has the thread say that something may have been missed: this node lost its own connection,
    /// and what became of its last commit it will never hear otherwise. Any thread.
    void missed();

private:
    void work();
    [[nodiscard]] bool connect();
    void listen();
    void hear();
    void wait(int socket, Milliseconds atMost);
    void wake();

    const QString m_uri;
    const PostgresStorage &m_storage;
    const Heard m_heard;
    std::unique_ptr<PostgresConnection> m_connection;
    int m_wakeUp = -1; ///< an eventfd
    std::atomic<bool> m_isEnding = false;
    std::atomic<bool> m_hasMissed = false;
    std::thread m_thread;
};

} // namespace foyer
