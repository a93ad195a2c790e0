//! Ordinary texts hide nothing.

use reprise_payload::mask::Masked;
use wasm_bindgen_test::wasm_bindgen_test;

const ORDINARY: [&str; 70] = [
    "8ad097b4909708e001909b41bb095dcf",
    "2c92a0fd55de7a120155df44d0841111",
    "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
    "INV00012345",
    "A-S00001115",
    "2026-11-24T10:11:12.123+0000",
    "1795000000000",
    "129.90",
    "+49 170 1234567 00",
    "https://rest.example/v1/accounts/8ad097b4909708e001909b41bb095dcf?page=2&pageSize=40",
    "https://a.example/oauth/token",
    "https://a.example:8443/reset-password/confirm",
    "https://a.example/hooks/invoice-posted",
    "https://a.example/webhooks/12345",
    "Callout response was 500 after 1 tries.",
    "Invalid token",
    "Authorization failed: token expired",
    "The password is required",
    "Password: too short, choose another one",
    "Error: unexpected token: foo at line 3",
    "Unexpected token END_OF_INPUT in JSON at position 12",
    "token: string, password: string",
    "Authentication: basic auth is required for this endpoint",
    "Basic information about Bearer authentication",
    "the author: Bob, the authority: Alice",
    "keyboard: qwerty, passport: required, pinned: 3",
    "{\"pinned\":\"yes\",\"author\":\"Bob\",\"passport\":\"on file\"}",
    "{\"tokenType\":\"Bearer\",\"expires_in\":3600}",
    "{\"hasToken\":\"true\",\"password\":null,\"secret\":\"\"}",
    "{\"accountNumber\":\"A00000123\",\"accountKey\":\"A00000123\"}",
    "{\"idempotencyKey\":\"0f343b0931126a20f133d67c2b018a3b0f343b0931126a20f133d67c2b018a3b\"}",
    "{\"nextPageToken\":\"CAUQAA\",\"usage\":{\"total_tokens\":12}}",
    "{\"authorization\":{\"type\":\"none\"}}",
    "{\"key\":\"Content-Type\",\"value\":\"text/plain\"}",
    "{\"password\":\"{{ Data.Login.Password }}\"}",
    "{\"CreditCardMaskNumber\":\"************1111\",\"cardNumber\":\"****1111\"}",
    "<Account><Name>Bob</Name><AccountNumber>A00000123</AccountNumber></Account>",
    "<token/>",
    "Bearer <token> is missing",
    "<tokenType>Bearer</tokenType>",
    "SELECT Id, AccountNumber FROM Account WHERE Status = 'Active' AND Balance > 10",
    "INSERT INTO invoices (id, number, total) VALUES (1, 'INV00012345', 12.5)",
    "SELECT count(*) FROM users WHERE password IS NOT NULL",
    "def f(token): return token",
    "const token = response.access_token;",
    "const secret = getSecret();",
    "if (token == null) { token = next; }",
    "let x = user.password.length",
    "password: user.password,",
    "{% assign token = Data.Token %}",
    "curl -X POST https://a.example/ -H 'Accept: a/b'",
    "curl -u \"$USER:$PASSWORD\" https://a.example/",
    "mkdir -p /tmp/x && cp -u a b",
    "git commit -m 'rotate token handling'",
    "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod",
    "urn:ietf:params:oauth:grant-type:jwt-bearer",
    "grant_type=password&scope=read",
    "a=1&b=2&page_token=next",
    "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----",
    "4111 1111 1111 1112",
    "0.4111111111111111",
    "1234567890123456789",
    "DE89 3704 0044 0532 0130 01",
    "version 1.22.333.4444",
    "10.0.12.255 - - [24/Nov/2026:10:11:12 +0000] \"GET /v1/tasks HTTP/1.1\" 200 512",
    "at com.example.TokenService.refresh(TokenService.java:42)",
    "SKU-4000-0012-3456-7890",
    "ERR_CARD_DECLINED_51002",
    "sk-fading-circle",
    "test_data/some_long_path_name/with_2_numbers/in_it_2026.csv",
];

#[wasm_bindgen_test(unsupported = test)]
fn ordinary_texts_stay_as_they_are() {
    let mut hidden = Vec::new();
    for text in ORDINARY {
        let masked = Masked::of(text.to_owned());
        if !masked.secrets.is_empty() {
            hidden.push(format!("{text}\n  → {}", masked.hidden()));
        }
    }
    assert!(hidden.is_empty(), "{} hidden:\n{}", hidden.len(), hidden.join("\n"));
}
