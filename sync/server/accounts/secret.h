#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace foyer {

/// A password or bearer token in memory: printed as "[secret]", overwritten when it goes.
///
/// Moves, never copies, so that there is one place to wipe. The bytes it was made from are the
/// caller's to wipe; taking() does it for text.
class Secret final
{
public:
    Secret() = default;
    explicit Secret(QByteArrayView bytes)
        : m_bytes(bytes.begin(), bytes.end())
    {}
    /// The UTF-8 of \a text; \a text is overwritten and empty afterwards.
    [[nodiscard]] static Secret taking(QString &text);
    Secret(Secret &&other) noexcept;
    Secret &operator=(Secret &&other) noexcept;
    Secret(const Secret &) = delete;
    Secret &operator=(const Secret &) = delete;
    ~Secret();

    [[nodiscard]] bool isEmpty() const { return m_bytes.empty(); }
    /// The bytes themselves, valid while this lives. Never for a log.
    [[nodiscard]] QByteArrayView reveal() const
    {
        return {m_bytes.data(), qsizetype(m_bytes.size())};
    }
    [[nodiscard]] QString toString() const; ///< always "[secret]"

private:
    void wipe() noexcept;
    std::vector<char> m_bytes;
};

} // namespace foyer
