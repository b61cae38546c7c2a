#include "tests/bench/load/serverprocess.h"

#include <QCoreApplication>

namespace foyer::bench {

using namespace Qt::StringLiterals;

ServerProcess::ServerProcess(const QString &program, const QStringList &arguments)
{
    constexpr int timeToStart_ms = 60'000;
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(QCoreApplication::applicationDirPath() + u'/' + program, arguments);
    if (m_process.waitForReadyRead(timeToStart_ms))
        m_port = m_process.readLine().trimmed().toUShort();
    if (m_port == 0)
        qFatal("bench: %s does not start", qPrintable(program));
}

ServerProcess::~ServerProcess()
{
    m_process.closeWriteChannel(); // then it ends by itself
    if (m_process.waitForFinished(10'000))
        return;
    m_process.kill();
    m_process.waitForFinished();
}

} // namespace foyer::bench
