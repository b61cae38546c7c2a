#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <array>

/// What strangers' bytes are tried on. Each target is one function that takes any bytes at all;
/// libFuzzer calls it (driver.cpp, preset `fuzz`), and so does tst_fuzz_corpus in every test run.
namespace foyer::fuzz {

/// The promise that an input broke, in words; empty when it broke none. Memory errors and
/// undefined behaviour are the sanitizers' to see.
using Finding = QByteArray;

[[nodiscard]] Finding clientjson(QByteArrayView input); ///< one frame of a window
[[nodiscard]] Finding clientcbor(QByteArrayView input);
[[nodiscard]] Finding servercbor(QByteArrayView input); ///< one frame of the server, in the window
[[nodiscard]] Finding snapshot(QByteArrayView input);
[[nodiscard]] Finding conversation(QByteArrayView input); ///< Json frames, one a line
[[nodiscard]] Finding rest(QByteArrayView input); ///< request line, headers, empty line, body
[[nodiscard]] Finding seatmap(QByteArrayView input);
[[nodiscard]] Finding pretixplan(QByteArrayView input);
[[nodiscard]] Finding csv(QByteArrayView input);    ///< fields end at \x1f, rows at \x1e
[[nodiscard]] Finding search(QByteArrayView input); ///< query, location, cursor, names; one a line

struct Target
{
    const char *name; ///< its folder in corpus/
    Finding (*tryInput)(QByteArrayView input);
};

inline constexpr std::array targets{
    Target{"clientjson", clientjson},
    Target{"clientcbor", clientcbor},
    Target{"servercbor", servercbor},
    Target{"snapshot", snapshot},
    Target{"conversation", conversation},
    Target{"rest", rest},
    Target{"seatmap", seatmap},
    Target{"pretixplan", pretixplan},
    Target{"csv", csv},
    Target{"search", search},
};

} // namespace foyer::fuzz
