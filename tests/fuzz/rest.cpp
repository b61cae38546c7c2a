#include "tests/fuzz/fuzzhouse.h"
#include "tests/fuzz/targets.h"

#include <QJsonDocument>

namespace foyer::fuzz {

namespace {

HttpRequest requestFrom(const QByteArray &text)
{
    const qsizetype end = text.indexOf("\n\n");
    const QByteArrayList head = text.left(end < 0 ? text.size() : end).split('\n');
    const QByteArrayList line = head.first().split(' ');
    HttpRequest request{.method = line.value(0),
                        .target = line.value(1),
                        .headers = {},
                        .body = end < 0 ? QByteArray() : text.mid(end + 2),
                        .remoteAddress = "192.0.2.7"};
    for (const QByteArray &header : head.mid(1)) {
        const qsizetype colon = header.indexOf(':');
        if (colon > 0)
            request.headers.insert(header.left(colon).toLower(), header.mid(colon + 1).trimmed());
    }
    return request;
}

} // namespace

Finding rest(QByteArrayView input)
{
    FuzzHouse &house = FuzzHouse::fresh();
    const HttpRequest request = requestFrom(house.filledIn(input.toByteArray()));
    const HttpResponse response = house.ask(request);
    if (request.method == "DELETE" && response.status == 204)
        house.signInAgain();
    if (response.status == 0)
        return "a request was not answered";
    if (response.status < 200 || response.status >= 500)
        return "status " + QByteArray::number(response.status) + ": " + response.body;
    const bool isJson = response.contentType.endsWith("json");
    if (isJson && !response.body.isEmpty()) {
        QJsonParseError error;
        (void)QJsonDocument::fromJson(response.body, &error);
        if (error.error != QJsonParseError::NoError)
            return "the answer is not JSON: " + response.body;
    }
    if (response.status >= 400 && request.method != "HEAD" &&
        response.contentType != "application/problem+json")
        return "a refusal without problem details: " + response.contentType;
    for (const auto &[name, value] : response.headers) {
        if (name.contains('\n') || value.contains('\n') || value.contains('\r'))
            return "a header of the answer can be split: " + value;
    }
    return {};
}

} // namespace foyer::fuzz
