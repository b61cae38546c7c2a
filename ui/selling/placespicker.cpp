#include "ui/selling/placespicker.h"

#include "ui/widgets/button.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/theme.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QSpinBox>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {
constexpr int mostAtOnce = 200; // limits::ticketsPerHold
constexpr int usual = 2;
} // namespace

PlacesPicker::PlacesPicker(QWidget *parent)
    : QWidget(parent)
    , m_title(makeLabel({}, TextRole::Emphasis))
    , m_free(makeLabel({}, TextRole::Caption, Tone::Muted))
    , m_count(new QSpinBox)
{
    setObjectName(u"placesPicker"_s);
    m_count->setObjectName(u"placesCount"_s);
    m_count->setAccessibleName(tr("Number of places"));
    auto *take = new Button(ButtonKind::Primary, tr("Take"));
    take->setKeyHint(tr("Enter"));
    auto *leave = new Button(ButtonKind::Quiet, tr("No thanks"));
    leave->setKeyHint(tr("Esc"));
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(space::l, space::m, space::l, space::m);
    layout->setSpacing(space::s);
    layout->addWidget(m_title, 0, 0, 1, 3);
    layout->addWidget(m_free, 1, 0, 1, 3);
    layout->addWidget(m_count, 2, 0);
    layout->addWidget(take, 2, 1);
    layout->addWidget(leave, 2, 2);
    connect(take, &QAbstractButton::clicked, this, &PlacesPicker::take);
    connect(leave, &QAbstractButton::clicked, this, &PlacesPicker::dismissed);
    hide();
}

void PlacesPicker::ask(const QString &area, qint32 free)
{
    m_area = area;
    m_title->setText(area);
    m_free->setText(tr("%n place(s) free", nullptr, free));
    m_count->setRange(1, qBound(1, free, mostAtOnce));
    m_count->setValue(qMin(usual, m_count->maximum()));
    adjustSize();
    show();
    raise();
    m_count->setFocus(Qt::OtherFocusReason);
    m_count->selectAll();
}

void PlacesPicker::take()
{
    Q_EMIT taken(m_area, m_count->value());
}

void PlacesPicker::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        take();
    else if (event->key() == Qt::Key_Escape)
        Q_EMIT dismissed();
    else
        QWidget::keyPressEvent(event);
}

void PlacesPicker::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ThemeColors &colors = Theme::current().colors();
    paintRounded(painter, QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), colors.surface,
                 colors.line);
}

} // namespace foyer
