#pragma once

#include "tests/support/seededrandom.h"

#include <QByteArray>
#include <QList>

namespace foyer::fuzz {

/// A damaged copy of one of \a seeds: bits flipped, stretches cut, doubled, swapped with another
/// seed's, numbers and words put in that programs stumble over. The same \a random gives the
/// same. Never longer than 64 KiB.
[[nodiscard]] QByteArray mutated(const QList<QByteArray> &seeds, SeededRandom &random);

} // namespace foyer::fuzz
