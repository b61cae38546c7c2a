#include "sync/server/net/framescanner.h"

#include <algorithm>
#include <cstring>

namespace foyer {

namespace {

constexpr std::size_t maskBytes = 4;

void unmask(std::span<char> bytes, const char *key)
{
    quint32 mask = 0;
    std::memcpy(&mask, key, maskBytes);
    std::size_t i = 0;
    for (; i + maskBytes <= bytes.size(); i += maskBytes) {
        quint32 word = 0;
        std::memcpy(&word, bytes.data() + i, maskBytes);
        word ^= mask;
        std::memcpy(bytes.data() + i, &word, maskBytes);
    }
    for (; i < bytes.size(); ++i)
        bytes[i] = char(bytes[i] ^ key[i % maskBytes]);
}

} // namespace

std::size_t FrameScanner::headerSize() const
{
    constexpr std::size_t shortest = 2;
    if (m_headerBytes < shortest)
        return shortest;
    const int length = m_header[1] & 0x7f;
    const bool isMasked = (m_header[1] & 0x80) != 0;
    return shortest + (length == 126 ? 2 : length == 127 ? 8 : 0) + (isMasked ? maskBytes : 0);
}

std::size_t FrameScanner::pass(const char *bytes, std::size_t count)
{
    std::size_t passed = 0;
    while (passed < count && m_headerBytes < headerSize()) {
        m_header[m_headerBytes++] = static_cast<unsigned char>(bytes[passed++]);
        if (m_headerBytes < headerSize())
            continue;
        const int length = m_header[1] & 0x7f;
        const int more = length == 126 ? 2 : length == 127 ? 8 : 0;
        m_left = more == 0 ? quint64(length) : 0;
        for (int i = 0; i < more; ++i)
            m_left = m_left << 8 | m_header[2 + i];
    }
    if (m_headerBytes < headerSize())
        return passed;
    const auto payload = std::size_t(std::min<quint64>(m_left, count - passed));
    m_left -= payload;
    if (m_left == 0)
        m_headerBytes = 0;
    return passed + payload;
}

std::optional<std::span<const char>> takeBinaryMessage(std::span<char> &input, std::size_t limit)
{
    constexpr unsigned char finalBinary = 0x82;
    constexpr unsigned char masked = 0x80;
    constexpr std::size_t longer = 126; // a length of two bytes follows
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(input[i]); };
    std::size_t header = 2 + maskBytes;
    if (input.size() < header || at(0) != finalBinary || (at(1) & masked) == 0)
        return std::nullopt;
    std::size_t size = at(1) & 0x7f;
    if (size > longer)
        return std::nullopt;
    if (size == longer) {
        header += 2;
        size = std::size_t(at(2)) << 8 | at(3);
        if (size < longer)
            return std::nullopt;
    }
    if (size > limit || input.size() < header + size)
        return std::nullopt;
    const std::span message = input.subspan(header, size);
    unmask(message, input.data() + header - maskBytes);
    input = input.subspan(header + size);
    return message;
}

} // namespace foyer
