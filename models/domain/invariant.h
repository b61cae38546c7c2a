#pragma once

namespace foyer {

/// Says on stderr which promise broke and where, then ends the program.
///
/// For promises the program makes to itself, never for bad input. Stays on in release builds:
/// a box office that stops is better than one that sells a seat twice.
[[noreturn]] void invariantBroken(const char *promise, const char *file, int line);

} // namespace foyer

/// Ends the program with a message when \a condition is false. \a promise is a sentence.
#define FOYER_INVARIANT(condition, promise)                                                        \
    do {                                                                                           \
        if (!(condition)) [[unlikely]]                                                             \
            ::foyer::invariantBroken(promise, __FILE__, __LINE__);                                 \
    } while (false)
