#include "ui/widgets/banner.h"

#include "ui/widgets/button.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/labels.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int iconRoom = space::l + 16 + space::s;

QString iconOf(Tone tone)
{
    switch (tone) {
    case Tone::Good:
        return u"checkmark"_s;
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
    , m_action(new Button(ButtonKind::Quiet, {}))
    , m_close(new IconButton(u"window-close"_s, tr("Close")))
{
    m_text->setWordWrap(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(iconRoom, space::xs, space::s, space::xs);
    row->setSpacing(space::s);
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    row->addWidget(m_close);
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

void Banner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const ThemeColors &colors = Theme::current().colors();
    const QColor ink = toneColor(m_tone);
    painter.fillRect(rect(), Theme::mixed(ink, colors.surface, 0.10));
    painter.fillRect(QRect(0, height() - 1, width(), 1), Theme::mixed(ink, colors.surface, 0.35));
    const QRect icon(space::l, (height() - 16) / 2, 16, 16);
    themedIcon(iconOf(m_tone), m_tone)
        .paint(&painter, QStyle::visualRect(layoutDirection(), rect(), icon));
}

} // namespace foyer
