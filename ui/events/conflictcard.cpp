#include "ui/events/conflictcard.h"

#include "ui/widgets/button.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QGridLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace foyer {

namespace {

constexpr double conflictTint = 0.08;

QLabel *wrapped(const QString &text, TextRole role, Tone tone)
{
    QLabel *label = makeLabel(text, role, tone);
    label->setWordWrap(true);
    label->setAlignment((label->alignment() & ~Qt::AlignVertical_Mask) | Qt::AlignTop);
    return label;
}

} // namespace

ConflictCard::ConflictCard(QWidget *parent)
    : QWidget(parent)
    , m_text(wrapped({}, TextRole::Body, Tone::Text))
    , m_theirs(new Button(ButtonKind::Secondary, tr("Keep theirs")))
    , m_mine(new Button(ButtonKind::Primary, tr("Put mine over it")))
{
    setObjectName(QStringLiteral("conflictCard"));
    auto *choice = new QHBoxLayout;
    choice->setSpacing(space::s);
    choice->addStretch(1);
    choice->addWidget(m_theirs);
    choice->addWidget(m_mine);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::l, space::m, space::l, space::m);
    column->setSpacing(space::m);
    column->addWidget(m_text);
    column->addLayout(choice);
    connect(m_theirs, &QPushButton::clicked, this, &ConflictCard::keepTheirs);
    connect(m_mine, &QPushButton::clicked, this, &ConflictCard::putMine);
    hide();
}

void ConflictCard::showConflict(const QString &text, const QList<EventDifference> &differences,
                                bool canPutMine)
{
    m_text->setText(text);
    setAccessibleName(text);
    delete m_sides;
    m_sides = new QWidget;
    auto *grid = new QGridLayout(m_sides);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(space::m);
    grid->setVerticalSpacing(space::xs);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(2, 1);
    grid->addWidget(makeLabel(tr("Theirs"), TextRole::Caption, Tone::Muted), 0, 1);
    grid->addWidget(makeLabel(tr("Mine"), TextRole::Caption, Tone::Muted), 0, 2);
    for (const EventDifference &difference : differences) {
        const int row = grid->rowCount();
        grid->addWidget(wrapped(difference.field, TextRole::Caption, Tone::Muted), row, 0);
        grid->addWidget(wrapped(difference.theirs, TextRole::Body, Tone::Text), row, 1);
        grid->addWidget(wrapped(difference.mine, TextRole::Body, Tone::Text), row, 2);
    }
    m_sides->setVisible(!differences.isEmpty());
    static_cast<QVBoxLayout *>(layout())->insertWidget(1, m_sides);
    m_mine->setEnabled(canPutMine);
    m_mine->setToolTip(canPutMine ? QString() : tr("A cancelled event cannot be changed"));
    show();
}

void ConflictCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const ThemeColors &colors = Theme::current().colors();
    painter.fillRect(rect(), Theme::mixed(colors.warn, colors.surface, conflictTint));
    painter.fillRect(QRect(0, height() - 1, width(), 1), colors.line);
}

} // namespace foyer
