// SPDX-License-Identifier: GPL-3.0-or-later
#include "secrets/secret_store.h"

#include "secrets/keychain.h"
#include "secrets/secret_file.h"

#include <QCryptographicHash>
#include <QFileInfo>

#include <chrono>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <utility>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace hookloupe::secrets {

namespace {

constexpr auto probeLimit = 1s;
constexpr auto requestLimit = 30s; // the user may have to type the keychain's password

QString shortHash(const std::string& realm)
{
    return QString::fromLatin1(
        QCryptographicHash::hash(QByteArray::fromStdString(realm), QCryptographicHash::Sha256).toHex().first(16));
}

} // namespace

class SecretStore::Private {
public:
    enum class Probe { NotAsked, Asking, Answers, Silent };

    Private(const std::string& realm, const std::string& folder, bool allowKeychain)
        : realmHash(shortHash(realm)), file(folder + "/secrets-" + realmHash.toStdString() + ".json"),
          probe(allowKeychain && Keychain::mayExist() ? Probe::NotAsked : Probe::Silent)
    {
        readFile();
    }

    void readFile()
    {
        auto read = readSecretFile(file);
        fileError = read ? std::nullopt : std::optional(read.error());
        if (!read)
            return;
        if (!read->content.empty()) // what was read once is not forgotten because the file is gone: the next save() writes it
            content = std::move(read->content);
        wasOpenToOthers = wasOpenToOthers || read->wasOpenToOthers;
    }

    [[nodiscard]] QString key(EndpointId endpoint) const
    {
        return realmHash + u'/' + QString::number(toInt(endpoint));
    }

    /// Runs `then(true)` if the keychain answers, `then(false)` if it does not; asks it the first time.
    void withKeychain(std::function<void(bool)> then)
    {
        if (probe == Probe::Answers || probe == Probe::Silent)
            return then(probe == Probe::Answers);
        waiting.push_back(std::move(then));
        if (std::exchange(probe, Probe::Asking) == Probe::Asking)
            return;
        // An entry that does not exist: no locked keychain has to be opened to say so.
        keychain.read(realmHash + u"/probe"_s, probeLimit, [this](const Result<std::optional<std::string>>& answer) {
            probe = answer ? Probe::Answers : Probe::Silent;
            wasSilent = !answer;
            for (const auto& next : std::exchange(waiting, {}))
                next(probe == Probe::Answers);
        });
    }

    Status keep(EndpointId endpoint, std::vector<std::string> secrets)
    {
        SecretFileContent changed = content;
        changed.inKeychain.erase(toInt(endpoint));
        if (secrets.empty())
            changed.secrets.erase(toInt(endpoint));
        else
            changed.secrets[toInt(endpoint)] = std::move(secrets);
        return replace(std::move(changed));
    }

    /// In memory in any case: what could not be deleted from the file is not to come back from here.
    Status forget(EndpointId endpoint, bool isInKeychain)
    {
        SecretFileContent changed = content;
        changed.secrets.erase(toInt(endpoint));
        if (isInKeychain)
            changed.inKeychain.insert(toInt(endpoint));
        else
            changed.inKeychain.erase(toInt(endpoint));
        const Status written = fileError ? Status(*fileError) : replace(changed);
        content = std::move(changed);
        return written;
    }

    [[nodiscard]] bool hasOthersThan(EndpointId endpoint, const std::vector<std::string>& saved) const
    {
        if (fileError)
            return false;
        if (const auto kept = content.secrets.find(toInt(endpoint)); kept != content.secrets.end())
            return kept->second != saved;
        return content.inKeychain.contains(toInt(endpoint)) && !overwritten.contains(toInt(endpoint));
    }

    /// What changes an endpoint's secrets waits until the change before has ended: the keychain answers when it likes, the file at once.
    void inTurn(EndpointId endpoint, std::function<void()> change)
    {
        auto& own = turns[toInt(endpoint)];
        own.push_back(std::move(change));
        if (own.size() > 1)
            return;
        const auto first = own.front(); // a copy: it may end, and leave the line, before it returns
        first();
    }

    void endTurn(EndpointId endpoint)
    {
        auto& own = turns[toInt(endpoint)];
        own.pop_front();
        if (own.empty())
            return;
        const auto next = own.front();
        next();
    }

    Status keepMark(EndpointId endpoint)
    {
        SecretFileContent changed = content;
        changed.secrets.erase(toInt(endpoint));
        changed.inKeychain.insert(toInt(endpoint));
        return replace(std::move(changed));
    }

    /// A damaged file is not written over.
    Status makeWritable()
    {
        if (!fileError)
            return success();
        if (fileError->code != ErrorCode::Corrupt)
            return *fileError;
        if (const Status aside = putAside(file); !aside)
            return aside;
        fileError.reset();
        return success();
    }

    Status replace(SecretFileContent changed)
    {
        if (changed == content && (changed.empty() || QFileInfo::exists(QString::fromStdString(file))))
            return success();
        const Status written = writeSecretFile(file, changed);
        if (written)
            content = std::move(changed);
        return written;
    }

    QString realmHash;
    std::string file;
    Keychain keychain;
    Probe probe;
    bool mayAsk = probe == Probe::NotAsked;
    bool wasSilent = false;           // when it was asked last: until it answers, the file is what counts
    std::set<std::int64_t> reading;   // entries whose reading has not ended
    std::set<std::int64_t> overwritten; // entries as save() left them: what they held before is gone
    std::map<std::int64_t, std::deque<std::function<void()>>> turns;
    std::vector<std::function<void(bool)>> waiting;
    SecretFileContent content;
    std::optional<Error> fileError;
    bool wasOpenToOthers = false;
};

SecretStore::SecretStore(std::string realm, std::string fallbackFolder, bool allowKeychain, QObject* parent)
    : QObject(parent), d(std::make_unique<Private>(realm, fallbackFolder, allowKeychain))
{
}

SecretStore::~SecretStore() = default;

Backing SecretStore::backing() const
{
    return d->probe == Private::Probe::Silent || d->wasSilent ? Backing::File : Backing::Keychain;
}

const std::string& SecretStore::path() const
{
    return d->file;
}

std::string SecretStore::filePath() const
{
    return backing() == Backing::File ? d->file : std::string();
}

bool SecretStore::fileWasOpenToOthers() const
{
    return d->wasOpenToOthers;
}

void SecretStore::load(EndpointId endpoint, std::function<void(Result<std::vector<std::string>>)> then)
{
    if (d->fileError)
        return then(*d->fileError);
    if (const auto kept = d->content.secrets.find(toInt(endpoint)); kept != d->content.secrets.end())
        return then(kept->second);
    if (!d->content.inKeychain.contains(toInt(endpoint)))
        return then(std::vector<std::string>{});
    if (d->reading.contains(toInt(endpoint))) // it may be asking the user; twice would be once too often
        return then(Error{ErrorCode::Failed, "keychain: no answer"});
    d->withKeychain([this, endpoint, then = std::move(then)](bool answers) {
        if (!answers)
            return then(Error{ErrorCode::Failed, "keychain: no answer"});
        d->reading.insert(toInt(endpoint));
        const auto read = [then](const Result<std::optional<std::string>>& entry) {
            if (!entry)
                return then(entry.error());
            then(*entry ? decodeSecrets(**entry)
                        : Result<std::vector<std::string>>(Error{ErrorCode::NotFound, "keychain: no such entry, or it is locked"}));
        };
        d->keychain.read(d->key(endpoint), requestLimit, read, [this, endpoint](Keychain::End end) {
            d->reading.erase(toInt(endpoint));
            if (end.good && end.late)
                Q_EMIT answeredLate();
        });
    });
}

void SecretStore::save(EndpointId endpoint, std::vector<std::string> secrets, std::function<void(Status)> then)
{
    d->inTurn(endpoint, [this, endpoint, secrets = std::move(secrets), then = std::move(then)] {
        saveNow(endpoint, secrets, [this, endpoint, then](const Status& saved) {
            then(saved);
            d->endTurn(endpoint);
        });
    });
}

void SecretStore::saveNow(EndpointId endpoint, const std::vector<std::string>& secrets, const std::function<void(Status)>& then)
{
    if (const Status ready = d->makeWritable(); !ready)
        return then(ready);
    if (secrets.empty() && !d->content.inKeychain.contains(toInt(endpoint)))
        return then(d->keep(endpoint, {}));
    d->withKeychain([this, endpoint, secrets, then](bool answers) {
        d->overwritten.erase(toInt(endpoint));
        if (!answers)
            return then(d->keep(endpoint, secrets));
        const auto written = [this, endpoint, secrets, then](const Status& status) {
            if (status) {
                d->overwritten.insert(toInt(endpoint));
                return then(d->keepMark(endpoint));
            }
            d->probe = Private::Probe::Silent;
            then(d->keep(endpoint, secrets));
        };
        // Without its mark an entry is as good as gone; that it is there still is told.
        const auto removed = [this, endpoint, then](const Status& status) {
            if (status)
                d->overwritten.insert(toInt(endpoint));
            const Status kept = d->keep(endpoint, {});
            then(status ? kept : status);
        };
        if (secrets.empty())
            d->keychain.remove(d->key(endpoint), requestLimit, removed);
        else
            d->keychain.write(d->key(endpoint), encodeSecrets(secrets), requestLimit, written);
    });
}

void SecretStore::takeBack(EndpointId endpoint, const std::vector<std::string>& saved, bool wereInKeychain,
                           std::function<void(Result<Instead>)> then)
{
    d->inTurn(endpoint, [this, endpoint, saved, wereInKeychain, then = std::move(then)] {
        const auto end = [this, endpoint, then](Result<Instead> result) {
            then(std::move(result));
            d->endTurn(endpoint);
        };
        readAgain();
        if (d->hasOthersThan(endpoint, saved))
            return end(Instead::Others);
        const auto removed = [this, endpoint, wereInKeychain, end](const Status& status) {
            // An entry that is there still would be taken for the one that was there before.
            const Status forgotten = d->forget(endpoint, wereInKeychain && status);
            if (status && forgotten)
                end(Instead::Nothing);
            else
                end(status ? forgotten.error() : status.error());
        };
        if (saved.empty() || !isOverwritten(endpoint))
            return removed(success());
        d->keychain.remove(d->key(endpoint), requestLimit, removed);
    });
}

bool SecretStore::isOverwritten(EndpointId endpoint) const
{
    return d->overwritten.contains(toInt(endpoint));
}

bool SecretStore::mayHave(EndpointId endpoint) const
{
    return d->fileError || d->content.secrets.contains(toInt(endpoint)) || d->content.inKeychain.contains(toInt(endpoint));
}

bool SecretStore::isFileReadable() const
{
    return !d->fileError;
}

bool SecretStore::isFileGone() const
{
    return !QFileInfo::exists(QString::fromStdString(d->file));
}

void SecretStore::readAgain()
{
    d->readFile();
    if (d->probe == Private::Probe::Silent && d->mayAsk)
        d->probe = Private::Probe::NotAsked;
}

bool SecretStore::mayAskUser(EndpointId endpoint) const
{
    return d->probe == Private::Probe::Answers && d->content.inKeychain.contains(toInt(endpoint));
}

} // namespace hookloupe::secrets
