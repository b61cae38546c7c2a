#pragma once

#include "models/store/windowdatabase.h"

#include <QObject>

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>

namespace foyer {

/// The window's store on a thread of its own: the one writer of the window's file. No call waits;
/// what was asked for happens in order, many writes together in one durable transaction.
///
/// Callbacks run in the receiver's thread, from its event loop, after the transaction; never once
/// the receiver is gone. The file, its states and its refusals: see WindowDatabase.
class WindowStore final
{
public:
    /// \a receiver must live in a thread with an event loop and outlive this object.
    WindowStore(QString path, QObject &receiver);
    /// Finishes what was asked for, closes the file, ends the thread.
    ~WindowStore();

    using Written = std::function<void(const Result<void> &)>;

    void open(const WindowId &fresh, std::function<void(const Result<WindowContents> &)> then);
    void putOutboxRow(const OutboxRow &row, Written then);
    void putTickets(const EventId &event, Sequence sequence, const QList<TicketView> &tickets,
                    Written then);
    void putChanges(const EventId &event, const QList<Change> &changes, Written then);
    void putCatalogue(const CatalogueDelta &delta, Written then);
    void forgetConfirmed(const LedgerEpoch &epoch, Written then);
    void putToken(const QString &token, Written then);
    void putSeatMap(const SeatMapId &map, const QByteArray &document, Written then);
    void tickets(const EventId &event, std::function<void(const Result<StoredTickets> &)> then);
    void seatMap(const SeatMapId &map, std::function<void(const Result<QByteArray> &)> then);

    /// Writes that share one transaction at most.
    static constexpr size_t mostTogether = 256;

private:
    struct Task
    {
        bool isWrite = true;
        std::function<Result<void>(WindowDatabase &)> work;
        std::function<void(const Result<void> &)> then; ///< on the store's thread
    };
    void post(Task task);
    void write(std::function<Result<void>(WindowDatabase &)> work, Written then);
    void run();
    static void perform(WindowDatabase &database, std::vector<Task> &tasks);

    QObject &m_receiver;
    QString m_path;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Task> m_tasks;
    bool m_isEnding = false;
    std::thread m_thread;
};

} // namespace foyer
