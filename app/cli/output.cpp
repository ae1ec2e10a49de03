// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output.h"

#include "base/standard_streams.h"
#include "cli/command.h"

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::cli {

bool sayBytes(std::string_view bytes)
{
    const std::error_code failed = writeAll(Stream::Output, bytes);
    if (failed)
        complain(u"hookloupe-cli: "_s + unwrittenSentence(failed));
    return !failed;
}

bool say(std::string_view line)
{
    std::string whole(line);
    whole += '\n';
    return sayBytes(whole);
}

bool say(const QString& line)
{
    return say(std::string_view(line.toStdString()));
}

void complain(const QString& line)
{
    [[maybe_unused]] const auto failed = writeAll(Stream::Error, line.toStdString() + '\n');
}

QString unwrittenSentence(const std::error_code& why)
{
    if (why == std::errc::broken_pipe || why == std::errc::bad_file_descriptor)
        return text("Standard output was closed: what was to be written is not complete.");
    if (why == std::errc::no_space_on_device)
        return text("Standard output could not be written, as its disk is full: what is there is not complete.");
    return text("Standard output could not be written (%1): what is there is not complete.")
        .arg(QString::fromStdString(why.message()));
}

} // namespace hookloupe::cli
