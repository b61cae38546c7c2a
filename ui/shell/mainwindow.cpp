#include "ui/shell/mainwindow.h"

#include "ui/shell/connectionwords.h"
#include "ui/shell/keyhelp.h"
#include "ui/shell/lookcontrol.h"
#include "ui/shell/menus.h"
#include "ui/shell/navrail.h"
#include "ui/shell/signinview.h"
#include "ui/shell/topbar.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/toast.h"

#include <QAction>
#include <QCloseEvent>
#include <QCoreApplication>
#include <QMenu>
#include <QSettings>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <chrono>

namespace foyer {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr QSize smallest{1024, 700};
constexpr QSize usual{1440, 900};
constexpr int statusHeight = 26;
const QString geometryKey = u"frame/geometry"_s;
const QString workspaceKey = u"frame/workspace"_s;

} // namespace

MainWindow::MainWindow(HouseConnection &connection, const QString &windowName, QWidget *parent)
    : QWidget(parent)
    , m_connection(connection)
    , m_windowName(windowName)
    , m_looks(new LookControl(this))
    , m_pages(new QStackedWidget)
    , m_signIn(new SignInView(connection))
    , m_palette(new CommandPalette(this))
    , m_help(new KeyHelp(this))
{
    setObjectName(u"mainWindow"_s);
    setWindowTitle(u"Foyer"_s);
    m_frame = makeFrame();
    m_pages->addWidget(m_signIn);
    m_pages->addWidget(m_frame);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
    makeActions();
    connect(m_looks, &LookControl::languageChosen, this, &MainWindow::languageChosen);
    m_palette->setCommands([this] { return commands(); });
    m_second.setInterval(500ms);
    connect(&m_second, &QTimer::timeout, this, &MainWindow::refreshConnection);
    connect(&m_connection, &HouseConnection::stateChanged, this, &MainWindow::onStateChanged);
    connect(&m_connection, &HouseConnection::personChanged, this, &MainWindow::refreshPerson);
    connect(&m_connection, &HouseConnection::pendingChanged, this, &MainWindow::refreshStatus);
    setMinimumSize(smallest);
    resize(usual);
    restoreGeometry(QSettings().value(geometryKey).toByteArray());
    refreshPerson();
    onStateChanged();
}

MainWindow::~MainWindow() = default;

QWidget *MainWindow::makeFrame()
{
    auto *frame = new QWidget;
    m_rail = new NavRail;
    m_top = new TopBar(m_connection);
    m_line = new Banner;
    m_line->setObjectName(u"connectionLine"_s);
    m_stack = new QStackedWidget;
    m_statusLeft = makeLabel({}, TextRole::Caption, Tone::Muted);
    m_statusRight = makeLabel({}, TextRole::Caption, Tone::Muted);
    auto *status = new QWidget;
    status->setProperty("foyerSurface", true);
    status->setAttribute(Qt::WA_StyledBackground);
    status->setFixedHeight(statusHeight);
    auto *statusRow = new QHBoxLayout(status);
    statusRow->setContentsMargins(space::m, 0, space::m, 0);
    statusRow->addWidget(m_statusLeft);
    statusRow->addStretch(1);
    statusRow->addWidget(m_statusRight);

    auto *column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(m_top);
    column->addWidget(m_line);
    column->addWidget(m_stack, 1);
    column->addWidget(new Divider);
    column->addWidget(status);
    auto *row = new QHBoxLayout(frame);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_rail);
    row->addLayout(column, 1);
    connect(m_rail, &NavRail::chosen, this, qOverload<int>(&MainWindow::showWorkspace));
    connect(m_top, &TopBar::findRequested, this, [this] { openPalette(); });
    connect(m_top, &TopBar::themeSwitchRequested, this, &MainWindow::switchTheme);
    connect(m_top, &TopBar::settingsRequested, this, &MainWindow::openSettings);
    connect(m_top, &TopBar::personMenuRequested, this, &MainWindow::openPersonMenu);
    connect(m_top, &TopBar::helpRequested, this, &MainWindow::openKeyHelp);
    return frame;
}

QAction *MainWindow::addFrameAction(const QString &text, const QKeySequence &key,
                                    void (MainWindow::*run)())
{
    auto *action = new QAction(text, this);
    action->setShortcut(key);
    connect(action, &QAction::triggered, this, run);
    addAction(action);
    m_actions.append(action);
    return action;
}

void MainWindow::makeActions()
{
    auto *find = new QAction(tr("Find or do anything"), this);
    find->setShortcut(Qt::CTRL | Qt::Key_K);
    connect(find, &QAction::triggered, this, [this] { openPalette(); });
    addAction(find);
    m_actions.append(find);
    addFrameAction(tr("Show the keys"), Qt::Key_F1, &MainWindow::openKeyHelp);
    addFrameAction(tr("Switch between light and dark"), {}, &MainWindow::switchTheme);
    addFrameAction(tr("Settings"), Qt::CTRL | Qt::Key_Comma, &MainWindow::openSettings);
    addFrameAction(tr("Full screen"), Qt::Key_F11, &MainWindow::toggleFullScreen);
    addFrameAction(tr("Sign out"), Qt::CTRL | Qt::Key_L, &MainWindow::signOut);
    m_actions.append(m_looks->makeActions());
    addFrameAction(tr("About Foyer"), {}, &MainWindow::showAbout);
    auto *quit = new QAction(tr("Quit"), this);
    quit->setShortcut(Qt::CTRL | Qt::Key_Q);
    connect(quit, &QAction::triggered, this, &QWidget::close);
    addAction(quit);
    m_actions.append(quit);
    connect(new QShortcut(Qt::Key_Question, this), &QShortcut::activated, this,
            &MainWindow::openKeyHelp);
}

// ---------------------------------------------------------------------------- workspaces

int MainWindow::addWorkspace(const Workspace &workspace)
{
    const int index = int(m_workspaces.size());
    const QKeySequence key(u"Ctrl+%1"_s.arg(index + 1));
    m_workspaces.append(workspace);
    Workspace &added = m_workspaces.last();
    if (added.id.isEmpty())
        added.id = QString::number(index);
    m_stack->addWidget(workspace.widget);
    m_rail->addEntry(workspace.iconName, workspace.name, key.toString(QKeySequence::NativeText));
    m_rail->button(index)->setObjectName(u"rail."_s + added.id);
    m_rail->setEntryVisible(index, isAllowedHere(workspace));
    auto *action = new QAction(tr("Go to %1").arg(workspace.name), this);
    action->setShortcut(key);
    connect(action, &QAction::triggered, this, [this, index] { showWorkspace(index); });
    action->setEnabled(isAllowedHere(workspace));
    addAction(action);
    m_actions.append(action);
    m_goTo.append(action);
    if (m_hasPerson)
        showFirstAllowed();
    return index;
}

bool MainWindow::isAllowedHere(const Workspace &workspace) const
{
    const std::optional<SignedInOperator> person = m_connection.person();
    return person && isAllowed(person->role, workspace.permission);
}

void MainWindow::showWorkspace(int index)
{
    if (index < 0 || index >= m_workspaces.size() || !isAllowedHere(m_workspaces.at(index)))
        return;
    m_stack->setCurrentIndex(index);
    m_rail->setCurrent(index);
    QWidget *widget = m_workspaces.at(index).widget;
    QWidget *inside = widget->focusWidget();
    (inside != nullptr ? inside : widget)->setFocus(Qt::OtherFocusReason);
    QSettings().setValue(workspaceKey, m_workspaces.at(index).id);
    Q_EMIT workspaceShown(index);
}

void MainWindow::showWorkspace(const QString &id)
{
    for (int i = 0; i < int(m_workspaces.size()); ++i) {
        if (m_workspaces.at(i).id == id)
            showWorkspace(i);
    }
}

int MainWindow::currentWorkspace() const
{
    return m_stack->currentIndex();
}

QString MainWindow::currentWorkspaceId() const
{
    return m_workspaces.value(currentWorkspace()).id;
}

void MainWindow::showFirstAllowed()
{
    const QString kept = QSettings().value(workspaceKey).toString();
    int first = -1;
    for (int i = int(m_workspaces.size()) - 1; i >= 0; --i) {
        if (!isAllowedHere(m_workspaces.at(i)))
            continue;
        first = i;
        if (m_workspaces.at(i).id == kept)
            break;
    }
    showWorkspace(first);
}

// ---------------------------------------------------------------------------- the person

void MainWindow::refreshPerson()
{
    const std::optional<SignedInOperator> person = m_connection.person();
    const bool isNew = person.has_value() && !m_hasPerson;
    m_hasPerson = person.has_value();
    m_palette->dismiss();
    m_help->dismiss();
    for (int i = 0; i < int(m_workspaces.size()); ++i)
        m_rail->setEntryVisible(i, isAllowedHere(m_workspaces.at(i)));
    m_top->setPerson(person ? person->displayName : QString(), m_windowName);
    for (QAction *action : std::as_const(m_actions))
        action->setEnabled(m_hasPerson || action->shortcut() == QKeySequence(Qt::CTRL | Qt::Key_Q));
    for (int i = 0; i < int(m_goTo.size()); ++i)
        m_goTo.at(i)->setEnabled(isAllowedHere(m_workspaces.at(i)));
    m_pages->setCurrentWidget(m_hasPerson ? m_frame : m_signIn);
    const int current = currentWorkspace();
    const bool isShut = m_hasPerson && current >= 0 && !isAllowedHere(m_workspaces.at(current));
    if (isNew || isShut)
        showFirstAllowed();
    refreshConnection();
}

void MainWindow::signOut()
{
    m_connection.signOut();
}

// ---------------------------------------------------------------------------- the connection

void MainWindow::onStateChanged()
{
    m_nextAttempt.setRemainingTime(m_connection.reason().retryAfter);
    refreshConnection();
}

void MainWindow::refreshConnection()
{
    const ConnectionState state = m_connection.state();
    const QString line =
        lostLineText(m_connection, Milliseconds(qMax<qint64>(0, m_nextAttempt.remainingTime())));
    if (line.isEmpty())
        m_line->hide();
    else
        m_line->showMessage(connectionWords(m_connection).tone, line);
    // Only a countdown changes without being told.
    if (state == ConnectionState::Lost)
        m_second.start();
    else
        m_second.stop();
    refreshStatus();
}

void MainWindow::refreshStatus()
{
    const QString house = m_connection.houseName();
    const QString address = m_connection.serverAddress();
    m_statusLeft->setText(house.isEmpty() ? address : u"%1  ·  %2"_s.arg(house, address));
    const int pending = m_connection.pendingOperations();
    m_statusRight->setText(pending == 0 ? tr("Everything is with the server")
                                        : tr("%n change(s) on the way", nullptr, pending));
    setWindowTitle(house.isEmpty() ? u"Foyer"_s : u"%1 - Foyer"_s.arg(house));
}

// ---------------------------------------------------------------------------- finding, help, menus

void MainWindow::setFinder(std::function<QList<PaletteEntry>(const QString &)> finder)
{
    m_palette->setFinder(std::move(finder));
}

void MainWindow::openPalette(const QString &text)
{
    m_help->dismiss();
    m_palette->openWith(text);
}

PaletteEntry MainWindow::workspaceEntry(int index, QAction *action)
{
    const Workspace &workspace = m_workspaces.at(index);
    PaletteEntry entry = paletteEntryOf(action, workspace.name);
    entry.iconName = workspace.iconName;
    entry.run = [this, index, trigger = std::move(entry.run)] {
        if (currentWorkspace() != index)
            showWorkspace(index);
        trigger();
    };
    return entry;
}

QList<PaletteEntry> MainWindow::commands()
{
    QList<PaletteEntry> here;
    QList<PaletteEntry> elsewhere;
    for (int i = 0; i < int(m_workspaces.size()); ++i) {
        if (!isAllowedHere(m_workspaces.at(i)))
            continue;
        for (QAction *action : std::as_const(m_workspaces.at(i).actions)) {
            if (action->isEnabled())
                (i == currentWorkspace() ? here : elsewhere).append(workspaceEntry(i, action));
        }
    }
    for (QAction *action : std::as_const(m_actions)) {
        if (action->isEnabled() && action->shortcut() != QKeySequence(Qt::CTRL | Qt::Key_K))
            here.append(paletteEntryOf(action));
    }
    return here + elsewhere;
}

void MainWindow::openKeyHelp()
{
    if (!m_hasPerson)
        return;
    m_palette->dismiss();
    QList<KeyHelp::Group> groups;
    for (const Workspace &workspace : std::as_const(m_workspaces)) {
        const KeyHelp::Group group = KeyHelp::groupOf(workspace.name, workspace.actions);
        if (isAllowedHere(workspace) && !group.keys.isEmpty())
            groups.append(group);
    }
    groups.append(KeyHelp::seatMapGroup());
    groups.append(KeyHelp::groupOf(tr("Everywhere"), m_actions));
    m_help->openWith(groups);
}

void MainWindow::showAbout()
{
    Toast::say(this, tr("Foyer %1, box office").arg(QCoreApplication::applicationVersion()));
}

void MainWindow::switchTheme()
{
    m_looks->switchTheme();
}

void MainWindow::openSettings()
{
    m_looks->openMenu(m_top->settingsButton());
}

void MainWindow::setLanguages(const QList<std::pair<QString, QString>> &languages)
{
    m_looks->setLanguages(languages);
}

void MainWindow::openPersonMenu()
{
    auto *menu = new QMenu(this);
    if (const std::optional<SignedInOperator> person = m_connection.person())
        menu->addSection(roleTitle(person->role));
    menu->addAction(tr("Keyboard shortcuts"), this, &MainWindow::openKeyHelp);
    menu->addAction(tr("Settings"), this, &MainWindow::openSettings);
    menu->addAction(tr("About Foyer"), this, &MainWindow::showAbout);
    menu->addSeparator();
    menu->addAction(tr("Sign out"), this, &MainWindow::signOut);
    popUpUnder(menu, m_top->personButton());
}

void MainWindow::toggleFullScreen()
{
    setWindowState(windowState() ^ Qt::WindowFullScreen);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    QSettings().setValue(geometryKey, saveGeometry());
    QWidget::closeEvent(event);
}

} // namespace foyer
