#include "tests/bench/load/processortime.h"

#include <QFile>

#include <ctime>

namespace foyer::bench {

using namespace Qt::StringLiterals;

namespace {

double timeOf_us(clockid_t clock)
{
    timespec time{};
    if (::clock_gettime(clock, &time) != 0)
        return 0;
    return double(time.tv_sec) * 1e6 + double(time.tv_nsec) / 1e3;
}

} // namespace

double threadTime_us()
{
    return timeOf_us(CLOCK_THREAD_CPUTIME_ID);
}

double processorTimeOf_us(qint64 process)
{
    clockid_t clock{};
    return ::clock_getcpuclockid(pid_t(process), &clock) == 0 ? timeOf_us(clock) : 0;
}

qint64 memoryOf(qint64 process)
{
    QFile file(u"/proc/%1/status"_s.arg(process == 0 ? u"self"_s : QString::number(process)));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("RssAnon:"))
            return line.mid(8).trimmed().split(' ').constFirst().toLongLong() * 1024;
    }
    return 0;
}

} // namespace foyer::bench
