#include "models/domain/money.h"

#include "models/domain/invariant.h"

#include <QLocale>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

struct Exponent
{
    const char *code;
    int decimals;
};

// ISO 4217:2015, the currencies whose minor unit is not a hundredth.
constexpr Exponent exponents[] = {
    {"BHD", 3}, {"BIF", 0}, {"CLP", 0}, {"DJF", 0}, {"GNF", 0}, {"IQD", 3}, {"ISK", 0}, {"JOD", 3},
    {"JPY", 0}, {"KMF", 0}, {"KRW", 0}, {"KWD", 3}, {"LYD", 3}, {"OMR", 3}, {"PYG", 0}, {"RWF", 0},
    {"TND", 3}, {"UGX", 0}, {"VND", 0}, {"VUV", 0}, {"XAF", 0}, {"XOF", 0}, {"XPF", 0},
};

qint64 powerOfTen(int exponent)
{
    qint64 power = 1;
    while (exponent-- > 0)
        power *= 10;
    return power;
}

constexpr QChar nonBreakingSpace(0xA0);

/// What people write for it; its code where there is no sign everybody knows.
QString signOf(Currency currency)
{
    static const std::pair<Currency, QStringView> signs[] = {{Currency::of("EUR"), u"€"},
                                                             {Currency::of("USD"), u"$"},
                                                             {Currency::of("GBP"), u"£"},
                                                             {Currency::of("JPY"), u"¥"}};
    for (const auto &[known, sign] : signs) {
        if (currency == known)
            return sign.toString();
    }
    return currency.code();
}

} // namespace

std::optional<Currency> Currency::fromCode(QStringView code)
{
    if (code.size() != 3)
        return std::nullopt;
    Currency currency;
    for (int i = 0; i < 3; ++i) {
        const char16_t letter = code.at(i).unicode();
        if (letter < u'A' || letter > u'Z')
            return std::nullopt;
        currency.m_code.at(size_t(i)) = char(letter);
    }
    return currency;
}

int Currency::decimals() const
{
    const QLatin1StringView mine(m_code.data(), 3);
    for (const Exponent &entry : exponents) {
        if (mine == QLatin1StringView(entry.code))
            return entry.decimals;
    }
    return 2;
}

std::optional<Money> Money::fromText(QStringView text, Currency currency)
{
    qint64 units = 0;
    int decimals = -1;
    bool anyDigit = false;
    for (const QChar letter : text.trimmed()) {
        if ((letter == u'.' || letter == u',') && decimals < 0) {
            decimals = 0;
            continue;
        }
        if (letter < u'0' || letter > u'9')
            return std::nullopt;
        if (decimals >= 0)
            ++decimals;
        if (decimals > currency.decimals())
            return std::nullopt;
        if (qMulOverflow(units, qint64(10), &units) ||
            qAddOverflow(units, qint64(letter.unicode() - u'0'), &units))
            return std::nullopt;
        anyDigit = true;
    }
    if (!anyDigit ||
        qMulOverflow(units, powerOfTen(currency.decimals() - qMax(decimals, 0)), &units))
        return std::nullopt;
    return Money(units, currency);
}

QString Money::toText(const QLocale &locale) const
{
    // Nobody speaks "C", and English of any region is read with the sign first: €86.00.
    const QLocale british(QLocale::English, QLocale::UnitedKingdom);
    const QLocale spoken = locale.language() == QLocale::C ? british : locale;
    const QLocale patterns = spoken.language() == QLocale::English ? british : spoken;
    const QString sign = signOf(m_currency);
    // Only the place of the sign is taken from the pattern: the amount itself stays exact.
    const QString pattern = patterns.toCurrencyString(0.0, sign, 0);
    const QString zero = patterns.zeroDigit();
    const qsizetype place = pattern.indexOf(zero);
    QString before = pattern.left(place);
    // "CHF 86.00": a code without a space would be read as one word.
    if (before.endsWith(sign) && sign.back().isLetter())
        before += nonBreakingSpace;
    const QString amount = before + amountText(spoken) + pattern.mid(place + zero.size());
    return isNegative() ? spoken.negativeSign() + amount : amount;
}

/// Without sign and currency: "1,086.00".
QString Money::amountText(const QLocale &locale) const
{
    const int decimals = m_currency.decimals();
    const quint64 size = m_minorUnits < 0 ? ~quint64(m_minorUnits) + 1 : quint64(m_minorUnits);
    const auto unit = quint64(powerOfTen(decimals));
    QString whole = locale.toString(size / unit);
    if (decimals == 0)
        return whole;
    // Digit by digit: in some scripts one takes two UTF-16 units, which padding would miscount.
    QString part;
    for (const QChar digit : QString::number(size % unit).rightJustified(decimals, u'0'))
        part += locale.toString(digit.digitValue());
    return whole + locale.decimalPoint() + part;
}

QString Money::toDecimal() const
{
    const int decimals = m_currency.decimals();
    const quint64 size = m_minorUnits < 0 ? ~quint64(m_minorUnits) + 1 : quint64(m_minorUnits);
    QString digits = QString::number(size).rightJustified(decimals + 1, u'0');
    if (decimals > 0)
        digits.insert(digits.size() - decimals, u'.');
    return m_minorUnits < 0 ? u'-' + digits : digits;
}

Money &Money::operator+=(Money other)
{
    FOYER_INVARIANT(m_currency == other.m_currency, "only amounts of one currency are added");
    FOYER_INVARIANT(!qAddOverflow(m_minorUnits, other.m_minorUnits, &m_minorUnits),
                    "a sum of money fits");
    return *this;
}

Money &Money::operator-=(Money other)
{
    FOYER_INVARIANT(m_currency == other.m_currency, "only amounts of one currency are subtracted");
    FOYER_INVARIANT(!qSubOverflow(m_minorUnits, other.m_minorUnits, &m_minorUnits),
                    "a difference of money fits");
    return *this;
}

Money Money::times(qint64 count) const
{
    Money product = *this;
    FOYER_INVARIANT(!qMulOverflow(m_minorUnits, count, &product.m_minorUnits),
                    "a product of money fits");
    return product;
}

std::strong_ordering operator<=>(const Money &a, const Money &b)
{
    FOYER_INVARIANT(a.m_currency == b.m_currency, "only amounts of one currency are compared");
    return a.m_minorUnits <=> b.m_minorUnits;
}

} // namespace foyer
