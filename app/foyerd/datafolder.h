#pragma once

#include "models/domain/refusal.h"

#include <QString>

namespace foyer {

/// The folder a house lives in: house.sqlite with its journal and lock file, and, for a sample
/// house, sample.json. All of it is for its owner only.
class DataFolder final
{
public:
    /// Makes it when it is missing (mode 0700) and checks that it can be written.
    /// \return InvalidRecord with what is wrong and what to do.
    [[nodiscard]] static Result<DataFolder> open(const QString &path);

    [[nodiscard]] QString path() const { return m_path; }
    [[nodiscard]] QString samplePath() const { return m_path + QStringLiteral("/sample.json"); }

private:
    explicit DataFolder(const QString &path)
        : m_path(path)
    {}
    QString m_path;
};

} // namespace foyer
