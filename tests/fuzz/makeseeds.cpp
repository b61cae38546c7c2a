#include "sync/protocol/codec.h"
#include "sync/protocol/snapshot.h"
#include "tests/protocol/randomfill.h"

#include <QDir>
#include <QFile>

// Writes the seeds that nobody can type: one frame of each message in each encoding, and packed
// snapshots. Run again when a message is added: makeseeds tests/fuzz/corpus

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype largestSeed = 4 * 1024;

bool writeSeed(const QString &folder, const QString &name, const QByteArray &bytes)
{
    QFile file(folder + u'/' + name);
    return QDir().mkpath(folder) && file.open(QIODevice::WriteOnly) &&
           file.write(bytes) == bytes.size();
}

/// The first frame of the alternative that is small.
template <class Message>
QByteArray smallFrame(int alternative, Encoding encoding)
{
    for (quint32 seed = 1;; ++seed) {
        Message message;
        RandomFill(seed).fillAlternative(message, alternative);
        const QByteArray frame = encode(message, encoding);
        if (frame.size() <= largestSeed)
            return frame;
    }
}

template <class Message>
bool writeFrames(const QString &folder, Encoding encoding)
{
    bool isDone = true;
    for (int i = 0; i < int(std::variant_size_v<Message>); ++i)
        isDone =
            isDone && writeSeed(folder, u"message-%1"_s.arg(i), smallFrame<Message>(i, encoding));
    return isDone;
}

bool writeCommands(const QString &folder, Encoding encoding)
{
    bool isDone = true;
    for (int i = 0; i < int(std::variant_size_v<Command>); ++i) {
        for (quint32 seed = 1; seed > 0; ++seed) {
            Perform perform{.operation = RandomFill(seed).make<Operation>(), .acknowledged = {}};
            RandomFill(seed).fillAlternative(perform.operation.command, i);
            const QByteArray frame = encode(ClientMessage(perform), encoding);
            if (frame.size() > largestSeed)
                continue;
            isDone = isDone && writeSeed(folder, u"command-%1"_s.arg(i), frame);
            break;
        }
    }
    return isDone;
}

QList<TicketView> someTickets(int count, quint32 seed)
{
    RandomFill fill(seed);
    QList<TicketView> tickets(count);
    const WindowId windows[] = {WindowId(QUuid(1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2)),
                                WindowId(QUuid(2, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2))};
    for (int i = 0; i < count; ++i) {
        TicketView &ticket = tickets[i];
        fill.counter("", ticket.version, Range{1, 900});
        ticket.status = TicketStatus((i / 3) % 4);
        if (ticket.status != TicketStatus::Held)
            continue;
        ticket.holder = windows[(i / 12) % 2];
        ticket.hold = HoldId(QUuid(9, 9, 9, 9, 9, 9, 9, 9, 9, quint8(i / 12), 1));
        ticket.fence = Fence(i / 12);
        ticket.remaining = Milliseconds(1000 * (i / 12));
    }
    return tickets;
}

bool writeSnapshots(const QString &folder)
{
    const WindowId viewer(QUuid(1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2));
    return writeSeed(folder, u"empty"_s, packTickets({}, viewer)) &&
           writeSeed(folder, u"hundred"_s, packTickets(someTickets(100, 3), viewer)) &&
           writeSeed(folder, u"stranger"_s, packTickets(someTickets(60, 4), {}));
}

} // namespace

int main(int argc, char **argv)
{
    const QString corpus = QString::fromLocal8Bit(argc == 2 ? argv[1] : "");
    const bool isDone = !corpus.isEmpty() &&
                        writeFrames<ClientMessage>(corpus + u"/clientjson"_s, Encoding::Json) &&
                        writeFrames<ClientMessage>(corpus + u"/clientcbor"_s, Encoding::Cbor) &&
                        writeFrames<ServerMessage>(corpus + u"/servercbor"_s, Encoding::Cbor) &&
                        writeCommands(corpus + u"/clientjson"_s, Encoding::Json) &&
                        writeCommands(corpus + u"/clientcbor"_s, Encoding::Cbor) &&
                        writeSnapshots(corpus + u"/snapshot"_s);
    return isDone ? 0 : 1;
}
