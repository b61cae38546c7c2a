#include "tests/support/scratchdisk.h"

#include <array>
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

bool writeTo(const char *path, const QByteArray &text)
{
    QFile file(QString::fromLatin1(path));
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.flush();
}

/// Root inside a namespace of its own, where mounting is allowed to everybody.
bool becomeRootOfOwnUsers()
{
    const QByteArray user = QByteArray::number(qulonglong(::geteuid()));
    const QByteArray group = QByteArray::number(qulonglong(::getegid()));
    return ::unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 && writeTo("/proc/self/setgroups", "deny") &&
           writeTo("/proc/self/uid_map", "0 " + user + " 1") &&
           writeTo("/proc/self/gid_map", "0 " + group + " 1");
}

} // namespace

bool ScratchDisk::enterOwnMounts()
{
    const bool isSeparate = ::unshare(CLONE_NEWNS) == 0 || becomeRootOfOwnUsers();
    return isSeparate && ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
}

ScratchDisk::ScratchDisk(qint64 size_bytes)
{
    const QByteArray size = "mode=0700,size=" + QByteArray::number(size_bytes);
    const QByteArray folder = QFile::encodeName(path());
    m_isMounted = ::mount("scratch", folder.constData(), "tmpfs", MS_NOSUID, size.constData()) == 0;
}

ScratchDisk::~ScratchDisk()
{
    if (m_isMounted)
        ::umount2(QFile::encodeName(path()).constData(), MNT_DETACH);
}

bool ScratchDisk::fill() const
{
    const int ballast = ::open(QFile::encodeName(file(u"ballast"_s)).constData(),
                               O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (ballast < 0)
        return false;
    const std::array<char, 4096> block{};
    while (::write(ballast, block.data(), block.size()) > 0) {
    }
    const bool isFull = errno == ENOSPC;
    ::close(ballast);
    return isFull;
}

bool ScratchDisk::empty() const
{
    return QFile::remove(file(u"ballast"_s));
}

bool ScratchDisk::makeReadOnly() const
{
    return ::mount(nullptr, QFile::encodeName(path()).constData(), nullptr, MS_REMOUNT | MS_RDONLY,
                   nullptr) == 0;
}

bool ScratchDisk::makeFileReadOnly(const QString &file)
{
    const QByteArray name = QFile::encodeName(file);
    return ::mount(name.constData(), name.constData(), nullptr, MS_BIND, nullptr) == 0 &&
           ::mount(nullptr, name.constData(), nullptr, MS_REMOUNT | MS_BIND | MS_RDONLY, nullptr) ==
               0;
}

} // namespace foyer
