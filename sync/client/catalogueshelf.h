#pragma once

#include "models/search/eventindex.h"
#include "sync/client/houseclient.h"

namespace foyer {

/// The catalogue of the window and its search index, moved together. One owner, one thread.
class CatalogueShelf final
{
public:
    /// \return the events that look different now: those in \a delta and those whose venue or
    /// performer is in it.
    QList<EventId> put(const CatalogueDelta &delta);
    QList<EventId> put(const Availability &availability);
    /// \return the events that are gone.
    QList<EventId> clear();

    [[nodiscard]] const Catalogue &catalogue() const { return m_catalogue; }
    [[nodiscard]] QList<EventId> search(const QString &text, qint32 limit, Instant now) const;

private:
    void index(const Event &event);

    Catalogue m_catalogue;
    EventIndex m_index;
};

} // namespace foyer
