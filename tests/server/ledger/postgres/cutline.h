#pragma once

#include <QString>

#include <memory>

namespace foyer {

/// A line to a PostgreSQL on a socket in a directory, which a test cuts at the moment that matters.
/// Threads of its own; every call from one thread.
class CutLine final
{
public:
    enum class Cut : quint8 {
        BeforeServer, ///< what is sent next never arrives
        AfterServer,  ///< it arrives and is done, but the answer is lost
    };

    /// To the server of \a uri (postgresql:///NAME?host=DIRECTORY...).
    explicit CutLine(const QString &uri);
    ~CutLine();
    Q_DISABLE_COPY_MOVE(CutLine)

    /// The same database through this line.
    [[nodiscard]] QString uri() const;
    /// Cuts every connection once something is sent.
    void cut(Cut where);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace foyer
