#include "models/editing/clipboard.h"

#include "models/editing/documentformat.h"
#include "models/editing/edittext.h"
#include "models/editing/elementcopies.h"
#include "models/editing/placementedits.h"
#include "models/editing/structureedits.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

const QString copyFormat = u"foyer-map-elements"_s;

/// The categories that \a elements use, wherever they do.
QSet<CategoryId> categoriesOf(const QList<Element> &elements)
{
    QSet<CategoryId> used;
    for (const Element &element : elements) {
        if (const auto *const area = std::get_if<AreaElement>(&element.form))
            used.insert(area->category);
        const SeatSet *const seats = seatSetOf(element);
        if (!seats)
            continue;
        used.insert(seats->style.category);
        for (const SeatException &own : seats->exceptions) {
            if (own.category)
                used.insert(*own.category);
        }
    }
    return used;
}

using CategoryMap = QHash<CategoryId, CategoryId>;

void translate(Element &element, const CategoryMap &map)
{
    const auto translated = [&map](const CategoryId &id) { return map.value(id, id); };
    if (auto *const area = std::get_if<AreaElement>(&element.form))
        area->category = translated(area->category);
    SeatSet *const seats = seatSetOf(element);
    if (!seats)
        return;
    seats->style.category = translated(seats->style.category);
    for (SeatException &own : seats->exceptions) {
        if (own.category)
            own.category = translated(*own.category);
    }
}

/// Finds each of \a copied in \a settings, by id, then by name; adds what is not there.
CategoryMap adopt(const QList<Category> &copied, MapSettings &settings)
{
    CategoryMap map;
    for (const Category &category : copied) {
        const auto same = std::ranges::find(settings.categories, category.id, &Category::id);
        const auto alike = std::ranges::find(settings.categories, category.name, &Category::name);
        if (same != settings.categories.end())
            map.insert(category.id, category.id);
        else if (alike != settings.categories.end())
            map.insert(category.id, alike->id);
        else
            settings.categories.append(category);
    }
    return map;
}

struct Copied
{
    QList<Element> elements;
    QList<Category> categories;
};

Result<Copied> read(const QByteArray &bytes)
{
    if (bytes.size() > largestClipboardBytes)
        return std::unexpected(
            refusal(RefusalCode::TooLarge, EditText::tr("The clipboard holds too much.")));
    const QJsonObject root = QJsonDocument::fromJson(bytes).object();
    const QJsonArray elements = root.value(u"elements").toArray();
    if (root.value(u"format") != copyFormat || elements.isEmpty())
        return std::unexpected(refusal(RefusalCode::Malformed,
                                       EditText::tr("The clipboard holds nothing of a seat map.")));
    Copied copied;
    for (const QJsonValue &json : elements) {
        const Result<Element> element = elementFromJson(json);
        if (!element)
            return std::unexpected(element.error());
        copied.elements.append(*element);
    }
    for (const QJsonValue &json : root.value(u"categories").toArray()) {
        const Result<Category> category = categoryFromJson(json);
        if (!category)
            return std::unexpected(category.error());
        copied.categories.append(*category);
    }
    return copied;
}

} // namespace

QByteArray copied(const SeatMapDocument &document, const MapSelection &selection)
{
    QList<Element> elements;
    for (const ElementId id : withMembers(document, selection.touchedElements())) {
        if (const Element *const element = document.element(id))
            elements.append(*element);
    }
    const QSet<CategoryId> used = categoriesOf(elements);
    QJsonArray written;
    for (Element &element : elements) {
        // Copies are other seats: their ids stay behind.
        if (SeatSet *const seats = seatSetOf(element))
            seats->identity.known.clear();
        written.append(elementToJson(element));
    }
    QJsonArray categories;
    for (const Category &category : document.settings().categories) {
        if (used.contains(category.id))
            categories.append(categoryToJson(category));
    }
    const QJsonObject root{
        {u"format"_s, copyFormat}, {u"elements"_s, written}, {u"categories"_s, categories}};
    return QJsonDocument(root).toJson(QJsonDocument::Compact);
}

Result<MapEdit> pasted(SeatMapDocument &document, const QByteArray &bytes, LevelId level,
                       PointMm distance)
{
    Result<Copied> from = read(bytes);
    if (!from)
        return std::unexpected(from.error());
    MapSettings settings = document.settings();
    const CategoryMap categories = adopt(from->categories, settings);
    QSet<ElementId> there;
    for (const Element &element : std::as_const(from->elements)) {
        if (there.contains(element.id))
            return std::unexpected(
                refusal(RefusalCode::Malformed,
                        EditText::tr("The clipboard holds nothing of a seat map.")));
        there.insert(element.id);
    }
    for (Element &element : from->elements) {
        if (!there.contains(element.section))
            element.section = ElementId();
        element.level = level;
        element.isLocked = false;
        const QPointF origin = toPointF(element.placement.origin) + toPointF(distance);
        element.placement.origin = roundedMm(origin);
        translate(element, categories);
    }
    renew(document, from->elements);
    Result<MapEdit> edit = addElements(document, from->elements, EditText::tr("Paste"));
    if (edit && settings != document.settings())
        edit->settings = {document.settings(), settings};
    return edit;
}

} // namespace foyer
