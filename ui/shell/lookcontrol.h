#pragma once

#include "ui/shell/looksettings.h"

#include <QList>
#include <QObject>

#include <functional>
#include <utility>

class QAction;
class QWidget;

namespace foyer {

/// Lets the person choose colours, size and language: as actions and as a menu. What is chosen
/// holds at once (the language with the next start) and is kept. GUI thread.
class LookControl final : public QObject
{
    Q_OBJECT

public:
    /// \a window says what has been chosen; it owns the control.
    explicit LookControl(QWidget *window);

    /// One for each choice, for the palette; the window owns them.
    [[nodiscard]] QList<QAction *> makeActions();
    /// Languages to offer: code and own name ("de", "Deutsch").
    void setLanguages(const QList<std::pair<QString, QString>> &languages);
    /// Between light and dark.
    void switchTheme();
    void openMenu(QWidget *button);

Q_SIGNALS:
    void languageChosen(const QString &code); ///< empty: as the system

private:
    void change(const std::function<void(LookSettings &)> &by);
    void chooseLanguage(int index);

    QWidget *m_window;
    LookSettings m_look;
    QList<std::pair<QString, QString>> m_languages;
};

} // namespace foyer
