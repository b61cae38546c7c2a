#include "tests/support/crashvfs.h"

#include <QHash>

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace foyer {

/// What connections of one power-up share about a file: locks and the log's index.
struct CrashShared
{
    std::vector<struct CrashHandle *> handles;
    std::vector<std::unique_ptr<char[]>> regions;
    int regionSize = 0;
};

struct CrashHandle
{
    sqlite3_file base; // first: SQLite sees only this
    struct CrashVolume *volume;
    QByteArray name;      ///< empty: a temporary file of one connection
    QByteArray temporary; ///< its content
    std::shared_ptr<CrashShared> shared;
    qint64 powerUp;
    int lock;
    quint32 sharedSlots; ///< of the shared memory
    quint32 ownedSlots;
};

struct CrashVolume
{
    CrashDisk disk;
    QHash<QByteArray, std::shared_ptr<CrashShared>> shared;
    qint64 powerUp = 0;
    SeededRandom random{1};

    std::shared_ptr<CrashShared> sharedOf(const QByteArray &name)
    {
        if (powerUp != disk.powerUps()) {
            shared.clear();
            powerUp = disk.powerUps();
            random = SeededRandom(quint64(powerUp));
            sqlite3_randomness(0, nullptr); // asks the default VFS for a seed again
        }
        std::shared_ptr<CrashShared> &entry = shared[name];
        if (!entry)
            entry = std::make_shared<CrashShared>();
        return entry;
    }
};

namespace {

CrashHandle &handleOf(sqlite3_file *file)
{
    return *reinterpret_cast<CrashHandle *>(file);
}

bool isDead(const CrashHandle &handle)
{
    return !handle.volume->disk.hasPower() || handle.powerUp != handle.volume->disk.powerUps();
}

int codeOf(CrashDisk::Answer answer, int failure)
{
    switch (answer) {
    case CrashDisk::Answer::Done:
        return SQLITE_OK;
    case CrashDisk::Answer::Full:
        return SQLITE_FULL;
    case CrashDisk::Answer::Failed:
    case CrashDisk::Answer::NoPower:
        break;
    }
    return failure;
}

// -------------------------------------------------------------------------- content of files

int closeFile(sqlite3_file *file)
{
    CrashHandle &handle = handleOf(file);
    if (handle.shared)
        std::erase(handle.shared->handles, &handle);
    handle.~CrashHandle();
    return SQLITE_OK;
}

const QByteArray &contentOf(const CrashHandle &handle)
{
    return handle.name.isEmpty() ? handle.temporary : handle.volume->disk.content(handle.name);
}

int readFile(sqlite3_file *file, void *to, int size, sqlite3_int64 offset)
{
    const CrashHandle &handle = handleOf(file);
    if (isDead(handle))
        return SQLITE_IOERR_READ;
    const QByteArray &content = contentOf(handle);
    const qsizetype there = std::clamp<qsizetype>(content.size() - offset, 0, size);
    std::memcpy(to, content.constData() + offset, size_t(there));
    if (there == size)
        return SQLITE_OK;
    std::memset(static_cast<char *>(to) + there, 0, size_t(size - there));
    return SQLITE_IOERR_SHORT_READ;
}

int writeFile(sqlite3_file *file, const void *data, int size, sqlite3_int64 offset)
{
    CrashHandle &handle = handleOf(file);
    if (isDead(handle))
        return SQLITE_IOERR_WRITE;
    const QByteArrayView bytes(static_cast<const char *>(data), size);
    if (!handle.name.isEmpty())
        return codeOf(handle.volume->disk.write(handle.name, offset, bytes), SQLITE_IOERR_WRITE);
    if (handle.temporary.size() < offset + size)
        handle.temporary.resize(offset + size, '\0');
    std::ranges::copy(bytes, handle.temporary.begin() + offset);
    return SQLITE_OK;
}

int truncateFile(sqlite3_file *file, sqlite3_int64 size)
{
    CrashHandle &handle = handleOf(file);
    if (isDead(handle))
        return SQLITE_IOERR_TRUNCATE;
    if (!handle.name.isEmpty())
        return codeOf(handle.volume->disk.truncate(handle.name, size), SQLITE_IOERR_TRUNCATE);
    handle.temporary.resize(size, '\0');
    return SQLITE_OK;
}

int syncFile(sqlite3_file *file, int)
{
    CrashHandle &handle = handleOf(file);
    if (isDead(handle))
        return SQLITE_IOERR_FSYNC;
    return handle.name.isEmpty()
               ? SQLITE_OK
               : codeOf(handle.volume->disk.sync(handle.name), SQLITE_IOERR_FSYNC);
}

int sizeOfFile(sqlite3_file *file, sqlite3_int64 *size)
{
    if (isDead(handleOf(file)))
        return SQLITE_IOERR_FSTAT;
    *size = contentOf(handleOf(file)).size();
    return SQLITE_OK;
}

// -------------------------------------------------------------------------------------- locks

int highestLockOfOthers(const CrashHandle &handle)
{
    int highest = SQLITE_LOCK_NONE;
    for (const CrashHandle *other : handle.shared->handles) {
        if (other != &handle)
            highest = std::max(highest, other->lock);
    }
    return highest;
}

int lockFile(sqlite3_file *file, int wanted)
{
    CrashHandle &handle = handleOf(file);
    if (isDead(handle))
        return SQLITE_IOERR_LOCK;
    if (handle.lock >= wanted || !handle.shared)
        return SQLITE_OK;
    const int others = highestLockOfOthers(handle);
    if (wanted == SQLITE_LOCK_SHARED && others >= SQLITE_LOCK_PENDING)
        return SQLITE_BUSY;
    if (wanted > SQLITE_LOCK_SHARED && others >= SQLITE_LOCK_RESERVED)
        return SQLITE_BUSY;
    if (wanted == SQLITE_LOCK_EXCLUSIVE && others > SQLITE_LOCK_NONE) {
        handle.lock = SQLITE_LOCK_PENDING;
        return SQLITE_BUSY;
    }
    handle.lock = wanted;
    return SQLITE_OK;
}

int unlockFile(sqlite3_file *file, int wanted)
{
    CrashHandle &handle = handleOf(file);
    handle.lock = std::min(handle.lock, wanted);
    return SQLITE_OK;
}

int isReserved(sqlite3_file *file, int *reserved)
{
    CrashHandle &handle = handleOf(file);
    *reserved = std::max(handle.lock, handle.shared ? highestLockOfOthers(handle)
                                                    : SQLITE_LOCK_NONE) >= SQLITE_LOCK_RESERVED;
    return SQLITE_OK;
}

// ------------------------------------------------------------------------------ shared memory

int mapRegion(sqlite3_file *file, int region, int size, int mayExtend, void volatile **to)
{
    CrashHandle &handle = handleOf(file);
    if (isDead(handle))
        return SQLITE_IOERR_SHMMAP;
    std::vector<std::unique_ptr<char[]>> &regions = handle.shared->regions;
    while (mayExtend && int(regions.size()) <= region)
        regions.push_back(std::make_unique<char[]>(size_t(size)));
    *to = region < int(regions.size()) ? regions[size_t(region)].get() : nullptr;
    return SQLITE_OK;
}

int lockSlots(sqlite3_file *file, int first, int count, int flags)
{
    CrashHandle &handle = handleOf(file);
    if (isDead(handle))
        return SQLITE_IOERR_SHMLOCK;
    const quint32 mask = ((1U << count) - 1U) << first;
    if (flags & SQLITE_SHM_UNLOCK) {
        handle.sharedSlots &= ~mask;
        handle.ownedSlots &= ~mask;
        return SQLITE_OK;
    }
    for (const CrashHandle *other : handle.shared->handles) {
        const bool isInTheWay =
            (other->ownedSlots & mask) != 0 ||
            ((flags & SQLITE_SHM_EXCLUSIVE) != 0 && (other->sharedSlots & mask) != 0);
        if (other != &handle && isInTheWay)
            return SQLITE_BUSY;
    }
    (flags & SQLITE_SHM_EXCLUSIVE ? handle.ownedSlots : handle.sharedSlots) |= mask;
    return SQLITE_OK;
}

void barrier(sqlite3_file *) {}

int unmapRegions(sqlite3_file *file, int deleteThem)
{
    CrashHandle &handle = handleOf(file);
    handle.sharedSlots = handle.ownedSlots = 0;
    if (deleteThem && handle.shared)
        handle.shared->regions.clear();
    return SQLITE_OK;
}

// ------------------------------------------------------------------------- the rest of a file

int control(sqlite3_file *, int, void *)
{
    return SQLITE_NOTFOUND;
}

int sectorSizeOf(sqlite3_file *)
{
    return CrashDisk::sectorSize;
}

/// What SQLite assumes of the machine's own disks.
int characteristics(sqlite3_file *)
{
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

constexpr sqlite3_io_methods methods{
    .iVersion = 2,
    .xClose = closeFile,
    .xRead = readFile,
    .xWrite = writeFile,
    .xTruncate = truncateFile,
    .xSync = syncFile,
    .xFileSize = sizeOfFile,
    .xLock = lockFile,
    .xUnlock = unlockFile,
    .xCheckReservedLock = isReserved,
    .xFileControl = control,
    .xSectorSize = sectorSizeOf,
    .xDeviceCharacteristics = characteristics,
    .xShmMap = mapRegion,
    .xShmLock = lockSlots,
    .xShmBarrier = barrier,
    .xShmUnmap = unmapRegions,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

// ---------------------------------------------------------------------------------- the volume

CrashVolume &volumeOf(sqlite3_vfs *vfs)
{
    return *static_cast<CrashVolume *>(vfs->pAppData);
}

int openFile(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *outFlags)
{
    CrashVolume &volume = volumeOf(vfs);
    file->pMethods = nullptr;
    if (!volume.disk.hasPower())
        return SQLITE_IOERR;
    const QByteArray path(name ? name : "");
    if (!path.isEmpty() && !volume.disk.exists(path)) {
        if (!(flags & SQLITE_OPEN_CREATE))
            return SQLITE_CANTOPEN;
        volume.disk.create(path);
    }
    std::shared_ptr<CrashShared> shared = path.isEmpty() ? nullptr : volume.sharedOf(path);
    auto *handle = new (file) CrashHandle{.base = {&methods},
                                          .volume = &volume,
                                          .name = path,
                                          .temporary = {},
                                          .shared = shared,
                                          .powerUp = volume.disk.powerUps(),
                                          .lock = SQLITE_LOCK_NONE,
                                          .sharedSlots = 0,
                                          .ownedSlots = 0};
    if (shared)
        shared->handles.push_back(handle);
    if (outFlags)
        *outFlags = flags;
    return SQLITE_OK;
}

int deleteFile(sqlite3_vfs *vfs, const char *name, int syncFolder)
{
    CrashDisk &disk = volumeOf(vfs).disk;
    if (!disk.hasPower())
        return SQLITE_IOERR_DELETE;
    if (!disk.exists(name))
        return SQLITE_IOERR_DELETE_NOENT;
    if (const auto answer = disk.remove(name); answer != CrashDisk::Answer::Done)
        return codeOf(answer, SQLITE_IOERR_DELETE);
    return syncFolder ? codeOf(disk.sync(name), SQLITE_IOERR_DIR_FSYNC) : SQLITE_OK;
}

int access(sqlite3_vfs *vfs, const char *name, int, int *may)
{
    *may = volumeOf(vfs).disk.exists(name) ? 1 : 0;
    return SQLITE_OK;
}

int fullName(sqlite3_vfs *, const char *name, int size, char *to)
{
    sqlite3_snprintf(size, to, "%s", name);
    return SQLITE_OK;
}

int randomBytes(sqlite3_vfs *vfs, int size, char *to)
{
    SeededRandom &random = volumeOf(vfs).random;
    std::generate_n(to, size, [&random] { return char(random.next()); });
    return size;
}

int sleepNever(sqlite3_vfs *, int microseconds)
{
    return microseconds;
}

constexpr sqlite3_int64 julianDay_ms = 212'690'880'000'000; ///< somewhere in 2027

int currentTime(sqlite3_vfs *, double *day)
{
    *day = double(julianDay_ms) / 86'400'000.0;
    return SQLITE_OK;
}

int currentTime_ms(sqlite3_vfs *, sqlite3_int64 *ms)
{
    *ms = julianDay_ms;
    return SQLITE_OK;
}

int lastError(sqlite3_vfs *, int, char *)
{
    return 0;
}

} // namespace

struct CrashVfs::Private
{
    QByteArray name;
    CrashVolume volume;
    sqlite3_vfs vfs{};
};

CrashVfs::CrashVfs(const QByteArray &name)
    : d(std::make_unique<Private>())
{
    d->name = name;
    d->vfs.iVersion = 2;
    d->vfs.szOsFile = sizeof(CrashHandle);
    d->vfs.mxPathname = 512;
    d->vfs.zName = d->name.constData();
    d->vfs.pAppData = &d->volume;
    d->vfs.xOpen = openFile;
    d->vfs.xDelete = deleteFile;
    d->vfs.xAccess = access;
    d->vfs.xFullPathname = fullName;
    d->vfs.xRandomness = randomBytes;
    d->vfs.xSleep = sleepNever;
    d->vfs.xCurrentTime = currentTime;
    d->vfs.xGetLastError = lastError;
    d->vfs.xCurrentTimeInt64 = currentTime_ms;
    sqlite3_vfs_register(&d->vfs, 0);
}

CrashVfs::~CrashVfs()
{
    sqlite3_vfs_unregister(&d->vfs);
}

const QByteArray &CrashVfs::name() const
{
    return d->name;
}

CrashDisk &CrashVfs::disk()
{
    return d->volume.disk;
}

CrashVfs::AsDefault::AsDefault(CrashVfs &vfs)
    : m_before(sqlite3_vfs_find(nullptr))
{
    sqlite3_vfs_register(&vfs.d->vfs, 1);
}

CrashVfs::AsDefault::~AsDefault()
{
    sqlite3_vfs_register(static_cast<sqlite3_vfs *>(m_before), 1);
}

} // namespace foyer
