#pragma once

#include "sync/server/ledger/ledger.h"

#include <functional>
#include <memory>

namespace foyer {

/// A few threads that read the ledger, each with a reader of its own, so that neither the edge
/// nor the writer ever waits for a read.
class ReadingRoom final
{
public:
    static constexpr qsizetype mostWaiting = 4'096;
    using Task = std::function<void(LedgerReader &)>;

    /// \a ledger must outlive the room. Without threads tasks run inside post(), for the simulator.
    ReadingRoom(Ledger &ledger, int threads);
    ~ReadingRoom(); ///< as stop()

    /// Opens the readers. \return why the ledger cannot be read.
    [[nodiscard]] Result<void> start();
    /// \return false when too many wait or the room is closing; \a task is then never called.
    [[nodiscard]] bool post(Task task);
    /// Does what was accepted, then ends the threads.
    void stop();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace foyer
