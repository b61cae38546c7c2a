#pragma once

#include "sync/server/ledger/sqlite/database.h"
#include "sync/server/ledger/sqlite/storage.h"

#include <condition_variable>
#include <thread>

namespace foyer {

/// Carries what is in the write-ahead log into the database file, as far as no reader needs it
/// there; a failure of the disk becomes the fault of \a storage.
void shortenLog(Database &database, LedgerStorage &storage);

/// Carries committed pages from the write-ahead log into the database file, on a thread and a
/// connection of its own, so that no commit waits for it.
class Checkpointer final
{
public:
    /// Takes \a database; \a storage must outlive it. Starts the thread.
    Checkpointer(std::unique_ptr<Database> database, LedgerStorage &storage);
    /// Ends the thread.
    ~Checkpointer();
    Q_DISABLE_COPY_MOVE(Checkpointer)

    /// Says how long the log is now; wakes the thread when it is worth its while. Any thread.
    void logHas(int pages);

private:
    void work();

    std::unique_ptr<Database> m_database;
    LedgerStorage &m_storage;
    std::mutex m_mutex;
    std::condition_variable m_woken;
    bool m_isWanted = false;
    bool m_isEnding = false;
    std::thread m_thread;
};

} // namespace foyer
