#pragma once

#include "sync/protocol/codec.h"
#include "sync/protocol/messagefields.h"
#include "tests/server/service/badvalues.h"

#include <QCborArray>
#include <QJsonArray>
#include <QJsonObject>

namespace foyer {

/// Where one field of a message sits in both encodings, and what it is.
struct FieldPlace
{
    struct JsonStep
    {
        QString name;        ///< of a member
        qsizetype index = 0; ///< of an element, when there is no name
    };
    QList<JsonStep> json;
    QList<qsizetype> cbor;
    FieldFacts facts;

    [[nodiscard]] QByteArray name() const
    {
        QByteArray text;
        for (const JsonStep &step : json)
            text += step.name.isEmpty() ? QByteArray("[]") : '.' + step.name.toLatin1();
        return text.mid(1);
    }
};

/// A wire that notes every field of a message, down to the first member of each list. Made of
/// the descriptions alone, so a new message or command is known at once.
class FieldPlaces final
{
public:
    static constexpr bool isReading = false;

    [[nodiscard]] static QList<FieldPlace> of(const ClientMessage &message)
    {
        QList<FieldPlace> found;
        FieldPlaces wire(found, {});
        wire.alternative(message);
        return found;
    }

    /// Fields at the end that only some values have: as CborWriter writes them.
    [[nodiscard]] bool more(bool isEmpty) const { return !isEmpty; }
    void id(const char *name, const auto &) { note(name, {FieldKind::Id, {}}); }
    void idOrNull(const char *name, const auto &) { note(name, {FieldKind::Id, {}, true}); }
    void ids(const char *name, const auto &, Range size, Presence presence = Presence::Required)
    {
        note(name, {FieldKind::List, size, isOptional(presence)});
    }
    void counter(const char *name, const auto &, Range range,
                 Presence presence = Presence::Required)
    {
        note(name, {FieldKind::Number, range, isOptional(presence)});
    }
    void counters(const char *name, const auto &, Range size)
    {
        note(name, {FieldKind::List, size});
    }
    void number(const char *name, qint64, Range range, Presence presence = Presence::Required)
    {
        note(name, {FieldKind::Number, range, isOptional(presence)});
    }
    void flag(const char *name, bool, Presence presence = Presence::Required)
    {
        note(name, {FieldKind::Flag, {}, isOptional(presence)});
    }
    void text(const char *name, const QString &, Range size, Presence presence = Presence::Required)
    {
        note(name, {FieldKind::Text, size, isOptional(presence)});
    }
    void bytes(const char *name, const QByteArray &, Range size)
    {
        note(name, {FieldKind::Bytes, size});
    }
    void instant(const char *name, Instant, Presence presence = Presence::Required)
    {
        note(name, {FieldKind::Instant, {}, isOptional(presence)});
    }
    void instantOrNull(const char *name, const auto &)
    {
        note(name, {FieldKind::Instant, {}, true});
    }
    void duration(const char *name, Milliseconds, Range range,
                  Presence presence = Presence::Required)
    {
        note(name, {FieldKind::Number, range, isOptional(presence)});
    }
    void money(const char *name, const Money &, Presence presence = Presence::Required)
    {
        note(name, {FieldKind::Money, {}, isOptional(presence)});
    }
    void currency(const char *name, const Currency &) { note(name, {FieldKind::Currency, {}}); }
    void code(const char *name, RefusalCode) { note(name, {FieldKind::Name, {}}); }
    void seat(const char *name, SeatIndex) { note(name, {FieldKind::Seat, {}}); }
    void seats(const char *name, const QList<SeatIndex> &, Range size, SeatOrder order,
               Presence presence = Presence::Required)
    {
        note(name, {FieldKind::Seats, size, isOptional(presence), order == SeatOrder::Rising});
    }
    void value(const char *name, const auto &, ValueNames, Presence presence = Presence::Required)
    {
        note(name, {FieldKind::Name, {}, isOptional(presence)});
    }
    template <class T>
    void object(const char *name, const T &value, Presence presence = Presence::Required)
    {
        FieldPlaces inner(m_found, note(name, {FieldKind::Object, {}, isOptional(presence)}));
        describe(inner, value);
    }
    template <class T>
    void objectOrNull(const char *name, const std::optional<T> &value)
    {
        FieldPlaces inner(m_found, note(name, {FieldKind::Object, {}, true}));
        if (value)
            describe(inner, *value);
    }
    template <class T>
    void list(const char *name, const QList<T> &list, Range size,
              Presence presence = Presence::Required)
    {
        FieldPlace place = note(name, {FieldKind::List, size, isOptional(presence)});
        if (list.isEmpty())
            return;
        place.json.append({{}, 0});
        place.cbor.append(0);
        FieldPlaces inner(m_found, place);
        describe(inner, list.first());
    }
    template <class... T>
    void choice(const char *name, const std::variant<T...> &value)
    {
        FieldPlaces inner(m_found, note(name, {FieldKind::Choice, {}}));
        inner.alternative(value);
    }
    template <class T>
    void outcome(const char *, const Result<T> &)
    {}
    void check(const char *, bool, const char *) {}

private:
    FieldPlaces(QList<FieldPlace> &found, FieldPlace where)
        : m_found(found)
        , m_where(std::move(where))
    {}

    [[nodiscard]] static bool isOptional(Presence presence)
    {
        return presence == Presence::Optional;
    }
    template <class... T>
    void alternative(const std::variant<T...> &value)
    {
        m_member = 1; // after the alternative's number
        std::visit([this](const auto &it) { describe(*this, it); }, value);
    }
    FieldPlace note(const char *name, FieldFacts facts)
    {
        FieldPlace place = m_where;
        place.json.append({QString::fromLatin1(name), 0});
        place.cbor.append(m_member++);
        place.facts = facts;
        m_found.append(place);
        return place;
    }

    QList<FieldPlace> &m_found;
    FieldPlace m_where;
    qsizetype m_member = 0; ///< of the Cbor array
};

/// \a message with the bytes \a bad in the field's place.
[[nodiscard]] QByteArray spoiledJson(const ClientMessage &message, const FieldPlace &place,
                                     const QByteArray &bad);
[[nodiscard]] QByteArray spoiledCbor(const ClientMessage &message, const FieldPlace &place,
                                     const QByteArray &bad);
/// \a message without the field.
[[nodiscard]] QByteArray withoutField(const ClientMessage &message, const FieldPlace &place,
                                      Encoding encoding);

} // namespace foyer
