#include "ui/selling/maptools.h"

#include "ui/widgets/button.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QPainter>

#include <utility>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr double zoomStep = 1.25;
constexpr int narrowMap = 520; ///< below it only what has no key stays

} // namespace

MapTools::MapTools(QWidget *map)
    : QWidget(map)
    , m_best(new Button(ButtonKind::Secondary, {}))
    , m_levels(new QHBoxLayout)
{
    m_best->setObjectName(u"bestSeats"_s);
    m_best->setKeyHint(u"B"_s);
    m_best->setToolTip(tr("Type a digit for how many, then B"));
    m_whole =
        new IconButton(u"zoom-fit-best"_s, tr("Show the whole map"), QKeySequence(u"Ctrl+0"_s));
    m_closer = new IconButton(u"list-add"_s, tr("Zoom in"), QKeySequence(u"+"_s));
    m_further = new IconButton(u"list-remove"_s, tr("Zoom out"), QKeySequence(u"-"_s));
    m_levels->setSpacing(space::xs);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::m, space::m, space::m, 0);
    row->setSpacing(space::xs);
    row->addWidget(m_best);
    row->addStretch(1);
    row->addLayout(m_levels);
    row->addSpacing(space::s);
    auto *zoom = new QHBoxLayout;
    zoom->setSpacing(0);
    zoom->addWidget(m_further);
    zoom->addWidget(m_closer);
    zoom->addWidget(m_whole);
    row->addLayout(zoom);
    setTabOrder(m_best, m_further);
    setTabOrder(m_further, m_closer);
    setTabOrder(m_closer, m_whole);
    connect(m_best, &QPushButton::clicked, this, &MapTools::bestRequested);
    connect(m_whole, &QToolButton::clicked, this, &MapTools::wholeMapRequested);
    connect(m_closer, &QToolButton::clicked, this, [this] { Q_EMIT zoomRequested(zoomStep); });
    connect(m_further, &QToolButton::clicked, this, [this] { Q_EMIT zoomRequested(1 / zoomStep); });
    setQuantity(1);
}

void MapTools::setQuantity(int quantity)
{
    m_best->setText(tr("Best %n seat(s)", nullptr, quantity));
    place();
}

void MapTools::setLevels(const QList<QString> &levels)
{
    while (QLayoutItem *item = m_levels->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    QWidget *before = m_best; // made anew, they would come last in the window
    for (int i = 0; levels.size() > 1 && i < int(levels.size()); ++i) {
        auto *level = new Chip(levels.at(i));
        level->setToolTip(tr("Show only %1, or all levels again").arg(levels.at(i)));
        connect(level, &QPushButton::clicked, this, [this, i](bool isChecked) {
            Q_EMIT levelChosen(isChecked ? std::optional<qint32>(i) : std::nullopt);
        });
        m_levels->addWidget(level);
        setTabOrder(std::exchange(before, level), level);
    }
    place();
}

void MapTools::setShownLevel(std::optional<qint32> level)
{
    for (int i = 0; i < m_levels->count(); ++i) {
        if (auto *chip = qobject_cast<Chip *>(m_levels->itemAt(i)->widget()))
            chip->setChecked(level == i);
    }
}

void MapTools::place()
{
    m_closer->setVisible(parentWidget()->width() >= narrowMap);
    m_further->setVisible(parentWidget()->width() >= narrowMap);
    setGeometry(0, 0, parentWidget()->width(), sizeHint().height());
    layout()->activate();
    fitMask();
}

QRect MapTools::zoomBox() const
{
    QRect box = m_whole->geometry();
    for (const IconButton *button : {m_closer, m_further})
        box |= button->isHidden() ? QRect() : button->geometry();
    return box;
}

/// Icons alone would be lost among the seats.
void MapTools::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const ThemeColors &colors = Theme::current().colors();
    paintRounded(painter, zoomBox(), colors.surface, colors.control);
}

/// The gaps between the buttons belong to the map.
void MapTools::fitMask()
{
    QRegion buttons;
    for (const QAbstractButton *button : findChildren<QAbstractButton *>())
        buttons += button->isHidden() ? QRegion() : button->geometry();
    setMask(buttons);
}

} // namespace foyer
