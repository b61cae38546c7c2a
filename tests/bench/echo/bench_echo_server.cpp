#include "tests/bench/echo/echoservers.h"

#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <thread>
#include <unistd.h>

void foyer::bench::printPort(int port)
{
    std::printf("%d\n", port);
    std::fflush(stdout);
}

/// bench_echo_server edge|epoll|qt|beast: echoes until its standard input ends.
int main(int argc, char **argv)
{
    using namespace foyer::bench;
    std::thread([] {
        char bytes[64];
        while (::read(STDIN_FILENO, bytes, sizeof bytes) > 0) {
        }
        std::_Exit(0);
    }).detach();
    const std::string_view kind = argc > 1 ? argv[1] : "";
    if (kind == "edge")
        echoByEdge();
    else if (kind == "epoll")
        echoByEpoll();
    else if (kind == "beast")
        echoByBeast();
    else if (kind == "qt")
        echoByQt(argc, argv);
    return 1;
}
