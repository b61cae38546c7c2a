#pragma once

#include <QString>

class QCoreApplication;

namespace foyer {

/// Loads the translations of \a code ("de", "en"), of Foyer and of Qt, and makes its locale the
/// program's. An unknown code gives English. Once, before the first window.
void useLanguage(QCoreApplication &application, const QString &code);

/// The language to start with: what was chosen before, else the system's.
[[nodiscard]] QString preferredLanguage();
void rememberLanguage(const QString &code);

} // namespace foyer
