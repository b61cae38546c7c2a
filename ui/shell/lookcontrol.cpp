#include "ui/shell/lookcontrol.h"

#include "ui/shell/menus.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/toast.h"

#include <QAction>
#include <QMenu>
#include <QWidget>

namespace foyer {

LookControl::LookControl(QWidget *window)
    : QObject(window)
    , m_window(window)
    , m_look(LookSettings::load())
{}

void LookControl::change(const std::function<void(LookSettings &)> &by)
{
    by(m_look);
    m_look.save();
    Theme::current().setMode(m_look.theme);
    Theme::current().setDensity(m_look.density);
}

QList<QAction *> LookControl::makeActions()
{
    QList<QAction *> actions;
    const auto add = [&](const QString &text, const std::function<void(LookSettings &)> &by) {
        auto *action = new QAction(text, m_window);
        connect(action, &QAction::triggered, this, [this, by] { change(by); });
        actions.append(action);
    };
    add(tr("Light colours"), [](LookSettings &look) { look.theme = ThemeMode::Light; });
    add(tr("Dark colours"), [](LookSettings &look) { look.theme = ThemeMode::Dark; });
    add(tr("High contrast colours"),
        [](LookSettings &look) { look.theme = ThemeMode::HighContrast; });
    add(tr("Comfortable size"), [](LookSettings &look) { look.density = Density::Comfortable; });
    add(tr("Touch size"), [](LookSettings &look) { look.density = Density::Touch; });
    return actions;
}

void LookControl::switchTheme()
{
    const bool isLight = Theme::current().mode() == ThemeMode::Light;
    change([isLight](LookSettings &look) {
        look.theme = isLight ? ThemeMode::Dark : ThemeMode::Light;
    });
}

void LookControl::setLanguages(const QList<std::pair<QString, QString>> &languages)
{
    m_languages = languages;
}

void LookControl::openMenu(QWidget *button)
{
    auto *menu = new QMenu(m_window);
    addChoices(menu, tr("Colours"), {tr("Light"), tr("Dark"), tr("High contrast")},
               int(Theme::current().mode()), [this](int index) {
                   change([index](LookSettings &look) { look.theme = ThemeMode(index); });
               });
    addChoices(menu, tr("Size"), {tr("Comfortable"), tr("Touch")}, int(Theme::current().density()),
               [this](int index) {
                   change([index](LookSettings &look) { look.density = Density(index); });
               });
    if (!m_languages.isEmpty()) {
        QStringList names{tr("As the system")};
        int current = 0;
        for (const auto &[code, name] : std::as_const(m_languages)) {
            names.append(name);
            if (code == m_look.language)
                current = int(names.size()) - 1;
        }
        addChoices(menu, tr("Language"), names, current,
                   [this](int index) { chooseLanguage(index); });
    }
    popUpUnder(menu, button);
}

void LookControl::chooseLanguage(int index)
{
    m_look.language = index == 0 ? QString() : m_languages.at(index - 1).first;
    m_look.save();
    Toast::say(m_window, tr("The language changes with the next start."));
    Q_EMIT languageChosen(m_look.language);
}

} // namespace foyer
