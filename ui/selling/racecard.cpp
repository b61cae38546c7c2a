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

void RaceCard::tell(const Race &race)
{
    const QString title = race.lostCount == 1
                              ? tr("%1 was just taken by another window.").arg(race.lost)
                              : tr("%1 were just taken by another window.").arg(race.lost);
    if (race.offered.isEmpty())
        present(title, tr("Nothing like it is free nearby."), {});
    else
        present(title, tr("Free nearby, same price: %1").arg(race.offered),
                tr("Take %1").arg(race.offeredShort));
}

void RaceCard::explain(const QString &title, const QString &text)
{
    present(title, text, {});
}

void RaceCard::present(const QString &title, const QString &text, const QString &take)
{
    m_hasOffer = !take.isEmpty();
    m_title->setText(title);
    m_text->setVisible(!text.isEmpty());
    m_text->setText(text);
    m_take->setVisible(m_hasOffer);
    m_take->setText(take);
    m_leave->setText(m_hasOffer ? tr("No thanks") : tr("Close"));
    // The offer may be long: then its names stand above and the button only says how it goes.
    if (m_hasOffer && m_take->sizeHint().width() + m_leave->sizeHint().width() > cardWidth - 48)
        m_take->setText(tr("Take them"));
    setAccessibleName(title + u' ' + text);
    layout()->invalidate();
    resize(cardWidth, layout()->heightForWidth(cardWidth));
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
