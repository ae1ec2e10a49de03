// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>
#include <memory>
#include <string>

class QWidget;

namespace hookloupe::ui {

/// Asks where to save, and writes the bytes there beside the GUI thread: whole, or not at all. `parent` is the parent of the
/// dialog; what goes wrong is said in another one. `saved` is called with the path in the GUI thread, unless `parent` is gone.
void saveBytes(QWidget* parent, const QString& title, const QString& suggestedName,
               std::shared_ptr<const std::string> bytes, std::function<void(const QString& path)> saved = {});

/// The writing alone: the reason it failed, or an empty text. Any thread.
[[nodiscard]] QString writeFile(const QString& path, const std::string& bytes);

} // namespace hookloupe::ui
