#pragma once

#include <QString>

#include <memory>

namespace foyer::bench {

/// How the places of a general-admission area are kept.
enum class PlacesKept {
    AsTickets, ///< a row each, as seats are
    AsCounter, ///< one row with CHECK (sold + held + allotted <= capacity)
};

/// One event with one standing area in a SQLite file of its own, as bare calls of the library:
/// what a hold and a sale of some places write in either design, with the hold, the ledger row
/// and the outcome that both need. synchronous=FULL, committed in groups.
class Places final
{
public:
    /// Makes the file. Ends the program when it cannot.
    Places(PlacesKept kept, const QString &path, int capacity);
    ~Places();

    /// Holds and sells \a quantity places \a times, \a group steps in each transaction.
    /// \return how many were refused because no place was left.
    int sell(int times, int quantity, int group);
    /// Size of the file with everything in it, in bytes.
    [[nodiscard]] qint64 bytes();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace foyer::bench
