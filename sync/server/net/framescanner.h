#pragma once

#include <QtGlobal>

#include <cstddef>
#include <optional>
#include <span>

namespace foyer {

/// Finds where the frames of a WebSocket client end in a stream of bytes.
class FrameScanner final
{
public:
    /// \return how many of the next \a count bytes at \a bytes go to the end of the current
    /// frame, or all of them when it is longer. Those are then behind it.
    [[nodiscard]] std::size_t pass(const char *bytes, std::size_t count);

    [[nodiscard]] bool isBetweenFrames() const { return m_headerBytes == 0; }

private:
    [[nodiscard]] std::size_t headerSize() const;

    unsigned char m_header[14] = {};
    std::size_t m_headerBytes = 0; ///< of the current frame, seen so far
    quint64 m_left = 0;            ///< of its payload
};

/// Unwraps the frame at the start of \a input, unmasks it in place and goes behind it, if that is
/// a whole and correct binary message of at most \a limit bytes (RFC 6455, 5.2: FIN, no reserved
/// bits, masked, the shortest form of its length). Else nothing is touched.
[[nodiscard]] std::optional<std::span<const char>> takeBinaryMessage(std::span<char> &input,
                                                                     std::size_t limit);

} // namespace foyer
