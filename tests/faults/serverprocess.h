#pragma once

#include <QProcess>
#include <QTest>
#include <QUrl>

namespace foyer {

/// A real foyerd on a folder or a store ("postgres:..."), for tests that kill it. Not a widget, not
/// a thread: start() waits until the server says where it listens.
class ServerProcess final
{
public:
    explicit ServerProcess(QString folder)
        : m_folder(std::move(folder))
    {}
    ~ServerProcess() { kill(); }

    /// \param port 0: any. \return false, with what it said in errorText(), when it did not come
    /// up.
    [[nodiscard]] bool start(quint16 port, const QStringList &more = {})
    {
        using namespace Qt::StringLiterals;
        m_process.start(
            QStringLiteral(FOYER_BINARY_DIR "/bin/foyerd"),
            QStringList{m_folder.startsWith(u"postgres:"_s) ? u"--store"_s : u"--data"_s, m_folder,
                        u"--listen"_s, u"127.0.0.1:%1"_s.arg(port)} +
                more);
        while (m_process.waitForReadyRead(30'000)) {
            while (m_process.canReadLine()) {
                const QString line = QString::fromUtf8(m_process.readLine()).trimmed();
                if (line.startsWith(u"demo token "_s))
                    m_token = line.section(u' ', 2);
                if (line.startsWith(u"demo user "_s))
                    m_user = line.section(u' ', 2);
                if (line.startsWith(u"listening on "_s)) {
                    m_address = QUrl(line.section(u' ', 2));
                    return true;
                }
            }
        }
        m_errorText = QString::fromUtf8(m_process.readAllStandardError());
        return false;
    }

    /// SIGKILL: the process has no chance to say or save anything.
    void kill()
    {
        if (m_process.state() == QProcess::NotRunning)
            return;
        m_process.kill();
        m_process.waitForFinished();
    }

    /// SIGTERM. \return the exit code, -1 when it did not end.
    [[nodiscard]] int stop()
    {
        m_process.terminate();
        return m_process.waitForFinished(20'000) && m_process.exitStatus() == QProcess::NormalExit
                   ? m_process.exitCode()
                   : -1;
    }

    [[nodiscard]] const QUrl &address() const { return m_address; }
    [[nodiscard]] const QString &token() const { return m_token; }
    [[nodiscard]] const QString &user() const { return m_user; }
    [[nodiscard]] const QString &errorText() const { return m_errorText; }

private:
    QString m_folder;
    QProcess m_process;
    QUrl m_address;
    QString m_token;
    QString m_user;
    QString m_errorText;
};

} // namespace foyer
