#pragma once

#include "ui/shell/commandpalette.h"
#include "ui/shell/houseconnection.h"

#include <QDeadlineTimer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QStackedWidget;

namespace foyer {

class Banner;
class KeyHelp;
class LookControl;
class NavRail;
class SignInView;
class TopBar;

/// A part of the program that fills the window. The frame knows nothing more of it.
struct Workspace
{
    QString name;                                      ///< "Sell"
    QString iconName;                                  ///< in the theme package
    Permission permission = Permission::ReadCatalogue; ///< who may see it
    QWidget *widget = nullptr;                         ///< the frame takes it over
    QList<QAction *> actions; ///< for the palette and the key help; owned by the workspace
    QString id;               ///< "sell"; kept in QSettings. Empty: its place, "0", "1", ...
};

/// The frame: rail, top bar, connection line, status line, sign-in, palette, key help. GUI thread.
///
/// Keeps in QSettings its geometry and workspace ("frame/"), and the looks. Keys: Ctrl+K
/// everything, Ctrl+1... workspaces, Ctrl+L lock, F1 or ? keys, F11 full screen, Ctrl+Q quit.
class MainWindow final : public QWidget
{
    Q_OBJECT

public:
    /// \a connection must outlive the window. \a windowName as people say it, "Window 3".
    MainWindow(HouseConnection &connection, const QString &windowName, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// In the order of the rail. \return its index.
    int addWorkspace(const Workspace &workspace);
    /// Nothing when the role may not see it.
    void showWorkspace(int index);
    void showWorkspace(const QString &id);
    [[nodiscard]] int currentWorkspace() const; ///< -1 while there is none
    [[nodiscard]] QString currentWorkspaceId() const;
    [[nodiscard]] SignInView *signInView() const { return m_signIn; }
    /// What the palette finds beyond commands; see CommandPalette::setFinder().
    void setFinder(std::function<QList<PaletteEntry>(const QString &)> finder);
    /// Languages to offer: code and own name ("de", "Deutsch").
    void setLanguages(const QList<std::pair<QString, QString>> &languages);
    [[nodiscard]] const QList<QAction *> &frameActions() const { return m_actions; }

    void openPalette(const QString &text = {});
    void openKeyHelp();

Q_SIGNALS:
    void workspaceShown(int index);
    void languageChosen(const QString &code);

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    QWidget *makeFrame();
    void makeActions();
    QAction *addFrameAction(const QString &text, const QKeySequence &key,
                            void (MainWindow::*run)());
    void refreshPerson();
    void onStateChanged();
    void refreshConnection();
    void refreshStatus();
    [[nodiscard]] bool isAllowedHere(const Workspace &workspace) const;
    [[nodiscard]] QList<PaletteEntry> commands();
    [[nodiscard]] PaletteEntry workspaceEntry(int index, QAction *action);
    void showAbout();
    void switchTheme();
    void openSettings();
    void openPersonMenu();
    void signOut();
    void toggleFullScreen();
    void showFirstAllowed();

    HouseConnection &m_connection;
    QString m_windowName;
    LookControl *m_looks;
    QList<Workspace> m_workspaces;
    QList<QAction *> m_actions;
    QList<QAction *> m_goTo; ///< one a workspace, in their order; also in m_actions
    QStackedWidget *m_pages;
    SignInView *m_signIn;
    QWidget *m_frame = nullptr;
    NavRail *m_rail = nullptr;
    TopBar *m_top = nullptr;
    Banner *m_line = nullptr;
    QStackedWidget *m_stack = nullptr;
    QLabel *m_statusLeft = nullptr;
    QLabel *m_statusRight = nullptr;
    CommandPalette *m_palette;
    KeyHelp *m_help;
    QTimer m_second;
    QDeadlineTimer m_nextAttempt; ///< planned, while the line is lost
    bool m_hasPerson = false;
};

} // namespace foyer
