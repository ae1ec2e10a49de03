// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"

#include <array>

namespace hookloupe::cli {

Command serveCommand();
Command verifyCommand();
Command listCommand();
Command showCommand();
Command sendCommand();
Command replayCommand();
Command forwardCommand();

std::span<const Command> commands()
{
    static const std::array all{
        serveCommand(),
        verifyCommand(),
        listCommand(),
        showCommand(),
        sendCommand(),
        replayCommand(),
        forwardCommand(),
    };
    return all;
}

} // namespace hookloupe::cli
