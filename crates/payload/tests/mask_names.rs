//! Names that make secrets of their values, in every writing; and such as do not.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a broken promise fails the test")]

use reprise_payload::mask::{Masked, names_a_secret};
use wasm_bindgen_test::wasm_bindgen_test;

/// Words of names; each is tried in all writings.
const TELLING: [&str; 58] = [
    "password",
    "user password",
    "db pass",
    "smtp passwd",
    "pass phrase",
    "pass code",
    "client secret",
    "access token",
    "refresh token",
    "id token",
    "csrf token",
    "api key",
    "x api key",
    "app key",
    "application key",
    "consumer key",
    "consumer secret",
    "encryption key",
    "signing key",
    "private key",
    "secret key",
    "master key",
    "shared key",
    "subscription key",
    "transaction key",
    "aws secret access key",
    "authorization",
    "proxy authorization",
    "basic auth",
    "auth",
    "auth key",
    "auth code",
    "hmac",
    "x hub signature 256",
    "signature",
    "sig",
    "session id",
    "cookie",
    "set cookie",
    "jwt",
    "bearer",
    "credential",
    "connection string",
    "card number",
    "credit card number",
    "cvv",
    "cvc",
    "cvv 2",
    "security code",
    "card security code",
    "pin",
    "pin code",
    "otp",
    "iban",
    "bank account number",
    "ach account number",
    "bank transfer account number",
    "ssn",
];

fn writings(words: &str) -> Vec<String> {
    let parts: Vec<&str> = words.split(' ').collect();
    let large = |part: &str| part[..1].to_uppercase() + &part[1..];
    let pascal: String = parts.iter().map(|part| large(part)).collect();
    let camel = pascal[..1].to_lowercase() + &pascal[1..];
    let train: Vec<String> = parts.iter().map(|part| large(part)).collect();
    vec![
        parts.join("_"),
        parts.join("-"),
        parts.join("."),
        words.to_owned(),
        parts.join("_").to_uppercase(),
        words.to_uppercase(),
        train.join("-"),
        train.join(" "),
        pascal,
        camel,
    ]
}

#[wasm_bindgen_test(unsupported = test)]
fn every_writing_of_a_name_tells() {
    for words in TELLING {
        for name in writings(words) {
            assert!(names_a_secret(&name), "{name}");
        }
    }
}

/// Headers and settings.
const HEADERS: &str = "\
    X-Amz-Security-Token X-Amz-Credential X-Amz-Signature x-goog-api-key \
    X-Goog-Iam-Authorization-Token Ocp-Apim-Subscription-Key x-functions-key api-key aeg-sas-key \
    X-Auth-Token X-Auth-Key X-Vault-Token X-Consul-Token DD-API-KEY DD-APPLICATION-KEY \
    PRIVATE-TOKEN JOB-TOKEN X-Shopify-Access-Token Circle-Token X-JFrog-Art-Api X-Octopus-ApiKey \
    X-RapidAPI-Key Stripe-Signature X-Slack-Signature X-Parse-Master-Key X-Parse-REST-API-Key \
    X-Serverless-Authorization X-XSRF-TOKEN x-amz-server-side-encryption-customer-key \
    x-ms-encryption-key apiAccessKeyId apiSecretAccessKey X-Postmark-Server-Token \
    SharedAccessKey SharedAccessSignature Sec-Auth-Cookie wsse:Password user[password] \
    spring.datasource.password";

#[wasm_bindgen_test(unsupported = test)]
fn headers_of_clouds_and_services_tell() {
    for name in HEADERS.split_whitespace() {
        assert!(names_a_secret(name), "{name}");
    }
}

/// Names that only look alike.
const ORDINARY: &str = "\
    id key name author authority authors authenticated authored_by pinned isPinned spinner \
    shipping mapping opinion keyboard keyword monkey turkey passport passenger bypass compass \
    passed passCount hotpatch signal design assign signedOn signatory secretary tokenType \
    token_type tokenExpiresAt maxTokens total_tokens nextPageToken page_token continuationToken \
    tokenized passwordless passwordPolicy password_changed_at passwordResetUrl cookieConsent \
    signatureDate signatureRequired authMethod authType authTransactionId cvvResponseCode \
    cvc_check cardType cardHolderName creditCardExpirationMonth accountNumber account_number \
    AccountNumber invoiceNumber accountKey idempotencyKey primaryKey foreign_key publicKey \
    sortKey cacheKey bankName bankCode bankAccountType routing_number secretName panel company \
    Japan className lessons sigma config customerIbanCountry apiVersion appKeyboard whatsapp \
    startApi description sessionCount postalCode code errorCode Content-Type X-Request-Id \
    WWW-Authenticate CreditCardMaskType debitMemoNumber aquaAuthority";

#[wasm_bindgen_test(unsupported = test)]
fn ordinary_names_do_not() {
    for name in ORDINARY.split_whitespace() {
        assert!(!names_a_secret(name), "{name}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn names_that_many_things_have_need_a_value_that_looks_like_a_key() {
    let key = "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4MDEyMzQ1Njc4OQ==";
    for (name, value, is_hidden) in [
        ("AccountKey", key, true),
        ("accountKey", "A00000123", false),
        ("accountKey", "2c92a0fd55de7a120155df44d0841111", false),
        ("accountKey", "3f2504e0-4f89-11d3-9a0c-0305e82c3301", false),
        ("primaryKey", "InvoiceItem.Id", false),
        ("primaryKey", key, true),
        ("webhookUrl", "https://a.example/in/4", true),
        ("webhookUrl", "none yet", false),
        ("bankAccount", "1234567890", true),
        ("bankAccount", "at Example Bank", false),
        ("password", "{{ Data.Login.password }}", false),
        ("password", "[FILTERED]", false),
        ("creditCardNumber", "************1111", false),
        ("creditCardNumber", "4111", true),
    ] {
        let masked = Masked::named(name, value.to_owned());
        assert_eq!(!masked.secrets.is_empty(), is_hidden, "{name}: {value}");
    }
}
