#pragma once

/// Servers that send every message back to where it came from, for measuring how fast ours is.
/// Each prints its port as a line and then runs until the process ends.
namespace foyer::bench {

/// The edge as foyerd has it, with nothing behind it.
void echoByEdge();
/// An epoll loop with the least that the protocol needs: no limits, no checks, no deadlines.
void echoByEpoll();
/// QWebSocketServer, without subprotocols.
void echoByQt(int &argc, char **argv);
/// Boost.Beast as its own examples use it. A message that begins with 'B' goes to everybody.
void echoByBeast();

void printPort(int port);

} // namespace foyer::bench
