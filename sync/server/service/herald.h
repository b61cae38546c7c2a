#pragma once

#include "sync/server/ledger/ledger.h"

#include <functional>
#include <memory>

namespace foyer {

struct ServiceParts;

/// The thread that tells everybody: catalogue changes at once, availability at most four times a
/// second, and boards with a gap brought to where the ledger is. Without its thread (never
/// started: the simulator) boards are refreshed in the reading room and the rest is not told.
class Herald final
{
public:
    static constexpr Milliseconds betweenAvailabilities{250};

    /// \a parts must outlive the herald.
    explicit Herald(ServiceParts &parts);
    ~Herald(); ///< as stop()

    [[nodiscard]] Result<void> start();
    void stop();

    // Any thread, quick, never blocks.
    void catalogueChanged();
    void ticketsChanged();
    void refresh(const EventId &event);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace foyer
