#include "ui/widgets/labels.h"

#include "ui/widgets/paint.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

namespace foyer {

namespace {

constexpr int pillHeight = 20;
constexpr double pillStrength = 0.08;

/// A label aligns by the script of its text: figures and foreign names would stand at the wrong
/// side of a right-to-left window.
Qt::Alignment alignmentTowards(const QWidget &widget, Qt::Alignment side)
{
    const Qt::Alignment seen = QStyle::visualAlignment(widget.layoutDirection(), side);
    return seen | Qt::AlignAbsolute | Qt::AlignVCenter;
}

void prepare(QLabel *label, TextRole role, Tone tone)
{
    label->setAlignment(alignmentTowards(*label, Qt::AlignLeading));
    label->setTextFormat(Qt::PlainText);
    label->setFont(Theme::font(role));
    setLabelTone(label, tone);
}

} // namespace

QLabel *makeLabel(const QString &text, TextRole role, Tone tone, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    prepare(label, role, tone);
    return label;
}

void setLabelTone(QLabel *label, Tone tone)
{
    const QString name = toneName(tone);
    if (label->property("foyerTone").toString() == name)
        return;
    label->setProperty("foyerTone", name);
    label->style()->unpolish(label);
    label->style()->polish(label);
    label->update();
}

ElidedLabel::ElidedLabel(const QString &text, TextRole role, Tone tone, QWidget *parent)
    : QLabel(text, parent)
{
    prepare(this, role, tone);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setMinimumWidth(24);
}

bool ElidedLabel::isElided() const
{
    return fontMetrics().horizontalAdvance(text()) > contentsRect().width();
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {24, fontMetrics().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    const QString shown = fontMetrics().elidedText(text(), Qt::ElideMiddle, contentsRect().width());
    paintLine(painter, contentsRect(), shown, alignment(), layoutDirection());
}

bool ElidedLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        if (isElided())
            QToolTip::showText(help->globalPos(), text(), this);
        else
            QToolTip::hideText();
        return true;
    }
    return QLabel::event(event);
}

MoneyLabel::MoneyLabel(TextRole role, QWidget *parent)
    : QLabel(parent)
{
    prepare(this, role, Tone::Text);
    setAlignment(alignmentTowards(*this, Qt::AlignTrailing));
    setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
}

void MoneyLabel::setMoney(Money amount)
{
    m_amount = amount;
    setText(amount.toText(QLocale()));
}

Money MoneyLabel::money() const
{
    return m_amount;
}

Pill::Pill(const QString &text, Tone tone, QWidget *parent)
    : QLabel(text, parent)
    , m_tone(tone)
{
    prepare(this, TextRole::Caption, Tone::Text);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Pill::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

QColor Pill::fill(const ThemeColors &colors, const QColor &tone)
{
    return Theme::mixed(tone, colors.surface, pillStrength);
}

QSize Pill::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(text()) + 2 * space::s, pillHeight};
}

QSize Pill::minimumSizeHint() const
{
    return sizeHint();
}

void Pill::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const ThemeColors &colors = Theme::current().colors();
    const QColor ink = toneColor(m_tone);
    paintRounded(painter, rect(), fill(colors, ink), Theme::mixed(ink, colors.surface, 0.35), 1.0,
                 pillHeight / 2.0);
    painter.setPen(ink);
    painter.drawText(rect(), Qt::AlignCenter, text());
}

} // namespace foyer
