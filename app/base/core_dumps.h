// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace hookloupe {

/// Whether other programs of the user may look into this one. A window must let them: a desktop portal (file dialogs, the
/// theme) refuses whom it can't look at.
enum class Inspection { Allowed, Forbidden };

/// Crashing, the program leaves no picture of its memory, which holds secrets and payloads: none as a file, none for a crash
/// reporter that is given it by a pipe. The variable HOOKLOUPE_CORE_DUMPS, set to something, leaves all of it as it was, for
/// debugging. Linux and other POSIX systems as far as they can; to be called first.
void withoutCoreDumps(Inspection inspection);

} // namespace hookloupe
