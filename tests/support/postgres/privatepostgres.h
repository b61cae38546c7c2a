#pragma once

#include <QByteArray>
#include <QString>

#include <memory>

namespace foyer {

/// One PostgreSQL 15 for the whole test process, in a directory of its own, reached through a
/// socket there; started at the first use and gone with the process, however that ends.
/// Durable as in a house: fsync and synchronous_commit are on.
class PrivatePostgres final
{
public:
    /// The process's server. Stops the test with what to install when there is none to start.
    [[nodiscard]] static PrivatePostgres &instance();
    ~PrivatePostgres();
    Q_DISABLE_COPY_MOVE(PrivatePostgres)

    /// Makes an empty database. \return its connection string.
    [[nodiscard]] QString freshDatabase();
    /// Makes a database that is a copy of the one at \a uri, to which nobody may be connected.
    [[nodiscard]] QString copyOf(const QString &uri);
    /// The connection string of the database \a name.
    [[nodiscard]] QString uriOf(const QString &name) const;
    /// Lets nobody in to the database at \a uri and throws everybody out; until open().
    void shut(const QString &uri);
    void open(const QString &uri);
    /// Ends every connection to every database but its own, as a restart of the server would.
    void dropConnections();

private:
    PrivatePostgres();
    void execute(const QByteArray &statement);

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace foyer
