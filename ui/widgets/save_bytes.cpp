// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/save_bytes.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFutureWatcher>
#include <QMessageBox>
#include <QSaveFile>
#include <QtConcurrent>

namespace hookloupe::ui {

namespace {

struct SaveBytes {
    Q_DECLARE_TR_FUNCTIONS(SaveBytes)
};

void sayFailure(QWidget* parent, const QString& path, const QString& reason)
{
    auto* box = new QMessageBox(QMessageBox::Warning, SaveBytes::tr("Not saved"), {}, QMessageBox::Ok, parent);
    box->setTextFormat(Qt::PlainText);
    box->setText(SaveBytes::tr("The file %1 was not written: %2. Choose another place.").arg(path, reason));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void writeBeside(QWidget* parent, const QString& path, std::shared_ptr<const std::string> bytes,
                 std::function<void(const QString&)> saved)
{
    auto* watcher = new QFutureWatcher<QString>(parent);
    QObject::connect(watcher, &QFutureWatcherBase::finished, parent, [parent, path, watcher, saved = std::move(saved)] {
        const QString reason = watcher->result();
        watcher->deleteLater();
        if (!reason.isEmpty())
            sayFailure(parent, path, reason);
        else if (saved)
            saved(path);
    });
    watcher->setFuture(QtConcurrent::run([path, bytes] { return writeFile(path, *bytes); }));
}

} // namespace

QString writeFile(const QString& path, const std::string& bytes)
{
    QSaveFile file(path);
    const auto size = static_cast<qint64>(bytes.size());
    // commit() by itself takes what its buffer could not write for written.
    const bool written = file.open(QIODevice::WriteOnly) && file.write(bytes.data(), size) == size && file.flush() && file.commit();
    return written ? QString() : file.errorString();
}

void saveBytes(QWidget* parent, const QString& title, const QString& suggestedName,
               std::shared_ptr<const std::string> bytes, std::function<void(const QString& path)> saved)
{
    auto* dialog = new QFileDialog(parent, title);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->selectFile(suggestedName);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent,
                     [parent, bytes = std::move(bytes), saved = std::move(saved)](const QString& path) {
                         writeBeside(parent, path, bytes, saved);
                     });
    dialog->open();
}

} // namespace hookloupe::ui
