#pragma once

#include "ui/widgets/theme.h"

#include <QString>

namespace foyer {

/// How the person at this window likes it; kept in QSettings under "look/".
struct LookSettings
{
    ThemeMode theme = ThemeMode::Light;
    Density density = Density::Comfortable;
    QString language; ///< "de", "en"...; empty follows the system. Takes effect at the next start.
    bool operator==(const LookSettings &) const = default;

    /// The defaults where nothing, or nonsense, is kept.
    [[nodiscard]] static LookSettings load();
    void save() const;
};

} // namespace foyer
