#include "app/foyerd/stopsignals.h"

#include <csignal>
#include <pthread.h>

namespace foyer {

namespace {

sigset_t stopSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    return signals;
}

} // namespace

void blockStopSignals()
{
    const sigset_t signals = stopSignals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

void waitForStop()
{
    const sigset_t signals = stopSignals();
    int which = 0;
    while (sigwait(&signals, &which) != 0) {
    }
    pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

} // namespace foyer
