// SPDX-License-Identifier: GPL-3.0-or-later
// POSIX sh with openssl, od, tr, sed. `openssl dgst -hmac` takes the key as an argument, which every user of the machine can
// read in the list of processes; so HMAC is made of two digests, and the key only goes through pipes.
#include "snippets/recipe.h"
#include "snippets/template.h"

#include "base/text.h"
#include "verify/signing.h"

#include <algorithm>

namespace hookloupe::snippets {

namespace {

using verify::Covered;
using verify::HeaderForm;
using verify::KeyForm;

std::string hashOption(crypto::HashAlgorithm algorithm)
{
    switch (algorithm) {
    case crypto::HashAlgorithm::Sha1: return "-sha1";
    case crypto::HashAlgorithm::Sha256: return "-sha256";
    case crypto::HashAlgorithm::Sha512: return "-sha512";
    }
    return {};
}

int blockBytes(crypto::HashAlgorithm algorithm)
{
    return algorithm == crypto::HashAlgorithm::Sha512 ? 128 : 64;
}

bool isPrintable(char c)
{
    return (c >= 0x20 && c < 0x7f) || c == '\t';
}

/// A word in single quotes. A byte that is no printable ASCII becomes '?': it makes a signature or a time malformed all the
/// same, and a shell can't hold every byte.
std::string word(std::string_view value)
{
    std::string out = "'";
    for (const char c : value) {
        if (c == '\'')
            out += "'\\''";
        else
            out += isPrintable(c) ? c : '?';
    }
    return out + "'";
}

/// A command that writes exactly these bytes.
std::string writer(std::string_view bytes)
{
    if (std::ranges::all_of(bytes, isPrintable))
        return "printf %s " + word(bytes);
    return "printf %s " + word(toBase64(bytes)) + " | openssl base64 -d -A";
}

std::string bodyFunction(const Recipe& recipe)
{
    if (recipe.readsFile)
        return "body() { cat \"$file\"; }\n";
    if (recipe.bytes.empty())
        return "body() { :; }\n";
    return "body() {\n    openssl base64 -d <<'END_OF_BODY'\n" + base64Lines(recipe.bytes) + "END_OF_BODY\n}\n";
}

std::string signedFunction(const Recipe& recipe)
{
    switch (recipe.scheme.covered) {
    case Covered::Body:
        return "# The body byte for byte as it came.\nsigned() { body; }\n";
    case Covered::SpeckleBody:
        if (recipe.from == Signed::GivenPayload)
            return "# Only the payload is signed, after one JSON decode. Hookloupe has done that: a shell can't.\n"
                   "signed() { body; }\n";
        return "# Speckle 2.12 and later sign the whole body, byte for byte as it came.\nsigned() { body; }\n";
    case Covered::TimestampDotBody: return "signed() { printf %s. \"$timestamp\"; body; }\n";
    case Covered::SlackBasestring: return "signed() { printf v0:%s: \"$timestamp\"; body; }\n";
    case Covered::IdTimestampBody: {
        const std::string id = recipe.ids.empty() ? std::string() : recipe.ids.front();
        return "signed() { " + writer(id) + "; printf .%s. \"$timestamp\"; body; }\n";
    }
    }
    return {};
}

std::string keyFunction(const Recipe& recipe)
{
    if (recipe.scheme.key == KeyForm::Utf8)
        return "key() { printf %s \"$HOOKLOUPE_SECRET\"; }\n";
    return R"sh(key() { printf %s "${HOOKLOUPE_SECRET#whsec_}" | openssl base64 -d -A; }

is_base64() {
    text=${HOOKLOUPE_SECRET#whsec_}
    [ $((${#text} % 4)) -eq 0 ] || return 1
    text=${text%=}
    case ${text%=} in *[!A-Za-z0-9+/]*) return 1 ;; esac
}
)sh";
}

std::string hmacFunctions(const Recipe& recipe)
{
    return fill(R"sh(digest() { openssl dgst @HASH@ -binary; }
hex() { od -An -v -tx1 | tr -d ' \n'; }

# HMAC (RFC 2104) in its own steps: "openssl dgst -hmac" would show the secret in the list of processes.
# pad KEY NUMBER: the key in hex, filled up to a block with zeros, every byte XORed with the number.
pad() {
    rest=$1
    count=0
    while [ "$count" -lt @BLOCK@ ]; do
        byte=00
        if [ -n "$rest" ]; then
            byte=${rest%"${rest#??}"}
            rest=${rest#??}
        fi
        printf "\\$(printf %03o $((0x$byte ^ $2)))"
        count=$((count + 1))
    done
}

hmac() {
    key=$(key | hex)
    [ ${#key} -le $((2 * @BLOCK@)) ] || key=$(key | digest | hex)
    { pad "$key" 54; cat; } | digest | { pad "$key" 92; cat; } | digest
}
)sh",
                {{"HASH", hashOption(recipe.scheme.algorithm)},
                 {"BLOCK", std::to_string(blockBytes(recipe.scheme.algorithm))}});
}

/// Sets `same` to yes if "$entry" is the expected signature.
std::string compareLines(const Recipe& recipe, std::string_view indent)
{
    const std::string prefix(recipe.scheme.prefix);
    std::string code;
    if (recipe.isHex() && prefix.empty())
        code = "@I@entry=$(printf %s \"$entry\" | tr A-F a-f)\n";
    else if (recipe.isHex())
        code = "@I@case $entry in\n@I@" + prefix + "*) entry=" + prefix + "$(printf %s \"${entry#" + prefix
            + "}\" | tr A-F a-f) ;;\n@I@esac\n";
    code += "@I@[ \"$entry\" != \"$expected\" ] || same=yes\n";
    return fill(code, {{"I", std::string(indent)}});
}

std::string compareCode(const Recipe& recipe)
{
    if (recipe.scheme.form == HeaderForm::Plain)
        return "same=no\nentry=$signature\n" + compareLines(recipe, "");
    const std::string separator = recipe.scheme.form == HeaderForm::StripeList ? "," : "' '";
    return "same=no\nset -f\nIFS=" + separator + "\nfor entry in $signature; do\n    entry=$(printf %s \"$entry\" | trim)\n"
        + compareLines(recipe, "    ") + "done\n";
}

std::string head(const Recipe& recipe)
{
    return fill(R"sh(#!/bin/sh
# Checks the signature of one request that Hookloupe captured: @TITLE@, header @HEADER@.
#
#     HOOKLOUPE_SECRET='the secret' sh check_signature.sh@FILE@
#
# Prints "valid" or "invalid" and ends with 0 or 1; with 2 if it could not check. The secret is not in this file.
# Needs openssl.
)sh",
                {{"TITLE", std::string(recipe.scheme.title)},
                 {"HEADER", std::string(recipe.scheme.header)},
                 {"FILE", recipe.readsFile ? " body.bin" : ""}});
}

/// Ends with "invalid" if a header did not come exactly once: known when this is written.
std::string faultOf(const Recipe& recipe)
{
    const auto fault = [](std::string_view header, std::size_t count) {
        return "the request has " + std::to_string(count) + " " + std::string(header) + " headers, not one";
    };
    if (recipe.signatures.size() != 1)
        return fault(recipe.scheme.header, recipe.signatures.size());
    if (recipe.hasId() && recipe.ids.size() != 1)
        return fault(recipe.scheme.idHeader, recipe.ids.size());
    if (recipe.hasId() && recipe.ids.front().empty())
        return "the id is empty";
    if (!recipe.scheme.timestampHeader.empty() && recipe.timestamps.size() != 1)
        return fault(recipe.scheme.timestampHeader, recipe.timestamps.size());
    return {};
}

std::string timestampCode(const Recipe& recipe)
{
    if (!recipe.hasTimestamp())
        return {};
    std::string code = "fresh=yes\n";
    if (recipe.scheme.form == HeaderForm::StripeList)
        code += R"sh(times=0
set -f
IFS=,
for entry in $signature; do
    entry=$(printf %s "$entry" | trim)
    case $entry in
    t=*) timestamp=${entry#t=}; times=$((times + 1)) ;;
    esac
done
[ "$times" -eq 1 ] || invalid "the header does not name one timestamp"
)sh";
    return code + fill(R"sh(case $timestamp in
'' | *[!0-9]* | ?????????????*) invalid "the timestamp is no number of seconds" ;;
esac
seconds=${timestamp#"${timestamp%%[!0]*}"}
# Who repeats an old request has a signature that fits, but an old time in it. In microseconds; the arrival stands in for
# the time now.
age=$((@ARRIVED@ - ${seconds:-0} * 1000000))
[ "$age" -le @LIMIT@ ] && [ "$age" -ge -@LIMIT@ ] || fresh=no
)sh",
                       {{"ARRIVED", std::to_string(recipe.arrivedAt.time_since_epoch().count())},
                        {"LIMIT", std::to_string(recipe.scheme.tolerance->count() * 1'000'000)}});
}

constexpr std::string_view start = R"sh(LC_ALL=C
export LC_ALL

invalid() {
    echo "invalid: $1"
    exit 1
}

command -v openssl >/dev/null || { echo "openssl is not installed." >&2; exit 2; }
if [ -z "${HOOKLOUPE_SECRET+set}" ]; then
    echo "Set the environment variable HOOKLOUPE_SECRET to the secret." >&2
    exit 2
fi
)sh";

std::string endOf(const Recipe& recipe)
{
    constexpr std::string_view say = "printf 'expected  %s\\nreceived  %s\\n' \"$expected\" \"$signature\"\n";
    if (!recipe.notCovered.empty()) {
        const std::string fits = recipe.emptySecretCovers ? "elif [ \"$same\" = yes ]; then\n    echo valid\n" : "";
        const std::string only = recipe.emptySecretCovers ? " && [ -n \"$HOOKLOUPE_SECRET\" ]" : "";
        return "\n# Found by Hookloupe when it wrote this; the program does not look for it.\nif [ \"$same\" = yes ]" + only
            + "; then\n    same=no\n    echo \"invalid: " + recipe.notCovered + "\"\n" + fits + "else\n    echo invalid\nfi\n"
            + std::string(say) + "[ \"$same\" = yes ]\n";
    }
    if (!recipe.hasTimestamp())
        return "\nif [ \"$same\" = yes ]; then\n    echo valid\nelse\n    echo invalid\nfi\n" + std::string(say)
            + "[ \"$same\" = yes ]\n";
    return R"sh(
if [ "$same" = yes ] && [ "$fresh" = yes ]; then
    echo valid
elif [ "$same" = yes ]; then
    echo "invalid: the timestamp is too far from the arrival"
else
    echo invalid
fi
)sh" + std::string(say)
        + "[ \"$same\" = yes ] && [ \"$fresh\" = yes ]\n";
}

std::string program(const Recipe& recipe)
{
    std::string code = head(recipe) + std::string(start);
    if (recipe.from == Signed::Nothing)
        return code + "\n# What this scheme signs could not be found in the body, so no secret can fit.\n"
                      "invalid \"the signed bytes could not be found in the body\"\n";
    if (const std::string fault = faultOf(recipe); !fault.empty())
        return code + "\ninvalid \"" + fault + "\"\n";
    if (recipe.readsFile)
        code += "file=${1-}\n[ -r \"$file\" ] || { echo \"Give the file that holds the body.\" >&2; exit 2; }\n";
    code += "\nsignature=" + word(recipe.signatures.front()) + "\n";
    if (!recipe.scheme.timestampHeader.empty())
        code += "timestamp=" + word(recipe.timestamps.front()) + "\n";
    code += "\n";
    if (recipe.scheme.form != HeaderForm::Plain)
        code += "tab=$(printf '\\t')\ntrim() { sed \"s/^[ $tab]*//; s/[ $tab]*\\$//\"; }\n\n";
    code += hmacFunctions(recipe) + "\n" + keyFunction(recipe) + "\n" + signedFunction(recipe) + "\n" + bodyFunction(recipe)
        + "\n";
    if (recipe.scheme.key == KeyForm::WhsecBase64)
        code += "is_base64 || invalid \"the secret is not Base64\"\n";
    code += timestampCode(recipe);
    code += "expected=" + std::string(recipe.scheme.prefix) + "$(signed | hmac | "
        + (recipe.isHex() ? "hex" : "openssl base64 -A") + ")\n";
    return code + compareCode(recipe) + endOf(recipe);
}

} // namespace

Written writeShell(const Recipe& recipe)
{
    return {{}, program(recipe)};
}

} // namespace hookloupe::snippets
