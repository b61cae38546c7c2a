#pragma once

#include "models/domain/refusal.h"
#include "sync/client/reports.h"
#include "sync/protocol/command.h"

#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QObject>
#include <QUrl>

#include <functional>

namespace foyer {

/// The booking server's documents and reports, by HTTP with the session's token. Lives in its
/// owner's thread; every callback comes once, from the event loop.
///
/// A refusal is the server's own, or Overloaded when it could not be reached. Nothing is repeated
/// by itself; a caller may repeat a write with the same id, which has the effect of one.
class Documents final : public QObject
{
    Q_OBJECT

public:
    explicit Documents(QUrl server, QObject *parent = nullptr);

    void setToken(const QString &token) { m_token = token.toLatin1(); }

    using Saved = std::function<void(const Result<Done> &)>;
    void save(const SaveVenue &command, const OperationId &id, Saved then);
    void save(const PublishSeatMap &command, const OperationId &id, Saved then);
    void save(const SavePerformer &command, const OperationId &id, Saved then);
    void save(const SaveEvent &command, const OperationId &id, Saved then);

    void fetchSeatMap(const SeatMapId &map, std::function<void(const Result<QByteArray> &)> then);
    void fetchSales(const SalesReportQuery &query,
                    std::function<void(const Result<SalesReport> &)> then);

    static constexpr Milliseconds patience{30'000};

private:
    using Answered = std::function<void(const Result<QByteArray> &)>;
    [[nodiscard]] QNetworkRequest requestFor(const QString &path, const QString &query = {}) const;
    void put(QNetworkRequest request, const QByteArray &body, const OperationId &id, Saved then);
    void await(QNetworkReply *reply, Answered then);

    QUrl m_server;
    QByteArray m_token;
    QNetworkAccessManager m_network;
};

} // namespace foyer
