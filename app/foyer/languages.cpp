#include "app/foyer/languages.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QSettings>
#include <QTranslator>

#include <string_view>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {
const QString languageKey = u"language"_s;

/// Looks texts up without the namespace: tr() asks for "foyer::CartPanel", lupdate files under
/// "CartPanel".
class FoyerTranslator final : public QTranslator
{
public:
    using QTranslator::QTranslator;
    [[nodiscard]] QString translate(const char *context, const char *text, const char *comment,
                                    int n) const override
    {
        constexpr std::string_view prefix = "foyer::";
        const bool isOurs = std::string_view(context).starts_with(prefix);
        const char *filed = isOurs ? context + prefix.size() : context;
        const QString found = QTranslator::translate(filed, text, comment, n);
        // QCoreApplication::translate("foyer::...") is filed as it is written.
        return found.isNull() && isOurs ? QTranslator::translate(context, text, comment, n) : found;
    }
};

} // namespace

void useLanguage(QCoreApplication &application, const QString &code)
{
    // Numbers, dates and money follow the region the machine is set to, when it speaks the
    // language.
    const QLocale wanted(code);
    const QLocale system = QLocale::system();
    QLocale::setDefault(system.language() == wanted.language() ? system : wanted);
    auto *ours = new FoyerTranslator(&application);
    // Who speaks another language reads English, in whole sentences: it has plurals of its own.
    if (ours->load(u"foyer_"_s + wanted.name().section(u'_', 0, 0), u":/i18n"_s) ||
        ours->load(u"foyer_en"_s, u":/i18n"_s))
        QCoreApplication::installTranslator(ours);
    auto *qts = new QTranslator(&application);
    if (qts->load(wanted, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qts);
}

QString preferredLanguage()
{
    // A machine set to "C" says nothing of its people.
    const QLocale system = QLocale::system();
    const QString spoken = system.language() == QLocale::C ? u"en"_s : system.name();
    return QSettings().value(languageKey, spoken.section(u'_', 0, 0)).toString();
}

void rememberLanguage(const QString &code)
{
    QSettings().setValue(languageKey, code);
}

} // namespace foyer
