#include "tests/fuzz/fuzzhouse.h"
#include "tests/fuzz/targets.h"

namespace foyer::fuzz {

using namespace Qt::StringLiterals;

namespace {

/// Counts what a window gets, and reads it as a window does.
class CountingLink final : public WindowLink
{
public:
    void send(std::shared_ptr<const QByteArray> frame) override
    {
        ++answers;
        areReadable = areReadable && decodeServerMessage(*frame, Encoding::Json).has_value();
    }
    void close(quint16 code, const QString &) override { closeCode = code; }

    int answers = 0;
    bool areReadable = true;
    quint16 closeCode = 0;
};

} // namespace

Finding conversation(QByteArrayView input)
{
    FuzzHouse &house = FuzzHouse::fresh();
    const auto link = std::make_shared<CountingLink>();
    const auto talk =
        house.service->converse(link, Encoding::Json, "192.0.2.7", house.clock.tick());
    const ClientMessage hello = Hello{
        .client = u"fuzz"_s, .window = house.house.windows[0], .token = house.house.tokens[0]};
    talk->received(encode(hello, Encoding::Json), house.clock.tick());
    for (const QByteArray &frame : house.filledIn(input.toByteArray()).split('\n')) {
        if (frame.contains("sign_in"))
            continue; // passwords are checked on another thread; tst_service has them
        const int before = link->answers;
        talk->received(frame, house.clock.tick());
        house.service->commitPending();
        if (link->closeCode == 0 && link->answers == before && !frame.contains("unwatch"))
            return "no answer to " + frame;
    }
    if (input.toByteArray().contains("sign_out"))
        house.signInAgain();
    if (!link->areReadable)
        return "a window could not read an answer";
    const bool isDocumented = link->closeCode == 0 || link->closeCode == 1008;
    return isDocumented ? Finding() : "closed with " + QByteArray::number(link->closeCode);
}

} // namespace foyer::fuzz
