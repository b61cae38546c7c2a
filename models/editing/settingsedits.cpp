#include "models/editing/edittext.h"
#include "models/editing/elementchanges.h"
#include "models/editing/structureedits.h"

#include <algorithm>
#include <cmath>

namespace foyer {

namespace {

std::unexpected<Refusal> noSuchLevel()
{
    return refusedEdit(EditText::tr("This level does not exist."));
}

std::unexpected<Refusal> noSuchCategory()
{
    return refusedEdit(EditText::tr("The map does not have this category."));
}

auto levelIn(MapSettings &settings, LevelId level)
{
    return std::ranges::find(settings.levels, level, &LevelEntry::id);
}

/// Puts \a to in the place of the category \a from, wherever \a element has it.
void replaceCategory(Element &element, const CategoryId &from, const CategoryId &to)
{
    if (auto *const area = std::get_if<AreaElement>(&element.form); area && area->category == from)
        area->category = to;
    SeatSet *const seats = seatSetOf(element);
    if (!seats)
        return;
    if (seats->style.category == from)
        seats->style.category = to;
    const QList<SeatSerial> serials = seats->exceptions.keys();
    for (const SeatSerial serial : serials) {
        if (seats->exceptions.value(serial).category == from)
            seats->exceptions[serial].category = to;
    }
}

} // namespace

Result<MapEdit> addLevel(SeatMapDocument &document, const QString &name)
{
    const LevelId level = document.newLevelId();
    return changedSettings(document, EditText::tr("Add level"),
                           [level, name](MapSettings &settings) -> Result<void> {
                               settings.levels.append({level, name});
                               return {};
                           });
}

Result<MapEdit> removeLevel(const SeatMapDocument &document, LevelId level)
{
    Result<MapEdit> edit = changedSettings(
        document, EditText::tr("Remove level"), [level](MapSettings &settings) -> Result<void> {
            const auto place = levelIn(settings, level);
            if (place == settings.levels.end())
                return noSuchLevel();
            if (settings.levels.size() == 1)
                return refusedEdit(EditText::tr("A map needs at least one level."));
            settings.levels.erase(place);
            if (settings.reference.level == level)
                settings.reference.level = LevelId();
            return {};
        });
    if (!edit)
        return edit;
    for (const ElementId id : document.elements(level))
        edit->changed.append({*document.element(id), std::nullopt});
    return edit;
}

Result<MapEdit> moveLevel(const SeatMapDocument &document, LevelId level, qsizetype to)
{
    return changedSettings(document, EditText::tr("Reorder levels"),
                           [level, to](MapSettings &settings) -> Result<void> {
                               const auto place = levelIn(settings, level);
                               if (place == settings.levels.end() || to < 0 ||
                                   to >= settings.levels.size())
                                   return noSuchLevel();
                               settings.levels.move(place - settings.levels.begin(), to);
                               return {};
                           });
}

Result<MapEdit> renameLevel(const SeatMapDocument &document, LevelId level, const QString &name)
{
    return changedSettings(document, EditText::tr("Rename level"),
                           [level, name](MapSettings &settings) -> Result<void> {
                               const auto place = levelIn(settings, level);
                               if (place == settings.levels.end())
                                   return noSuchLevel();
                               place->name = name;
                               return {};
                           });
}

Result<MapEdit> addCategory(const SeatMapDocument &document, const Category &category)
{
    return changedSettings(document, EditText::tr("Add category"),
                           [&category](MapSettings &settings) -> Result<void> {
                               settings.categories.append(category);
                               return {};
                           });
}

Result<MapEdit> changeCategory(const SeatMapDocument &document, const Category &category)
{
    return changedSettings(document, EditText::tr("Change category"),
                           [&category](MapSettings &settings) -> Result<void> {
                               const auto place = std::ranges::find(settings.categories,
                                                                    category.id, &Category::id);
                               if (place == settings.categories.end())
                                   return noSuchCategory();
                               *place = category;
                               return {};
                           });
}

Result<MapEdit> removeCategory(const SeatMapDocument &document, const CategoryId &category,
                               const CategoryId &replacement)
{
    Result<MapEdit> edit = changedSettings(
        document, EditText::tr("Remove category"), [&](MapSettings &settings) -> Result<void> {
            const auto has = [&settings](const CategoryId &id) {
                return std::ranges::find(settings.categories, id, &Category::id) !=
                       settings.categories.end();
            };
            if (!has(category) || !has(replacement) || category == replacement)
                return noSuchCategory();
            settings.categories.removeIf([&](const Category &c) { return c.id == category; });
            return {};
        });
    if (!edit)
        return edit;
    for (const Element &before : document.content().elements) {
        Element after = before;
        replaceCategory(after, category, replacement);
        addChange(*edit, before, after);
    }
    std::ranges::sort(edit->changed, {}, [](const ElementChange &c) { return c.before->id; });
    return edit;
}

Result<MapEdit> setMapName(const SeatMapDocument &document, const QString &name)
{
    return changedSettings(document, EditText::tr("Rename map"),
                           [&name](MapSettings &settings) -> Result<void> {
                               settings.name = name;
                               return {};
                           });
}

Result<MapEdit> setFocalPoint(const SeatMapDocument &document, PointMm point)
{
    return changedSettings(document, EditText::tr("Set focal point"),
                           [point](MapSettings &settings) -> Result<void> {
                               settings.focalPoint = point;
                               return {};
                           });
}

Result<MapEdit> setSeatDiameter(const SeatMapDocument &document, qint32 diameter)
{
    return changedSettings(
        document, EditText::tr("Set seat size"), [diameter](MapSettings &settings) -> Result<void> {
            if (diameter < 50 || diameter > 5'000)
                return refusedEdit(EditText::tr("A seat is 50 to 5,000 mm wide."));
            settings.seatDiameter = diameter;
            return {};
        });
}

Result<MapEdit> setReferenceImage(const SeatMapDocument &document, const ReferenceImage &image)
{
    return changedSettings(
        document, EditText::tr("Change reference image"),
        [&image](MapSettings &settings) -> Result<void> {
            const bool isSound = image.mmPerPixel > 0 && image.mmPerPixel <= 1'000'000 &&
                                 image.opacity >= 0 && image.opacity <= 1 &&
                                 std::isfinite(image.rotation);
            if (!isSound)
                return refusedEdit(EditText::tr("The image's scale or opacity is out of range."));
            settings.reference = image;
            return {};
        });
}

Result<ReferenceImage> calibrated(const ReferenceImage &image, PointMm first, PointMm second,
                                  double distance)
{
    const QPointF way = toPointF(second) - toPointF(first);
    const double drawn = std::hypot(way.x(), way.y());
    if (!(drawn >= 1) || !(distance >= 1 && distance <= 10'000'000))
        return refusedEdit(EditText::tr("Choose two different points and their distance."));
    const double factor = distance / drawn;
    ReferenceImage after = image;
    after.mmPerPixel *= factor;
    after.origin = roundedMm(toPointF(first) + (toPointF(image.origin) - toPointF(first)) * factor);
    return after;
}

} // namespace foyer
