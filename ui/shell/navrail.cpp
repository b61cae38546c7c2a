#include "ui/shell/navrail.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int railWidth = 72;
constexpr int widestRail = 128; ///< longer names are elided
constexpr int entryHeight = 56;
constexpr int iconPixels = 22;

} // namespace

RailButton::RailButton(const QString &iconName, const QString &name, const QString &key,
                       QWidget *parent)
    : QAbstractButton(parent)
    , m_iconName(iconName)
{
    setText(name);
    setAccessibleName(name);
    setToolTip(key.isEmpty() ? name : u"%1  (%2)"_s.arg(name, key));
    setCheckable(true);
    setAutoExclusive(true);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
}

QSize RailButton::sizeHint() const
{
    const QFontMetrics metrics(currentFont());
    const int wanted = metrics.horizontalAdvance(text()) + space::s;
    return {qBound(railWidth - 2 * space::s, wanted, widestRail - 2 * space::s), entryHeight};
}

/// The widest it gets, so that nothing moves when another entry becomes the current one.
QFont RailButton::currentFont()
{
    QFont font = Theme::font(TextRole::Caption);
    font.setWeight(QFont::DemiBold);
    return font;
}

void RailButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const ThemeColors &colors = Theme::current().colors();
    if (isChecked())
        paintRounded(painter, rect(), Theme::selected(colors));
    else if (underMouse())
        paintRounded(painter, rect(), colors.raised);
    if (hasFocus())
        paintRounded(painter, rect(), QColor(), colors.accent, 2.0);
    const Tone tone = isChecked() ? Tone::Accent : (underMouse() ? Tone::Text : Tone::Muted);
    themedIcon(m_iconName, tone)
        .paint(&painter, QRect((width() - iconPixels) / 2, 8, iconPixels, iconPixels));
    painter.setFont(isChecked() ? currentFont() : Theme::font(TextRole::Caption));
    painter.setPen(isChecked() ? colors.text : toneColor(tone));
    const QString shown = painter.fontMetrics().elidedText(text(), Qt::ElideRight, width() - 2);
    painter.drawText(QRect(0, 33, width(), 18), Qt::AlignCenter, shown);
}

void RailButton::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

NavRail::NavRail(QWidget *parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    setMinimumWidth(railWidth);
    setAccessibleName(tr("Workspaces"));
    m_column->setContentsMargins(space::s, space::s, space::s, space::s);
    m_column->setSpacing(space::xs);
    m_column->addStretch(1);
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

int NavRail::addEntry(const QString &iconName, const QString &name, const QString &key)
{
    const int index = int(m_buttons.size());
    auto *button = new RailButton(iconName, name, key);
    m_column->insertWidget(index, button);
    m_buttons.append(button);
    connect(button, &QAbstractButton::clicked, this, [this, index] { Q_EMIT chosen(index); });
    return index;
}

void NavRail::setEntryVisible(int index, bool isVisible)
{
    m_buttons.at(index)->setVisible(isVisible);
}

void NavRail::setCurrent(int index)
{
    m_buttons.at(index)->setChecked(true);
}

RailButton *NavRail::button(int index) const
{
    return m_buttons.value(index);
}

void NavRail::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const ThemeColors &colors = Theme::current().colors();
    painter.fillRect(rect(), colors.surface);
    const int edge = isRightToLeft() ? 0 : width() - 1;
    painter.fillRect(QRect(edge, 0, 1, height()), colors.line);
}

} // namespace foyer
