#include "app/foyer/embeddedserver.h"

#include <QCoreApplication>
#include <QStandardPaths>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int patience_ms = 15'000; // for commits in flight

QString serverProgram()
{
    const QString beside =
        QStandardPaths::findExecutable(u"foyerd"_s, {QCoreApplication::applicationDirPath()});
    return beside.isEmpty() ? QStandardPaths::findExecutable(u"foyerd"_s) : beside;
}

} // namespace

EmbeddedServer::EmbeddedServer(QString houseFolder, QObject *parent)
    : QObject(parent)
    , m_houseFolder(std::move(houseFolder))
{
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &EmbeddedServer::readOutput);
    connect(&m_process, &QProcess::finished, this, &EmbeddedServer::onEnded);
}

EmbeddedServer::~EmbeddedServer()
{
    m_isStopping = true;
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(patience_ms))
        m_process.kill();
}

void EmbeddedServer::start()
{
    const QString program = serverProgram();
    if (program.isEmpty()) {
        Q_EMIT failed(
            refusal(RefusalCode::NotFound, tr("The booking server program foyerd was not found. "
                                              "Install the package foyer-server.")));
        return;
    }
    m_process.start(program,
                    {u"--data"_s, m_houseFolder, u"--listen"_s, u"127.0.0.1:0"_s, u"--sample"_s});
}

void EmbeddedServer::readOutput()
{
    while (m_process.canReadLine()) {
        const QString line = QString::fromUtf8(m_process.readLine()).trimmed();
        if (!line.startsWith(u"listening on "_s))
            continue;
        m_address = QUrl(line.section(u' ', 2));
        Q_EMIT started(m_address);
    }
}

void EmbeddedServer::onEnded()
{
    if (m_isStopping)
        return;
    const QString said =
        QString::fromUtf8(m_process.readAllStandardError()).trimmed().section(u'\n', -1);
    Q_EMIT failed(refusal(RefusalCode::Internal, tr("The booking server has ended. It said: %1")
                                                     .arg(said.isEmpty() ? tr("nothing") : said)));
}

} // namespace foyer
