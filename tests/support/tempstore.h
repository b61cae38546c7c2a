#pragma once

#include <QFile>
#include <QTemporaryDir>

namespace foyer {

/// A folder of a test's own that is gone when the test is.
class TempDir final
{
public:
    [[nodiscard]] QString path() const { return m_dir.path(); }
    [[nodiscard]] QString file(const QString &name) const { return m_dir.filePath(name); }
    [[nodiscard]] bool isValid() const { return m_dir.isValid(); }

private:
    QTemporaryDir m_dir;
};

/// The path of a window's store that does not exist yet, in a folder of its own.
class TempStore final
{
public:
    [[nodiscard]] QString path() const { return m_dir.file(QStringLiteral("window.sqlite")); }
    [[nodiscard]] const TempDir &folder() const { return m_dir; }
    /// Writes \a bytes in the place of the store, as a damaged disk would leave it.
    void damage(const QByteArray &bytes) const
    {
        QFile file(path());
        if (file.open(QIODevice::WriteOnly))
            file.write(bytes);
    }

private:
    TempDir m_dir;
};

} // namespace foyer
