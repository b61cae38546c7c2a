#pragma once

#include "ui/shell/overlay.h"

#include <functional>

class QAction;
class QListWidget;

namespace foyer {

class SearchField;

/// Something that can be found and done from the palette.
struct PaletteEntry
{
    QString title;
    QString detail; ///< quieter, beside the title
    QString key;    ///< shown at the end
    QString iconName;
    std::function<void()> run;
};

/// Everything by name: the actions of the window and, below them, what the finder finds for the
/// typed text (events). Up and Down choose, Enter does it, Esc goes away.
class CommandPalette final : public Overlay
{
    Q_OBJECT

public:
    explicit CommandPalette(QWidget *window);

    /// Called each time the palette opens.
    void setCommands(std::function<QList<PaletteEntry>()> commands);
    /// Called for every typed text of at least two letters; must answer within a frame.
    void setFinder(std::function<QList<PaletteEntry>(const QString &)> finder);
    void openWith(const QString &text = {});
    [[nodiscard]] QStringList titles() const; ///< as listed now

    /// How well \a title answers \a typed; 0 = not at all. The letters must occur in order;
    /// beginnings of words count most. Pure.
    [[nodiscard]] static int score(QStringView title, QStringView typed);

private:
    void refill();
    void step(int by);
    void run();
    void addEntries(const QList<PaletteEntry> &entries);

    SearchField *m_field;
    QListWidget *m_list;
    std::function<QList<PaletteEntry>()> m_source;
    std::function<QList<PaletteEntry>(const QString &)> m_finder;
    QList<PaletteEntry> m_commands;
    QList<PaletteEntry> m_shown;
};

/// The entry that triggers \a action; its key and text are the action's.
[[nodiscard]] PaletteEntry paletteEntryOf(QAction *action, const QString &detail = {});

} // namespace foyer
