#pragma once

#include "sync/protocol/messagefields.h"

#include <QJsonArray>
#include <QJsonObject>

#include <cstdlib>
#include <cxxabi.h>

namespace foyer {

using namespace Qt::StringLiterals;

/// A wire that writes the JSON schema of what it is shown, so that the AsyncAPI document can be
/// compared with the code. See sync/protocol/wirefield.h.
class SchemaWire final
{
public:
    static constexpr bool isReading = false;

    /// Every schema met so far, by the name of its type.
    explicit SchemaWire(QJsonObject &known)
        : m_known(known)
    {}

    /// The schema of T under its name in \a known. \return a reference to it.
    template <class T>
    static QJsonObject schemaOf(QJsonObject &known, const char *type = nullptr)
    {
        const QString name = nameOf<T>();
        if (!known.contains(name)) {
            known.insert(name, QJsonObject()); // for types that contain themselves
            SchemaWire wire(known);
            if (type)
                wire.add("type", {{u"const"_s, QLatin1StringView(type)}});
            describe(wire, T());
            QJsonObject schema{{u"type"_s, u"object"_s}, {u"required"_s, wire.m_required}};
            schema.insert(u"properties"_s, wire.m_properties);
            schema.insert(u"x-cbor-order"_s, wire.m_order);
            if (wire.m_least >= 0)
                schema.insert(u"x-cbor-least"_s, wire.m_least);
            if constexpr (wireName<T>.name != nullptr)
                schema.insert(u"x-cbor-number"_s, wireName<T>.number);
            known.insert(name, schema);
        }
        return {{u"$ref"_s, QString::fromLatin1("#/components/schemas/") + name}};
    }
    template <class... T>
    static QJsonArray alternatives(QJsonObject &known, const std::variant<T...> *)
    {
        return {schemaOf<T>(known, wireName<T>.name)...};
    }

    /// What follows may be missing at the end of the Cbor array.
    [[nodiscard]] bool more(bool)
    {
        m_least = m_order.size();
        return true;
    }
    void id(const char *name, const auto &) { add(name, uuid()); }
    void idOrNull(const char *name, const auto &) { add(name, orNull(uuid()), Presence::Optional); }
    void ids(const char *name, const auto &, Range size, Presence presence = Presence::Required)
    {
        add(name, array(uuid(), size), presence);
    }
    void counter(const char *name, const auto &, Range range,
                 Presence presence = Presence::Required)
    {
        add(name, integer(range), presence);
    }
    void counters(const char *name, const auto &, Range size)
    {
        add(name, array(integer(anyCount), size));
    }
    void number(const char *name, qint64, Range range, Presence presence = Presence::Required)
    {
        add(name, integer(range), presence);
    }
    void flag(const char *name, bool, Presence presence = Presence::Required)
    {
        add(name, {{u"type"_s, u"boolean"_s}}, presence);
    }
    void text(const char *name, const QString &, Range size, Presence presence = Presence::Required)
    {
        QJsonObject schema{{u"type"_s, u"string"_s}, {u"maxLength"_s, size.most}};
        if (size.least > 0)
            schema.insert(u"minLength"_s, size.least);
        add(name, schema, presence);
    }
    void bytes(const char *name, const QByteArray &, Range size)
    {
        QJsonObject schema{{u"type"_s, u"string"_s}, {u"contentEncoding"_s, u"base64"_s}};
        schema.insert(u"x-bytes-minimum"_s, size.least);
        schema.insert(u"x-bytes-maximum"_s, size.most);
        add(name, schema);
    }
    void instant(const char *name, Instant, Presence presence = Presence::Required)
    {
        add(name, time(), presence);
    }
    void instantOrNull(const char *name, const auto &)
    {
        add(name, orNull(time()), Presence::Optional);
    }
    void duration(const char *name, Milliseconds, Range range,
                  Presence presence = Presence::Required)
    {
        add(name, integer(range), presence);
    }
    void money(const char *name, const Money &, Presence presence = Presence::Required)
    {
        add(name, {{u"$ref"_s, u"#/components/schemas/Money"_s}}, presence);
    }
    void currency(const char *name, const Currency &)
    {
        add(name, {{u"type"_s, u"string"_s}, {u"pattern"_s, u"^[A-Z]{3}$"_s}});
    }
    void code(const char *name, RefusalCode)
    {
        QJsonArray names;
        for (int i = 0; i <= int(RefusalCode::Internal); ++i)
            names.append(refusalName(RefusalCode(i)));
        add(name, {{u"type"_s, u"string"_s}, {u"enum"_s, names}});
    }
    void seat(const char *name, SeatIndex) { add(name, seatSchema()); }
    void seats(const char *name, const QList<SeatIndex> &, Range size, SeatOrder,
               Presence presence = Presence::Required)
    {
        add(name, array(seatSchema(), size), presence);
    }
    void value(const char *name, const auto &, ValueNames values,
               Presence presence = Presence::Required)
    {
        QJsonArray names;
        for (const char *one : values)
            names.append(QLatin1StringView(one));
        add(name, {{u"type"_s, u"string"_s}, {u"enum"_s, names}}, presence);
    }
    template <class T>
    void object(const char *name, const T &, Presence presence = Presence::Required)
    {
        add(name, schemaOf<T>(m_known), presence);
    }
    template <class T>
    void objectOrNull(const char *name, const std::optional<T> &)
    {
        add(name,
            {{u"oneOf"_s, QJsonArray{schemaOf<T>(m_known), QJsonObject{{u"type"_s, u"null"_s}}}}},
            Presence::Optional);
    }
    template <class T>
    void list(const char *name, const QList<T> &, Range size,
              Presence presence = Presence::Required)
    {
        add(name, array(schemaOf<T>(m_known), size), presence);
    }
    template <class Variant>
    void choice(const char *name, const Variant &value)
    {
        add(name, {{u"oneOf"_s, alternatives(m_known, &value)}});
    }
    template <class T>
    void outcome(const char *name, const Result<T> &)
    {
        add(name, {{u"oneOf"_s, QJsonArray{single<T>(), single<Refusal>()}}});
    }
    void check(const char *, bool, const char *) {}

private:
    template <class T>
    static QString nameOf()
    {
        char *demangled = abi::__cxa_demangle(typeid(T).name(), nullptr, nullptr, nullptr);
        const QString name = QString::fromLatin1(demangled).mid(7); // after u"foyer::"_s
        std::free(demangled);
        return QString(name).remove(QLatin1StringView("::"));
    }
    template <class T>
    QJsonObject single()
    {
        const QString name = QLatin1StringView(wireName<T>.name);
        return {{u"type"_s, u"object"_s},
                {u"required"_s, QJsonArray{name}},
                {u"properties"_s, QJsonObject{{name, schemaOf<T>(m_known)}}}};
    }
    static QJsonObject uuid() { return {{u"type"_s, u"string"_s}, {u"format"_s, u"uuid"_s}}; }
    static QJsonObject time() { return {{u"type"_s, u"string"_s}, {u"format"_s, u"date-time"_s}}; }
    static QJsonObject integer(Range range)
    {
        return {{u"type"_s, u"integer"_s}, {u"minimum"_s, range.least}, {u"maximum"_s, range.most}};
    }
    static QJsonObject seatSchema() { return integer({0, limits::ticketsPerEvent - 1}); }
    static QJsonObject array(const QJsonObject &items, Range size)
    {
        QJsonObject schema{
            {u"type"_s, u"array"_s}, {u"items"_s, items}, {u"maxItems"_s, size.most}};
        if (size.least > 0)
            schema.insert(u"minItems"_s, size.least);
        return schema;
    }
    static QJsonObject orNull(QJsonObject schema)
    {
        schema.insert(u"type"_s, QJsonArray{schema.value(u"type"_s), u"null"_s});
        return schema;
    }
    void add(const char *name, const QJsonObject &schema, Presence presence = Presence::Required)
    {
        m_properties.insert(QLatin1StringView(name), schema);
        if (qstrcmp(name, "type") != 0 || m_properties.size() > 1)
            m_order.append(QLatin1StringView(name));
        if (presence == Presence::Required)
            m_required.append(QLatin1StringView(name));
    }

    QJsonObject &m_known;
    QJsonObject m_properties;
    QJsonArray m_required;
    QJsonArray m_order;     ///< members of the Cbor array
    qsizetype m_least = -1; ///< of them, always there; -1: all
};

/// All schemas of the protocol, as components/schemas of the AsyncAPI document has them.
[[nodiscard]] inline QJsonObject allSchemas()
{
    QJsonObject known;
    known.insert(
        u"Money"_s,
        QJsonObject{
            {u"type"_s, u"object"_s},
            {u"required"_s, QJsonArray{u"amount"_s, u"currency"_s}},
            {u"properties"_s,
             QJsonObject{{u"amount"_s, QJsonObject{{u"type"_s, u"string"_s},
                                                   {u"pattern"_s, u"^-?[0-9]+(\\.[0-9]+)?$"_s}}},
                         {u"currency"_s, QJsonObject{{u"type"_s, u"string"_s},
                                                     {u"pattern"_s, u"^[A-Z]{3}$"_s}}}}}});
    SchemaWire::alternatives(known, static_cast<const ClientMessage *>(nullptr));
    SchemaWire::alternatives(known, static_cast<const ServerMessage *>(nullptr));
    return known;
}

} // namespace foyer
