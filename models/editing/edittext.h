#pragma once

#include "models/domain/refusal.h"

#include <QCoreApplication>

namespace foyer {

/// Names of undo steps and reasons of refused edits, translated.
class EditText final
{
    Q_DECLARE_TR_FUNCTIONS(foyer::EditText)
};

/// A refused edit: InvalidRecord with the reason in the user's language.
[[nodiscard]] inline std::unexpected<Refusal> refusedEdit(const QString &why)
{
    return std::unexpected(refusal(RefusalCode::InvalidRecord, why));
}

} // namespace foyer
