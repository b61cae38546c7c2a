#include "sync/server/ledger/sqlite/checkpointer.h"

#include "sync/server/ledger/sqlite/storagefault.h"

#include <sqlite3.h>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// 16 MB of 4 kB pages.
constexpr int pagesWorthAWhile = 4'096;

} // namespace

void shortenLog(Database &database, LedgerStorage &storage)
{
    const int code = sqlite3_wal_checkpoint_v2(database.handle(), nullptr,
                                               SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    const StorageError error{.code = code, .message = QString::fromUtf8(sqlite3_errstr(code))};
    if (code != SQLITE_OK && endsWriting(error))
        storage.setFault(refusalFor(error, u"moving the log into the ledger"_s).message);
}

Checkpointer::Checkpointer(std::unique_ptr<Database> database, LedgerStorage &storage)
    : m_database(std::move(database))
    , m_storage(storage)
    , m_thread([this] { work(); })
{}

Checkpointer::~Checkpointer()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_woken.notify_all();
    m_thread.join();
}

void Checkpointer::logHas(int pages)
{
    if (pages < pagesWorthAWhile)
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_isWanted = true;
    }
    m_woken.notify_one();
}

void Checkpointer::work()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_woken.wait(lock, [this] { return m_isWanted || m_isEnding; });
        if (m_isEnding)
            return;
        m_isWanted = false;
        lock.unlock();
        shortenLog(*m_database, m_storage);
        lock.lock();
    }
}

} // namespace foyer
