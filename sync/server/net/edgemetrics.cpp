#include "sync/server/net/edgemetrics.h"

namespace foyer {

namespace {

void add(QByteArray &text, const char *name, const char *kind, const char *help, qint64 value)
{
    const QByteArray title(name);
    text += "# HELP " + title + ' ' + help + "\n# TYPE " + title + ' ' + kind + '\n' + title + ' ' +
            QByteArray::number(value) + '\n';
}

} // namespace

QByteArray edgeMetrics(const EdgeShared &shared)
{
    QByteArray text;
    add(text, "foyer_edge_connections", "gauge", "Open connections.", shared.connections);
    add(text, "foyer_edge_windows", "gauge", "Open WebSocket connections.", shared.windows);
    add(text, "foyer_edge_accepted_total", "counter", "Connections accepted.", shared.accepted);
    add(text, "foyer_edge_turned_away_total", "counter", "Connections over a limit.",
        shared.turnedAway);
    add(text, "foyer_edge_requests_total", "counter", "HTTP requests.", shared.requests);
    add(text, "foyer_edge_frames_in_total", "counter", "Messages from windows.", shared.framesIn);
    add(text, "foyer_edge_frames_out_total", "counter", "Messages to windows.", shared.framesOut);
    add(text, "foyer_edge_sends_total", "counter", "Sends these messages took.", shared.sends);
    add(text, "foyer_edge_dropped_behind_total", "counter", "Windows that read too slowly.",
        shared.droppedBehind);
    return text;
}

} // namespace foyer
