#pragma once

#include <QProcess>
#include <QString>
#include <QStringList>

namespace foyer {

/// A program of the build under test, with what it said.
struct Ended
{
    int exitCode = -1;
    QString out;
    QString err;
};

/// Runs \a program of FOYER_BIN to its end. \a input goes to standard input.
[[nodiscard]] Ended runProgram(const QString &program, const QStringList &arguments,
                               const QByteArray &input = {});

/// A foyerd that runs until it is stopped or goes.
class RunningServer final
{
public:
    explicit RunningServer(const QStringList &arguments);
    ~RunningServer();

    /// The address after "listening on "; empty when it ended instead.
    [[nodiscard]] QString address() const { return m_address; }
    /// Lines of standard output before that one.
    [[nodiscard]] QStringList before() const { return m_before; }
    [[nodiscard]] qint64 pid() const { return m_process.processId(); }
    /// Sends SIGTERM. \return how it ended.
    [[nodiscard]] Ended stop();

private:
    QProcess m_process;
    QString m_address;
    QStringList m_before;
};

} // namespace foyer
