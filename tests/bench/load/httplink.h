#pragma once

#include <QByteArray>
#include <QList>

namespace foyer::bench {

/// One HTTP connection to 127.0.0.1 that is kept alive; blocks. One thread at a time.
class HttpLink final
{
public:
    struct Answer
    {
        int status = 0; ///< 0: the connection broke
        QByteArray body;
    };

    explicit HttpLink(quint16 port);
    ~HttpLink();
    Q_DISABLE_COPY_MOVE(HttpLink)

    /// \a headers are whole lines, each with its end.
    [[nodiscard]] Answer ask(const QByteArray &method, const QByteArray &target,
                             const QByteArray &headers = {}, const QByteArray &body = {});

private:
    int m_socket = -1;
};

} // namespace foyer::bench
