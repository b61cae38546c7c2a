#include "tests/server/ledger/postgres/cutline.h"

#include "models/domain/invariant.h"

#include <QTemporaryDir>

#include <atomic>
#include <thread>
#include <vector>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr auto socketName = "/.s.PGSQL.5432";

sockaddr_un addressIn(const QString &directory)
{
    sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
    const QByteArray path = directory.toUtf8() + socketName;
    FOYER_INVARIANT(size_t(path.size()) < sizeof address.sun_path, "a socket's path is short");
    memcpy(address.sun_path, path.constData(), size_t(path.size()));
    return address;
}

int newSocket()
{
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    FOYER_INVARIANT(descriptor >= 0, "a socket is made");
    return descriptor;
}

} // namespace

struct CutLine::Private
{
    QTemporaryDir directory{u"/tmp/foyer-line-XXXXXX"_s};
    QString server;
    QString rest; ///< of the uri
    QString name;
    int listener = -1;
    std::atomic<bool> isStopping{false};
    std::atomic<int> cut{-1};
    std::thread acceptor;
    std::vector<std::thread> threads;

    /// Waits at most a moment for one of both to say something.
    static int readable(int one, int other)
    {
        pollfd waiting[2]{{one, POLLIN, 0}, {other, POLLIN, 0}};
        if (::poll(waiting, 2, 20) <= 0)
            return -1;
        return waiting[0].revents != 0 ? one : other;
    }

    /// \return false at its end.
    static bool pass(int from, int to)
    {
        char bytes[65'536];
        const ssize_t count = ::read(from, bytes, sizeof bytes);
        for (ssize_t sent = 0; sent < count;) {
            const ssize_t more = ::send(to, bytes + sent, size_t(count - sent), MSG_NOSIGNAL);
            if (more <= 0)
                return false;
            sent += more;
        }
        return count > 0;
    }

    void relay(int client)
    {
        const int upstream = newSocket();
        const sockaddr_un address = addressIn(server);
        bool isUp =
            ::connect(upstream, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
        while (isUp && !isStopping) {
            const int from = readable(client, upstream);
            if (from < 0)
                continue;
            const bool isCut = cut >= 0;
            if (isCut && from == client && cut == int(Cut::BeforeServer))
                break;
            if (isCut && from == upstream)
                break; // the server has answered; nobody hears it
            isUp = pass(from, from == client ? upstream : client);
        }
        cut = -1;
        ::close(client);
        ::close(upstream);
    }

    void accept()
    {
        while (!isStopping) {
            pollfd waiting{listener, POLLIN, 0};
            if (::poll(&waiting, 1, 20) <= 0)
                continue;
            const int client = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
            if (client < 0)
                continue;
            threads.emplace_back([this, client] { relay(client); });
        }
    }
};

CutLine::CutLine(const QString &uri)
    : d(std::make_unique<Private>())
{
    d->name = uri.section(u'/', 3).section(u'?', 0, 0);
    d->rest = uri.section(u'?', 1);
    d->server = d->rest.section(u"host="_s, 1).section(u'&', 0, 0);
    d->listener = newSocket();
    const sockaddr_un address = addressIn(d->directory.path());
    const bool isListening =
        ::bind(d->listener, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0 &&
        ::listen(d->listener, 8) == 0;
    FOYER_INVARIANT(isListening, "a line listens");
    d->acceptor = std::thread([this] { d->accept(); });
}

CutLine::~CutLine()
{
    d->isStopping = true;
    d->acceptor.join(); // from then on there are no new ones
    for (std::thread &thread : d->threads)
        thread.join();
    ::close(d->listener);
}

QString CutLine::uri() const
{
    QString rest = d->rest;
    rest.replace(d->server, d->directory.path());
    return u"postgresql:///%1?%2"_s.arg(d->name, rest);
}

void CutLine::cut(Cut where)
{
    d->cut = int(where);
}

} // namespace foyer
