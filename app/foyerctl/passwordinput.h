#pragma once

#include "models/domain/refusal.h"
#include "sync/server/accounts/secret.h"

namespace foyer {

/// Asks for a new password twice without showing it, or reads one line when standard input is
/// no terminal. \return InvalidRecord when it is shorter than 8 characters or differs.
[[nodiscard]] Result<Secret> readNewPassword();

} // namespace foyer
