#include "models/store/windowstore.h"

#include <QMetaObject>

namespace foyer {

WindowStore::WindowStore(QString path, QObject &receiver)
    : m_receiver(receiver)
    , m_path(std::move(path))
    , m_thread([this] { run(); })
{}

WindowStore::~WindowStore()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void WindowStore::post(Task task)
{
    {
        const std::lock_guard lock(m_mutex);
        m_tasks.push_back(std::move(task));
    }
    m_wake.notify_one();
}

void WindowStore::write(std::function<Result<void>(WindowDatabase &)> work, Written then)
{
    post(
        {.work = std::move(work), .then = [this, then = std::move(then)](const Result<void> &done) {
             if (then)
                 QMetaObject::invokeMethod(
                     &m_receiver, [then, done] { then(done); }, Qt::QueuedConnection);
         }});
}

// ------------------------------------------------------------------------------ the thread

void WindowStore::run()
{
    WindowDatabase database(m_path);
    while (true) {
        std::vector<Task> tasks;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_isEnding || !m_tasks.empty(); });
            if (m_tasks.empty())
                return;
            do {
                tasks.push_back(std::move(m_tasks.front()));
                m_tasks.pop_front();
            } while (tasks.back().isWrite && !m_tasks.empty() && m_tasks.front().isWrite &&
                     tasks.size() < mostTogether);
        }
        perform(database, tasks);
    }
}

/// Writes go together; when one of them fails, each gets a transaction of its own.
void WindowStore::perform(WindowDatabase &database, std::vector<Task> &tasks)
{
    if (tasks.size() > 1) {
        const Result<void> all = database.transaction([&]() -> Result<void> {
            for (const Task &task : tasks) {
                if (Result<void> done = task.work(database); !done)
                    return done;
            }
            return {};
        });
        if (all) {
            for (const Task &task : tasks)
                task.then(all);
            return;
        }
    }
    for (const Task &task : tasks) {
        task.then(task.isWrite ? database.transaction([&] { return task.work(database); })
                               : task.work(database));
    }
}

// ------------------------------------------------------------------------------ what can be asked

void WindowStore::open(const WindowId &fresh,
                       std::function<void(const Result<WindowContents> &)> then)
{
    post({.isWrite = false,
          .work = [this, fresh, then = std::move(then)](WindowDatabase &database) -> Result<void> {
              const Result<WindowContents> contents = database.open(fresh);
              QMetaObject::invokeMethod(
                  &m_receiver, [then, contents] { then(contents); }, Qt::QueuedConnection);
              return {};
          },
          .then = [](const Result<void> &) {}});
}

void WindowStore::putOutboxRow(const OutboxRow &row, Written then)
{
    write([row](WindowDatabase &database) { return database.putOutboxRow(row); }, std::move(then));
}

void WindowStore::putTickets(const EventId &event, Sequence sequence,
                             const QList<TicketView> &tickets, Written then)
{
    write([=](WindowDatabase &database) { return database.putTickets(event, sequence, tickets); },
          std::move(then));
}

void WindowStore::putChanges(const EventId &event, const QList<Change> &changes, Written then)
{
    write([=](WindowDatabase &database) { return database.putChanges(event, changes); },
          std::move(then));
}

void WindowStore::putCatalogue(const CatalogueDelta &delta, Written then)
{
    write([delta](WindowDatabase &database) { return database.putCatalogue(delta); },
          std::move(then));
}

void WindowStore::forgetConfirmed(const LedgerEpoch &epoch, Written then)
{
    write([epoch](WindowDatabase &database) { return database.forgetConfirmed(epoch); },
          std::move(then));
}

void WindowStore::putToken(const QString &token, Written then)
{
    write([token](WindowDatabase &database) { return database.putToken(token); }, std::move(then));
}

void WindowStore::putSeatMap(const SeatMapId &map, const QByteArray &document, Written then)
{
    write([=](WindowDatabase &database) { return database.putSeatMap(map, document); },
          std::move(then));
}

void WindowStore::tickets(const EventId &event,
                          std::function<void(const Result<StoredTickets> &)> then)
{
    post({.isWrite = false,
          .work = [this, event, then = std::move(then)](WindowDatabase &database) -> Result<void> {
              const Result<StoredTickets> tickets = database.tickets(event);
              QMetaObject::invokeMethod(
                  &m_receiver, [then, tickets] { then(tickets); }, Qt::QueuedConnection);
              return {};
          },
          .then = [](const Result<void> &) {}});
}

void WindowStore::seatMap(const SeatMapId &map,
                          std::function<void(const Result<QByteArray> &)> then)
{
    post({.isWrite = false,
          .work = [this, map, then = std::move(then)](WindowDatabase &database) -> Result<void> {
              const Result<QByteArray> document = database.seatMap(map);
              QMetaObject::invokeMethod(
                  &m_receiver, [then, document] { then(document); }, Qt::QueuedConnection);
              return {};
          },
          .then = [](const Result<void> &) {}});
}

} // namespace foyer
