#include "ui/widgets/card.h"

#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QPainter>
#include <QVBoxLayout>

namespace foyer {

Card::Card(QWidget *parent)
    : QFrame(parent)
    , m_body(new QVBoxLayout(this))
{
    setProperty("foyerCard", true);
    m_body->setContentsMargins(space::l, space::l, space::l, space::l);
    m_body->setSpacing(space::s);
}

QVBoxLayout *Card::body() const
{
    return m_body;
}

SectionHeader::SectionHeader(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_title(makeLabel(title, TextRole::Caption, Tone::Muted))
    , m_row(new QHBoxLayout(this))
{
    QFont font = m_title->font();
    font.setWeight(QFont::DemiBold);
    m_title->setFont(font);
    m_row->setContentsMargins(0, space::xs, 0, space::xs);
    m_row->setSpacing(space::s);
    m_row->addWidget(m_title);
    m_row->addStretch(1);
}

void SectionHeader::setTitle(const QString &title)
{
    m_title->setText(title);
}

void SectionHeader::addTrailing(QWidget *action)
{
    m_row->addWidget(action);
}

Divider::Divider(Qt::Orientation orientation, QWidget *parent)
    : QFrame(parent)
{
    if (orientation == Qt::Horizontal)
        setFixedHeight(1);
    else
        setFixedWidth(1);
}

void Divider::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), Theme::current().colors().line);
}

} // namespace foyer
