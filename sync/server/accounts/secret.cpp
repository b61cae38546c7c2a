#include "sync/server/accounts/secret.h"

#include <sodium.h>

#include <utility>

namespace foyer {

using namespace Qt::StringLiterals;

Secret Secret::taking(QString &text)
{
    QByteArray utf8 = text.toUtf8();
    Secret secret{QByteArrayView(utf8)};
    sodium_memzero(utf8.data(), size_t(utf8.size()));
    text.fill(u'\0');
    text.clear();
    return secret;
}

Secret::Secret(Secret &&other) noexcept
    : m_bytes(std::exchange(other.m_bytes, {}))
{}

Secret &Secret::operator=(Secret &&other) noexcept
{
    if (this != &other) {
        wipe();
        m_bytes = std::exchange(other.m_bytes, {});
    }
    return *this;
}

Secret::~Secret()
{
    wipe();
}

QString Secret::toString() const
{
    return u"[secret]"_s;
}

void Secret::wipe() noexcept
{
    if (!m_bytes.empty())
        sodium_memzero(m_bytes.data(), m_bytes.size());
}

} // namespace foyer
