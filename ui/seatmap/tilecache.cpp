#include "ui/seatmap/tilecache.h"

#include <QPainter>

#include <algorithm>

namespace foyer {

namespace {

constexpr qsizetype tileBytes = qsizetype(TileCache::tileSize) * TileCache::tileSize * 4;
/// Layers without a tile cost little; more than this many are forgotten, oldest first.
constexpr size_t mostLayers = 16;
constexpr size_t mostSpare = 128;

int tileAt(int worldPixel)
{
    return worldPixel >= 0 ? worldPixel / TileCache::tileSize
                           : -((TileCache::tileSize - 1 - worldPixel) / TileCache::tileSize);
}

quint64 keyOf(int x, int y)
{
    return (quint64(quint32(y)) << 32) | quint32(x);
}

void copyRect(QImage &target, const QImage &source, const QRect &area)
{
    for (int y = area.top(); y <= area.bottom(); ++y) {
        const uchar *from = source.constScanLine(y) + area.left() * 4;
        std::copy_n(from, size_t(area.width()) * 4, target.scanLine(y) + area.left() * 4);
    }
}

} // namespace

struct TileCache::Tile
{
    QImage image;  ///< RGB32
    QImage ground; ///< without seats; made by the first patch where the budget allows
    qint64 lastUsed = 0;
};

struct TileCache::Layer
{
    MapScale scale;
    QHash<quint64, std::shared_ptr<Tile>> tiles;
    MapChanges pending;
    qint64 lastUsed = 0;
    QHash<quint64, bool> blank; ///< whether nothing but floor is in a tile
};

TileCache::TileCache(SeatRenderer &renderer, qsizetype budgetBytes)
    : m_renderer(renderer)
    , m_budget(budgetBytes)
{}

TileCache::~TileCache() = default;

TileCache::Layer &TileCache::layerFor(const MapScale &scale)
{
    const auto found =
        std::ranges::find_if(m_layers, [&](const auto &l) { return l->scale == scale; });
    if (found != m_layers.end()) {
        (*found)->lastUsed = ++m_clock;
        return **found;
    }
    if (m_layers.size() == mostLayers) {
        const auto oldest =
            std::ranges::min_element(m_layers, {}, [](const auto &l) { return l->lastUsed; });
        forget(**oldest);
        m_layers.erase(oldest);
    }
    m_layers.push_back(std::make_unique<Layer>(Layer{scale, {}, {}, ++m_clock, {}}));
    return *m_layers.back();
}

QImage TileCache::takeImage()
{
    if (m_spare.empty())
        return QImage(tileSize, tileSize, QImage::Format_RGB32);
    QImage image = std::move(m_spare.back());
    m_spare.pop_back();
    return image;
}

/// Keeps the memory: fresh memory costs as much as drawing a tile, page by page.
void TileCache::release(Tile &tile)
{
    for (QImage *image : {&tile.image, &tile.ground}) {
        if (image->isNull())
            continue;
        m_bytes -= tileBytes;
        if (m_spare.size() < mostSpare)
            m_spare.push_back(std::exchange(*image, {}));
    }
}

void TileCache::forget(Layer &layer)
{
    for (const auto &tile : std::as_const(layer.tiles))
        release(*tile);
    layer.tiles.clear();
    layer.blank.clear();
    layer.pending = {};
}

void TileCache::makeRoom(const Tile *keep)
{
    while (m_bytes > m_budget) {
        Layer *layer = nullptr;
        quint64 key = 0;
        qint64 oldest = m_clock;
        for (const auto &candidate : m_layers) {
            for (auto it = candidate->tiles.cbegin(); it != candidate->tiles.cend(); ++it) {
                if (it.value().get() != keep && it.value()->lastUsed < oldest) {
                    layer = candidate.get();
                    key = it.key();
                    oldest = it.value()->lastUsed;
                }
            }
        }
        if (!layer)
            return;
        release(*layer->tiles.take(key));
    }
}

TileCache::Tile &TileCache::tileOf(Layer &layer, int x, int y)
{
    std::shared_ptr<Tile> &tile = layer.tiles[keyOf(x, y)];
    if (!tile) {
        tile = std::make_shared<Tile>();
        tile->image = takeImage();
        m_renderer.render(tile->image, {x * tileSize, y * tileSize}, tile->image.rect(),
                          layer.scale);
        ++m_tilesRendered;
        m_bytes += tileBytes;
        tile->lastUsed = ++m_clock;
        Tile &made = *tile;
        makeRoom(&made);
        return made;
    }
    tile->lastUsed = ++m_clock;
    return *tile;
}

const QImage &TileCache::tile(int x, int y, const MapScale &scale)
{
    flush(scale);
    return tileOf(layerFor(scale), x, y).image;
}

void TileCache::draw(QPainter &painter, QPoint at, const QRect &world, const MapScale &scale)
{
    Layer &layer = layerFor(scale);
    for (int y = tileAt(world.top()); y <= tileAt(world.bottom()); ++y) {
        for (int x = tileAt(world.left()); x <= tileAt(world.right()); ++x) {
            const QRect tileRect(x * tileSize, y * tileSize, tileSize, tileSize);
            const QRect part = tileRect & world;
            auto blank = layer.blank.constFind(keyOf(x, y));
            if (blank == layer.blank.cend())
                blank = layer.blank.insert(keyOf(x, y), m_renderer.isBlank(tileRect, scale));
            if (*blank) {
                painter.fillRect(QRect(at + part.topLeft() - world.topLeft(), part.size()),
                                 m_renderer.palette().floor);
                continue;
            }
            painter.drawImage(at + part.topLeft() - world.topLeft(), tileOf(layer, x, y).image,
                              part.translated(-tileRect.topLeft()));
        }
    }
}

void TileCache::note(const MapChanges &changes)
{
    for (const auto &layer : m_layers) {
        if (layer->tiles.isEmpty())
            continue;
        if (layer->pending.seats.size() + changes.seats.size() > mostPending) {
            forget(*layer);
            continue;
        }
        const auto append = [](std::vector<qint32> &to, const std::vector<qint32> &from) {
            to.insert(to.end(), from.begin(), from.end());
        };
        append(layer->pending.seats, changes.seats);
        append(layer->pending.sections, changes.sections);
        append(layer->pending.tints, changes.tints);
        append(layer->pending.areas, changes.areas);
    }
}

std::vector<QRect> TileCache::flush(const MapScale &scale)
{
    Layer &layer = layerFor(scale);
    if (layer.pending.isEmpty())
        return {};
    const MapChanges changes = std::exchange(layer.pending, {});
    std::vector<QRect> dirty;
    for (const qint32 section : changes.tints) {
        const QRect rect = m_renderer.tintRect(section, scale);
        if (!rect.isEmpty()) {
            dropTiles(layer, rect);
            dirty.push_back(rect);
        }
    }
    const auto redrawn = [&](const QRect &rect) {
        if (rect.isEmpty())
            return;
        redraw(layer, rect);
        dirty.push_back(rect);
    };
    for (const qint32 seat : changes.seats)
        redrawn(m_renderer.seatRect(seat, scale));
    for (const qint32 section : changes.sections)
        redrawn(m_renderer.sectionPlateRect(section, scale));
    for (const qint32 area : changes.areas)
        redrawn(m_renderer.areaPlateRect(area, scale));
    return dirty;
}

void TileCache::redraw(Layer &layer, const QRect &world)
{
    for (int y = tileAt(world.top()); y <= tileAt(world.bottom()); ++y) {
        for (int x = tileAt(world.left()); x <= tileAt(world.right()); ++x) {
            const auto found = layer.tiles.constFind(keyOf(x, y));
            if (found == layer.tiles.cend())
                continue;
            const std::shared_ptr<Tile> &tile = *found;
            const QPoint origin(x * tileSize, y * tileSize);
            const QRect clip = world.translated(-origin) & tile->image.rect();
            if (const QImage *ground = groundOf(layer, *tile, x, y))
                copyRect(tile->image, *ground, clip);
            else
                m_renderer.renderGround(tile->image, origin, clip, layer.scale);
            m_renderer.renderSeats(tile->image, origin, clip, layer.scale);
        }
    }
}

const QImage *TileCache::groundOf(Layer &layer, Tile &tile, int x, int y)
{
    if (tile.ground.isNull()) {
        if (m_bytes + tileBytes > m_budget)
            return nullptr;
        tile.ground = takeImage();
        m_renderer.renderGround(tile.ground, {x * tileSize, y * tileSize}, tile.ground.rect(),
                                layer.scale);
        m_bytes += tileBytes;
    }
    return &tile.ground;
}

void TileCache::dropTiles(Layer &layer, const QRect &world)
{
    for (int y = tileAt(world.top()); y <= tileAt(world.bottom()); ++y) {
        for (int x = tileAt(world.left()); x <= tileAt(world.right()); ++x) {
            if (const auto tile = layer.tiles.take(keyOf(x, y)))
                release(*tile);
        }
    }
}

void TileCache::clear()
{
    for (const auto &layer : m_layers)
        forget(*layer);
}

} // namespace foyer
