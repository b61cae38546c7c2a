#pragma once

#include "tests/support/crashdisk.h"

#include <memory>

namespace foyer {

/// SQLite on a CrashDisk: a VFS that lives in memory, with locks and the shared memory of a
/// write-ahead log. When the power goes, every open connection fails for good (close them, then
/// disk().powerUp()); locks and shared memory are gone with it.
///
/// Everything is a function of the seeds: the VFS has its own random numbers, its clock stands
/// still and it never sleeps. Close all connections before it goes. One thread at a time.
class CrashVfs final
{
public:
    /// Registers it with SQLite as \a name, which nobody else has.
    explicit CrashVfs(const QByteArray &name);
    ~CrashVfs();
    CrashVfs(const CrashVfs &) = delete;
    CrashVfs &operator=(const CrashVfs &) = delete;

    [[nodiscard]] const QByteArray &name() const;
    [[nodiscard]] CrashDisk &disk();

    /// While one lives, who names no VFS gets this one.
    class AsDefault final
    {
    public:
        explicit AsDefault(CrashVfs &vfs);
        ~AsDefault();
        AsDefault(const AsDefault &) = delete;
        AsDefault &operator=(const AsDefault &) = delete;

    private:
        void *m_before;
    };

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace foyer
