#include "sync/server/ledger/sqlite/processlock.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace foyer {

using namespace Qt::StringLiterals;

Result<ProcessLock> ProcessLock::take(const QString &path)
{
    ProcessLock lock;
    lock.m_descriptor =
        ::open(path.toLocal8Bit().constData(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (lock.m_descriptor < 0)
        return std::unexpected(refusal(
            RefusalCode::ReadOnly,
            u"The file %1 cannot be written (%2). Give the program the right to write in that "
            "folder."_s.arg(path, QString::fromLocal8Bit(std::strerror(errno)))));
    if (::flock(lock.m_descriptor, LOCK_EX | LOCK_NB) != 0)
        return std::unexpected(refusal(RefusalCode::ReadOnly,
                                       u"A foyerd uses this house already (%1 is locked). Stop it, "
                                       "or use another folder."_s.arg(path)));
    return lock;
}

void ProcessLock::letGo()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    m_descriptor = -1;
}

void makePrivateFile(const QString &path)
{
    const int descriptor = ::open(path.toLocal8Bit().constData(),
                                  O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (descriptor >= 0) // else it is there, or SQLite will say why it cannot be made
        ::close(descriptor);
}

} // namespace foyer
