#include "ui/selling/eventheader.h"

#include "ui/selling/saletexts.h"
#include "ui/widgets/availabilitybar.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>

#include <utility>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int headerBarWidth = 96;

void emptyLayout(QLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

/// What has the keyboard before it gets to \a place by Tab; \a place if nothing does.
QWidget *focusBefore(QWidget *place)
{
    QWidget *before = place->previousInFocusChain();
    while (before != place && before->focusPolicy() == Qt::NoFocus)
        before = before->previousInFocusChain();
    return before;
}

} // namespace

EventHeader::EventHeader(QWidget *parent)
    : QWidget(parent)
    , m_name(new ElidedLabel({}, TextRole::Title))
    , m_detail(new ElidedLabel({}, TextRole::Body, Tone::Muted))
    , m_left(makeLabel({}, TextRole::Body))
    , m_bar(new AvailabilityBar)
    , m_chipRow(new QWidget)
    , m_chips(new FlowLayout(m_chipRow))
{
    m_name->setObjectName(u"eventName"_s);
    m_left->setObjectName(u"eventLeft"_s);
    m_left->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
    m_bar->setFixedWidth(headerBarWidth);
    m_chips->setSpacing(space::s);
    auto *top = new QHBoxLayout;
    top->setSpacing(space::l);
    top->addWidget(m_name, 1);
    top->addWidget(m_left);
    auto *second = new QHBoxLayout;
    second->setSpacing(space::l);
    second->addWidget(m_detail, 1);
    second->addWidget(m_bar);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::l, space::m, space::l, space::m + 1);
    layout->setSpacing(space::xs);
    layout->addLayout(top);
    layout->addLayout(second);
    layout->addSpacing(space::s);
    layout->addWidget(m_chipRow);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void EventHeader::setEvent(const EventCard &card, const QList<Category> &categories,
                           const PriceList &prices)
{
    m_name->setText(card.name);
    QStringList detail{shortStart(card), card.venueName, card.city};
    detail.removeAll(QString());
    m_detail->setText(detail.join(u"  ·  "_s));
    setCounts(card.counts);
    addCategories(categories, prices);
    fitChips();
}

void EventHeader::setCounts(const TicketCounts &counts)
{
    m_left->setText(availabilityText(counts.available, counts.capacity()));
    setLabelTone(m_left,
                 isNearlySoldOut(counts.available, counts.capacity()) ? Tone::Warn : Tone::Text);
    m_bar->setCounts(counts.available, counts.capacity());
}

void EventHeader::addCategories(const QList<Category> &categories, const PriceList &prices)
{
    emptyLayout(m_chips);
    m_filters.clear();
    QWidget *before = focusBefore(m_chipRow); // made anew, they would come last in the window
    for (const Category &category : categories) {
        const auto price = prices.ticketTypes.isEmpty()
                               ? std::nullopt
                               : prices.priceOf(category.id, prices.ticketTypes.constFirst().id);
        auto *chip = new Chip(category.name);
        chip->setDot(QColor::fromRgb(category.color));
        chip->setToolTip(tr("Show only %1").arg(category.name));
        if (price)
            chip->setDetail(price->toText(QLocale()));
        connect(chip, &Chip::toggled, this, &EventHeader::filterChanged);
        m_chips->addWidget(chip);
        setTabOrder(std::exchange(before, chip), chip);
        m_filters.append({chip, category.id});
    }
}

/// The height of a flow follows its width, which nested layouts do not pass on reliably.
void EventHeader::fitChips()
{
    const int room = width() - 2 * space::l;
    m_chipRow->setFixedHeight(m_chips->heightForWidth(qMax(room, 1)));
}

void EventHeader::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitChips();
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

void EventHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const ThemeColors &colors = Theme::current().colors();
    painter.fillRect(rect(), colors.surface);
    painter.fillRect(QRect(0, height() - 1, width(), 1), colors.line);
}

} // namespace foyer
