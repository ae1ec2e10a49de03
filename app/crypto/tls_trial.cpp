// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/tls_trial.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <memory>
#include <string>

namespace hookloupe::crypto {

namespace {

struct FreeContext {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
struct FreeSsl {
    void operator()(SSL* ssl) const { SSL_free(ssl); }
};
using Context = std::unique_ptr<SSL_CTX, FreeContext>;
using Ssl = std::unique_ptr<SSL, FreeSsl>;

/// Flights of a handshake, with room to spare: what goes on longer does not end.
constexpr int mostTurns = 32;
constexpr long anyChain = 16 * 1024 * 1024; // bytes; a client's own limit is no matter here

/// The reason in words and the way out; the queue's oldest entry is the cause, the others follow from it.
Error refusal()
{
    const unsigned long code = ERR_peek_error();
    const char* const reason = code != 0 ? ERR_reason_error_string(code) : nullptr;
    ERR_clear_error(); // the queue is the thread's, and QSslSocket reads it too
    const std::string said = std::string("OpenSSL: ") + (reason ? reason : "no reason given");
    const char* const useful = "an RSA key of 2048 bits or more, or an EC key P-256";
    const int number = ERR_GET_LIB(code) == ERR_LIB_SSL ? ERR_GET_REASON(code) : 0;
    std::string detail;
    switch (number) {
    case SSL_R_EE_KEY_TOO_SMALL:
        detail = "the certificate's key is too small (" + said + "); make one with " + useful;
        break;
    case SSL_R_CA_KEY_TOO_SMALL:
        detail = "the key of an issuer in the certificate's chain is too small (" + said + "); get one from another issuer";
        break;
    case SSL_R_CA_MD_TOO_WEAK:
        detail = "the certificate or an issuer in its chain is signed with a hash that is too weak (" + said
            + "); have it issued anew with SHA-256";
        break;
    case SSL_R_NO_SHARED_CIPHER:
    case SSL_R_NO_SUITABLE_SIGNATURE_ALGORITHM:
        detail = std::string("clients can't use a certificate with a key of this kind (") + said + "); make one with " + useful;
        break;
    default:
        detail = "the certificate can't be used for TLS (" + said + "); make one with " + useful + ", signed with SHA-256";
    }
    return {ErrorCode::InvalidInput, std::move(detail)};
}

bool load(SSL_CTX* context, X509* certificate, const STACK_OF(X509)* chain, EVP_PKEY* key)
{
    if (SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) != 1 || SSL_CTX_use_certificate(context, certificate) != 1
        || SSL_CTX_use_PrivateKey(context, key) != 1 || SSL_CTX_check_private_key(context) != 1)
        return false;
    for (int i = 0; i < sk_X509_num(chain); ++i) {
        if (SSL_CTX_add1_chain_cert(context, sk_X509_value(chain, i)) != 1)
            return false;
    }
    return true;
}

Ssl end(SSL_CTX* context, BIO* in, BIO* out)
{
    Ssl ssl(SSL_new(context));
    if (!ssl)
        return ssl;
    BIO_up_ref(in);
    BIO_up_ref(out);
    SSL_set_bio(ssl.get(), in, out);
    return ssl;
}

/// One step; false if the handshake has failed.
bool step(SSL* ssl)
{
    const int result = SSL_do_handshake(ssl);
    if (result == 1)
        return true;
    const int why = SSL_get_error(ssl, result);
    return why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE;
}

bool handshake(SSL_CTX* serverContext)
{
    const Context clientContext(SSL_CTX_new(TLS_client_method()));
    if (!clientContext)
        return false;
    SSL_CTX_set_verify(clientContext.get(), SSL_VERIFY_NONE, nullptr);
    SSL_CTX_set_max_cert_list(clientContext.get(), anyChain);
    const std::unique_ptr<BIO, decltype(&BIO_free)> toServer(BIO_new(BIO_s_mem()), BIO_free);
    const std::unique_ptr<BIO, decltype(&BIO_free)> toClient(BIO_new(BIO_s_mem()), BIO_free);
    if (!toServer || !toClient)
        return false;
    const Ssl server = end(serverContext, toServer.get(), toClient.get());
    const Ssl client = end(clientContext.get(), toClient.get(), toServer.get());
    if (!server || !client)
        return false;
    SSL_set_accept_state(server.get());
    SSL_set_connect_state(client.get());
    for (int turn = 0; turn < mostTurns; ++turn) {
        if (!step(client.get()) || !step(server.get()))
            return false;
        if (SSL_is_init_finished(client.get()) && SSL_is_init_finished(server.get()))
            return true;
    }
    return false;
}

} // namespace

Status tryTls(X509* certificate, const STACK_OF(X509)* chain, EVP_PKEY* key)
{
    ERR_clear_error();
    const Context context(SSL_CTX_new(TLS_server_method()));
    if (!context || !load(context.get(), certificate, chain, key) || !handshake(context.get()))
        return refusal();
    ERR_clear_error();
    return success();
}

} // namespace hookloupe::crypto
