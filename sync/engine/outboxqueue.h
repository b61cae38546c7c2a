#pragma once

#include "sync/engine/outbox.h"

#include <QList>

#include <vector>

namespace foyer {

/// The window's operations from the moment they are made until their outcome is on disk: which
/// may be sent now, which wait, what the server may forget. Decides only; a plain value.
///
/// An operation is sent once its row is on disk. That it has been sent is not stored: after a
/// crash it is sent again, with the same id, and has the effect of one.
class OutboxQueue final
{
public:
    /// Operations on their way at once; more wait.
    static constexpr int mostUnderWay = 64;
    /// An answer that has not come for so long is asked for again, with the same id.
    static constexpr Milliseconds patience{10'000};

    /// \a rows were read from disk, oldest first; \a last is the highest number ever used.
    OutboxQueue(const QList<OutboxRow> &rows, DeviceSequence last);

    /// \return the new row, to be stored.
    OutboxRow add(const Command &command, const OperationId &id);
    /// The row of \a id, in its present state, is on disk.
    void stored(const OperationId &id);
    /// The operations to send now, in order; they count as sent from here on.
    [[nodiscard]] QList<Operation> takeSendable(Tick now);
    /// Everything under way has to be sent again.
    void lineBroke();
    /// \return the settled row, to be stored; nothing when \a id is unknown or settled already.
    [[nodiscard]] std::optional<OutboxRow> settle(const OperationId &id, const Outcome &outcome);
    /// The server could not do it now: it is sent again at \a at.
    void postpone(const OperationId &id, Tick at);
    /// A person has dealt with a conflict. \return the row to be stored.
    [[nodiscard]] std::optional<OutboxRow> resolve(const OperationId &id);

    [[nodiscard]] const QList<OutboxRow> &rows() const { return m_rows; }
    /// All outcomes up to here are on disk.
    [[nodiscard]] DeviceSequence acknowledged() const;
    [[nodiscard]] bool has(const OperationId &id) const { return indexOf(id) >= 0; }

private:
    struct Travel
    {
        bool isStored = false;
        Tick sentAt;
        Tick notBefore;
    };
    [[nodiscard]] qsizetype indexOf(const OperationId &id) const;
    void remove(qsizetype index);

    QList<OutboxRow> m_rows; ///< in order of device sequence
    std::vector<Travel> m_travels; ///< of each row
    DeviceSequence m_last;
};

} // namespace foyer
