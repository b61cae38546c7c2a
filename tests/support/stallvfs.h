#pragma once

#include <QByteArray>

#include <memory>

namespace foyer {

/// SQLite on the machine's files, but for a disk that can be made to hang: while it is stalled,
/// whoever syncs a file waits. Any thread. Close all connections before it goes.
class StallVfs final
{
public:
    /// Registers it with SQLite as \a name, which nobody else has; one at a time.
    explicit StallVfs(const QByteArray &name);
    ~StallVfs(); ///< goes on first
    StallVfs(const StallVfs &) = delete;
    StallVfs &operator=(const StallVfs &) = delete;

    [[nodiscard]] const QByteArray &name() const;
    void stall();
    void goOn();
    /// Waits until somebody is waiting for the disk. \return false when nobody is within seconds.
    [[nodiscard]] bool awaitSync();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace foyer
