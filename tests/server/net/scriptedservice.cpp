#include "scriptedservice.h"

// The test program defines the service's own members, so that the edge can be driven exactly.
namespace foyer {

namespace {

std::unique_ptr<Script> current = std::make_unique<Script>();

class ScriptedConversation final : public Conversation
{
public:
    explicit ScriptedConversation(std::shared_ptr<WindowLink> link)
        : m_link(std::move(link))
    {
        const std::lock_guard lock(script().mutex);
        script().links.push_back(m_link);
        ++script().living;
    }
    ~ScriptedConversation() override { --script().living; }
    void received(QByteArrayView frame, Tick) override
    {
        if (script().receive)
            script().receive(*m_link, frame.toByteArray());
        else
            m_link->send(std::make_shared<QByteArray>(frame.toByteArray()));
    }
    [[nodiscard]] qsizetype frameLimit() const override { return script().frameLimit; }
    [[nodiscard]] std::optional<QString> overdue(Tick) const override
    {
        const std::lock_guard lock(script().mutex);
        return script().overdue;
    }

private:
    std::shared_ptr<WindowLink> m_link;
};

} // namespace

Script &script()
{
    return *current;
}

void resetScript()
{
    current = std::make_unique<Script>();
}

std::shared_ptr<WindowLink> firstLink()
{
    const std::lock_guard lock(script().mutex);
    return script().links.at(0);
}

struct BookingService::Private
{};

BookingService::BookingService(Ledger &, const Clock &, RandomSource &, BookingServiceSettings) {}
BookingService::~BookingService() = default;

std::unique_ptr<Conversation> BookingService::converse(std::shared_ptr<WindowLink> link, Encoding,
                                                       const QByteArray &, Tick)
{
    return std::make_unique<ScriptedConversation>(std::move(link));
}

void BookingService::handle(const HttpRequest &request, std::function<void(HttpResponse)> done)
{
    if (script().handle)
        return script().handle(request, std::move(done));
    HttpResponse response;
    response.contentType = "text/plain";
    response.body =
        request.method + ' ' + request.target + ' ' + QByteArray::number(request.body.size());
    done(response);
}

} // namespace foyer
