// SPDX-License-Identifier: GPL-3.0-or-later
#include "snippets/snippet.h"

#include "snippets/recipe.h"
#include "verify/signing.h"

#include <array>

namespace hookloupe::snippets {

namespace {

constexpr std::array all{Language::Python, Language::Node, Language::CSharp, Language::Shell};

Written write(Language language, const Recipe& recipe)
{
    switch (language) {
    case Language::Python: return writePython(recipe);
    case Language::Node: return writeNode(recipe);
    case Language::CSharp: return writeCSharp(recipe);
    case Language::Shell: return writeShell(recipe);
    }
    return {};
}

std::string fileNameOf(Language language)
{
    switch (language) {
    case Language::Python: return "check_signature.py";
    case Language::Node: return "check_signature.js";
    case Language::CSharp: return "check_signature.cs";
    case Language::Shell: return "check_signature.sh";
    }
    return {};
}

std::string_view programOf(Language language)
{
    switch (language) {
    case Language::Python: return "python3 ";
    case Language::Node: return "node ";
    case Language::CSharp: return "dotnet run ";
    case Language::Shell: return "sh ";
    }
    return {};
}

BodyFile bodyFileOf(const Recipe& recipe)
{
    if (!recipe.readsFile)
        return BodyFile::None;
    return recipe.from == Signed::GivenPayload ? BodyFile::Payload : BodyFile::Body;
}

} // namespace

std::span<const Language> languages()
{
    return all;
}

std::string_view languageName(Language language)
{
    switch (language) {
    case Language::Python: return "Python";
    case Language::Node: return "Node.js";
    case Language::CSharp: return "C#";
    case Language::Shell: return "Shell";
    }
    return {};
}

Snippet captureSnippet(Language language, const Subject& subject)
{
    const Recipe recipe = recipeOf(subject, language != Language::Shell);
    Snippet snippet;
    snippet.source = write(language, recipe).program;
    snippet.fileName = fileNameOf(language);
    snippet.bodyFile = bodyFileOf(recipe);
    snippet.command.append("HOOKLOUPE_SECRET='…' ").append(programOf(language)).append(snippet.fileName);
    if (language == Language::CSharp && recipe.readsFile)
        snippet.command += " --";
    if (recipe.readsFile)
        snippet.command += " body.bin";
    return snippet;
}

std::string bodyFileBytes(const Snippet& snippet, const Subject& subject)
{
    switch (snippet.bodyFile) {
    case BodyFile::None: return {};
    case BodyFile::Body: return std::string(subject.content);
    case BodyFile::Payload: return std::string(verify::coveredBody(subject.scheme, subject.content).bytes());
    }
    return {};
}

std::string handlerSample(Language language, const verify::Scheme& scheme, Dialect dialect)
{
    const Language written = language == Language::Shell ? Language::Python : language;
    return write(written, recipeOf(scheme, scheme.dialect.value_or(dialect))).check;
}

} // namespace hookloupe::snippets
