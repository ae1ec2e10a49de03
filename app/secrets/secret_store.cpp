// SPDX-License-Identifier: GPL-3.0-or-later
#include "secrets/secret_store.h"

#include "secrets/keychain.h"
#include "secrets/secret_file.h"

#include <QCryptographicHash>

#include <chrono>
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
        auto read = readSecretFile(file);
        if (read) {
            content = std::move(read->content);
            wasOpenToOthers = read->wasOpenToOthers;
        } else {
            fileError = read.error();
        }
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

    Status keepMark(EndpointId endpoint)
    {
        SecretFileContent changed = content;
        changed.secrets.erase(toInt(endpoint));
        changed.inKeychain.insert(toInt(endpoint));
        return replace(std::move(changed));
    }

    Status replace(SecretFileContent changed)
    {
        if (changed == content)
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
    return d->probe == Private::Probe::Silent ? Backing::File : Backing::Keychain;
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
    d->withKeychain([this, endpoint, then = std::move(then)](bool answers) {
        if (!answers)
            return then(Error{ErrorCode::Failed, "keychain: no answer"});
        d->keychain.read(d->key(endpoint), requestLimit, [then](const Result<std::optional<std::string>>& entry) {
            if (!entry)
                return then(entry.error());
            then(*entry ? decodeSecrets(**entry) : Result<std::vector<std::string>>(std::vector<std::string>{}));
        });
    });
}

void SecretStore::save(EndpointId endpoint, std::vector<std::string> secrets, std::function<void(Status)> then)
{
    if (d->fileError)
        return then(*d->fileError);
    if (secrets.empty() && !d->content.inKeychain.contains(toInt(endpoint)))
        return then(d->keep(endpoint, {}));
    d->withKeychain([this, endpoint, secrets = std::move(secrets), then = std::move(then)](bool answers) {
        if (!answers)
            return then(d->keep(endpoint, secrets));
        const auto done = [this, endpoint, secrets, then](const Status& status) {
            if (status)
                return then(secrets.empty() ? d->keep(endpoint, {}) : d->keepMark(endpoint));
            if (secrets.empty())
                return then(status); // still there: saying it is deleted would be a lie
            d->probe = Private::Probe::Silent;
            then(d->keep(endpoint, secrets));
        };
        if (secrets.empty())
            d->keychain.remove(d->key(endpoint), requestLimit, done);
        else
            d->keychain.write(d->key(endpoint), encodeSecrets(secrets), requestLimit, done);
    });
}

} // namespace hookloupe::secrets
