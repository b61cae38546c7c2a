#include "ui/selling/cartlineview.h"

#include "ui/selling/saletexts.h"
#include "ui/widgets/button.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QGridLayout>
#include <QPainter>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {
constexpr int dotColumn = 18;
constexpr qreal dotRadius = 4.5;
} // namespace

CartLineView::CartLineView(QWidget *parent)
    : QWidget(parent)
    , m_name(new ElidedLabel)
    , m_type(new QComboBox)
    , m_price(new MoneyLabel)
    , m_remove(new IconButton(u"window-close"_s, tr("Let this seat go")))
{
    m_type->setProperty("foyerQuiet", true);
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, space::xs, 0, space::xs);
    // Margins are not mirrored, columns are.
    layout->setColumnMinimumWidth(0, space::l + dotColumn);
    layout->setColumnMinimumWidth(5, space::s);
    layout->setHorizontalSpacing(space::s);
    layout->setVerticalSpacing(0);
    layout->addWidget(m_name, 0, 1, 1, 2);
    layout->addWidget(m_price, 0, 3, Qt::AlignTrailing | Qt::AlignVCenter);
    layout->addWidget(m_remove, 0, 4);
    layout->addWidget(m_type, 1, 1, Qt::AlignLeading);
    layout->setColumnStretch(2, 1);
    connect(m_type, &QComboBox::activated, this, [this](int index) {
        if (index >= 0 && index < m_types.size())
            Q_EMIT typeChosen(m_line.seat, m_types.at(index).id);
    });
    connect(m_remove, &QAbstractButton::clicked, this, [this] { Q_EMIT removed(m_line.seat); });
}

void CartLineView::setLine(const CartLine &line, const QList<TicketType> &types)
{
    m_line = line;
    const QString name = shortSeatName(line.label);
    m_name->setText(name);
    m_name->setToolTip(seatName(line.label) + u'\n' + line.categoryName);
    m_price->setMoney(line.price);
    m_type->setAccessibleName(tr("Ticket type of %1").arg(name));
    m_remove->setName(tr("Let %1 go").arg(name));
    if (m_types != types) {
        m_types = types;
        m_type->clear();
        for (const TicketType &type : types)
            m_type->addItem(type.name);
    }
    for (qsizetype i = 0; i < types.size(); ++i) {
        if (types.at(i).id == line.ticketType)
            m_type->setCurrentIndex(int(i));
    }
    update();
}

void CartLineView::setLocked(bool locked)
{
    m_type->setEnabled(!locked);
    m_remove->setEnabled(!locked);
}

void CartLineView::paintEvent(QPaintEvent *event)
{
    QWidget::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect slot = QStyle::visualRect(
        layoutDirection(), rect(), QRect(space::l, m_name->y(), dotColumn, m_name->height()));
    const qreal x = isRightToLeft() ? slot.right() - dotRadius : slot.left() + dotRadius + 1;
    const QPointF center(x, slot.center().y() + 0.5);
    const QColor color = QColor::fromRgb(m_line.categoryColor);
    // Hollow until the server has said yes.
    painter.setPen(QPen(color, 2));
    painter.setBrush(m_line.isProvisional ? Qt::NoBrush : QBrush(color));
    painter.drawEllipse(center, dotRadius - 1, dotRadius - 1);
}

} // namespace foyer
