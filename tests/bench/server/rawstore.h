#pragma once

#include <QString>

#include <memory>
#include <vector>

namespace foyer {

/// The reference: conditional updates of single tickets on the bare SQLite library, committed in
/// groups with synchronous=FULL on the same disk. No operation ids, no ledger rows, no sessions,
/// no network: what the disk and the engine allow.
class RawStore final
{
public:
    /// Makes \a path afresh with \a tickets free tickets. Ends the program when it cannot.
    RawStore(const QString &path, int tickets);
    ~RawStore();

    /// Takes free tickets, \a group in each transaction, for about \a ms.
    /// \return tickets taken per second.
    [[nodiscard]] double run(int group, int ms);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// Times of single fdatasync calls on a file in the folder of \a path, in microseconds, sorted.
[[nodiscard]] std::vector<double> syncTimes_us(const QString &path, int count);

} // namespace foyer
