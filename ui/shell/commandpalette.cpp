#include "ui/shell/commandpalette.h"

#include "ui/widgets/card.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QListWidget>
#include <QPainter>
#include <QPointer>
#include <QStyledItemDelegate>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int paletteWidth = 600;
constexpr int rowHeight = 40;
constexpr int mostRows = 9;
constexpr qsizetype shortestSearch = 2;
enum EntryRole { DetailRole = Qt::UserRole, KeyRole, IconRole };

/// Draws a line: icon, title, detail, and its key at the end.
class PaletteDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {0, rowHeight};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        painter->save();
        const ThemeColors &colors = Theme::current().colors();
        const QRect row = option.rect.adjusted(space::s, 1, -space::s, -1);
        if (option.state.testFlag(QStyle::State_Selected))
            paintRounded(*painter, row, Theme::selected(colors));
        const auto place = [&option](const QRect &logical) {
            return QStyle::visualRect(option.direction, option.rect, logical);
        };
        QRect rest = row.adjusted(space::m, 0, -space::m, 0);
        const QRect icon(rest.left(), rest.center().y() - 7, 16, 16);
        themedIcon(index.data(IconRole).toString(), Tone::Muted).paint(painter, place(icon));
        rest.setLeft(icon.right() + space::m);
        if (const QString key = index.data(KeyRole).toString(); !key.isEmpty()) {
            const int room = int(keyHintSize(key).width());
            paintKeyHint(*painter,
                         place(QRect(rest.right() - room, rest.top(), room, rest.height())), key,
                         colors.muted);
            rest.setRight(rest.right() - room - space::m);
        }
        const QString title = index.data(Qt::DisplayRole).toString();
        painter->setFont(Theme::font(TextRole::Body));
        const QFontMetrics metrics = painter->fontMetrics();
        const int titleWidth = qMin(metrics.horizontalAdvance(title) + 2, rest.width());
        const auto side =
            int(QStyle::visualAlignment(option.direction, Qt::AlignLeft) | Qt::AlignVCenter);
        painter->setPen(colors.text);
        painter->drawText(place(QRect(rest.left(), rest.top(), titleWidth + 1, rest.height())),
                          side, metrics.elidedText(title, Qt::ElideMiddle, titleWidth));
        rest.setLeft(rest.left() + titleWidth + space::m);
        painter->setPen(colors.muted);
        painter->drawText(place(rest), side,
                          metrics.elidedText(index.data(DetailRole).toString(), Qt::ElideMiddle,
                                             qMax(0, rest.width())));
        painter->restore();
    }
};

} // namespace

PaletteEntry paletteEntryOf(QAction *action, const QString &detail)
{
    const QPointer<QAction> target(action);
    return {.title = action->text().remove(u'&'),
            .detail = detail,
            .key = action->shortcut().toString(QKeySequence::NativeText),
            .iconName = u"run-build"_s,
            .run = [target] {
                if (target)
                    target->trigger();
            }};
}

CommandPalette::CommandPalette(QWidget *window)
    : Overlay(window, paletteWidth)
    , m_field(new SearchField(tr("Type what to find or do")))
    , m_list(new QListWidget)
{
    setObjectName(u"commandPalette"_s);
    m_field->setObjectName(u"paletteInput"_s);
    m_list->setObjectName(u"paletteList"_s);
    m_list->setAccessibleName(tr("Found"));
    m_list->setProperty("foyerFlat", true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    auto *fieldRow = new QVBoxLayout;
    fieldRow->setContentsMargins(space::m, space::m, space::m, space::s);
    fieldRow->addWidget(m_field);
    panelLayout()->addLayout(fieldRow);
    panelLayout()->addWidget(m_list);
    panelLayout()->addSpacing(space::s);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::refill);
    connect(m_field, &QLineEdit::returnPressed, this, &CommandPalette::run);
    connect(m_field, &SearchField::stepped, this, &CommandPalette::step);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::run);
}

void CommandPalette::setCommands(std::function<QList<PaletteEntry>()> commands)
{
    m_source = std::move(commands);
}

void CommandPalette::setFinder(std::function<QList<PaletteEntry>(const QString &)> finder)
{
    m_finder = std::move(finder);
}

void CommandPalette::openWith(const QString &text)
{
    m_commands = m_source ? m_source() : QList<PaletteEntry>();
    m_field->setText(text);
    refill();
    open();
    m_field->setFocus(Qt::PopupFocusReason);
}

QStringList CommandPalette::titles() const
{
    QStringList titles;
    for (const PaletteEntry &entry : m_shown)
        titles.append(entry.title);
    return titles;
}

int CommandPalette::score(QStringView title, QStringView typed)
{
    int score = 1;
    qsizetype from = 0;
    qsizetype last = -2;
    for (const QChar letter : typed) {
        if (letter.isSpace())
            continue;
        const qsizetype at = title.indexOf(letter, from, Qt::CaseInsensitive);
        if (at < 0)
            return 0;
        const bool isWordStart = at == 0 || !title.at(at - 1).isLetterOrNumber();
        score += at == last + 1 ? 4 : (isWordStart ? 3 : 0);
        last = at;
        from = at + 1;
    }
    return score;
}

void CommandPalette::refill()
{
    const QString typed = m_field->text().trimmed();
    QList<std::pair<int, PaletteEntry>> ranked;
    // Scattered letters are no answer to a long text: most of them must sit together.
    const int least = typed.size() > shortestSearch ? 2 * int(typed.size()) : 1;
    for (const PaletteEntry &entry : m_commands) {
        const int points = score(entry.title, typed);
        if (typed.isEmpty() || points >= least)
            ranked.append({points, entry});
    }
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto &a, const auto &b) { return a.first > b.first; });
    m_shown.clear();
    m_list->clear();
    QList<PaletteEntry> commands;
    for (const auto &[points, entry] : ranked)
        commands.append(entry);
    addEntries(commands);
    if (m_finder && typed.size() >= shortestSearch)
        addEntries(m_finder(typed));
    if (m_shown.isEmpty())
        addEntries({{.title = tr("Nothing is called \"%1\"").arg(typed)}});
    m_list->setCurrentRow(0);
    m_list->setFixedHeight(qMin<int>(mostRows, int(m_shown.size())) * rowHeight);
    if (isVisible())
        fitPanel();
}

void CommandPalette::addEntries(const QList<PaletteEntry> &entries)
{
    for (const PaletteEntry &entry : entries) {
        auto *item = new QListWidgetItem(entry.title, m_list);
        item->setData(DetailRole, entry.detail);
        item->setData(KeyRole, entry.key);
        item->setData(IconRole, entry.iconName);
        item->setData(Qt::AccessibleTextRole, entry.title + u' ' + entry.detail);
        m_shown.append(entry);
    }
}

void CommandPalette::step(int by)
{
    const int last = m_list->count() - 1;
    m_list->setCurrentRow(qBound(0, m_list->currentRow() + by, last));
}

void CommandPalette::run()
{
    const PaletteEntry chosen = m_shown.value(m_list->currentRow());
    if (!chosen.run)
        return;
    dismiss();
    // After the focus is back where it was: the command may want to move it.
    QTimer::singleShot(0, this, chosen.run);
}

} // namespace foyer
