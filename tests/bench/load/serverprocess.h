#pragma once

#include <QProcess>

namespace foyer::bench {

/// One of the benchmarks' own servers in a process of its own, which prints its port when it is
/// ready and ends when its standard input does: bench_echo_server KIND, bench_house_server FILE.
class ServerProcess final
{
public:
    /// \a program lies beside this one. Ends the program when it cannot be started.
    ServerProcess(const QString &program, const QStringList &arguments);
    ~ServerProcess();

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] qint64 processId() const { return m_process.processId(); }

private:
    QProcess m_process;
    quint16 m_port = 0;
};

} // namespace foyer::bench
