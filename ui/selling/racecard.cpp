#include "ui/selling/racecard.h"

#include "ui/widgets/button.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {
constexpr int cardWidth = 340;
} // namespace

RaceCard::RaceCard(QWidget *parent)
    : QWidget(parent)
    , m_title(makeLabel({}, TextRole::Emphasis))
    , m_text(makeLabel({}, TextRole::Body, Tone::Muted))
    , m_take(new Button(ButtonKind::Primary, {}))
    , m_leave(new Button(ButtonKind::Quiet, tr("No thanks")))
{
    setObjectName(u"raceCard"_s);
    m_take->setObjectName(u"takeOffered"_s);
    m_take->setKeyHint(tr("Enter"));
    m_leave->setObjectName(u"leaveOffered"_s);
    m_leave->setKeyHint(tr("Esc"));
    m_title->setWordWrap(true);
    m_text->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::l, space::m, space::l, space::m);
    layout->setSpacing(space::s);
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_take);
    buttons->addWidget(m_leave);
    buttons->addStretch();
    layout->addLayout(buttons);
    setFixedWidth(cardWidth);
    connect(m_take, &QAbstractButton::clicked, this, &RaceCard::accepted);
    connect(m_leave, &QAbstractButton::clicked, this, &RaceCard::dismissed);
    hide();
}

void RaceCard::tell(const QString &what, const QStringList &lost, const QStringList &offered)
{
    m_hasOffer = !offered.isEmpty();
    const QString separator = u", "_s;
    m_title->setText(lost.isEmpty() ? what
                     : lost.size() == 1
                         ? tr("%1 was just taken by another window.").arg(lost.constFirst())
                         : tr("%1 were just taken by another window.").arg(lost.join(separator)));
    m_text->setVisible(!lost.isEmpty());
    m_text->setText(m_hasOffer ? tr("Free nearby, same price: %1").arg(offered.join(separator))
                               : tr("Nothing like it is free nearby."));
    m_take->setVisible(m_hasOffer);
    m_take->setText(tr("Take %n seat(s)", nullptr, int(offered.size())));
    m_leave->setText(m_hasOffer ? tr("No thanks") : tr("Close"));
    layout()->activate();
    resize(width(), heightForWidth(width()) > 0 ? heightForWidth(width()) : sizeHint().height());
    show();
    raise();
    (m_hasOffer ? m_take : m_leave)->setFocus(Qt::OtherFocusReason);
}

void RaceCard::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && m_hasOffer)
        Q_EMIT accepted();
    else if (isEnter || event->key() == Qt::Key_Escape)
        Q_EMIT dismissed();
    else
        QWidget::keyPressEvent(event);
}

void RaceCard::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ThemeColors &colors = Theme::current().colors();
    paintRounded(painter, QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), colors.surface,
                 colors.warn);
}

} // namespace foyer
