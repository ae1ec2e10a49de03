// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/advice.h"

#include "cli/command.h"
#include "words/signature_words.h"

namespace hookloupe::cli {

QString adviceFor(const verify::Scheme& scheme, const verify::Evidence& evidence,
                  const std::vector<std::string>& secrets, const verify::Elsewhere& elsewhere)
{
    const verify::Autopsy found = verify::autopsy(scheme, evidence, secrets, elsewhere);
    if (!found.matches.empty())
        return words::adviceSentence(found.matches.front(), scheme);
    return text("None of the ordinary mistakes explains this signature: the sender uses another secret, or the body was "
                "changed on its way.");
}

} // namespace hookloupe::cli
