#include "ui/widgets/banner.h"

#include "ui/widgets/button.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/labels.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QResizeEvent>
#include <QStyle>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int narrow = 420; ///< below it the action stands under the words
constexpr int iconRoom = space::l + 16 + space::s;

QString iconOf(Tone tone)
{
    switch (tone) {
    case Tone::Good:
        return u"dialog-ok-apply"_s;
    case Tone::Warn:
    case Tone::Bad:
        return u"dialog-warning-symbolic"_s;
    default:
        return u"dialog-information-symbolic"_s;
    }
}

} // namespace

Banner::Banner(QWidget *parent)
    : QWidget(parent)
    , m_text(makeLabel({}))
    , m_words(new QBoxLayout(QBoxLayout::LeftToRight))
    , m_action(new Button(ButtonKind::Quiet, {}))
    , m_close(new IconButton(u"window-close"_s, tr("Close")))
{
    m_text->setWordWrap(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, space::xs, 0, space::xs);
    row->setSpacing(space::s);
    row->addSpacing(iconRoom); // mirrored, unlike a margin
    m_words->setSpacing(space::xs);
    m_words->addWidget(m_text, 1);
    m_words->addWidget(m_action, 0, Qt::AlignLeading);
    row->addLayout(m_words, 1);
    row->addWidget(m_close);
    row->addSpacing(space::s);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    connect(m_action, &QPushButton::clicked, this, &Banner::actionTriggered);
    connect(m_close, &QToolButton::clicked, this, [this] {
        hide();
        Q_EMIT closed();
    });
    hide();
}

void Banner::showMessage(Tone tone, const QString &text, const QString &action, bool canClose)
{
    const bool isNew = isHidden() || m_text->text() != text;
    m_tone = tone;
    m_text->setText(text);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    m_close->setVisible(canClose);
    setAccessibleName(text);
    fitHeight();
    show();
    update();
    if (isNew) {
        QAccessibleEvent said(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&said);
    }
}

QString Banner::text() const
{
    return m_text->text();
}

/// Layouts that align their items ignore how the height follows the width; so it is set.
void Banner::fitHeight()
{
    m_words->setDirection(width() < narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    layout()->invalidate();
    const int wanted = layout()->heightForWidth(width());
    setFixedHeight(qMax(wanted, Theme::current().targetSize() + 2 * space::xs));
}

void Banner::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        fitHeight();
}

void Banner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const ThemeColors &colors = Theme::current().colors();
    const QColor ink = toneColor(m_tone);
    painter.fillRect(rect(), Theme::mixed(ink, colors.surface, 0.10));
    painter.fillRect(QRect(0, height() - 1, width(), 1), Theme::mixed(ink, colors.surface, 0.35));
    const int middle = qMin(height(), Theme::current().targetSize() + 2 * space::xs) / 2;
    const QRect icon(space::l, middle - 8, 16, 16);
    themedIcon(iconOf(m_tone), m_tone)
        .paint(&painter, QStyle::visualRect(layoutDirection(), rect(), icon));
}

} // namespace foyer
