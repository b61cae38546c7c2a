#include "ui/seatmap/mapaccessible.h"

#include "ui/seatmap/seatmapview.h"

#include <QAccessibleActionInterface>
#include <QAccessibleWidget>
#include <QHash>
#include <QPointer>

#include <algorithm>

namespace foyer {

// Not in the nameless namespace: MapNode has a member of it.
enum class NodeKind : quint8 { Section, Row, Seat, Area };

namespace {

/// The nodes of seats kept at a time; the oldest go first. A reader asks again for what it needs.
constexpr qsizetype mostSeatNodes = 2048;

quint64 nodeKey(NodeKind kind, qint32 index)
{
    return (quint64(kind) << 32) | quint32(index);
}

} // namespace

class SeatMapAccessible;

/// A part of the map that is no widget.
class MapNode final : public QAccessibleInterface, public QAccessibleActionInterface
{
public:
    MapNode(SeatMapAccessible *map, NodeKind kind, qint32 index)
        : m_map(map)
        , m_kind(kind)
        , m_index(index)
    {}

    bool isValid() const override;
    QObject *object() const override { return nullptr; }
    QWindow *window() const override;
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    QAccessibleInterface *parent() const override;
    QAccessibleInterface *child(int index) const override;
    int childCount() const override;
    int indexOfChild(const QAccessibleInterface *node) const override;
    QString text(QAccessible::Text text) const override;
    void setText(QAccessible::Text, const QString &) override {}
    QRect rect() const override;
    QAccessible::Role role() const override;
    QAccessible::State state() const override;
    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface &&
                       (m_kind == NodeKind::Seat || m_kind == NodeKind::Area)
                   ? static_cast<QAccessibleActionInterface *>(this)
                   : nullptr;
    }
    QStringList actionNames() const override { return {pressAction()}; }
    void doAction(const QString &name) override;
    QStringList keyBindingsForAction(const QString &) const override { return {}; }

    [[nodiscard]] NodeKind kind() const { return m_kind; }
    [[nodiscard]] qint32 index() const { return m_index; }

private:
    [[nodiscard]] SeatMapView *view() const;
    [[nodiscard]] const SeatGeometry &geometry() const;
    [[nodiscard]] RectMm area() const;

    SeatMapAccessible *m_map;
    NodeKind m_kind;
    qint32 m_index;
};

/// The map itself. Owns the nodes and ends them with itself or with the shown geometry.
class SeatMapAccessible final : public QAccessibleWidget
{
public:
    explicit SeatMapAccessible(SeatMapView *view)
        : QAccessibleWidget(view, QAccessible::Table)
        , m_geometry(view->geometry())
    {}
    ~SeatMapAccessible() override { forgetNodes(); }

    [[nodiscard]] SeatMapView *view() const { return static_cast<SeatMapView *>(widget()); }
    /// Null when the map has been replaced: its old nodes are no longer valid.
    [[nodiscard]] const SeatGeometry *geometry() const
    {
        return view() && view()->geometry() == m_geometry ? m_geometry.get() : nullptr;
    }
    [[nodiscard]] QAccessibleInterface *node(NodeKind kind, qint32 index)
    {
        adoptGeometry();
        const quint64 key = nodeKey(kind, index);
        if (const auto found = m_nodes.constFind(key); found != m_nodes.cend())
            return QAccessible::accessibleInterface(*found);
        if (kind == NodeKind::Seat && m_seatKeys.size() >= mostSeatNodes)
            QAccessible::deleteAccessibleInterface(m_nodes.take(m_seatKeys.takeFirst()));
        auto *made = new MapNode(this, kind, index);
        m_nodes.insert(key, QAccessible::registerAccessibleInterface(made));
        if (kind == NodeKind::Seat)
            m_seatKeys.append(key);
        return made;
    }
    [[nodiscard]] bool hasNode(NodeKind kind, qint32 index) const
    {
        return m_nodes.contains(nodeKey(kind, index));
    }

    int childCount() const override
    {
        const_cast<SeatMapAccessible *>(this)->adoptGeometry();
        return m_geometry ? int(m_geometry->sections().size() + m_geometry->areas().size()) : 0;
    }
    QAccessibleInterface *child(int index) const override
    {
        auto *self = const_cast<SeatMapAccessible *>(this);
        if (index < 0 || index >= childCount())
            return nullptr;
        const qsizetype sections = m_geometry->sections().size();
        return index < sections ? self->node(NodeKind::Section, index)
                                : self->node(NodeKind::Area, qint32(index - sections));
    }
    int indexOfChild(const QAccessibleInterface *child) const override
    {
        const auto *node = dynamic_cast<const MapNode *>(child);
        if (!node || !m_geometry)
            return -1;
        return node->kind() == NodeKind::Area ? int(m_geometry->sections().size()) + node->index()
                                              : node->index();
    }
    QAccessibleInterface *focusChild() const override
    {
        const auto cursor = view()->cursorSeat();
        return cursor ? const_cast<SeatMapAccessible *>(this)->node(NodeKind::Seat, cursor->value())
                      : nullptr;
    }
    QAccessibleInterface *childAt(int x, int y) const override
    {
        if (!view()->geometry())
            return nullptr;
        const QPointF at = view()->viewport()->mapFromGlobal(QPointF(x, y));
        const auto seat =
            view()->geometry()->seatNear(view()->toMap(at), view()->geometry()->seatDiameter());
        return seat ? const_cast<SeatMapAccessible *>(this)->node(NodeKind::Seat, seat->value())
                    : nullptr;
    }

private:
    void adoptGeometry()
    {
        if (view()->geometry() == m_geometry)
            return;
        forgetNodes();
        m_geometry = view()->geometry();
    }
    void forgetNodes()
    {
        for (const QAccessible::Id id : std::as_const(m_nodes))
            QAccessible::deleteAccessibleInterface(id);
        m_nodes.clear();
        m_seatKeys.clear();
    }

    std::shared_ptr<const SeatGeometry>
        m_geometry; ///< shared with the view; what the nodes speak of
    QHash<quint64, QAccessible::Id> m_nodes;
    QList<quint64> m_seatKeys; ///< oldest first
};

SeatMapView *MapNode::view() const
{
    return m_map->view();
}

const SeatGeometry &MapNode::geometry() const
{
    return *m_map->geometry();
}

bool MapNode::isValid() const
{
    return m_map->geometry() != nullptr;
}

QWindow *MapNode::window() const
{
    return m_map->window();
}

QAccessibleInterface *MapNode::parent() const
{
    if (!isValid())
        return nullptr;
    switch (m_kind) {
    case NodeKind::Section:
    case NodeKind::Area:
        return m_map;
    case NodeKind::Row:
        return m_map->node(NodeKind::Section, geometry().rows()[m_index].section);
    case NodeKind::Seat:
        return m_map->node(NodeKind::Row, geometry().rowIndices()[size_t(m_index)]);
    }
    return nullptr;
}

int MapNode::childCount() const
{
    if (!isValid())
        return 0;
    if (m_kind == NodeKind::Row)
        return geometry().rows()[m_index].seatCount;
    if (m_kind != NodeKind::Section)
        return 0;
    return int(std::ranges::count(geometry().rows(), m_index, &SeatGeometry::RowInfo::section));
}

QAccessibleInterface *MapNode::child(int index) const
{
    if (index < 0 || index >= childCount())
        return nullptr;
    if (m_kind == NodeKind::Row)
        return m_map->node(NodeKind::Seat, geometry().rows()[m_index].firstSeat + index);
    // The rows of a section follow each other.
    const auto first =
        std::ranges::find(geometry().rows(), m_index, &SeatGeometry::RowInfo::section);
    return m_map->node(NodeKind::Row, qint32(first - geometry().rows().begin()) + index);
}

int MapNode::indexOfChild(const QAccessibleInterface *other) const
{
    const auto *node = dynamic_cast<const MapNode *>(other);
    if (!node || !isValid())
        return -1;
    if (m_kind == NodeKind::Row && node->m_kind == NodeKind::Seat)
        return node->m_index - geometry().rows()[m_index].firstSeat;
    if (m_kind != NodeKind::Section || node->m_kind != NodeKind::Row)
        return -1;
    const auto first =
        std::ranges::find(geometry().rows(), m_index, &SeatGeometry::RowInfo::section);
    return node->m_index - qint32(first - geometry().rows().begin());
}

QString MapNode::text(QAccessible::Text text) const
{
    if (!isValid() || text != QAccessible::Name)
        return {};
    switch (m_kind) {
    case NodeKind::Section:
        return geometry().sections()[m_index].name;
    case NodeKind::Area:
        return geometry().areas()[m_index].name;
    case NodeKind::Row: {
        const SeatGeometry::RowInfo &row = geometry().rows()[m_index];
        return row.isTable ? SeatMapView::tr("table %1").arg(row.label)
                           : SeatMapView::tr("row %1").arg(row.label);
    }
    case NodeKind::Seat:
        return view()->describe(SeatIndex(m_index));
    }
    return {};
}

RectMm MapNode::area() const
{
    const auto of = [](const QList<PointMm> &points) {
        RectMm box{points.first().x, points.first().y, points.first().x + 1, points.first().y + 1};
        for (const PointMm &p : points)
            box = {std::min(box.left, p.x), std::min(box.top, p.y), std::max(box.right, p.x + 1),
                   std::max(box.bottom, p.y + 1)};
        return box;
    };
    const qint32 half = geometry().seatDiameter() / 2;
    const auto seat = [&](qint32 index) { return geometry().position(SeatIndex(index)); };
    switch (m_kind) {
    case NodeKind::Section:
        return geometry().sections()[m_index].bounds;
    case NodeKind::Area:
        return of(geometry().areas()[m_index].outline);
    case NodeKind::Row: {
        const SeatGeometry::RowInfo &row = geometry().rows()[m_index];
        const RectMm box = of({seat(row.firstSeat), seat(row.firstSeat + row.seatCount - 1)});
        return {box.left - half, box.top - half, box.right + half, box.bottom + half};
    }
    case NodeKind::Seat: {
        const PointMm at = seat(m_index);
        return {at.x - half, at.y - half, at.x + half, at.y + half};
    }
    }
    return {};
}

QRect MapNode::rect() const
{
    if (!isValid())
        return {};
    const RectMm box = area();
    const QRectF shown(view()->toViewport(PointMm{box.left, box.top}),
                       view()->toViewport(PointMm{box.right, box.bottom}));
    return shown.toAlignedRect().translated(view()->viewport()->mapToGlobal(QPoint(0, 0)));
}

QAccessible::Role MapNode::role() const
{
    switch (m_kind) {
    case NodeKind::Section:
        return QAccessible::Grouping;
    case NodeKind::Row:
        return QAccessible::Row;
    case NodeKind::Seat:
    case NodeKind::Area:
        return QAccessible::Button;
    }
    return QAccessible::NoRole;
}

QAccessible::State MapNode::state() const
{
    QAccessible::State state;
    if (!isValid()) {
        state.invalid = true;
        return state;
    }
    if (m_kind == NodeKind::Seat) {
        state.focusable = true;
        state.selectable = true;
        state.focused = view()->hasFocus() && view()->cursorSeat() == SeatIndex(m_index);
        state.selected = view()->look(SeatIndex(m_index)) == SeatLook::Mine;
    }
    state.offscreen = !rect().intersects(
        QRect(view()->viewport()->mapToGlobal(QPoint(0, 0)), view()->viewport()->size()));
    return state;
}

void MapNode::doAction(const QString &name)
{
    if (!isValid() || name != pressAction())
        return;
    if (m_kind == NodeKind::Area)
        view()->press(geometry().areas()[m_index].name);
    else if (m_kind == NodeKind::Seat)
        view()->press(SeatIndex(m_index));
}

void installMapAccessibility()
{
    static bool isInstalled = false;
    if (std::exchange(isInstalled, true))
        return;
    QAccessible::installFactory([](const QString &, QObject *object) -> QAccessibleInterface * {
        auto *view = qobject_cast<SeatMapView *>(object);
        return view ? new SeatMapAccessible(view) : nullptr;
    });
}

void SeatMapView::announceCursor()
{
    if (!QAccessible::isActive() || !hasFocus() || !cursorSeat())
        return;
    auto *map = dynamic_cast<SeatMapAccessible *>(QAccessible::queryAccessibleInterface(this));
    if (!map)
        return;
    QAccessibleEvent event(map->node(NodeKind::Seat, cursorSeat()->value()), QAccessible::Focus);
    QAccessible::updateAccessibility(&event);
}

void SeatMapView::announceLooks(const QList<SeatIndex> &seats)
{
    if (!QAccessible::isActive())
        return;
    auto *map = dynamic_cast<SeatMapAccessible *>(QAccessible::queryAccessibleInterface(this));
    if (!map)
        return;
    for (const SeatIndex seat : seats) {
        if (!map->hasNode(NodeKind::Seat, seat.value()))
            continue;
        QAccessibleEvent named(map->node(NodeKind::Seat, seat.value()), QAccessible::NameChanged);
        QAccessible::updateAccessibility(&named);
        QAccessible::State changed;
        changed.selected = true;
        QAccessibleStateChangeEvent state(map->node(NodeKind::Seat, seat.value()), changed);
        QAccessible::updateAccessibility(&state);
    }
}

} // namespace foyer
