#include "sync/server/net/jsonlog.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QLoggingCategory>

#include <array>
#include <unistd.h>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

// ASCII's record separator cannot be in a message: logLine() would escape it.
constexpr QChar separator(u'\x1e');
constexpr std::array levelNames{"debug", "info", "warning", "error"};

LogLevel levelOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return LogLevel::Debug;
    case QtInfoMsg:
        return LogLevel::Info;
    case QtWarningMsg:
        return LogLevel::Warning;
    case QtCriticalMsg:
    case QtFatalMsg:
        break;
    }
    return LogLevel::Error;
}

bool isSecret(const QString &name)
{
    static constexpr std::array words{u"token", u"password", u"authorization", u"secret"};
    return std::ranges::any_of(words, [&](const char16_t *word) {
        return name.contains(QStringView(word), Qt::CaseInsensitive);
    });
}

void write(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const Instant now = Instant::fromMs(QDateTime::currentMSecsSinceEpoch());
    const QByteArray line = logLine(type, context.category, message, now);
    // One write for the line, so that threads do not mix; nothing to do when nobody reads it.
    [[maybe_unused]] const auto written =
        ::write(STDERR_FILENO, line.constData(), size_t(line.size()));
}

} // namespace

std::optional<LogLevel> logLevelFromName(QStringView name)
{
    for (size_t i = 0; i < levelNames.size(); ++i) {
        if (name == QLatin1StringView(levelNames[i]))
            return LogLevel(i);
    }
    return std::nullopt;
}

QString withFields(const QString &message, const QJsonObject &fields)
{
    QJsonObject clean;
    for (auto it = fields.begin(); it != fields.end(); ++it)
        clean.insert(it.key(), isSecret(it.key()) ? QJsonValue(u"(hidden)"_s) : *it);
    const QByteArray json = QJsonDocument(clean).toJson(QJsonDocument::Compact);
    return message + separator + QString::fromUtf8(json);
}

QByteArray logLine(QtMsgType type, const char *category, const QString &message, Instant at)
{
    const qsizetype split = message.lastIndexOf(separator);
    QJsonObject line;
    if (split >= 0)
        line = QJsonDocument::fromJson(QStringView(message).mid(split + 1).toUtf8()).object();
    line.insert(u"time"_s, at.toIso());
    line.insert(u"level"_s, QLatin1StringView(levelNames.at(size_t(levelOf(type)))));
    line.insert(u"category"_s, QString::fromUtf8(category));
    line.insert(u"message"_s, split >= 0 ? message.first(split) : message);
    return QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
}

void installJsonLog(LogLevel least)
{
    QString rules;
    for (size_t i = 0; i < size_t(LogLevel::Error); ++i)
        rules += u"*.%1=%2\n"_s.arg(QLatin1StringView(levelNames.at(i)),
                                    i < size_t(least) ? u"false"_s : u"true"_s);
    // Qt's own debugging is never asked for by a level.
    rules += u"qt.*.debug=false\n"_s;
    QLoggingCategory::setFilterRules(rules);
    qInstallMessageHandler(write);
}

} // namespace foyer
