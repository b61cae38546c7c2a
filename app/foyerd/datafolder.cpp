#include "app/foyerd/datafolder.h"

#include <QDir>
#include <QFileInfo>

#include <cerrno>
#include <cstring>
#include <sys/stat.h>
#include <unistd.h>

namespace foyer {

using namespace Qt::StringLiterals;

Result<DataFolder> DataFolder::open(const QString &path)
{
    const QString whole = QDir::cleanPath(QFileInfo(path).absoluteFilePath());
    const QByteArray name = QFile::encodeName(whole);
    const auto cannot = [&](const QString &what) {
        return std::unexpected(refusal(RefusalCode::InvalidRecord, what));
    };
    const QString parent = QFileInfo(whole).path();
    if (!QFileInfo::exists(parent) && !QDir().mkpath(parent))
        return cannot(u"The folder %1 cannot be made; make %2 first."_s.arg(whole, parent));
    if (::mkdir(name.constData(), 0700) != 0 && errno != EEXIST) {
        return cannot(u"The folder %1 cannot be made: %2."_s.arg(
            whole, QString::fromLocal8Bit(std::strerror(errno))));
    }
    if (!QFileInfo(whole).isDir())
        return cannot(u"%1 is no folder; name another with --data."_s.arg(whole));
    if (::access(name.constData(), R_OK | W_OK | X_OK) != 0) {
        return cannot(u"The folder %1 cannot be written by this user; change its rights or name "
                      "another with --data."_s.arg(whole));
    }
    return DataFolder(whole);
}

} // namespace foyer
