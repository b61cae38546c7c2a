#include "ui/widgets/button.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyle>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int iconPixels = 16;
constexpr int gap = space::s;

bool isEnter(const QKeyEvent &event)
{
    return event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
}

QFont buttonFont(ButtonKind kind)
{
    QFont font = Theme::font(TextRole::Body);
    if (kind == ButtonKind::Primary || kind == ButtonKind::Danger)
        font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

Button::Button(ButtonKind kind, const QString &text, QWidget *parent)
    : QPushButton(text, parent)
    , m_kind(kind)
{
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
    connect(&Theme::current(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void Button::setKind(ButtonKind kind)
{
    m_kind = kind;
    updateGeometry();
    update();
}

void Button::setKeyHint(const QString &key)
{
    m_keyHint = key;
    updateGeometry();
    update();
}

void Button::setIconName(const QString &name)
{
    m_iconName = name;
    updateGeometry();
    update();
}

QSize Button::sizeHint() const
{
    const QFontMetrics metrics(buttonFont(m_kind));
    int width = metrics.horizontalAdvance(text()) + 2 * (m_kind == ButtonKind::Quiet ? gap : 14);
    if (!m_iconName.isEmpty())
        width += iconPixels + (text().isEmpty() ? 0 : gap - 2);
    if (!m_keyHint.isEmpty())
        width += int(keyHintSize(m_keyHint).width()) + gap;
    return {width, Theme::current().targetSize()};
}

QSize Button::minimumSizeHint() const
{
    return sizeHint();
}

QColor Button::face() const
{
    const ThemeColors &colors = Theme::current().colors();
    if (!isEnabled())
        return m_kind == ButtonKind::Quiet ? QColor() : colors.raised;
    if (m_kind == ButtonKind::Primary || m_kind == ButtonKind::Danger) {
        const QColor base = m_kind == ButtonKind::Primary ? colors.accent : colors.bad;
        if (isDown())
            return Theme::mixed(colors.text, base, 0.22);
        return underMouse() ? Theme::mixed(colors.text, base, 0.12) : base;
    }
    if (isDown() || isChecked())
        return Theme::mixed(colors.line, colors.raised, 0.7);
    if (underMouse())
        return colors.raised;
    return m_kind == ButtonKind::Quiet ? QColor() : colors.surface;
}

Tone Button::ink() const
{
    if (!isEnabled())
        return Tone::Muted;
    switch (m_kind) {
    case ButtonKind::Primary:
    case ButtonKind::Danger:
        return Tone::OnAccent;
    case ButtonKind::Secondary:
        return Tone::Text;
    case ButtonKind::Quiet:
        return Tone::Accent;
    }
    return Tone::Text;
}

void Button::paintFace(QPainter &painter) const
{
    const ThemeColors &colors = Theme::current().colors();
    const bool isFilled = m_kind == ButtonKind::Primary || m_kind == ButtonKind::Danger;
    const QColor border =
        m_kind == ButtonKind::Secondary ? (isEnabled() ? colors.control : colors.line) : QColor();
    paintRounded(painter, rect(), face(), border);
    if (!hasFocus())
        return;
    if (isFilled)
        paintRounded(painter, QRectF(rect()).adjusted(2, 2, -2, -2), QColor(), colors.onAccent, 2.0,
                     4.0);
    else
        paintRounded(painter, rect(), QColor(), colors.accent, 2.0);
}

void Button::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintFace(painter);
    const QFont font = buttonFont(m_kind);
    const QFontMetrics metrics(font);
    const int iconWidth = m_iconName.isEmpty() ? 0 : iconPixels + (text().isEmpty() ? 0 : gap - 2);
    const int keyWidth = m_keyHint.isEmpty() ? 0 : int(keyHintSize(m_keyHint).width()) + gap;
    const int room = width() - iconWidth - keyWidth - 2 * gap + 2; // advances are rounded
    const QString shown = metrics.elidedText(text(), Qt::ElideMiddle, qMax(0, room));
    const int textWidth = metrics.horizontalAdvance(shown);
    int x = (width() - iconWidth - textWidth - keyWidth) / 2;
    const auto place = [this](const QRect &logical) {
        return QStyle::visualRect(layoutDirection(), rect(), logical);
    };
    if (iconWidth > 0) {
        const QRect icon(x, (height() - iconPixels) / 2, iconPixels, iconPixels);
        themedIcon(m_iconName, ink()).paint(&painter, place(icon));
    }
    painter.setFont(font);
    painter.setPen(toneColor(ink()));
    x += iconWidth;
    painter.drawText(place(QRect(x, 0, textWidth + 1, height())), Qt::AlignCenter, shown);
    if (keyWidth > 0) {
        const QRect cap(x + textWidth + gap, 0, keyWidth - gap, height());
        paintKeyHint(painter, place(cap), m_keyHint, toneColor(ink()));
    }
}

void Button::keyPressEvent(QKeyEvent *event)
{
    if (isEnter(*event) && !event->isAutoRepeat())
        click();
    else
        QPushButton::keyPressEvent(event);
}

IconButton::IconButton(const QString &iconName, const QString &name, const QKeySequence &key,
                       QWidget *parent)
    : QToolButton(parent)
    , m_iconName(iconName)
{
    setName(name, key);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&Theme::current(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void IconButton::setIconName(const QString &iconName)
{
    m_iconName = iconName;
    update();
}

void IconButton::setName(const QString &name, const QKeySequence &key)
{
    setAccessibleName(name);
    const QString keyText = key.toString(QKeySequence::NativeText);
    setToolTip(keyText.isEmpty() ? name : u"%1  (%2)"_s.arg(name, keyText));
}

void IconButton::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

void IconButton::setIconPixels(int pixels)
{
    m_pixels = pixels;
    update();
}

QSize IconButton::sizeHint() const
{
    const int size = Theme::current().targetSize();
    return {size, size};
}

QSize IconButton::minimumSizeHint() const
{
    return sizeHint();
}

void IconButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const ThemeColors &colors = Theme::current().colors();
    if (isChecked() || isDown())
        paintRounded(painter, rect(), Theme::selected(colors));
    else if (underMouse() && isEnabled())
        paintRounded(painter, rect(), colors.raised);
    if (hasFocus())
        paintRounded(painter, rect(), QColor(), colors.accent, 2.0);
    const Tone tone = isChecked() ? Tone::Accent : (underMouse() ? Tone::Text : m_tone);
    const QRect icon((width() - m_pixels) / 2, (height() - m_pixels) / 2, m_pixels, m_pixels);
    themedIcon(m_iconName, tone)
        .paint(&painter, icon, Qt::AlignCenter, isEnabled() ? QIcon::Normal : QIcon::Disabled);
}

void IconButton::keyPressEvent(QKeyEvent *event)
{
    if (isEnter(*event) && !event->isAutoRepeat())
        click();
    else
        QToolButton::keyPressEvent(event);
}

} // namespace foyer
