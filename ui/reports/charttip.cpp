#include "ui/reports/charttip.h"

#include "ui/widgets/labels.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/theme.h"

#include <QPainter>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

ChartTip::ChartTip(QWidget *chart)
    : QWidget(chart)
    , m_title(makeLabel({}, TextRole::Caption, Tone::Muted))
    , m_text(makeLabel({}, TextRole::Body))
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::m, space::s, space::m, space::s);
    column->setSpacing(2);
    column->addWidget(m_title);
    column->addWidget(m_text);
    hide();
}

void ChartTip::showAt(QPointF anchor, const QString &title, const QString &text)
{
    m_title->setText(title);
    m_text->setText(text);
    layout()->activate();
    const QSize size = sizeHint();
    const int right = qRound(anchor.x()) + space::m;
    const int left = qRound(anchor.x()) - space::m - size.width();
    const bool fitsRight = right + size.width() <= parentWidget()->width();
    const bool isOnRight = isRightToLeft() ? left < 0 : fitsRight;
    const int x = isOnRight ? right : left;
    const int lowest = parentWidget()->height() - size.height();
    const int y = qBound(0, qRound(anchor.y()) - size.height() - space::s, qMax(0, lowest));
    setGeometry(qMax(0, x), y, size.width(), size.height());
    show();
    raise();
}

QString ChartTip::text() const
{
    return m_title->text() + u": "_s + m_text->text().replace(u'\n', u", "_s);
}

void ChartTip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const ThemeColors &colors = Theme::current().colors();
    paintRounded(painter, rect(), colors.surface, Theme::mixed(colors.muted, colors.line, 0.4));
}

} // namespace foyer
