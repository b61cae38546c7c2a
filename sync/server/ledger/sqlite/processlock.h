#pragma once

#include "models/domain/refusal.h"

#include <QString>

#include <utility>

namespace foyer {

/// A lock on a file that ends with the process, however it ends: one writer process per ledger.
/// A file of its own, because closing a second descriptor of the database would drop the locks
/// that SQLite holds on it.
class ProcessLock final
{
public:
    ProcessLock() = default;
    ~ProcessLock() { letGo(); }
    ProcessLock(ProcessLock &&other) noexcept
        : m_descriptor(std::exchange(other.m_descriptor, -1))
    {}
    ProcessLock &operator=(ProcessLock &&other) noexcept
    {
        std::swap(m_descriptor, other.m_descriptor);
        return *this;
    }

    /// Never waits.
    /// \return ReadOnly when another process has it or the file cannot be made.
    [[nodiscard]] static Result<ProcessLock> take(const QString &path);

private:
    void letGo();

    int m_descriptor = -1;
};

/// Makes an empty file that only this user can read, unless there is a file already; what SQLite
/// puts beside it inherits that.
void makePrivateFile(const QString &path);

} // namespace foyer
