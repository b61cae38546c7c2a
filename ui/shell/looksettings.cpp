#include "ui/shell/looksettings.h"

#include <QSettings>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

const QString themeKey = u"look/theme"_s;
const QString densityKey = u"look/density"_s;
const QString languageKey = u"look/language"_s;

QString themeName(ThemeMode mode)
{
    switch (mode) {
    case ThemeMode::Light:
        return u"light"_s;
    case ThemeMode::Dark:
        return u"dark"_s;
    case ThemeMode::HighContrast:
        return u"high-contrast"_s;
    }
    return u"light"_s;
}

} // namespace

LookSettings LookSettings::load()
{
    const QSettings settings;
    LookSettings look;
    const QString theme = settings.value(themeKey).toString();
    for (const ThemeMode mode : {ThemeMode::Dark, ThemeMode::HighContrast}) {
        if (theme == themeName(mode))
            look.theme = mode;
    }
    if (settings.value(densityKey).toString() == u"touch"_s)
        look.density = Density::Touch;
    look.language = settings.value(languageKey).toString();
    return look;
}

void LookSettings::save() const
{
    QSettings settings;
    settings.setValue(themeKey, themeName(theme));
    settings.setValue(densityKey, density == Density::Touch ? u"touch"_s : u"comfortable"_s);
    settings.setValue(languageKey, language);
}

} // namespace foyer
