#include "models/domain/invariant.h"

#include <cstdio>
#include <cstdlib>

namespace foyer {

void invariantBroken(const char *promise, const char *file, int line)
{
    std::fprintf(stderr, "foyer: broken promise: %s (%s:%d)\n", promise, file, line);
    std::fflush(stderr);
    std::abort();
}

} // namespace foyer
