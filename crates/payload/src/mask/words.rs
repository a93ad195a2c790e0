//! The words that name secrets, as letters and digits in lower case.
//!
//! Sources: what the documents of APIs call their credentials, PCI DSS 4.0 ("sensitive
//! authentication data"), RFC 6265, 6749, 6750, 7617, 9421, Azure's and AWS's references of
//! headers, Zuora's API reference 2026-09-11 (payment methods).

/// Wherever they stand in a name; sorted by their first letters.
pub(super) const TELLING: [&str; 78] = [
    "accesskey",
    "adgangskode",
    "adminkey",
    "apikey",
    "apischl",
    "appkey",
    "applicationkey",
    "authcode",
    "authheader",
    "authkey",
    "authorization",
    "backupcode",
    "bearer",
    "cardnum",
    "cardverification",
    "chaveapi",
    "cipherkey",
    "claveapi",
    "cleapi",
    "clientcert",
    "clientkey",
    "connectionstring",
    "connstr",
    "consumerkey",
    "contrasena",
    "cookie",
    "credential",
    "cvc",
    "cvv",
    "decryptionkey",
    "deploykey",
    "developerkey",
    "encryptioncustomerkey",
    "encryptionkey",
    "functionkey",
    "functionskey",
    "geheim",
    "hmac",
    "integrationkey",
    "jwt",
    "kennwort",
    "keystore",
    "licensekey",
    "masterkey",
    "merchantkey",
    "methodnonce",
    "mnemonic",
    "motdepasse",
    "passcode",
    "passord",
    "passphrase",
    "passwd",
    "password",
    "passwort",
    "pkcs12",
    "privatekey",
    "pwd",
    "recoverycode",
    "recoveryphrase",
    "secret",
    "securitycode",
    "securitykey",
    "seedphrase",
    "seedword",
    "serverkey",
    "sessionid",
    "sharedkey",
    "signature",
    "signingkey",
    "socialsecurity",
    "subscriptionkey",
    "token",
    "transactionkey",
    "verificationvalue",
    "wachtwoord",
    "writekey",
    "zugangscode",
    "zugangsschl",
];

/// The same in other languages, without what stands between their words; of ASCII letters, as words
/// of their own.
pub(super) const FOREIGN: [&str; 31] = [
    // German, French, Spanish and Portuguese, Italian, Dutch.
    "mdp",
    "jeton",
    "cléapi",
    "contraseña",
    "senha",
    "palavrapasse",
    "parola",
    // Danish, Norwegian, Swedish, Finnish.
    "lösenord",
    "losenord",
    "salasana",
    // Polish, Czech, Hungarian, Turkish, Greek, Russian and Ukrainian, Hebrew, Arabic.
    "hasło",
    "haslo",
    "heslo",
    "jelszó",
    "jelszo",
    "şifre",
    "sifre",
    "κωδικός",
    "пароль",
    "Пароль",
    "סיסמה",
    "كلمةالمرور",
    "كلمةالسر",
    // Vietnamese, Indonesian and Malay, Chinese, Japanese, Korean.
    "mậtkhẩu",
    "katasandi",
    "katalaluan",
    "密码",
    "密碼",
    "パスワード",
    "비밀번호",
    "암호",
];

/// As words of their own: within others they mean nothing; sorted by their first letters.
pub(super) const WORDS: [&str; 30] = [
    "artapi",
    "auth",
    "bban",
    "cardno",
    "ccnum",
    "ccnumber",
    "csc",
    "cvn",
    "encryptkey",
    "iban",
    "mfacode",
    "otp",
    "p12",
    "pan",
    "pass",
    "pfx",
    "pin",
    "pinblock",
    "pincode",
    "pinnumber",
    "psk",
    "pw",
    "restkey",
    "saskey",
    "servicekey",
    "sig",
    "signkey",
    "ssn",
    "totp",
    "verificationcode",
];

/// Of [`WORDS`], those that say nothing unless they end the name: `authMethod`, `passCount`.
pub(super) const LAST: [&str; 6] = ["auth", "otp", "pan", "pass", "pin", "sig"];

/// What many things are called: a secret only if the value looks random.
pub(super) const WEAK: [&str; 11] = [
    "accountkey",
    "code",
    "datakey",
    "dsn",
    "primarykey",
    "routingkey",
    "secondarykey",
    "session",
    "sessionkey",
    "sid",
    "userkey",
];

/// Numbers of accounts, if the name or one around it is of a bank: Zuora numbers its customers'
/// accounts, too.
pub(super) const ACCOUNT: [&str; 6] =
    ["accountno", "accountnum", "accountnumber", "acctno", "acctnum", "acctnumber"];

/// What makes an account one at a bank.
pub(super) const BANK: [&str; 11] = [
    "aba",
    "ach",
    "bank",
    "beneficiary",
    "checking",
    "creditor",
    "debtor",
    "payee",
    "routing",
    "savings",
    "sepa",
];

/// After a telling word, these say that the value only tells of a secret, and is none.
pub(super) const HARMLESS: [&str; 93] = [
    "age",
    "alg",
    "algorithm",
    "ary",
    "at",
    "attempts",
    "available",
    "board",
    "changed",
    "check",
    "checked",
    "consent",
    "count",
    "country",
    "created",
    "date",
    "day",
    "days",
    "description",
    "disabled",
    "domain",
    "enabled",
    "endpoint",
    "enforced",
    "error",
    "exists",
    "expiration",
    "expire",
    "expired",
    "expires",
    "expiry",
    "field",
    "fields",
    "file",
    "filename",
    "fingerprint",
    "format",
    "issued",
    "issuer",
    "ization",
    "ize",
    "ized",
    "izer",
    "label",
    "last",
    "length",
    "less",
    "limit",
    "location",
    "manager",
    "mask",
    "masked",
    "match",
    "max",
    "md5",
    "message",
    "method",
    "methods",
    "min",
    "missing",
    "mode",
    "name",
    "names",
    "needed",
    "optional",
    "path",
    "policy",
    "present",
    "prompt",
    "protected",
    "provider",
    "required",
    "reset",
    "response",
    "result",
    "rotation",
    "scope",
    "scopes",
    "size",
    "status",
    "strength",
    "time",
    "timeout",
    "ttl",
    "type",
    "types",
    "uri",
    "url",
    "usage",
    "used",
    "valid",
    "version",
    "word",
];

/// Before `token`, these say that it is a mark in a list, or a measure of text.
pub(super) const NO_TOKEN: [&str; 15] = [
    "cached",
    "cancel",
    "cancellation",
    "completion",
    "continuation",
    "input",
    "max",
    "next",
    "output",
    "page",
    "prompt",
    "sync",
    "syntax",
    "total",
    "unexpected",
];

/// Where the words begin in a sorted list that begin with each byte of ASCII, and the list's end.
#[expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "computed while compiling: it cannot fail later"
)]
pub(super) const fn index(words: &[&str]) -> [u8; 129] {
    let mut index = [0; 129];
    let mut byte = 0;
    let mut at = 0;
    while byte < 129 {
        while at < words.len() && first(words[at]) < byte {
            at += 1;
        }
        index[byte] = at as u8;
        byte += 1;
    }
    index
}

#[expect(clippy::indexing_slicing, reason = "computed while compiling: it cannot fail later")]
const fn first(word: &str) -> usize {
    word.as_bytes()[0] as usize
}

/// The words of a sorted list that begin with a byte.
pub(super) fn beginning<'a, T>(words: &'a [T], index: &[u8; 129], first: u8) -> &'a [T] {
    let place = |at: usize| index.get(at).map_or(words.len(), |at| usize::from(*at));
    let first = usize::from(first);
    words.get(place(first)..place(first + 1)).unwrap_or_default()
}
