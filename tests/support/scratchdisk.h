#pragma once

#include "tests/support/tempstore.h"

namespace foyer {

/// A small file system in memory that a test may fill up or make read-only, which stops even
/// root. It exists only in the mounts of this process and its children, so nothing of it can
/// be left behind.
///
/// enterOwnMounts() has to be the first call of main(): the kernel refuses it to programs with
/// threads.
class ScratchDisk final
{
public:
    /// Gives the process mounts of its own, as root or through a user namespace.
    /// \return whether the kernel allows it; without, no disk can be made.
    [[nodiscard]] static bool enterOwnMounts();

    /// \a size_bytes: all it can hold.
    explicit ScratchDisk(qint64 size_bytes);
    ~ScratchDisk();
    ScratchDisk(const ScratchDisk &) = delete;
    ScratchDisk &operator=(const ScratchDisk &) = delete;

    [[nodiscard]] bool isMounted() const { return m_isMounted; }
    [[nodiscard]] QString path() const { return m_folder.path(); }
    [[nodiscard]] QString file(const QString &name) const { return m_folder.file(name); }

    /// Fills what is left, to the last byte.
    [[nodiscard]] bool fill() const;
    /// Takes away again what fill() wrote.
    [[nodiscard]] bool empty() const;
    /// From now on nothing on it can be changed. Refused while a file on it is open for writing.
    [[nodiscard]] bool makeReadOnly() const;
    /// The same for one \a file, while the folder around it stays writable.
    [[nodiscard]] static bool makeFileReadOnly(const QString &file);

private:
    TempDir m_folder;
    bool m_isMounted = false;
};

} // namespace foyer
