#include "ui/designer/mappreview.h"

#include "models/domain/seatlook.h"
#include "ui/seatmap/seatmapview.h"
#include "ui/widgets/card.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/margins.h"
#include "ui/widgets/statepane.h"
#include "ui/widgets/theme.h"

#include <QVBoxLayout>

namespace foyer {

MapPreview::MapPreview(const QString &mapName, QWidget *side, QWidget *parent)
    : QWidget(parent)
    , m_title(new ElidedLabel({}, TextRole::Title))
    , m_line(new ElidedLabel({}, TextRole::Caption, Tone::Muted))
    , m_titleRow(new QHBoxLayout)
    , m_map(new SeatMapView)
{
    m_map->setReadOnly(true);
    m_map->setAccessibleName(mapName);
    m_map->setMinimumSize(240, 200);
    m_titleRow->setContentsMargins(readingMargins(space::xl, space::m, space::l, space::m));
    m_titleRow->setSpacing(space::s);
    auto *names = new QVBoxLayout;
    names->setSpacing(2);
    names->addWidget(m_title);
    names->addWidget(m_line);
    m_titleRow->addLayout(names, 1);
    auto *content = new QWidget;
    auto *row = new QHBoxLayout(content);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_map, 1);
    row->addWidget(new Divider(Qt::Vertical));
    row->addWidget(side);
    m_stack = new ContentStack(content);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(m_titleRow);
    all->addWidget(new Divider);
    all->addWidget(m_stack, 1);
}

void MapPreview::addToTitle(QWidget *button)
{
    m_titleRow->addWidget(button);
}

void MapPreview::showMap(const std::shared_ptr<const SeatGeometry> &geometry)
{
    m_map->setMap(geometry, QList<SeatLook>(geometry->ticketCount(), SeatLook::Available));
}

} // namespace foyer
