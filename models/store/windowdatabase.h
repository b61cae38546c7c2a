#pragma once

#include "sync/engine/windowengine.h"

#include <QSqlDatabase>
#include <QSqlQuery>

#include <functional>

namespace foyer {

/// What a window's file holds when it is opened.
struct WindowContents
{
    WindowMemory memory;
    QList<CatalogueDelta> catalogue; ///< one record each, as they were stored
};

/// The confirmed tickets of one event; sequence 0 when nothing is stored.
struct StoredTickets
{
    Sequence sequence;
    QList<TicketView> tickets;
};

/// The window's SQLite file, on one thread (a QSqlDatabase connection belongs to its thread).
/// Every write happens inside a transaction of the caller's, see transaction().
///
/// The file holds the session's token, so it is made readable by its owner alone (mode 0600). It
/// is locked for as long as it is open: two programs never share one outbox. Written rows are on
/// disk when a transaction has returned (WAL with synchronous=FULL, checked at every open).
///
/// Refusals name the file and say what to do: Overloaded (locked by another program), ReadOnly
/// (read-only or full), InvalidRecord (damaged), UnsupportedVersion (made by a newer program; the
/// file is left as it was). What was refused is not stored; after a full disk the next write may
/// succeed.
class WindowDatabase final
{
public:
    /// \a path is not touched before open().
    explicit WindowDatabase(QString path);
    ~WindowDatabase();
    WindowDatabase(const WindowDatabase &) = delete;
    WindowDatabase &operator=(const WindowDatabase &) = delete;

    /// Makes or migrates the file and reads what it holds. A new file is given \a fresh.
    [[nodiscard]] Result<WindowContents> open(const WindowId &fresh);

    /// Runs \a work as one durable transaction; its refusal, or a failing commit, undoes all.
    [[nodiscard]] Result<void> transaction(const std::function<Result<void>()> &work);

    [[nodiscard]] Result<void> putOutboxRow(const OutboxRow &row);
    [[nodiscard]] Result<void> putTickets(const EventId &event, Sequence sequence,
                                          const QList<TicketView> &tickets);
    /// Changes that are not the next ones of what is stored are left out.
    [[nodiscard]] Result<void> putChanges(const EventId &event, const QList<Change> &changes);
    [[nodiscard]] Result<void> putCatalogue(const CatalogueDelta &delta);
    /// Tickets and catalogue of another server are void; maps and the outbox stay.
    [[nodiscard]] Result<void> forgetConfirmed(const LedgerEpoch &epoch);
    [[nodiscard]] Result<void> putToken(const QString &token);
    [[nodiscard]] Result<void> putSeatMap(const SeatMapId &map, const QByteArray &document);

    /// Damaged tickets count as none: the server has them.
    [[nodiscard]] Result<StoredTickets> tickets(const EventId &event);
    /// \return NotFound when the map is not stored.
    [[nodiscard]] Result<QByteArray> seatMap(const SeatMapId &map);

    /// Settled operations that are kept, for looking things up.
    static constexpr qint64 settledKept = 1'000;
    /// Changes kept beside an event's tickets before they are folded into them.
    static constexpr qint64 changesKept = 500;

private:
    [[nodiscard]] Result<void> prepareFile() const;
    [[nodiscard]] Result<int> schema();
    [[nodiscard]] Result<void> migrate();
    [[nodiscard]] Result<void> checkDurability();
    [[nodiscard]] Result<WindowContents> readContents(const WindowId &fresh);
    [[nodiscard]] Result<QList<OutboxRow>> outbox();
    [[nodiscard]] Result<QList<CatalogueDelta>> catalogue();
    [[nodiscard]] Result<QByteArray> setting(const QString &name);
    [[nodiscard]] Result<void> putSetting(const QString &name, const QByteArray &value);
    [[nodiscard]] Result<void> run(const QString &sql, const QVariantList &values = {});
    [[nodiscard]] Result<QSqlQuery> ask(const QString &sql, const QVariantList &values = {});
    /// Whether \a query ended because there was no more, and not because the disk failed.
    [[nodiscard]] Result<void> isReadToItsEnd(const QSqlQuery &query) const;
    [[nodiscard]] Refusal refusalFor(const QSqlError &error) const;

    QString m_path;
    QString m_connection;
    QSqlDatabase m_database;
    WindowId m_window;
};

} // namespace foyer
