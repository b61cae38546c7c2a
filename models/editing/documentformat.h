#pragma once

#include "models/domain/refusal.h"
#include "models/editing/mapcontent.h"

#include <QByteArray>
#include <QJsonObject>
#include <QJsonValue>

namespace foyer {

/// Largest drawing that is read.
inline constexpr qsizetype largestDocumentBytes = 64 * 1024 * 1024;
/// Raised when an older program could misread a drawing.
inline constexpr int documentFormatVersion = 1;

/// A whole drawing with everything that a SeatMap does not keep (parameters, groups, the
/// reference image): drafts and autosave. documentFromJson() of it equals \a content.
[[nodiscard]] QByteArray documentToJson(const MapContent &content);
/// \return Malformed, TooLarge or InvalidRecord with the place; never half a drawing.
[[nodiscard]] Result<MapContent> documentFromJson(const QByteArray &json);

/// One element and one category of it, for the clipboard.
[[nodiscard]] QJsonObject elementToJson(const Element &element);
[[nodiscard]] Result<Element> elementFromJson(const QJsonValue &value);
[[nodiscard]] QJsonObject categoryToJson(const Category &category);
[[nodiscard]] Result<Category> categoryFromJson(const QJsonValue &value);

} // namespace foyer
