#include "tests/support/stallvfs.h"

#include "models/domain/invariant.h"

#include <sqlite3.h>

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>

namespace foyer {

/// The machine's own VFS opens the files; only the way to sync them is put in another's place.
struct StallVfs::Private
{
    using Sync = int (*)(sqlite3_file *, int);

    QByteArray name;
    sqlite3_vfs vfs{};
    sqlite3_vfs *machine = nullptr;
    std::mutex mutex;
    std::condition_variable changed;
    bool isStalled = false;
    int waiting = 0;
    std::map<const sqlite3_io_methods *, sqlite3_io_methods> methods; ///< by the machine's own

    static Private *current;
    static Sync machineSync;

    static int open(sqlite3_vfs *, const char *path, sqlite3_file *file, int flags, int *outFlags);
    static int sync(sqlite3_file *file, int flags);
};

StallVfs::Private *StallVfs::Private::current = nullptr;
StallVfs::Private::Sync StallVfs::Private::machineSync = nullptr;

int StallVfs::Private::open(sqlite3_vfs *, const char *path, sqlite3_file *file, int flags,
                            int *outFlags)
{
    sqlite3_vfs *machine = current->machine;
    const int result = machine->xOpen(machine, path, file, flags, outFlags);
    if (result != SQLITE_OK || !file->pMethods)
        return result;
    const std::lock_guard lock(current->mutex);
    const auto [ours, isNew] = current->methods.try_emplace(file->pMethods, *file->pMethods);
    if (isNew) {
        machineSync = file->pMethods->xSync; // all kinds of files have the same one
        ours->second.xSync = &Private::sync;
    }
    file->pMethods = &ours->second;
    return result;
}

int StallVfs::Private::sync(sqlite3_file *file, int flags)
{
    {
        std::unique_lock lock(current->mutex);
        ++current->waiting;
        current->changed.notify_all();
        current->changed.wait(lock, [] { return !current->isStalled; });
        --current->waiting;
    }
    return machineSync(file, flags);
}

StallVfs::StallVfs(const QByteArray &name)
    : d(std::make_unique<Private>())
{
    FOYER_INVARIANT(!Private::current, "one disk stalls at a time");
    Private::current = d.get();
    d->name = name;
    d->machine = sqlite3_vfs_find(nullptr);
    d->vfs = *d->machine;
    d->vfs.pNext = nullptr;
    d->vfs.zName = d->name.constData();
    d->vfs.xOpen = &Private::open;
    sqlite3_vfs_register(&d->vfs, 0);
}

StallVfs::~StallVfs()
{
    goOn();
    sqlite3_vfs_unregister(&d->vfs);
    Private::current = nullptr;
}

const QByteArray &StallVfs::name() const
{
    return d->name;
}

void StallVfs::stall()
{
    const std::lock_guard lock(d->mutex);
    d->isStalled = true;
}

void StallVfs::goOn()
{
    const std::lock_guard lock(d->mutex);
    d->isStalled = false;
    d->changed.notify_all();
}

bool StallVfs::awaitSync()
{
    std::unique_lock lock(d->mutex);
    return d->changed.wait_for(lock, std::chrono::seconds(10),
                               [this] { return d->isStalled && d->waiting > 0; });
}

} // namespace foyer
