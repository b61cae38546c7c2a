#include "programrun.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int patience_ms = 60'000;

QString pathOf(const QString &program)
{
    return qEnvironmentVariable("FOYER_BIN") + u'/' + program;
}

} // namespace

Ended runProgram(const QString &program, const QStringList &arguments, const QByteArray &input)
{
    QProcess process;
    process.start(pathOf(program), arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(patience_ms))
        return {};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

RunningServer::RunningServer(const QStringList &arguments)
{
    m_process.start(pathOf(u"foyerd"_s), arguments);
    while (m_address.isEmpty()) {
        if (!m_process.canReadLine() && !m_process.waitForReadyRead(patience_ms))
            return;
        while (m_process.canReadLine()) {
            const QString line = QString::fromUtf8(m_process.readLine()).trimmed();
            if (line.startsWith(u"listening on "_s))
                m_address = line.mid(13);
            else
                m_before.append(line);
        }
    }
}

RunningServer::~RunningServer()
{
    if (m_process.state() != QProcess::NotRunning) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

Ended RunningServer::stop()
{
    m_process.terminate();
    if (!m_process.waitForFinished(patience_ms))
        return {};
    return {m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1,
            QString::fromUtf8(m_process.readAllStandardOutput()),
            QString::fromUtf8(m_process.readAllStandardError())};
}

} // namespace foyer
