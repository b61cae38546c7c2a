#pragma once

#include <QByteArray>
#include <QList>
#include <QStringList>

namespace foyer {

/// One field as RFC 4180 writes it: quoted when it holds a comma, a quote or a line break.
///
/// A text that a spreadsheet would run as a formula (it begins with = + - @, a tab or a line
/// break and is no plain number) gets an apostrophe in front, so that a name typed by a stranger
/// stays a text in the manager's spreadsheet.
[[nodiscard]] QString csvField(const QString &text);

/// All rows, UTF-8 with a byte order mark (spreadsheets read it as UTF-8 then), lines ending in
/// CR LF. O(characters).
[[nodiscard]] QByteArray csvDocument(const QList<QStringList> &rows);

} // namespace foyer
