#include "models/editing/documentformat.h"

#include "models/editing/elementchecks.h"
#include "models/editing/formatfields.h"
#include "models/editing/seatlineformat.h"

#include <QJsonDocument>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

const QString formatName = u"foyer-drawing"_s;

std::unexpected<Refusal> malformed(const QString &place)
{
    return std::unexpected(refusal(RefusalCode::Malformed, u"%1 cannot be read."_s.arg(place)));
}

// Each description serves writing and reading: Fields is FieldWriter with constant members or
// FieldReader with changeable ones.

template <class Fields, class Scheme>
void describeNumbering(Fields &fields, Scheme &scheme)
{
    const NumberingScheme plain;
    fields(u"style", scheme.style);
    fields(u"pattern", scheme.pattern);
    fields(u"direction", scheme.direction);
    fields(u"run", scheme.run);
    fields(u"start", scheme.start, plain.start);
    fields(u"step", scheme.step, plain.step);
    fields(u"endsAtNumber", scheme.endsAtNumber);
    fields(u"end", scheme.end);
    fields(u"skipsConfusing", scheme.skipsConfusing);
    fields(u"prefix", scheme.prefix);
}

template <class Fields, class Style>
void describeStyle(Fields &fields, Style &style)
{
    fields(u"category", style.category);
    fields(u"kind", style.kind);
    fields(u"attributes", style.attributes);
    fields(u"marksAisles", style.marksAisles);
}

template <class Fields, class Fit>
void describeFit(Fields &fields, Fit &fit)
{
    fields(u"corrections", fit.corrections);
    fields(u"pitch", fit.pitch);
    fields(u"radius", fit.radius);
    fields(u"rotation", fit.rotation);
    fields(u"isMirrored", fit.isMirrored);
}

template <class Fields, class Form>
void describe(Fields &fields, Form &form)
{
    using Plain = std::remove_const_t<Form>;
    const Plain plain;
    if constexpr (std::is_same_v<Plain, RowElement>) {
        fields(u"label", form.label);
        fields(u"path", form.path);
        fields(u"pitch", form.pitch, plain.pitch);
        fields(u"radius", form.radius);
        fields(u"nodes", form.nodes);
    } else if constexpr (std::is_same_v<Plain, BlockElement>) {
        fields(u"pitch", form.pitch, plain.pitch);
        fields(u"rowSpacing", form.rowSpacing, plain.rowSpacing);
        fields(u"radius", form.radius);
        fields(u"stagger", form.stagger);
        fields(u"skew", form.skew);
        fields(u"isFanned", form.isFanned);
        fields(u"alignment", form.alignment, plain.alignment);
    } else if constexpr (std::is_same_v<Plain, TableElement>) {
        fields(u"label", form.label);
        fields(u"isRound", form.isRound, plain.isRound);
        fields(u"width", form.width, plain.width);
        fields(u"height", form.height, plain.height);
        fields(u"rotation", form.rotation);
        fields(u"gap", form.gap, plain.gap);
        fields(u"top", form.top);
        fields(u"right", form.right);
        fields(u"bottom", form.bottom);
        fields(u"left", form.left);
        fields(u"openFrom", form.openFrom);
        fields(u"openAngle", form.openAngle);
        fields(u"freeSeats", form.freeSeats);
        fields(u"isSoldWhole", form.isSoldWhole);
    } else if constexpr (std::is_same_v<Plain, AreaElement>) {
        fields(u"name", form.name);
        fields(u"shape", form.shape);
        fields(u"width", form.width, plain.width);
        fields(u"height", form.height, plain.height);
        fields(u"nodes", form.nodes);
        fields(u"capacity", form.capacity, plain.capacity);
        fields(u"category", form.category);
    } else if constexpr (std::is_same_v<Plain, SectionElement>) {
        fields(u"name", form.name);
        fields(u"outline", form.outline);
    } else {
        fields(u"kind", form.kind, plain.kind);
        fields(u"points", form.points);
        fields(u"text", form.text);
        fields(u"textSize", form.textSize);
        fields(u"rotation", form.rotation);
        fields(u"color", form.color, plain.color);
    }
}

template <class Fields, class AnyElement>
void describeElement(Fields &fields, AnyElement &element)
{
    fields(u"id", element.id);
    fields(u"level", element.level);
    fields(u"section", element.section);
    fields(u"group", element.group);
    fields(u"rank", element.rank);
    fields(u"isLocked", element.isLocked);
    fields(u"origin", element.placement.origin);
    fields(u"rotation", element.placement.rotation);
    fields(u"isMirrored", element.placement.isMirrored);
}

template <class Fields, class Image>
void describeImage(Fields &fields, Image &image)
{
    const ReferenceImage plain;
    fields(u"file", image.file);
    fields(u"origin", image.origin);
    fields(u"mmPerPixel", image.mmPerPixel, plain.mmPerPixel);
    fields(u"rotation", image.rotation);
    fields(u"opacity", image.opacity, plain.opacity);
    fields(u"isLocked", image.isLocked);
    fields(u"isVisible", image.isVisible, plain.isVisible);
    fields(u"level", image.level);
}

template <class Describe, class T>
QJsonObject writtenBy(Describe &&describeIt, const T &value)
{
    FieldWriter writer;
    describeIt(writer, value);
    return writer.object();
}

template <class Describe, class T>
bool readBy(Describe &&describeIt, const QJsonValue &json, T &value)
{
    FieldReader reader(json.toObject());
    describeIt(reader, value);
    return reader.isFine() && (json.isObject() || json.isUndefined());
}

constexpr auto asNumbering = [](auto &fields, auto &value) { describeNumbering(fields, value); };
constexpr auto asStyle = [](auto &fields, auto &value) { describeStyle(fields, value); };
constexpr auto asFit = [](auto &fields, auto &value) { describeFit(fields, value); };
constexpr auto asForm = [](auto &fields, auto &value) { describe(fields, value); };
constexpr auto asElement = [](auto &fields, auto &value) { describeElement(fields, value); };
constexpr auto asImage = [](auto &fields, auto &value) { describeImage(fields, value); };
constexpr auto asIdentity = [](auto &fields, auto &value) {
    fields(u"key", value.key);
    fields(u"known", value.known);
};
constexpr auto asLevel = [](auto &fields, auto &value) {
    fields(u"id", value.id);
    fields(u"name", value.name);
};
constexpr auto asCategory = [](auto &fields, auto &value) {
    fields(u"id", value.id);
    fields(u"name", value.name);
    fields(u"color", value.color);
};
constexpr auto asSettings = [](auto &fields, auto &value) {
    fields(u"name", value.name);
    fields(u"seatDiameter", value.seatDiameter);
    fields(u"focalPoint", value.focalPoint);
};

constexpr auto asException = [](auto &fields, auto &value) {
    fields(u"isRemoved", value.isRemoved);
    fields(u"category", value.category);
    fields(u"kind", value.kind);
    fields(u"attributes", value.attributes);
    fields(u"label", value.label);
    fields(u"displaced", value.displaced);
};

QJsonObject seatSetToJson(const SeatSet &seats)
{
    QJsonObject exceptions;
    for (auto own = seats.exceptions.cbegin(); own != seats.exceptions.cend(); ++own)
        exceptions.insert(QString::number(own.key().value()), writtenBy(asException, *own));
    QJsonObject object{{u"identity"_s, writtenBy(asIdentity, seats.identity)},
                       {u"style"_s, writtenBy(asStyle, seats.style)},
                       {u"numbering"_s, writtenBy(asNumbering, seats.style.numbering)}};
    if (!exceptions.isEmpty())
        object.insert(u"exceptions"_s, exceptions);
    return object;
}

bool readSeatSet(const QJsonObject &object, SeatSet &seats)
{
    const QJsonObject exceptions = object.value(u"exceptions").toObject();
    for (auto own = exceptions.begin(); own != exceptions.end(); ++own) {
        bool isNumber = false;
        const quint32 serial = own.key().toUInt(&isNumber);
        if (!isNumber || !readBy(asException, own.value(), seats.exceptions[SeatSerial(serial)]))
            return false;
    }
    return readBy(asIdentity, object.value(u"identity"), seats.identity) &&
           readBy(asStyle, object.value(u"style"), seats.style) &&
           readBy(asNumbering, object.value(u"numbering"), seats.style.numbering);
}

QJsonObject labelsToJson(const QMap<quint16, QString> &labels)
{
    QJsonObject object;
    for (auto label = labels.cbegin(); label != labels.cend(); ++label)
        object.insert(QString::number(label.key()), *label);
    return object;
}

bool readLabels(const QJsonObject &object, QMap<quint16, QString> &labels)
{
    for (auto label = object.begin(); label != object.end(); ++label) {
        bool isNumber = false;
        const quint16 line = label.key().toUShort(&isNumber);
        if (!isNumber || !label->isString())
            return false;
        labels.insert(line, label->toString());
    }
    return true;
}

/// What a form has beyond its plain fields.
template <class Form>
void writeParts(QJsonObject &object, const Form &form)
{
    if constexpr (requires { form.seats; })
        object.insert(u"seats"_s, seatSetToJson(form.seats));
    if constexpr (requires { form.line; })
        object.insert(u"line"_s, seatLineToJson(form.line));
    if constexpr (requires { form.fit; }) {
        if (form.fit != RowFit())
            object.insert(u"fit"_s, writtenBy(asFit, form.fit));
    }
    if constexpr (requires { form.lines; }) {
        QJsonArray lines;
        for (const SeatLine &line : form.lines)
            lines.append(seatLineToJson(line));
        object.insert(u"lines"_s, lines);
        object.insert(u"rowLabels"_s, writtenBy(asNumbering, form.rowLabels));
        object.insert(u"ownLabels"_s, labelsToJson(form.ownLabels));
    }
}

template <class Form>
bool readParts(const QJsonObject &object, Form &form)
{
    if constexpr (requires { form.lines; }) {
        for (const QJsonValue &json : object.value(u"lines").toArray()) {
            form.lines.append(SeatLine());
            if (!readSeatLine(json, form.lines.back()))
                return false;
        }
        if (!readBy(asNumbering, object.value(u"rowLabels"), form.rowLabels) ||
            !readLabels(object.value(u"ownLabels").toObject(), form.ownLabels))
            return false;
    }
    if constexpr (requires { form.line; }) {
        if (!readSeatLine(object.value(u"line"), form.line))
            return false;
    }
    if constexpr (requires { form.fit; }) {
        if (!readBy(asFit, object.value(u"fit"), form.fit))
            return false;
    }
    if constexpr (requires { form.seats; })
        return readSeatSet(object.value(u"seats").toObject(), form.seats);
    return true;
}

/// An empty form of the kind with that number.
std::optional<ElementForm> emptyForm(const QJsonValue &kind)
{
    const QString name = kind.toString();
    if (name == u"row")
        return RowElement();
    if (name == u"block")
        return BlockElement();
    if (name == u"table")
        return TableElement();
    if (name == u"area")
        return AreaElement();
    if (name == u"section")
        return SectionElement();
    return name == u"shape" ? std::optional<ElementForm>(ShapeElement()) : std::nullopt;
}

QString kindName(ElementKind kind)
{
    static const QString names[] = {u"row"_s,  u"block"_s,   u"table"_s,
                                    u"area"_s, u"section"_s, u"shape"_s};
    return names[qsizetype(kind)];
}

Result<MapSettings> settingsFromJson(const QJsonObject &root)
{
    MapSettings settings;
    if (!readBy(asSettings, root.value(u"settings"), settings) ||
        !readBy(asImage, root.value(u"reference"), settings.reference))
        return malformed(u"\"settings\""_s);
    for (const QJsonValue &json : root.value(u"categories").toArray()) {
        const Result<Category> category = categoryFromJson(json);
        if (!category)
            return std::unexpected(category.error());
        settings.categories.append(*category);
    }
    for (const QJsonValue &json : root.value(u"levels").toArray()) {
        settings.levels.append(LevelEntry());
        if (!readBy(asLevel, json, settings.levels.back()))
            return malformed(u"levels[%1]"_s.arg(settings.levels.size() - 1));
    }
    return settings;
}

} // namespace

QJsonObject elementToJson(const Element &element)
{
    QJsonObject object = writtenBy(asElement, element);
    object.insert(u"kind"_s, kindName(element.kind()));
    const QJsonObject form = std::visit(
        [](const auto &each) {
            QJsonObject written = writtenBy(asForm, each);
            writeParts(written, each);
            return written;
        },
        element.form);
    object.insert(u"form"_s, form);
    return object;
}

Result<Element> elementFromJson(const QJsonValue &value)
{
    const std::optional<ElementForm> form = emptyForm(value[u"kind"]);
    Element element;
    if (!form || !readBy(asElement, value, element) || element.id.isNull())
        return malformed(u"An element"_s);
    element.form = *form;
    const QJsonValue written = value[u"form"];
    const bool isRead = std::visit(
        [&written](auto &each) {
            return readBy(asForm, written, each) && readParts(written.toObject(), each);
        },
        element.form);
    if (!isRead)
        return malformed(u"Element %1"_s.arg(element.id.value()));
    return element;
}

QJsonObject categoryToJson(const Category &category)
{
    return writtenBy(asCategory, category);
}

Result<Category> categoryFromJson(const QJsonValue &value)
{
    Category category;
    if (!readBy(asCategory, value, category))
        return malformed(u"A category"_s);
    return category;
}

QByteArray documentToJson(const MapContent &content)
{
    const MapSettings &settings = content.settings;
    QJsonArray categories;
    for (const Category &category : settings.categories)
        categories.append(categoryToJson(category));
    QJsonArray levels;
    QJsonArray elements;
    for (const LevelEntry &level : settings.levels) {
        levels.append(writtenBy(asLevel, level));
        for (const ElementId id : orderedElements(content, level.id))
            elements.append(elementToJson(*content.elements.constFind(id)));
    }
    const QJsonObject root{{u"format"_s, formatName},
                           {u"version"_s, documentFormatVersion},
                           {u"settings"_s, writtenBy(asSettings, settings)},
                           {u"reference"_s, writtenBy(asImage, settings.reference)},
                           {u"categories"_s, categories},
                           {u"levels"_s, levels},
                           {u"elements"_s, elements}};
    return QJsonDocument(root).toJson(QJsonDocument::Compact);
}

Result<MapContent> documentFromJson(const QByteArray &json)
{
    if (json.size() > largestDocumentBytes)
        return std::unexpected(refusal(RefusalCode::TooLarge, u"The drawing is too large."_s));
    const QJsonObject root = QJsonDocument::fromJson(json).object();
    if (root.value(u"format") != formatName)
        return malformed(u"The drawing"_s);
    if (root.value(u"version").toInt() != documentFormatVersion)
        return std::unexpected(refusal(RefusalCode::UnsupportedVersion,
                                       u"The drawing was saved by a newer version."_s));
    const Result<MapSettings> settings = settingsFromJson(root);
    if (!settings)
        return std::unexpected(settings.error());
    MapContent content{.settings = *settings};
    for (const QJsonValue &each : root.value(u"elements").toArray()) {
        const Result<Element> element = elementFromJson(each);
        if (!element)
            return std::unexpected(element.error());
        if (content.elements.contains(element->id))
            return malformed(u"Element %1"_s.arg(element->id.value()));
        content.elements.insert(element->id, *element);
    }
    if (const Result<void> checked = checkedContent(content); !checked)
        return std::unexpected(checked.error());
    return content;
}

} // namespace foyer
