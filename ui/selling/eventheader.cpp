#include "ui/selling/eventheader.h"

#include "ui/selling/saletexts.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

EventHeader::EventHeader(QWidget *parent)
    : QWidget(parent)
    , m_name(new ElidedLabel({}, TextRole::Title))
    , m_detail(new ElidedLabel({}, TextRole::Body, Tone::Muted))
    , m_chips(new QHBoxLayout)
{
    m_name->setObjectName(u"eventName"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::l, space::m, space::l, space::m);
    layout->setSpacing(space::xs);
    layout->addWidget(m_name);
    layout->addWidget(m_detail);
    layout->addSpacing(space::xs);
    m_chips->setSpacing(space::s);
    layout->addLayout(m_chips);
}

void EventHeader::setEvent(const EventCard &card, const QList<Category> &categories,
                           const PriceList &prices)
{
    m_name->setText(card.name);
    QStringList detail{shortStart(card), card.venueName};
    if (!card.city.isEmpty())
        detail.append(card.city);
    m_detail->setText(detail.join(u"  ·  "_s));
    while (QLayoutItem *item = m_chips->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_filters.clear();
    for (const Category &category : categories) {
        const auto price = prices.ticketTypes.isEmpty()
                               ? std::nullopt
                               : prices.priceOf(category.id, prices.ticketTypes.constFirst().id);
        auto *chip = new Chip(category.name);
        chip->setCheckable(true);
        chip->setDot(QColor::fromRgb(category.color));
        chip->setToolTip(tr("Show only %1").arg(category.name));
        if (price)
            chip->setDetail(price->toText(QLocale()));
        connect(chip, &Chip::toggled, this, &EventHeader::filterChanged);
        m_chips->addWidget(chip);
        m_filters.append({chip, category.id});
    }
    m_chips->addStretch();
}

std::optional<QList<CategoryId>> EventHeader::filter() const
{
    QList<CategoryId> shown;
    for (const auto &[chip, category] : m_filters) {
        if (chip->isChecked())
            shown.append(category);
    }
    return shown.isEmpty() ? std::nullopt : std::optional(shown);
}

} // namespace foyer
