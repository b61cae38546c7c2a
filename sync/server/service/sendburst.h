#pragma once

#include <functional>
#include <utility>
#include <vector>

namespace foyer {

/// While it lives, links may put off waking the threads of their connections for what its thread
/// sends: one wake-up for the answers of a commit instead of one for each, and no thread that wakes
/// up only to find the next answer's lock taken. Lives on the stack; none within another.
class SendBurst final
{
public:
    SendBurst() { s_current = this; }
    ~SendBurst()
    {
        s_current = nullptr;
        flush();
    }
    SendBurst(const SendBurst &) = delete;
    SendBurst &operator=(const SendBurst &) = delete;

    /// That of the calling thread; null: wake at once.
    [[nodiscard]] static SendBurst *current() { return s_current; }

    /// \a wake is called soon, at the latest when the burst ends.
    void putOff(std::function<void()> wake) { m_wakes.push_back(std::move(wake)); }
    /// Something has been sent; after many of them the others need not wait for the end.
    void count()
    {
        if (++m_sends % mostSends == 0)
            flush();
    }

private:
    static constexpr int mostSends = 64;

    void flush()
    {
        for (const auto &wake : m_wakes)
            wake();
        m_wakes.clear();
    }

    static thread_local inline SendBurst *s_current = nullptr;
    std::vector<std::function<void()>> m_wakes;
    int m_sends = 0;
};

} // namespace foyer
