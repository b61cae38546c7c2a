#include "ui/widgets/themestyle.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// Tokens are written @name in the sheet below and replaced by what the theme says.
constexpr QStringView sheet = uR"(
* { outline: none; }
QToolTip { background: @text; color: @surface; border: 0; padding: 4px 8px; }
QFrame[foyerCard="true"] { background: @surface; border: 1px solid @line; border-radius: 6px; }
QWidget[foyerSurface="true"] { background: @surface; }
QWidget[foyerBackground="true"] { background: @background; }
QLabel { background: transparent; }
QLabel[foyerTone="muted"] { color: @muted; }
QLabel[foyerTone="accent"] { color: @accent; }
QLabel[foyerTone="good"] { color: @good; }
QLabel[foyerTone="warn"] { color: @warn; }
QLabel[foyerTone="bad"] { color: @bad; }

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox {
    background: @surface; color: @text; border: 1px solid @control; border-radius: 6px;
    padding: 1px 8px; min-height: @innerTarget; selection-background-color: @accent;
    selection-color: @onAccent; }
QPlainTextEdit, QTextEdit { padding: 4px 6px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus,
QComboBox:on { border: 2px solid @accent; padding: 0 7px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 3px 5px; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled, QPlainTextEdit:disabled {
    color: @muted; background: @background; border-color: @line; }
QLineEdit[foyerInvalid="true"] { border: 2px solid @bad; padding: 0 7px; }
QComboBox::drop-down { border: 0; width: 24px; subcontrol-origin: padding;
    subcontrol-position: center right; }
QComboBox::down-arrow { image: url("@chevron"); width: 12px; height: 12px; }
QComboBox[foyerQuiet="true"] { border: 1px solid transparent; background: transparent;
    padding: 0 4px; min-height: @quietTarget; color: @muted; font-size: 12px; }
QComboBox[foyerQuiet="true"]:hover { background: @raised; color: @text; }
QComboBox[foyerQuiet="true"]:focus, QComboBox[foyerQuiet="true"]:on {
    border: 2px solid @accent; padding: 0 3px; color: @text; }
QComboBox[foyerQuiet="true"]:disabled { color: @muted; background: transparent; }
QComboBox[foyerQuiet="true"]::drop-down { width: 18px; }
QComboBox QAbstractItemView { background: @surface; border: 1px solid @line; padding: 4px;
    selection-background-color: @raised; selection-color: @text; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: 0; width: 20px;
    background: transparent; }
QAbstractSpinBox::up-arrow { image: url("@chevronUp"); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow { image: url("@chevron"); width: 10px; height: 10px; }

QPushButton { background: @surface; color: @text; border: 1px solid @control; border-radius: 6px;
    padding: 1px 12px; min-height: @innerTarget; }
QPushButton:hover { background: @raised; }
QPushButton:focus { border: 2px solid @accent; padding: 0 11px; }
QPushButton:default { background: @accent; color: @onAccent; border-color: @accent; }
QPushButton:disabled { color: @muted; border-color: @line; }
QCheckBox, QRadioButton { spacing: 8px; min-height: 24px; background: transparent; }
QCheckBox:focus, QRadioButton:focus { color: @accent; }

QAbstractItemView { background: @surface; color: @text; border: 1px solid @line;
    border-radius: 6px; alternate-background-color: @background;
    selection-background-color: @selected; selection-color: @text; gridline-color: @line; }
QAbstractItemView[foyerFlat="true"] { border: 0; border-radius: 0; }
QAbstractItemView:focus { border: 1px solid @accent; }
QAbstractItemView[foyerFlat="true"]:focus { border: 0; }
QTableView::item, QTreeView::item { padding: 4px 5px; border: 0; }
QTableView[foyerCompact="true"]::item { padding: 4px 1px; }
QTableView::item:hover, QTreeView::item:hover, QListView::item:hover { background: @raised; }
QTableView[foyerRows="true"]::item:hover { background: transparent; }
QTableView::item:selected, QTreeView::item:selected, QListView::item:selected {
    background: @selected; color: @text; }
QListView::item { padding: 6px 8px; border-radius: 4px; }
QHeaderView { background: @surface; border: 0; }
QHeaderView::section { background: @surface; color: @muted; border: 0;
    border-bottom: 1px solid @line; padding: 6px 8px; font-size: 12px; }
QHeaderView::section:hover { color: @text; }
QTableCornerButton::section { background: @surface; border: 0; }

QMenu { background: @surface; color: @text; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: @raised; }
QMenu::item:disabled { color: @muted; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 0; border: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; border: 0; }
QScrollBar::handle { background: @thumb; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QScrollArea { background: transparent; border: 0; }
QScrollArea > QWidget > QWidget[foyerClear="true"] { background: transparent; }

QSplitter::handle { background: @line; }
QSplitter::handle:hover { background: @accent; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QTabWidget::pane { border: 0; border-top: 1px solid @line; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: @muted; padding: 8px 12px; border: 0;
    border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected { color: @text; border-bottom: 2px solid @accent; }
QTabBar::tab:focus { color: @accent; }
QProgressBar { background: @raised; border: 0; border-radius: 3px; height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QStatusBar { background: @surface; color: @muted; border-top: 1px solid @line; }
QGroupBox { border: 0; margin-top: 20px; color: @muted; }
QGroupBox::title { subcontrol-origin: margin; left: 0; }
QDateTimeEdit::drop-down { border: 0; width: 24px; }
QDateTimeEdit::down-arrow { image: url("@chevron"); width: 12px; height: 12px; }
)";

QString iconPath(QStringView name, bool isLight)
{
    return u"/usr/share/icons/%1/actions/16/%2.svg"_s.arg(isLight ? u"breeze" : u"breeze-dark",
                                                          name);
}

} // namespace

QPalette themePalette(const ThemeColors &colors)
{
    QPalette palette;
    palette.setColor(QPalette::Window, colors.background);
    palette.setColor(QPalette::WindowText, colors.text);
    palette.setColor(QPalette::Base, colors.surface);
    palette.setColor(QPalette::AlternateBase, colors.background);
    palette.setColor(QPalette::Text, colors.text);
    palette.setColor(QPalette::PlaceholderText, colors.muted);
    palette.setColor(QPalette::Button, colors.surface);
    palette.setColor(QPalette::ButtonText, colors.text);
    palette.setColor(QPalette::BrightText, colors.bad);
    palette.setColor(QPalette::Highlight, colors.accent);
    palette.setColor(QPalette::HighlightedText, colors.onAccent);
    palette.setColor(QPalette::Link, colors.accent);
    palette.setColor(QPalette::LinkVisited, colors.accent);
    palette.setColor(QPalette::ToolTipBase, colors.text);
    palette.setColor(QPalette::ToolTipText, colors.surface);
    palette.setColor(QPalette::Light, colors.surface);
    palette.setColor(QPalette::Midlight, colors.raised);
    palette.setColor(QPalette::Mid, colors.line);
    palette.setColor(QPalette::Dark, colors.control);
    palette.setColor(QPalette::Shadow, colors.line);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, colors.muted);
    return palette;
}

QString themeStyleSheet(const ThemeColors &colors, int targetSize)
{
    const bool isLight = colors.surface.lightness() > 127;
    const std::pair<QString, QString> tokens[] = {
        {u"@background"_s, colors.background.name()},
        {u"@surface"_s, colors.surface.name()},
        {u"@raised"_s, colors.raised.name()},
        {u"@selected"_s, Theme::selected(colors).name()},
        {u"@line"_s, colors.line.name()},
        {u"@control"_s, colors.control.name()},
        {u"@thumb"_s, Theme::mixed(colors.muted, colors.surface, 0.5).name()},
        {u"@text"_s, colors.text.name()},
        {u"@muted"_s, colors.muted.name()},
        {u"@accent"_s, colors.accent.name()},
        {u"@onAccent"_s, colors.onAccent.name()},
        {u"@good"_s, colors.good.name()},
        {u"@warn"_s, colors.warn.name()},
        {u"@bad"_s, colors.bad.name()},
        {u"@innerTarget"_s, u"%1px"_s.arg(targetSize - 4)},
        {u"@quietTarget"_s, u"%1px"_s.arg(targetSize - 12)},
        {u"@chevronUp"_s, iconPath(u"arrow-up", isLight)},
        {u"@chevron"_s, iconPath(u"arrow-down", isLight)},
    };
    QString style = sheet.toString();
    for (const auto &[token, value] : tokens)
        style.replace(token, value);
    return style;
}

} // namespace foyer
