// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/payload_value_panel.h"

#include "detail/picture_list.h"
#include "detail/payload_tree_model.h"
#include "style/plain_text.h"
#include "style/short_words.h"
#include "widgets/hex_view.h"
#include "widgets/plain_text_label.h"
#include "widgets/plain_text_view.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLocale>
#include <QToolButton>
#include <QtConcurrent>

#include <functional>
#include <utility>

namespace hookloupe::ui {

namespace {

constexpr std::size_t readAtOnce = 16 * 1024;     ///< bytes of a value that is read well within a frame
constexpr std::size_t longestInLabel = 300;       ///< bytes; a longer value gets a view of its own
constexpr qsizetype longestName = 200;            ///< characters
constexpr int longestPath = 2'000;
constexpr int longestRun = 20;                    ///< characters of a word that the narrow panel need not break
constexpr int viewHeight = 140;

QString timeFormWord(decode::TimeForm form)
{
    switch (form) {
    case decode::TimeForm::Iso:
        return PayloadValuePanel::tr("A time");
    case decode::TimeForm::IsoWithoutZone:
        return PayloadValuePanel::tr("A time without a zone, read as UTC");
    case decode::TimeForm::Seconds:
        return PayloadValuePanel::tr("Could be a Unix time in seconds");
    case decode::TimeForm::Milliseconds:
        return PayloadValuePanel::tr("Could be a Unix time in milliseconds");
    case decode::TimeForm::Microseconds:
        return PayloadValuePanel::tr("Could be a Unix time in microseconds");
    }
    return {};
}

/// The text is made when it is wanted: it can be megabytes.
QToolButton* copyButton(const QString& name, std::function<QString()> text, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setText(name);
    button->setFocusPolicy(Qt::StrongFocus);
    QObject::connect(button, &QToolButton::clicked, button, [make = std::move(text)] { QGuiApplication::clipboard()->setText(make()); });
    return button;
}

QString bytesWords(std::size_t count)
{
    return count == 1 ? PayloadValuePanel::tr("1 byte")
                      : PayloadValuePanel::tr("%1 bytes").arg(QLocale().toString(qulonglong(count)));
}

} // namespace

PayloadValuePanel::PayloadValuePanel(PayloadTreeModel* model, QWidget* parent) : DetailPage(parent), m_model(model)
{
    setAccessibleName(tr("The selected value"));
    setMinimumWidth(240);
    setMinimumHeight(120);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        if (!m_watcher.future().isCanceled())
            addReading(m_watcher.result());
    });
    showIndex({});
}

void PayloadValuePanel::showIndex(const QModelIndex& index)
{
    m_watcher.setFuture({});
    clear();
    if (!index.isValid() || m_model->standsForMore(index)) {
        addText(tr("Select a value to see its path, the whole of it, and what it can be read as: a time, a URL, a JSON Web "
                   "Token, Base64, a data URL."));
        return;
    }
    build(index.siblingAtColumn(PayloadTreeModel::KeyColumn));
}

void PayloadValuePanel::build(const QModelIndex& index)
{
    const auto type = m_model->typeOf(index).value_or(decode::NodeType::Null);
    const QString typeWord = index.siblingAtColumn(PayloadTreeModel::TypeColumn).data().toString();
    const QString path = index.data(PayloadTreeModel::PathRole).toString();
    const QString name = index.data().toString();
    if (!name.isEmpty())
        addTitle(name.left(longestName));
    if (type <= decode::NodeType::Null)
        addNarrow(tr("Path"), shownText(path.toStdString(), longestPath));
    const std::string_view value = m_model->valueOf(index);
    const std::string_view token = m_model->tokenOf(index);
    addFact(tr("Type"), tr("%1, %2", "type, size").arg(typeWord, bytesWords(token.empty() ? value.size() : token.size())));
    const QString note = index.data(PayloadTreeModel::NoteRole).toString();
    if (!note.isEmpty())
        addNarrow(tr("This is"), tr("the %1", "the project id of “Tower”").arg(note));
    if (index.data(PayloadTreeModel::HoldsJsonRole).toBool())
        addText(tr("This string holds JSON: open it in the tree to see it unfolded."));
    if (type == decode::NodeType::Object || type == decode::NodeType::Array) {
        addCopyButtons(index);
        return;
    }
    if (value.size() <= longestInLabel)
        addNarrow(tr("Value"), shown(value, true));
    else
        addBytes(tr("Value"), std::string(value), true);
    addCopyButtons(index);
    if (value.size() > decode::longestRead)
        return;
    const std::string copy(value);
    if (copy.size() <= readAtOnce) {
        addReading(read(copy, name.toStdString()));
        return;
    }
    m_watcher.setFuture(QtConcurrent::run(&PayloadValuePanel::read, copy, name.toStdString()));
}

PayloadValuePanel::Reading PayloadValuePanel::read(const std::string& value, const std::string& name)
{
    Reading reading;
    reading.readings = decode::readingsOf(value);
    const auto& url = reading.readings.dataUrl;
    if (url && !url->broken && url->mediaType.starts_with("image/")) {
        EmbeddedPicture picture;
        picture.path = name;
        picture.mediaType = url->mediaType;
        decodePictureBytes(url->bytes, picture);
        reading.picture = std::move(picture);
    }
    return reading;
}

void PayloadValuePanel::addReading(const Reading& reading)
{
    const decode::Readings& found = reading.readings;
    if (found.timestamp) {
        addHeading(timeFormWord(found.timestamp->form));
        addTime(tr("UTC"), found.timestamp->time);
        addNarrow(tr("Local time"), momentWords(found.timestamp->time));
    }
    if (found.url)
        addUrl(*found.url);
    if (found.jwt)
        addJwt(*found.jwt);
    if (found.dataUrl)
        addDataUrl(*found.dataUrl, reading.picture);
    if (found.base64) {
        addHeading(tr("Base64"));
        const QString size = bytesWords(found.base64->bytes.size());
        addNarrow(tr("Holds"), found.base64->type.empty() ? size : tr("%1, %2", "type, size").arg(shown(found.base64->type), size));
        addBytes(tr("Decoded"), found.base64->bytes, found.base64->text);
    }
}

PlainTextLabel* PayloadValuePanel::addNarrow(const QString& name, const QString& value)
{
    auto* label = addFact(name, value);
    label->setLongestRun(longestRun);
    return label;
}

void PayloadValuePanel::addCopyButtons(const QModelIndex& index)
{
    const auto value = [this, kept = QPersistentModelIndex(index)] {
        const std::string_view token = m_model->tokenOf(kept);
        const auto type = m_model->typeOf(kept);
        const bool container = type == decode::NodeType::Object || type == decode::NodeType::Array;
        const std::string_view bytes = container ? token : m_model->valueOf(kept);
        return QString::fromUtf8(bytes.data(), qsizetype(bytes.size()));
    };
    const auto path = [kept = QPersistentModelIndex(index)] { return kept.data(PayloadTreeModel::PathRole).toString(); };
    auto* row = new QWidget(page());
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 4, 0, 4);
    layout->addWidget(copyButton(tr("Copy value"), value, row));
    layout->addWidget(copyButton(tr("Copy JSON path"), path, row));
    layout->addStretch(1);
    addWidget(row);
}

void PayloadValuePanel::addTime(const QString& name, UtcTime time)
{
    const Micros ago = utcNow() - time;
    const QString text = QString::fromStdString(toIso8601(time));
    addNarrow(name, ago.count() < 0 ? tr("%1, not yet reached").arg(text) : tr("%1, %2", "time, age").arg(text, agoWords(ago)));
}

void PayloadValuePanel::addUrl(const decode::UrlParts& url)
{
    addHeading(tr("URL"));
    addNarrow(tr("Scheme"), shown(url.scheme));
    if (!url.userInfo.empty())
        addNarrow(tr("Credentials"), tr("%1 (before the @: not a part of the host)").arg(shown(url.userInfo)));
    addNarrow(tr("Host"), shown(url.host));
    if (!url.port.empty())
        addNarrow(tr("Port"), shown(url.port));
    if (!url.path.empty())
        addNarrow(tr("Path"), shown(url.path));
    for (const auto& [name, value] : url.query)
        addNarrow(tr("? %1", "a name in a URL's query").arg(shown(name)), shown(value));
    if (url.queryCut)
        addText(tr("Further parts of the query are left out."));
    if (!url.fragment.empty())
        addNarrow(tr("Fragment"), shown(url.fragment));
}

void PayloadValuePanel::addJwt(const decode::Jwt& jwt)
{
    addHeading(tr("JSON Web Token"));
    addText(tr("Its signature (%1) is not verified: what it claims is not proven.").arg(bytesWords(jwt.signatureBytes)));
    if (!jwt.algorithm.empty())
        addNarrow(tr("Algorithm"), shown(jwt.algorithm));
    for (const decode::Jwt::Time& time : jwt.times) {
        const QString name = time.claim == "exp" ? tr("Expires") : time.claim == "nbf" ? tr("Not before") : tr("Issued");
        addTime(name, time.time);
    }
    addNarrow(tr("Header"), shown(jwt.header, true));
    if (jwt.claims.size() <= longestInLabel * 4)
        addNarrow(tr("Claims"), shown(jwt.claims, true));
    else
        addBytes(tr("Claims"), jwt.claims, true);
}

void PayloadValuePanel::addDataUrl(const decode::DataUrl& url, const std::optional<EmbeddedPicture>& picture)
{
    addHeading(tr("Data URL"));
    addNarrow(tr("Media type"), shown(url.mediaType));
    if (url.broken) {
        addText(tr("Its Base64 is not valid."));
        return;
    }
    addNarrow(tr("Holds"), bytesWords(url.bytes.size()));
    if (picture) {
        auto* pictures = new PictureList(page());
        pictures->setPictures({*picture});
        addWidget(pictures);
        if (picture->problem == PictureProblem::None)
            return;
    }
    addBytes(tr("Decoded"), url.bytes, url.text);
}

void PayloadValuePanel::addBytes(const QString& name, std::string bytes, bool text)
{
    addHeading(name);
    ByteView* view = nullptr;
    if (text)
        view = new PlainTextView(page());
    else
        view = new HexView(page());
    view->setAccessibleName(name);
    view->setMinimumHeight(viewHeight);
    view->setBytes(std::make_shared<const std::string>(std::move(bytes)));
    addWidget(view);
}

} // namespace hookloupe::ui
