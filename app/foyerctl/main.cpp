// foyerctl: the operator's tool beside foyerd. One file per command.
#include "app/foyerctl/command.h"

#include <QCoreApplication>

#include <cstdio>
#include <sys/stat.h>

namespace foyer {

using namespace Qt::StringLiterals;

ExitCode failed(const QString &why)
{
    std::fprintf(stderr, "foyerctl: %s\n", qPrintable(why));
    return ExitCode::Failed;
}

ExitCode misused(const QString &why)
{
    std::fprintf(stderr, "foyerctl: %s Try foyerctl --help.\n", qPrintable(why));
    return ExitCode::Misused;
}

void say(const QString &line)
{
    std::fprintf(stdout, "%s\n", qPrintable(line));
}

namespace {

constexpr const char *help = R"(foyerctl: looks after the house of a Foyer booking server.

  foyerctl verify --data DIR | --store URI
      Replays the ledger and checks every ticket, total and hash; also while foyerd runs.
  foyerctl copy SOURCE DESTINATION
      Copies a whole house from one store into another, empty one, in one transaction, and proves
      that every table reads the same. The copy is the house as it is at one moment: stop foyerd
      first, or what it sells from then on stays behind. Both are store URIs.
  foyerctl compare ONE OTHER
      Reads two houses, in whatever stores, and names the tables in which they differ.
  foyerctl backup FILE --data DIR | --store URI
      Copies the house, as it is at one moment, into a new file and verifies it; also while
      foyerd runs. The file is a house in SQLite, whatever store it comes from.
  foyerctl restore FILE --data DIR | --store URI
      Verifies a backup and puts it in the place of the house, which is kept beside it; in
      PostgreSQL into an empty database. Needs foyerd to be stopped. Windows forget what they
      have seen since.
  foyerctl migrate --data DIR | --store URI
      Makes the tables of a house, or brings them to the newest version, as foyerd does when it
      starts; for a PostgreSQL whose foyerd may not change tables.
  foyerctl user list --data DIR | --store URI
  foyerctl user add NAME --role ROLE [--display-name TEXT] --data DIR | --store URI
  foyerctl user set-password NAME --data DIR | --store URI
      ROLE is seller, supervisor, organizer, manager or admin. The password is asked for, or
      read as one line from standard input; never from the command line. A new password ends
      the old one's sessions and may be set while foyerd runs; adding needs foyerd stopped,
      unless the house is in PostgreSQL.
  foyerctl holds --data DIR | --store URI [--event ID]
      Lists what is held now, one hold a line.
  foyerctl map check FILE
      Checks a seat map, in Foyer's or in the pretix format.
  foyerctl map import FILE [--out FILE]
      Turns a pretix seating plan into Foyer's format and reports what was repaired.
  foyerctl --help | --version

A store URI is sqlite:PATH or postgres:URI, for example postgres:postgresql://foyer@db/foyer.

Exit codes: 0 fine, 1 could not be done, 2 wrong use, 3 faults were found.
)";

ExitCode run(const QStringList &arguments)
{
    const QString word = arguments.value(0);
    if (arguments.isEmpty() || arguments.contains(u"--help"_s) || word == u"-h"_s) {
        std::fputs(help, arguments.isEmpty() ? stderr : stdout);
        return arguments.isEmpty() ? ExitCode::Misused : ExitCode::Fine;
    }
    if (word == u"--version"_s || word == u"-v"_s) {
        say(u"foyerctl "_s + QString::fromLatin1(FOYER_VERSION));
        return ExitCode::Fine;
    }
    const QStringList rest = arguments.mid(1);
    if (word == u"verify"_s)
        return verifyHouse(rest);
    if (word == u"copy"_s)
        return copyStore(rest);
    if (word == u"compare"_s)
        return compareStores(rest);
    if (word == u"backup"_s)
        return backUp(rest);
    if (word == u"restore"_s)
        return restoreBackup(rest);
    if (word == u"migrate"_s)
        return migrateHouse(rest);
    if (word == u"user"_s)
        return manageUsers(rest);
    if (word == u"holds"_s)
        return listHolds(rest);
    if (word == u"map"_s)
        return handleMaps(rest);
    return misused(u"\"%1\" is no command."_s.arg(word));
}

} // namespace

} // namespace foyer

int main(int argc, char *argv[])
{
    ::umask(0077);
    const QCoreApplication application(argc, argv);
    return int(foyer::run(QCoreApplication::arguments().mid(1)));
}
