// SPDX-License-Identifier: GPL-3.0-or-later
#include "snippets/recipe.h"
#include "snippets/template.h"

namespace hookloupe::snippets {

namespace {

using verify::Covered;
using verify::HeaderForm;
using verify::KeyForm;

constexpr std::string_view escape = "\\u00";

std::string_view hmacClass(crypto::HashAlgorithm algorithm)
{
    switch (algorithm) {
    case crypto::HashAlgorithm::Sha1: return "HMACSHA1";
    case crypto::HashAlgorithm::Sha256: return "HMACSHA256";
    case crypto::HashAlgorithm::Sha512: return "HMACSHA512";
    }
    return {};
}

std::string arguments(const Recipe& recipe)
{
    return std::string(recipe.hasId() ? ", messageId" : "") + (recipe.hasTimestamp() ? ", timestamp" : "");
}

std::string parameters(const Recipe& recipe)
{
    return std::string(recipe.hasId() ? ", string messageId" : "") + (recipe.hasTimestamp() ? ", string timestamp" : "");
}

std::string signedBytes(const Recipe& recipe)
{
    switch (recipe.scheme.covered) {
    case Covered::Body:
        return "        // The body byte for byte as it came: never parse it and write it again.\n"
               "        return body;\n";
    case Covered::SpeckleBody:
        if (recipe.from == Signed::DecodedPayload)
            return "        // Speckle 2.11 and earlier sign the text inside \"payload\", after one JSON decode.\n"
                   "        using JsonDocument json = JsonDocument.Parse(body);\n"
                   "        return Encoding.UTF8.GetBytes(json.RootElement.GetProperty(\"payload\").GetString()!);\n";
        if (recipe.from == Signed::GivenPayload)
            return "        // Only the payload is signed. Hookloupe has taken it out of the body, so it is all that is here.\n"
                   "        return body;\n";
        return "        // Speckle 2.12 and later sign the whole body, byte for byte as it came: never parse it and write it\n"
               "        // again.\n"
               "        return body;\n";
    case Covered::TimestampDotBody:
        return "        return Encoding.Latin1.GetBytes(timestamp + \".\").Concat(body).ToArray();\n";
    case Covered::SlackBasestring:
        return "        return Encoding.Latin1.GetBytes(\"v0:\" + timestamp + \":\").Concat(body).ToArray();\n";
    case Covered::IdTimestampBody:
        return "        return Encoding.Latin1.GetBytes(messageId + \".\" + timestamp + \".\").Concat(body).ToArray();\n";
    }
    return {};
}

/// Whether the signature covers all that a reader can see; empty if it always does, or the program has the payload alone.
std::string coverFunction(const Recipe& recipe)
{
    if (!recipe.looksBesidePayload())
        return {};
    return R"(    public static bool IsAllSigned(byte[] body)
    {
        // Whoever has seen one signed request can put members beside its payload, or a second "payload", which most
        // readers take. And a text that is no object, or has a payload itself, was signed
        // as another request's body.
        using JsonDocument json = JsonDocument.Parse(body);
        if (json.RootElement.ValueKind != JsonValueKind.Object || json.RootElement.EnumerateObject().Count() != 1)
            return false;
        JsonElement payload = json.RootElement.EnumerateObject().First().Value;
        if (payload.ValueKind != JsonValueKind.String)
            return false;
        try
        {
            using JsonDocument inside = JsonDocument.Parse(payload.GetString()!);
            return inside.RootElement.ValueKind == JsonValueKind.Object
                && !inside.RootElement.EnumerateObject()
                    .Any(member => member.Name.Equals("payload", StringComparison.OrdinalIgnoreCase));
        }
        catch (JsonException)
        {
            return false;
        }
    }

)";
}

std::string expectedSignature(const Recipe& recipe)
{
    const verify::Scheme& scheme = recipe.scheme;
    std::string code;
    if (scheme.key == KeyForm::WhsecBase64)
        code = R"(        string text = Encoding.UTF8.GetString(secret);
        if (text.StartsWith("whsec_", StringComparison.Ordinal))
            text = text.Substring("whsec_".Length);
        byte[] key = Convert.FromBase64String(text);
)";
    code += fill("        byte[] mac = @CLASS@.HashData(@KEY@, SignedBytes(body@ARGS@));\n",
                 {{"KEY", scheme.key == KeyForm::WhsecBase64 ? "key" : "secret"},
                  {"ARGS", arguments(recipe)},
                  {"CLASS", std::string(hmacClass(scheme.algorithm))}});
    code += "        return ";
    if (!scheme.prefix.empty())
        code += quoted(scheme.prefix, escape) + " + ";
    return code + (recipe.isHex() ? "Convert.ToHexString(mac).ToLowerInvariant();\n" : "Convert.ToBase64String(mac);\n");
}

std::string signaturesIn(const Recipe& recipe)
{
    const std::size_t prefix = recipe.scheme.prefix.size();
    const std::string length = std::to_string(prefix);
    const auto lowered = [&](const std::string& text) {
        if (!recipe.isHex())
            return text;
        if (prefix == 0)
            return text + ".ToLowerInvariant()";
        return text + ".Length < " + length + " ? " + text + "\n                : " + text + ".Substring(0, " + length + ") + " + text
            + ".Substring(" + length + ").ToLowerInvariant()";
    };
    if (recipe.scheme.form == HeaderForm::Plain)
        return "        return new[] { " + lowered("header") + " };\n";
    if (!recipe.isHex())
        return "        return EntriesOf(header);\n";
    return "        return EntriesOf(header)\n            .Select(entry => " + lowered("entry") + ")\n            .ToArray();\n";
}

std::string entriesFunction(const Recipe& recipe)
{
    if (recipe.scheme.form == HeaderForm::Plain)
        return {};
    const std::string separator = recipe.scheme.form == HeaderForm::StripeList ? "','" : "' '";
    return "    static string[] EntriesOf(string header)\n    {\n        return header.Split(" + separator
        + ").Select(entry => entry.Trim(' ', '\\t')).ToArray();\n    }\n\n";
}

std::string timestampFunctions(const Recipe& recipe)
{
    if (!recipe.hasTimestamp())
        return {};
    std::string code;
    if (recipe.scheme.form == HeaderForm::StripeList)
        code = R"(    public static string[] TimestampsIn(string header)
    {
        return EntriesOf(header).Where(entry => entry.StartsWith("t=", StringComparison.Ordinal))
            .Select(entry => entry.Substring(2)).ToArray();
    }

)";
    return code + fill(R"(    public static bool IsFresh(string timestamp, decimal now)
    {
        // Who repeats an old request has a signature that fits, but an old time in it.
        return timestamp.Length is > 0 and <= 12 && timestamp.All(c => c is >= '0' and <= '9')
            && Math.Abs(now - long.Parse(timestamp)) <= @SECONDS@;
    }

)",
                       {{"SECONDS", std::to_string(recipe.scheme.tolerance->count())}});
}

std::string checkOf(const Recipe& recipe)
{
    return fill(R"(static class SignatureCheck
{
    static byte[] SignedBytes(byte[] body@PARAMS@)
    {
@SIGNED@    }

    public static string ExpectedSignature(byte[] secret, byte[] body@PARAMS@)
    {
@EXPECTED@    }

@ENTRIES@    static string[] SignaturesIn(string header)
    {
@SIGNATURES@    }

@TIME@@COVER@    // Header is the value of @HEADER@.@NOW_HELP@
    public static bool IsValid(byte[] secret, byte[] body, string header@PARAMS@@NOW@)
    {
@FRESH@        byte[] expected = Encoding.UTF8.GetBytes(ExpectedSignature(secret, body@ARGS@));
        return SignaturesIn(header).Any(each =>
            CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(each)));
    }
}
)",
                {{"ARGS", arguments(recipe)},
                 {"PARAMS", parameters(recipe)},
                 {"SIGNED", signedBytes(recipe)},
                 {"EXPECTED", expectedSignature(recipe)},
                 {"ENTRIES", entriesFunction(recipe)},
                 {"SIGNATURES", signaturesIn(recipe)},
                 {"TIME", timestampFunctions(recipe)},
                 {"COVER", coverFunction(recipe)},
                 {"HEADER", std::string(recipe.scheme.header)},
                 {"NOW", recipe.hasTimestamp() ? ", decimal now" : ""},
                 {"NOW_HELP", recipe.hasTimestamp()
                                  ? " In a handler, now is DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000m."
                                  : ""},
                 {"FRESH", recipe.hasTimestamp()
                               ? "        if (!IsFresh(timestamp, now))\n            return false;\n"
                           : recipe.looksBesidePayload()
                               ? "        if (!IsAllSigned(body))\n            return false;\n"
                               : ""}});
}

std::string head(const Recipe& recipe)
{
    return fill(R"(// Checks the signature of one request that Hookloupe captured: @TITLE@, header @HEADER@.
//
//     HOOKLOUPE_SECRET='the secret' dotnet run check_signature.cs@FILE@
//
// (.NET 10; with .NET 6 to 9 as the Program.cs of a console project and "dotnet run@FILE@".)
// Prints "valid" or "invalid" and ends with 0 or 1; with 2 if it could not check. The secret is not in this file.
)",
                {{"TITLE", std::string(recipe.scheme.title)},
                 {"HEADER", std::string(recipe.scheme.header)},
                 {"FILE", recipe.readsFile ? " -- body.bin" : ""}});
}

std::string imports(const Recipe& recipe, bool program)
{
    std::string code = "using System;\n";
    if (program && recipe.readsFile)
        code += "using System.IO;\n";
    code += "using System.Linq;\nusing System.Security.Cryptography;\nusing System.Text;\n";
    if (recipe.from == Signed::DecodedPayload)
        code += "using System.Text.Json;\n";
    return code;
}

std::string headerChecks(const Recipe& recipe)
{
    std::string code;
    const auto once = [&](std::string_view header, std::string_view variable) {
        code += fill("        if (@VARIABLE@.Length != 1)\n"
                     "            return Say(false, $\"the request has {@VARIABLE@.Length} @HEADER@ headers, not one\");\n",
                     {{"VARIABLE", std::string(variable)}, {"HEADER", std::string(header)}});
    };
    once(recipe.scheme.header, "Signature");
    if (recipe.hasId()) {
        once(recipe.scheme.idHeader, "MessageId");
        code += "        string messageId = MessageId[0];\n"
                "        if (messageId.Length == 0)\n            return Say(false, \"the id is empty\");\n";
    }
    if (recipe.hasTimestamp() && recipe.scheme.form == HeaderForm::StripeList)
        code += "        if (SignatureCheck.TimestampsIn(Signature[0]).Length != 1)\n"
                "            return Say(false, \"the header does not name one timestamp\");\n"
                "        string timestamp = SignatureCheck.TimestampsIn(Signature[0])[0];\n";
    else if (recipe.hasTimestamp()) {
        once(recipe.scheme.timestampHeader, "Timestamp");
        code += "        string timestamp = Timestamp[0];\n";
    }
    return code;
}

std::string data(const Recipe& recipe)
{
    const auto list = [](const std::vector<std::string>& values) {
        return values.empty() ? std::string("{ }") : "{ " + quotedList(values, escape) + " }";
    };
    std::string code = "    // Every " + std::string(recipe.scheme.header)
        + " header of the request, and what else is signed.\n" + "    static readonly string[] Signature = "
        + list(recipe.signatures) + ";\n";
    if (!recipe.scheme.timestampHeader.empty())
        code += "    static readonly string[] Timestamp = " + list(recipe.timestamps) + ";\n";
    if (recipe.hasId())
        code += "    static readonly string[] MessageId = " + list(recipe.ids) + ";\n";
    if (recipe.hasTimestamp())
        code += "    const decimal ArrivedAt = " + secondsLiteral(recipe.arrivedAt) + "m; // stands in for the time now\n";
    if (!recipe.readsFile)
        code += "    static readonly byte[] Body = Convert.FromBase64String(@\"\n" + base64Lines(recipe.bytes) + "\");\n";
    return code;
}

constexpr std::string_view sayFunction = R"(    static int Say(bool valid, string reason = "", string? expected = null)
    {
        Console.WriteLine(valid ? "valid" : "invalid" + (reason == "" ? "" : ": " + reason));
        if (expected != null)
        {
            string received = string.Concat(
                Signature[0].Select(c => c is >= ' ' and <= '~' ? c.ToString() : $"\\x{(int)c:x2}"));
            Console.WriteLine("expected  " + expected);
            Console.WriteLine("received  " + received);
        }
        return valid ? 0 : 1;
    }
)";

/// When the signature fits.
std::string endOf(const Recipe& recipe)
{
    const std::string valid = "        return Say(true, \"\", expected);\n";
    if (recipe.notCovered.empty())
        return valid;
    const std::string found = "        // Found by Hookloupe when it wrote this; the program does not look for it.\n";
    const std::string invalid = "return Say(false, \"" + recipe.notCovered + "\", expected);\n";
    return recipe.emptySecretCovers ? found + "        if (secret.Length > 0)\n            " + invalid + valid
                                    : found + "        " + invalid;
}

std::string mainOf(const Recipe& recipe)
{
    const std::string call = "SignatureCheck.ExpectedSignature(secret, body" + arguments(recipe) + ");\n";
    const bool mayFail = recipe.scheme.key == KeyForm::WhsecBase64;
    return fill(R"(    static int Main(string[] args)
    {
        string? text = Environment.GetEnvironmentVariable("HOOKLOUPE_SECRET");
        if (text == null)
        {
            Console.Error.WriteLine("Set the environment variable HOOKLOUPE_SECRET to the secret.");
            return 2;
        }
@READ@@HEADERS@        byte[] secret = Encoding.UTF8.GetBytes(text);
@EXPECTED@        if (!SignatureCheck.IsValid(secret, body, Signature[0]@ARGS@@NOW@))
            return Say(false, @REASON@, expected);
@END@    }
)",
                {{"READ", recipe.readsFile ? R"(        if (args.Length != 1 || !File.Exists(args[0]))
        {
            Console.Error.WriteLine("Give the file that holds the body.");
            return 2;
        }
        byte[] body = File.ReadAllBytes(args[0]);
)"
                                           : "        byte[] body = Body;\n"},
                 {"HEADERS", headerChecks(recipe)},
                 {"EXPECTED", mayFail ? "        string expected;\n        try\n        {\n            expected = " + call
                                            + "        }\n        catch (FormatException)\n        {\n"
                                              "            return Say(false, \"the secret is not Base64\");\n        }\n"
                                      : "        string expected = " + call},
                 {"ARGS", arguments(recipe)},
                 {"NOW", recipe.hasTimestamp() ? ", ArrivedAt" : ""},
                 {"REASON", recipe.hasTimestamp() ? "SignatureCheck.IsFresh(timestamp, ArrivedAt)\n                ? \"\" : \"the "
                                                    "timestamp is too far from the arrival\""
                            : recipe.looksBesidePayload() ? "SignatureCheck.IsAllSigned(body) ? \"\" : \"" + std::string(notAllSigned) + "\""
                                                          : "\"\""},
                 {"END", endOf(recipe)}});
}

constexpr std::string_view nothingToCheck = R"(
// What this scheme signs could not be found in the body, so no secret can fit.
System.Console.WriteLine("invalid: the signed bytes could not be found in the body");
return 1;
)";

} // namespace

Written writeCSharp(const Recipe& recipe)
{
    if (recipe.from == Signed::Nothing)
        return {{}, head(recipe) + std::string(nothingToCheck)};
    const std::string check = checkOf(recipe);
    return {imports(recipe, false) + "\n" + check,
            head(recipe) + "#nullable enable\n" + imports(recipe, true) + "\n" + check + "\nstatic class Program\n{\n"
                + std::string(sayFunction) + "\n" + mainOf(recipe) + "\n" + data(recipe) + "}\n"};
}

} // namespace hookloupe::snippets
