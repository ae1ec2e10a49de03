// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decode/readings.h"
#include "detail/detail_page.h"
#include "detail/embedded_picture.h"

#include <QFutureWatcher>
#include <QPersistentModelIndex>

#include <optional>

namespace hookloupe::ui {

class PayloadTreeModel;

/// All about the selected value of a payload: where it is, what is known about it, the whole of a long one, and what it can
/// be read as.
class PayloadValuePanel : public DetailPage {
    Q_OBJECT

public:
    explicit PayloadValuePanel(PayloadTreeModel* model, QWidget* parent = nullptr);

    void showIndex(const QModelIndex& index);

private:
    struct Reading {
        decode::Readings readings;
        std::optional<EmbeddedPicture> picture;
    };
    static Reading read(const std::string& value, const std::string& name);

    void build(const QModelIndex& index);
    void addReading(const Reading& reading);
    PlainTextLabel* addNarrow(const QString& name, const QString& value);   ///< a fact whose long words break early
    void addCopyButtons(const QModelIndex& index);
    void addTime(const QString& name, UtcTime time);
    void addUrl(const decode::UrlParts& url);
    void addJwt(const decode::Jwt& jwt);
    void addDataUrl(const decode::DataUrl& url, const std::optional<EmbeddedPicture>& picture);
    void addBytes(const QString& name, std::string bytes, bool text);

    PayloadTreeModel* m_model;
    QFutureWatcher<Reading> m_watcher;
};

} // namespace hookloupe::ui
