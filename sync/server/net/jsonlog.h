#pragma once

#include "models/domain/instant.h"

#include <QJsonObject>
#include <QString>

/// The server's log: one JSON object a line on stderr, made from Qt's logging categories.
///   {"time":"2026-11-24T09:00:00.123Z","level":"info","category":"foyer.edge","message":"..."}
/// Fields given by withFields() stand beside these.
namespace foyer {

enum class LogLevel : quint8 { Debug, Info, Warning, Error };

[[nodiscard]] std::optional<LogLevel> logLevelFromName(QStringView name);

/// A message with fields: qCInfo(log).noquote() << withFields(u"Sold"_s, {{u"event"_s, id}}).
/// Fields whose names speak of secrets (token, password, authorization) are blacked out.
[[nodiscard]] QString withFields(const QString &message, const QJsonObject &fields);

/// One line of the log, with its line end; control characters are escaped, so that nobody can
/// forge a line.
[[nodiscard]] QByteArray logLine(QtMsgType type, const char *category, const QString &message,
                                 Instant at);

/// Installs it as Qt's message handler for the whole program. Thread-safe: a line is one write.
void installJsonLog(LogLevel least);

} // namespace foyer
