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

std::string arguments(const Recipe& recipe)
{
    return std::string(recipe.hasId() ? ", messageId" : "") + (recipe.hasTimestamp() ? ", timestamp" : "");
}

std::string signedBytes(const Recipe& recipe)
{
    switch (recipe.scheme.covered) {
    case Covered::Body:
        return "    // The body byte for byte as it came: never parse it and write it again.\n"
               "    return body;\n";
    case Covered::SpeckleBody:
        if (recipe.from == Signed::DecodedPayload)
            return "    // Speckle 2.11 and earlier sign the text inside \"payload\", after one JSON decode.\n"
                   "    return Buffer.from(JSON.parse(body.toString(\"utf8\")).payload, \"utf8\");\n";
        if (recipe.from == Signed::GivenPayload)
            return "    // Only the payload is signed. Hookloupe has taken it out of the body, so it is all that is here.\n"
                   "    return body;\n";
        return "    // Speckle 2.12 and later sign the whole body, byte for byte as it came (in Express: express.raw(),\n"
               "    // not express.json()): never parse it and write it again.\n"
               "    return body;\n";
    case Covered::TimestampDotBody:
        return "    return Buffer.concat([Buffer.from(timestamp + \".\", \"latin1\"), body]);\n";
    case Covered::SlackBasestring:
        return "    return Buffer.concat([Buffer.from(\"v0:\" + timestamp + \":\", \"latin1\"), body]);\n";
    case Covered::IdTimestampBody:
        return "    return Buffer.concat([Buffer.from(messageId + \".\" + timestamp + \".\", \"latin1\"), body]);\n";
    }
    return {};
}

/// Whether the signature covers all that a reader can see; empty if it always does, or the program has the payload alone.
std::string coverFunction(const Recipe& recipe)
{
    if (!recipe.looksBesidePayload())
        return {};
    return R"(function isAllSigned(body) {
    // Whoever has seen one signed request can put members beside its payload, or a second "payload", which most
    // readers take. And a text that is no object, or has a payload itself, was signed
    // as another request's body.
    const text = body.toString("utf8");
    const members = JSON.parse(text);
    if (members === null || Object.keys(members).length !== 1 || typeof members.payload !== "string") {
        return false;
    }
    // JSON.parse() does not tell of a second member with the same name. One name and one text have four quotes.
    const quotes = text.replace(/\\./gs, "").split("\"").length - 1;
    let payload;
    try {
        payload = JSON.parse(members.payload);
    } catch {
        return false;
    }
    const isObject = typeof payload === "object" && payload !== null && !Array.isArray(payload);
    return quotes === 4 && isObject && !Object.keys(payload).some((name) => name.toLowerCase() === "payload");
}

)";
}

std::string expectedSignature(const Recipe& recipe)
{
    const verify::Scheme& scheme = recipe.scheme;
    std::string code;
    if (scheme.key == KeyForm::WhsecBase64)
        code = R"(    const text = secret.toString("utf8").replace(/^whsec_/, "");
    if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) {
        throw new Error("the secret is not Base64");
    }
    const key = Buffer.from(text, "base64");
)";
    code += fill("    const mac = crypto.createHmac(\"@HASH@\", @KEY@).update(signedBytes(body@ARGS@));\n",
                 {{"KEY", scheme.key == KeyForm::WhsecBase64 ? "key" : "secret"},
                  {"ARGS", arguments(recipe)},
                  {"HASH", std::string(hashName(scheme.algorithm))}});
    code += "    return ";
    if (!scheme.prefix.empty())
        code += quoted(scheme.prefix, escape) + " + ";
    return code + (recipe.isHex() ? "mac.digest(\"hex\");\n" : "mac.digest(\"base64\");\n");
}

std::string signaturesIn(const Recipe& recipe)
{
    const std::string length = std::to_string(recipe.scheme.prefix.size());
    const auto lowered = [&](const std::string& text) {
        if (!recipe.isHex())
            return text;
        return recipe.scheme.prefix.empty() ? text + ".toLowerCase()"
                                            : text + ".slice(0, " + length + ") + " + text + ".slice(" + length
                                                  + ").toLowerCase()";
    };
    if (recipe.scheme.form == HeaderForm::Plain)
        return "    return [" + lowered("header") + "];\n";
    return recipe.isHex() ? "    return entriesOf(header).map((entry) => " + lowered("entry") + ");\n"
                          : "    return entriesOf(header);\n";
}

std::string entriesFunction(const Recipe& recipe)
{
    if (recipe.scheme.form == HeaderForm::Plain)
        return {};
    const std::string separator = recipe.scheme.form == HeaderForm::StripeList ? "," : " ";
    return "function entriesOf(header) {\n    return header.split(\"" + separator
        + "\").map((entry) => entry.replace(/^[ \\t]+|[ \\t]+$/g, \"\"));\n}\n\n";
}

std::string timestampFunctions(const Recipe& recipe)
{
    if (!recipe.hasTimestamp())
        return {};
    std::string code;
    if (recipe.scheme.form == HeaderForm::StripeList)
        code = R"(function timestampsIn(header) {
    return entriesOf(header).filter((entry) => entry.startsWith("t=")).map((entry) => entry.slice(2));
}

)";
    return code + fill(R"(function isFresh(timestamp, now) {
    // Who repeats an old request has a signature that fits, but an old time in it.
    return /^[0-9]{1,12}$/.test(timestamp) && Math.abs(now - Number(timestamp)) <= @SECONDS@;
}

)",
                       {{"SECONDS", std::to_string(recipe.scheme.tolerance->count())}});
}

std::string checkOf(const Recipe& recipe)
{
    return fill(R"(function signedBytes(body@ARGS@) {
@SIGNED@}

function expectedSignature(secret, body@ARGS@) {
@EXPECTED@}

@ENTRIES@function signaturesIn(header) {
@SIGNATURES@}

function sameText(a, b) {
    const [left, right] = [Buffer.from(a, "utf8"), Buffer.from(b, "utf8")];
    return left.length === right.length && crypto.timingSafeEqual(left, right);
}

@TIME@@COVER@// Secret and body are Buffers; header is the value of @HEADER@.@NOW_HELP@
function isValid(secret, body, header@ARGS@@NOW@) {
@FRESH@    const expected = expectedSignature(secret, body@ARGS@);
    return signaturesIn(header).some((each) => sameText(expected, each));
}
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
                 {"NOW_HELP", recipe.hasTimestamp() ? " In a handler, now is Date.now() / 1000." : ""},
                 {"FRESH", recipe.hasTimestamp()
                               ? "    if (!isFresh(timestamp, now)) {\n        return false;\n    }\n"
                           : recipe.looksBesidePayload()
                               ? "    if (!isAllSigned(body)) {\n        return false;\n    }\n"
                               : ""}});
}

std::string head(const Recipe& recipe)
{
    return fill(R"(#!/usr/bin/env node
// Checks the signature of one request that Hookloupe captured: @TITLE@, header @HEADER@.
//
//     HOOKLOUPE_SECRET='the secret' node check_signature.js@FILE@
//
// Prints "valid" or "invalid" and ends with 0 or 1; with 2 if it could not check. The secret is not in this file.
"use strict";
)",
                {{"TITLE", std::string(recipe.scheme.title)},
                 {"HEADER", std::string(recipe.scheme.header)},
                 {"FILE", recipe.readsFile ? " body.bin" : ""}});
}

std::string headerChecks(const Recipe& recipe)
{
    std::string code;
    const auto once = [&](std::string_view header, std::string_view variable) {
        code += fill("    if (@VARIABLE@.length !== 1) {\n"
                     "        return say(false, \"the request has \" + @VARIABLE@.length + \" @HEADER@ headers, not one\");\n"
                     "    }\n",
                     {{"VARIABLE", std::string(variable)}, {"HEADER", std::string(header)}});
    };
    once(recipe.scheme.header, "SIGNATURE");
    if (recipe.hasId()) {
        once(recipe.scheme.idHeader, "MESSAGE_ID");
        code += "    const messageId = MESSAGE_ID[0];\n"
                "    if (messageId === \"\") {\n        return say(false, \"the id is empty\");\n    }\n";
    }
    if (recipe.hasTimestamp() && recipe.scheme.form == HeaderForm::StripeList)
        code += "    if (timestampsIn(SIGNATURE[0]).length !== 1) {\n"
                "        return say(false, \"the header does not name one timestamp\");\n    }\n"
                "    const timestamp = timestampsIn(SIGNATURE[0])[0];\n";
    else if (recipe.hasTimestamp()) {
        once(recipe.scheme.timestampHeader, "TIMESTAMP");
        code += "    const timestamp = TIMESTAMP[0];\n";
    }
    return code;
}

std::string data(const Recipe& recipe)
{
    std::string code = "// Every " + std::string(recipe.scheme.header) + " header of the request, and what else is signed.\n"
        + "const SIGNATURE = [" + quotedList(recipe.signatures, escape) + "];\n";
    if (!recipe.scheme.timestampHeader.empty())
        code += "const TIMESTAMP = [" + quotedList(recipe.timestamps, escape) + "];\n";
    if (recipe.hasId())
        code += "const MESSAGE_ID = [" + quotedList(recipe.ids, escape) + "];\n";
    if (recipe.hasTimestamp())
        code += "const ARRIVED_AT = " + secondsLiteral(recipe.arrivedAt) + "; // stands in for the time now\n";
    if (!recipe.readsFile)
        code += "const BODY = Buffer.from(`\n" + base64Lines(recipe.bytes) + "`, \"base64\");\n";
    return code;
}

constexpr std::string_view sayFunction = R"(function say(valid, reason, expected) {
    console.log(valid ? "valid" : "invalid" + (reason ? ": " + reason : ""));
    if (expected !== undefined) {
        const code = (c) => "\\x" + c.charCodeAt(0).toString(16).padStart(2, "0");
        console.log("expected  " + expected);
        console.log("received  " + SIGNATURE[0].replace(/[^\x20-\x7e]/g, code));
    }
    return valid ? 0 : 1;
}
)";

/// When the signature fits.
std::string endOf(const Recipe& recipe)
{
    const std::string valid = "    return say(true, \"\", expected);\n";
    if (recipe.notCovered.empty())
        return valid;
    const std::string found = "    // Found by Hookloupe when it wrote this; the program does not look for it.\n";
    const std::string invalid = "return say(false, \"" + recipe.notCovered + "\", expected);\n";
    return recipe.emptySecretCovers ? found + "    if (secret.length > 0) {\n        " + invalid + "    }\n" + valid
                                    : found + "    " + invalid;
}

std::string mainOf(const Recipe& recipe)
{
    const std::string call = "expectedSignature(secret, body" + arguments(recipe) + ");\n";
    const bool mayFail = recipe.scheme.key == KeyForm::WhsecBase64;
    return fill(R"(function main() {
    if (process.env.HOOKLOUPE_SECRET === undefined) {
        console.error("Set the environment variable HOOKLOUPE_SECRET to the secret.");
        return 2;
    }
@READ@@HEADERS@    const secret = Buffer.from(process.env.HOOKLOUPE_SECRET, "utf8");
@EXPECTED@    if (!isValid(secret, body, SIGNATURE[0]@ARGS@@NOW@)) {
        return say(false, @REASON@, expected);
    }
@END@}
)",
                {{"READ", recipe.readsFile ? R"(    if (process.argv.length !== 3) {
        console.error("Give the file that holds the body.");
        return 2;
    }
    let body;
    try {
        body = fs.readFileSync(process.argv[2]);
    } catch (error) {
        console.error(error.message);
        return 2;
    }
)"
                                           : "    const body = BODY;\n"},
                 {"HEADERS", headerChecks(recipe)},
                 {"EXPECTED", mayFail ? "    let expected;\n    try {\n        expected = " + call
                                            + "    } catch (error) {\n        return say(false, error.message);\n    }\n"
                                      : "    const expected = " + call},
                 {"ARGS", arguments(recipe)},
                 {"NOW", recipe.hasTimestamp() ? ", ARRIVED_AT" : ""},
                 {"REASON", recipe.hasTimestamp()
                                ? "isFresh(timestamp, ARRIVED_AT) ? \"\" : \"the timestamp is too far from the arrival\""
                            : recipe.looksBesidePayload()
                                ? "isAllSigned(body) ? \"\" : \"" + std::string(notAllSigned) + "\""
                                : "\"\""},
                 {"END", endOf(recipe)}});
}

constexpr std::string_view nothingToCheck = R"(
// What this scheme signs could not be found in the body, so no secret can fit.
console.log("invalid: the signed bytes could not be found in the body");
process.exitCode = 1;
)";

} // namespace

Written writeNode(const Recipe& recipe)
{
    if (recipe.from == Signed::Nothing)
        return {{}, head(recipe) + std::string(nothingToCheck)};
    const std::string crypto = "const crypto = require(\"node:crypto\");\n";
    const std::string files = recipe.readsFile ? "const fs = require(\"node:fs\");\n" : "";
    const std::string check = checkOf(recipe);
    return {crypto + "\n" + check, head(recipe) + crypto + files + "\n" + check + "\n" + std::string(sayFunction) + "\n"
                                       + mainOf(recipe) + "\n" + data(recipe) + "\nprocess.exitCode = main();\n"};
}

} // namespace hookloupe::snippets
