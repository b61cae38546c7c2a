#include "tests/bench/load/benchhouse.h"

#include <QCoreApplication>

#include <cstdio>
#include <unistd.h>

/// bench_house_server FILE: serves the house in FILE until its standard input ends.
int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const foyer::bench::BenchHouse house(application.arguments().value(1));
    std::printf("%d\n", house.port());
    std::fflush(stdout);
    char bytes[64];
    while (::read(STDIN_FILENO, bytes, sizeof bytes) > 0) {
    }
    return 0;
}
