#pragma once

#include <QMetaType>
#include <QString>

#include <array>
#include <compare>
#include <optional>

class QLocale;

namespace foyer {

/// An ISO 4217 currency code: three upper-case letters. Default-made it is "XXX" (no currency).
class Currency final
{
public:
    constexpr Currency() = default;
    [[nodiscard]] static std::optional<Currency> fromCode(QStringView code);
    /// For literals known to be right: Currency::of("EUR").
    [[nodiscard]] static constexpr Currency of(const char (&code)[4])
    {
        Currency currency;
        currency.m_code = {code[0], code[1], code[2]};
        return currency;
    }
    [[nodiscard]] QString code() const { return letters(); }
    /// The same without a copy; good as long as this currency.
    [[nodiscard]] QLatin1StringView letters() const & { return {m_code.data(), 3}; }
    /// Digits after the point: 2 for EUR, 0 for JPY, 3 for KWD (ISO 4217).
    [[nodiscard]] int decimals() const;
    friend constexpr bool operator==(const Currency &, const Currency &) = default;

private:
    std::array<char, 3> m_code{'X', 'X', 'X'};
};

/// An amount of one currency, counted in its minor unit (cents for EUR, yen for JPY).
///
/// A plain value: copy it, compare it. Sums are exact; nothing here rounds, and nothing
/// converts. Mixing currencies or leaving the qint64 range is a caller's mistake and asserts.
class Money final
{
public:
    constexpr Money() = default;
    constexpr Money(qint64 minorUnits, Currency currency)
        : m_minorUnits(minorUnits)
        , m_currency(currency)
    {}
    [[nodiscard]] static constexpr Money zero(Currency currency) { return {0, currency}; }
    /// Reads a typed amount such as "12", "12.5" or "12,50" exactly; nothing when it has more
    /// digits than the currency, letters, or no digit at all.
    [[nodiscard]] static std::optional<Money> fromText(QStringView text, Currency currency);

    [[nodiscard]] constexpr qint64 minorUnits() const { return m_minorUnits; }
    [[nodiscard]] constexpr Currency currency() const { return m_currency; }
    [[nodiscard]] constexpr bool isZero() const { return m_minorUnits == 0; }
    [[nodiscard]] constexpr bool isNegative() const { return m_minorUnits < 0; }

    /// As people of \a locale write it, with the currency's symbol: "68,00 €". The sign comes first
    /// in English and in the C locale: "€68.00", "CHF 68.00".
    [[nodiscard]] QString toText(const QLocale &locale) const;
    /// As machines write it: "68.00".
    [[nodiscard]] QString toDecimal() const;

    Money &operator+=(Money other);
    Money &operator-=(Money other);
    friend Money operator+(Money a, Money b) { return a += b; }
    friend Money operator-(Money a, Money b) { return a -= b; }
    /// Asserts that the product fits.
    [[nodiscard]] Money times(qint64 count) const;
    friend constexpr bool operator==(const Money &, const Money &) = default;
    /// Asserts that both are of one currency.
    friend std::strong_ordering operator<=>(const Money &a, const Money &b);

private:
    [[nodiscard]] QString amountText(const QLocale &locale) const;

    qint64 m_minorUnits = 0;
    Currency m_currency;
};

} // namespace foyer

Q_DECLARE_METATYPE(foyer::Money)
