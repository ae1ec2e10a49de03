// SPDX-License-Identifier: GPL-3.0-or-later
#include "snippets/recipe.h"
#include "snippets/template.h"

namespace hookloupe::snippets {

namespace {

using verify::Covered;
using verify::HeaderForm;
using verify::KeyForm;

constexpr std::string_view escape = "\\x";

std::string_view hashName(crypto::HashAlgorithm algorithm)
{
    switch (algorithm) {
    case crypto::HashAlgorithm::Sha1: return "sha1";
    case crypto::HashAlgorithm::Sha256: return "sha256";
    case crypto::HashAlgorithm::Sha512: return "sha512";
    }
    return {};
}

/// ", message_id, timestamp": the arguments beside secret, body and signature.
std::string arguments(const Recipe& recipe)
{
    return std::string(recipe.hasId() ? ", message_id" : "") + (recipe.hasTimestamp() ? ", timestamp" : "");
}

std::string signedBytes(const Recipe& recipe)
{
    switch (recipe.scheme.covered) {
    case Covered::Body:
        return "    # The body byte for byte as it came: never parse it and write it again.\n"
               "    return body\n";
    case Covered::SpeckleBody:
        if (recipe.from == Signed::DecodedPayload)
            return "    # Speckle 2.11 and earlier sign the text inside \"payload\", after one JSON decode.\n"
                   "    return json.loads(body)[\"payload\"].encode(\"utf-8\")\n";
        if (recipe.from == Signed::GivenPayload)
            return "    # Only the payload is signed. Hookloupe has taken it out of the body, so it is all that is here.\n"
                   "    return body\n";
        return "    # Speckle 2.12 and later sign the whole body, byte for byte as it came: never parse it and write it\n"
               "    # again.\n"
               "    return body\n";
    case Covered::TimestampDotBody: return "    return timestamp.encode() + b\".\" + body\n";
    case Covered::SlackBasestring: return "    return b\"v0:\" + timestamp.encode() + b\":\" + body\n";
    case Covered::IdTimestampBody:
        return "    return message_id.encode(\"latin-1\") + b\".\" + timestamp.encode() + b\".\" + body\n";
    }
    return {};
}

/// Whether the signature covers all that a reader can see; empty if it always does, or the program has the payload alone.
std::string coverFunction(const Recipe& recipe)
{
    if (!recipe.looksBesidePayload())
        return {};
    return R"(def is_all_signed(body):
    # Whoever has seen one signed request can put members beside its payload, or a second "payload", which most
    # readers take. And a text that is no object, or has a payload itself, was signed
    # as another request's body.
    members = json.loads(body, object_pairs_hook=tuple)
    if not isinstance(members, tuple) or len(members) != 1 or not isinstance(members[0][1], str):
        return False
    try:
        payload = json.loads(members[0][1], object_pairs_hook=tuple)
    except ValueError:
        return False
    return isinstance(payload, tuple) and all(name.lower() != "payload" for name, _ in payload)


)";
}

std::string expectedSignature(const Recipe& recipe)
{
    const verify::Scheme& scheme = recipe.scheme;
    std::string code;
    if (scheme.key == KeyForm::WhsecBase64)
        code = "    key = base64.b64decode(secret.removeprefix(b\"whsec_\"), validate=True)\n";
    code += fill("    mac = hmac.new(@KEY@, signed_bytes(body@ARGS@), hashlib.@HASH@)\n",
                 {{"KEY", scheme.key == KeyForm::WhsecBase64 ? "key" : "secret"},
                  {"ARGS", arguments(recipe)},
                  {"HASH", std::string(hashName(scheme.algorithm))}});
    code += "    return ";
    if (!scheme.prefix.empty())
        code += quoted(scheme.prefix, escape) + " + ";
    return code + (recipe.isHex() ? "mac.hexdigest()\n" : "base64.b64encode(mac.digest()).decode()\n");
}

/// The signatures in a header, written as expected_signature() writes them.
std::string signaturesIn(const Recipe& recipe)
{
    const std::size_t prefix = recipe.scheme.prefix.size();
    const auto lowered = [&](const std::string& text) {
        if (!recipe.isHex())
            return text;
        const std::string length = std::to_string(prefix);
        return prefix == 0 ? text + ".lower()" : text + "[:" + length + "] + " + text + "[" + length + ":].lower()";
    };
    if (recipe.scheme.form == HeaderForm::Plain)
        return "    return [" + lowered("header") + "]\n";
    return recipe.isHex() ? "    return [" + lowered("entry") + " for entry in entries_of(header)]\n"
                          : "    return entries_of(header)\n";
}

std::string entriesFunction(const Recipe& recipe)
{
    if (recipe.scheme.form == HeaderForm::Plain)
        return {};
    const std::string separator = recipe.scheme.form == HeaderForm::StripeList ? "," : " ";
    return "def entries_of(header):\n    return [entry.strip(\" \\t\") for entry in header.split(\"" + separator
        + "\")]\n\n\n";
}

std::string timestampFunctions(const Recipe& recipe)
{
    if (!recipe.hasTimestamp())
        return {};
    std::string code;
    if (recipe.scheme.form == HeaderForm::StripeList)
        code = "def timestamps_in(header):\n"
               "    return [entry[2:] for entry in entries_of(header) if entry.startswith(\"t=\")]\n\n\n";
    return code + fill(R"(def is_fresh(timestamp, now):
    # Who repeats an old request has a signature that fits, but an old time in it.
    return re.fullmatch("[0-9]{1,12}", timestamp) is not None and abs(now - int(timestamp)) <= @SECONDS@


)",
                       {{"SECONDS", std::to_string(recipe.scheme.tolerance->count())}});
}

std::string checkOf(const Recipe& recipe)
{
    return fill(R"(def signed_bytes(body@ARGS@):
@SIGNED@

def expected_signature(secret, body@ARGS@):
@EXPECTED@

@ENTRIES@def signatures_in(header):
@SIGNATURES@

@TIME@@COVER@def is_valid(secret, body, header@ARGS@@NOW@):
    """Secret and body are bytes; header is the value of @HEADER@.@NOW_HELP@"""
@FRESH@    expected = expected_signature(secret, body@ARGS@).encode()
    return any(hmac.compare_digest(expected, each.encode()) for each in signatures_in(header))
)",
                {{"ARGS", arguments(recipe)},
                 {"SIGNED", signedBytes(recipe)},
                 {"EXPECTED", expectedSignature(recipe)},
                 {"ENTRIES", entriesFunction(recipe)},
                 {"SIGNATURES", signaturesIn(recipe)},
                 {"TIME", timestampFunctions(recipe)},
                 {"COVER", coverFunction(recipe)},
                 {"HEADER", std::string(recipe.scheme.header)},
                 {"NOW", recipe.hasTimestamp() ? ", now" : ""},
                 {"NOW_HELP", recipe.hasTimestamp() ? " In a handler, now is time.time()." : ""},
                 {"FRESH", recipe.hasTimestamp()           ? "    if not is_fresh(timestamp, now):\n        return False\n"
                           : recipe.looksBesidePayload() ? "    if not is_all_signed(body):\n        return False\n"
                                                         : ""}});
}

std::string imports(const Recipe& recipe, bool program)
{
    std::string code;
    if (program || !recipe.isHex() || recipe.scheme.key == KeyForm::WhsecBase64)
        code += "import base64\n";
    code += "import hashlib\nimport hmac\n";
    if (recipe.from == Signed::DecodedPayload)
        code += "import json\n";
    if (program)
        code += "import os\n";
    if (recipe.hasTimestamp())
        code += "import re\n";
    if (program)
        code += "import sys\n";
    return code;
}

std::string head(const Recipe& recipe)
{
    return fill(R"(#!/usr/bin/env python3
# Checks the signature of one request that Hookloupe captured: @TITLE@, header @HEADER@.
#
#     HOOKLOUPE_SECRET='the secret' python3 check_signature.py@FILE@
#
# Prints "valid" or "invalid" and ends with 0 or 1; with 2 if it could not check. The secret is not in this file.
)",
                {{"TITLE", std::string(recipe.scheme.title)},
                 {"HEADER", std::string(recipe.scheme.header)},
                 {"FILE", recipe.readsFile ? " body.bin" : ""}});
}

std::string headerChecks(const Recipe& recipe)
{
    std::string code;
    const auto once = [&](std::string_view header, std::string_view variable) {
        code += fill("    if len(@VARIABLE@) != 1:\n"
                     "        return say(False, \"the request has %d @HEADER@ headers, not one\" % len(@VARIABLE@))\n",
                     {{"VARIABLE", std::string(variable)}, {"HEADER", std::string(header)}});
    };
    once(recipe.scheme.header, "SIGNATURE");
    if (recipe.hasId()) {
        once(recipe.scheme.idHeader, "MESSAGE_ID");
        code += "    message_id = MESSAGE_ID[0]\n"
                "    if not message_id:\n        return say(False, \"the id is empty\")\n";
    }
    if (recipe.hasTimestamp() && recipe.scheme.form == HeaderForm::StripeList)
        code += "    if len(timestamps_in(SIGNATURE[0])) != 1:\n"
                "        return say(False, \"the header does not name one timestamp\")\n"
                "    timestamp = timestamps_in(SIGNATURE[0])[0]\n";
    else if (recipe.hasTimestamp()) {
        once(recipe.scheme.timestampHeader, "TIMESTAMP");
        code += "    timestamp = TIMESTAMP[0]\n";
    }
    return code;
}

std::string data(const Recipe& recipe)
{
    std::string code = "# Every " + std::string(recipe.scheme.header) + " header of the request, and what else is signed.\n"
        + "SIGNATURE = [" + quotedList(recipe.signatures, escape) + "]\n";
    if (!recipe.scheme.timestampHeader.empty())
        code += "TIMESTAMP = [" + quotedList(recipe.timestamps, escape) + "]\n";
    if (recipe.hasId())
        code += "MESSAGE_ID = [" + quotedList(recipe.ids, escape) + "]\n";
    if (recipe.hasTimestamp())
        code += "ARRIVED_AT = " + secondsLiteral(recipe.arrivedAt) + "  # stands in for the time now\n";
    if (!recipe.readsFile)
        code += "BODY = base64.b64decode(\"\"\"\n" + base64Lines(recipe.bytes) + "\"\"\")\n";
    return code;
}

constexpr std::string_view sayFunction = R"(def say(valid, reason="", expected=None):
    print("valid" if valid else "invalid" + (": " + reason if reason else ""))
    if expected is not None:
        print("expected  " + expected)
        print("received  " + SIGNATURE[0].encode("unicode_escape").decode())
    return 0 if valid else 1
)";

/// When the signature fits.
std::string endOf(const Recipe& recipe)
{
    const std::string valid = "    return say(True, expected=expected)\n";
    if (recipe.notCovered.empty())
        return valid;
    const std::string found = "    # Found by Hookloupe when it wrote this; the program does not look for it.\n";
    const std::string invalid = "return say(False, \"" + recipe.notCovered + "\", expected)\n";
    return recipe.emptySecretCovers ? found + "    if secret:\n        " + invalid + valid : found + "    " + invalid;
}

std::string mainOf(const Recipe& recipe)
{
    return fill(R"(def main():
    secret = os.environ.get("HOOKLOUPE_SECRET")
    if secret is None:
        print("Set the environment variable HOOKLOUPE_SECRET to the secret.", file=sys.stderr)
        return 2
@READ@@HEADERS@    secret = os.fsencode(secret)
@EXPECTED@    if not is_valid(secret, body, SIGNATURE[0]@ARGS@@NOW@):
        return say(False, @REASON@, expected)
@END@)",
                {{"READ", recipe.readsFile ? R"(    if len(sys.argv) != 2:
        print("Give the file that holds the body.", file=sys.stderr)
        return 2
    try:
        with open(sys.argv[1], "rb") as file:
            body = file.read()
    except OSError as error:
        print(error, file=sys.stderr)
        return 2
)"
                                           : "    body = BODY\n"},
                 {"HEADERS", headerChecks(recipe)},
                 {"EXPECTED", recipe.scheme.key == KeyForm::WhsecBase64
                                  ? "    try:\n        expected = expected_signature(secret, body" + arguments(recipe)
                                      + ")\n    except ValueError:\n"
                                        "        return say(False, \"the secret is not Base64\")\n"
                                  : "    expected = expected_signature(secret, body" + arguments(recipe) + ")\n"},
                 {"ARGS", arguments(recipe)},
                 {"NOW", recipe.hasTimestamp() ? ", ARRIVED_AT" : ""},
                 {"REASON", recipe.hasTimestamp()
                                ? "\"\" if is_fresh(timestamp, ARRIVED_AT) else \"the timestamp is too far from the arrival\""
                                : recipe.looksBesidePayload()
                                ? "\"\" if is_all_signed(body) else \"" + std::string(notAllSigned) + "\""
                                : "\"\""},
                 {"END", endOf(recipe)}});
}

constexpr std::string_view nothingToCheck = R"(import sys

# What this scheme signs could not be found in the body, so no secret can fit.
print("invalid: the signed bytes could not be found in the body")
sys.exit(1)
)";

} // namespace

Written writePython(const Recipe& recipe)
{
    if (recipe.from == Signed::Nothing)
        return {{}, head(recipe) + std::string(nothingToCheck)};
    const std::string check = checkOf(recipe);
    return {imports(recipe, false) + "\n\n" + check,
            head(recipe) + imports(recipe, true) + "\n\n" + check + "\n\n" + std::string(sayFunction) + "\n\n"
                + mainOf(recipe) + "\n\n" + data(recipe) + "\nsys.exit(main())\n"};
}

} // namespace hookloupe::snippets
