#pragma once

#include "ui/seatmap/seatrenderer.h"

#include <QHash>
#include <QImage>

#include <memory>
#include <vector>

class QPainter;

namespace foyer {

/// Keeps a seat map's picture in tiles, several scales at once, and keeps it true.
///
/// A change of a look draws its seat anew inside the tiles that show it (the ground is kept
/// apart, see groundOf) instead of drawing tiles anew; a test proves that both give the same
/// pixels. Layers that are not shown gather their changes until they are. One thread.
class TileCache final
{
public:
    static constexpr int tileSize = 256;                         ///< device pixels
    static constexpr qsizetype defaultBudget = 64 * 1024 * 1024; ///< bytes
    /// Above this many pending changes a layer that is not shown is cheaper to forget.
    static constexpr size_t mostPending = 20'000;

    explicit TileCache(SeatRenderer &renderer, qsizetype budgetBytes = defaultBudget);
    ~TileCache();
    Q_DISABLE_COPY_MOVE(TileCache)

    /// Draws the world rectangle \a world of \a scale with its left top at \a at, in \a painter's
    /// present pixels. Missing tiles are rendered.
    void draw(QPainter &painter, QPoint at, const QRect &world, const MapScale &scale);
    /// The tile with the world pixel (x * tileSize, y * tileSize) at its left top.
    [[nodiscard]] const QImage &tile(int x, int y, const MapScale &scale);

    /// Remembers \a changes for every layer. Cheap; nothing is drawn yet.
    void note(const MapChanges &changes);
    /// Draws what changed into the tiles of \a scale.
    /// \return world rectangles that look different now, at most one per change.
    std::vector<QRect> flush(const MapScale &scale);
    /// After everything looks different: theme, filter.
    void clear();

    /// Of resident tiles.
    [[nodiscard]] qsizetype bytes() const { return m_bytes; }
    [[nodiscard]] qint64 tilesRendered() const { return m_tilesRendered; } ///< since the beginning

private:
    struct Tile;
    struct Layer;
    [[nodiscard]] Layer &layerFor(const MapScale &scale);
    [[nodiscard]] Tile &tileOf(Layer &layer, int x, int y);
    void redraw(Layer &layer, const QRect &world);
    void dropTiles(Layer &layer, const QRect &world);
    const QImage *groundOf(Layer &layer, Tile &tile, int x, int y);
    void makeRoom(const Tile *keep);
    [[nodiscard]] QImage takeImage();
    void release(Tile &tile);
    void forget(Layer &layer);

    SeatRenderer &m_renderer;
    qsizetype m_budget;
    qsizetype m_bytes = 0;
    qint64 m_clock = 0; ///< counts draws, to know the least recently used
    qint64 m_tilesRendered = 0;
    std::vector<std::unique_ptr<Layer>> m_layers;
    std::vector<QImage> m_spare; ///< memory of tiles that are gone, at most 32 MB
};

} // namespace foyer
