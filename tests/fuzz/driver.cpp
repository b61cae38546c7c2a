#include "tests/fuzz/targets.h"

#include <cstdio>
#include <cstdlib>

// One libFuzzer program; FOYER_FUZZ_TARGET names its target.

// The name and signature are libFuzzer's.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const QByteArrayView input(data, qsizetype(size));
    const foyer::fuzz::Finding finding = foyer::fuzz::FOYER_FUZZ_TARGET(input);
    if (!finding.isEmpty()) {
        std::fprintf(stderr, "%s\n", finding.constData());
        std::abort();
    }
    return 0;
}
