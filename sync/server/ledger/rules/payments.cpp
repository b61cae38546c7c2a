#include "sync/server/ledger/rules/payments.h"

#include <QSet>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

std::unexpected<Refusal> badPayment(const QString &why)
{
    return std::unexpected(refusal(RefusalCode::InvalidRecord, why));
}

/// The check digit by H. P. Luhn, over 13 to 19 digits: such a text is a card's number, which we
/// never keep.
bool isCardNumber(const QString &text)
{
    int sum = 0;
    int digits = 0;
    for (qsizetype i = text.size() - 1; i >= 0; --i) {
        const QChar letter = text[i];
        if (letter == u' ' || letter == u'-')
            continue;
        if (letter < u'0' || letter > u'9')
            return false;
        int digit = letter.unicode() - u'0';
        if (digits % 2 == 1)
            digit = digit > 4 ? digit * 2 - 9 : digit * 2;
        sum += digit;
        ++digits;
    }
    return digits >= 13 && digits <= 19 && sum % 10 == 0;
}

bool needsReference(PaymentMethod method)
{
    return method == PaymentMethod::Card || method == PaymentMethod::Voucher;
}

Result<void> checkPayment(const Payment &payment, Currency currency)
{
    if (payment.id.isNull() || payment.method == PaymentMethod::Exchange)
        return badPayment(u"A payment needs an id and a method of payment."_s);
    if (payment.amount.currency() != currency || payment.tendered.currency() != currency)
        return badPayment(u"Pay in %1."_s.arg(currency.code()));
    if (payment.amount.isNegative())
        return badPayment(u"A payment cannot be below zero."_s);
    if (payment.method == PaymentMethod::Cash ? payment.tendered < payment.amount
                                              : payment.tendered != payment.amount)
        return badPayment(u"What is handed over does not fit what is paid."_s);
    if (needsReference(payment.method) != !payment.reference.trimmed().isEmpty())
        return badPayment(
            u"A card payment or a voucher needs its reference, another payment has none."_s);
    if (isCardNumber(payment.reference))
        return badPayment(u"That is a card's number. Give the terminal's reference instead."_s);
    return {};
}

} // namespace

Result<void> checkPayments(const QList<Payment> &payments, const Money &due)
{
    QSet<PaymentId> ids;
    Money paid = Money::zero(due.currency());
    for (const Payment &payment : payments) {
        if (auto fine = checkPayment(payment, due.currency()); !fine)
            return fine;
        if (payment.amount > due)
            return badPayment(u"One payment is more than what is to pay."_s);
        paid += payment.amount; // at most 20 times what is due
        ids.insert(payment.id);
    }
    if (ids.size() != payments.size())
        return badPayment(u"Two payments have the same id."_s);
    if (paid < due)
        return std::unexpected(refusal(RefusalCode::PaymentShort,
                                       u"%1 %2 are to pay, which is more than was given."_s.arg(
                                           due.toDecimal(), due.currency().code())));
    if (paid > due)
        return badPayment(u"%1 %2 are to pay, which is less than the payments."_s.arg(
            due.toDecimal(), due.currency().code()));
    return {};
}

Money changeOf(const QList<Payment> &payments, Currency currency)
{
    Money change = Money::zero(currency);
    for (const Payment &payment : payments) {
        if (payment.method == PaymentMethod::Cash)
            change += payment.tendered - payment.amount;
    }
    return change;
}

Payment refundOf(const Booking &booking, const PaymentId &id, const Money &amount)
{
    const Money out = Money::zero(amount.currency()) - amount;
    Payment refund{.id = id, .method = PaymentMethod::Cash, .amount = out, .tendered = out};
    const auto first = std::ranges::find_if(booking.payments, [](const Payment &payment) {
        return payment.method != PaymentMethod::Exchange && !payment.amount.isNegative();
    });
    if (first != booking.payments.cend()) {
        refund.method = first->method;
        refund.reference = first->reference;
    }
    return refund;
}

} // namespace foyer
