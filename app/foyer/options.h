#pragma once

#include "ui/widgets/theme.h"

#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace foyer {

/// What was asked for on the command line.
struct ProgramOptions
{
    /// The booking server; empty with embedded.
    QUrl server;
    /// Start a booking server of its own, with sample data in an empty folder.
    bool embedded = false;
    QString windowFolder;            ///< this window's store; each window needs one of its own
    QString houseFolder;             ///< of the embedded server
    std::optional<QString> language; ///< "de"; nothing: the system's
    std::optional<ThemeMode> theme;  ///< nothing: as it was left
    std::optional<Density> density;
    QString tourFolder;  ///< take the guided tour and write its pictures here
    QString pictureFile; ///< show the first screen, save a picture of it, end
};

/// Reads the arguments. Ends the program for --help and --version (exit 0) and, with one
/// sentence on stderr, for what cannot be understood (exit 2).
[[nodiscard]] ProgramOptions parseOptions(const QStringList &arguments);

} // namespace foyer
