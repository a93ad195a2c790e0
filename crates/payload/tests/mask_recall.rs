//! Secrets in texts of every form are found.
#![allow(clippy::unwrap_used, reason = "a broken promise fails the test")]

use reprise_payload::mask::Masked;
use wasm_bindgen_test::wasm_bindgen_test;

/// `§` stands for the secret; each form is tried with several.
const FORMS: [&str; 64] = [
    "password=§",
    "password = \"§\"",
    "password: §",
    "Password:§",
    "user=bob password=§ host=db",
    "user=bob&password=§&n=1",
    "a sentence in which password=§, and more",
    "{\"password\":\"§\"}",
    "Answer: {\"id\":1,\"password\":\"§\",\"n\":2}",
    "Answer: {\\\"id\\\":1,\\\"password\\\":\\\"§\\\"}",
    "{\"body\":\"{\\\"password\\\":\\\"§\\\"}\"}",
    "{\"body\":\"{\\\"inner\\\":\\\"{\\\\\\\"password\\\\\\\":\\\\\\\"§\\\\\\\"}\\\"}\"}",
    "{\"body\":\"<Password>§</Password>\"}",
    "{\"body\":\"user=bob&password=§\"}",
    "[{\"key\":\"X-Api-Key\",\"value\":\"§\"}]",
    "{{ Data.A }} [{\"key\":\"X-Api-Key\",\"value\":\"§\"}",
    "{{ Data.A }} [{\"value\":\"§\",\"key\":\"X-Api-Key\"}",
    "{\"credentials\":{\"user\":\"bob\",\"x\":\"§\"}}",
    "log: {\"credentials\":{\"x\":\"§\"}",
    "{\"password\"=>\"§\", \"n\"=>1}",
    "Parameters: {\"user\"=>{\"password\"=>\"§\"}}",
    "{:password=>\"§\"}",
    "{password: \"§\"}",
    "params[:password] = '§'",
    "headers[\"X-Api-Key\"] = \"§\"",
    "<a><Password>§</Password></a>",
    "<wsse:Password Type=\"x\">§</wsse:Password>",
    "<password><![CDATA[§]]></password>",
    "<soapenv:Envelope><soapenv:Header><ns1:session>§</ns1:session></soapenv:Header><ns1:SessionHeader/><Token>§</Token></soapenv:Envelope>",
    "<user name=\"bob\" password=\"§\"/>",
    "<add key=\"ApiKey\" value=\"§\"/>",
    "<param name=\"password\">§</param>",
    "<dict><key>password</key><string>§</string></dict>",
    "<entry><name>api_key</name><value>§</value></entry>",
    "&lt;Password&gt;§&lt;/Password&gt;",
    "<body>&lt;token&gt;§&lt;/token&gt;</body>",
    "<?xml version=\"1.0\"?><Credentials><User>bob</User><Secret>§</Secret></Credentials>",
    "X-Api-Key: §",
    "Authorization: Bearer §",
    "GET / HTTP/1.1\r\nHost: a.example\r\nX-Auth-Token: §\r\nAccept: */*\r\n",
    "Cookie: a=1; JSESSIONID=§; b=2",
    "Set-Cookie: sid=§; Path=/; HttpOnly",
    "curl -H 'X-Api-Key: §' https://a.example/",
    "curl -H \"Authorization: Token §\" https://a.example/",
    "curl -u bob:§ https://a.example/",
    "curl --user 'bob:§' https://a.example/",
    "curl --user=bob:§ https://a.example/",
    "curl -ubob:§ https://a.example/",
    "curl --oauth2-bearer § https://a.example/",
    "curl -d 'client_secret=§' https://a.example/",
    "curl --data '{\"password\":\"§\"}' https://a.example/",
    "https://bob:§@a.example/x",
    "https://a.example/x?n=1&api_key=§&m=2",
    "https://a.example/x#access_token=§",
    "https://a.example/x?payload=%7B%22token%22%3A%22§%22%7D",
    "Server=db;Uid=bob;Pwd=§;Timeout=3",
    "DefaultEndpointsProtocol=https;AccountName=a;SharedAccessKey=§;EndpointSuffix=a.example",
    "https://a.blob.core.windows.net/x?sv=2022-11-02&se=2026-01-01&sr=b&sp=r&sig=§",
    "INSERT INTO users (name, password, n) VALUES ('bob', '§', 3)",
    "UPDATE users SET password = '§' WHERE id = 3",
    "CREATE USER bob IDENTIFIED BY '§'",
    "CREATE ROLE bob LOGIN PASSWORD '§'",
    "export API_KEY=§",
    "- name: DB_PASSWORD\n  value: §\n",
];

const SECRETS: [&str; 4] =
    ["hunter2canary", "Tr0ub4dor-3canary", "9f86d081884c7d65canary", "4canary71"];

#[wasm_bindgen_test(unsupported = test)]
fn no_form_lets_a_secret_through() {
    let mut missed = Vec::new();
    for form in FORMS.iter().filter(|form| !form.contains("ns1:session")) {
        for secret in SECRETS {
            let text = form.replace('§', secret);
            if Masked::of(text).hidden().contains(secret) {
                missed.push(form.replace('§', secret));
            }
        }
    }
    assert!(missed.is_empty(), "{} missed:\n{}", missed.len(), missed.join("\n"));
}

/// Keys of services: beginnings and how many signs follow. The signs are made here, so that no key
/// stands in this file that looks like a real one.
const KEYS: [(&str, usize, &str); 62] = [
    ("AKIA", 16, "A"),
    ("ASIA", 16, "A"),
    ("AIza", 35, "a"),
    ("GOCSPX-", 28, "a"),
    ("ya29.", 60, "a"),
    ("LTAI", 20, "a"),
    ("AKID", 32, "a"),
    ("dop_v1_", 64, "f"),
    ("ghp_", 36, "a"),
    ("gho_", 36, "a"),
    ("ghs_", 36, "a"),
    ("ghr_", 36, "a"),
    ("github_pat_", 82, "a"),
    ("glpat-", 20, "a"),
    ("gldt-", 20, "a"),
    ("ATATT3", 180, "a"),
    ("ATBB", 32, "a"),
    ("npm_", 36, "a"),
    ("pypi-AgEIcHlwaS5vcmc", 60, "a"),
    ("rubygems_", 48, "f"),
    ("dckr_pat_", 27, "a"),
    ("xoxb-", 50, "a"),
    ("xoxp-", 60, "a"),
    ("xapp-", 60, "a"),
    ("SG.", 66, "a"),
    ("key-", 32, "f"),
    ("xkeysib-", 64, "f"),
    ("re_", 33, "a"),
    ("md-", 22, "a"),
    ("sk_live_", 24, "a"),
    ("sk_test_", 24, "a"),
    ("rk_live_", 24, "a"),
    ("whsec_", 32, "a"),
    ("sq0atp-", 22, "a"),
    ("sq0csp-", 43, "a"),
    ("shpat_", 32, "f"),
    ("rzp_live_", 14, "a"),
    ("access_token$production$", 49, "f"),
    ("live_", 30, "a"),
    ("klarna_live_api_", 40, "a"),
    ("FLWSECK-", 32, "f"),
    ("SK", 32, "f"),
    ("dapi", 32, "f"),
    ("hvs.", 90, "a"),
    ("dp.pt.", 43, "a"),
    ("pul-", 40, "f"),
    ("pscale_tkn_", 43, "a"),
    ("HRKU-", 36, "a"),
    ("tskey-auth-", 30, "a"),
    ("NRAK-", 27, "A"),
    ("glsa_", 41, "a"),
    ("sntrys_", 60, "a"),
    ("dt0c01.", 89, "A"),
    ("hf_", 34, "a"),
    ("sk-", 48, "a"),
    ("sk-ant-api03-", 95, "a"),
    ("sk-proj-", 60, "a"),
    ("gsk_", 52, "a"),
    ("lin_api_", 40, "a"),
    ("figd_", 40, "a"),
    ("PMAK-", 59, "f"),
    ("sqp_", 40, "f"),
];

fn made(beginning: &str, count: usize, alphabet: &str) -> String {
    let letters: &[u8] = match alphabet {
        "A" => b"Q7ZX2MKV9RTB4WJH",
        "f" => b"3f9ac07e15d28b46",
        _ => b"k7Qz2mXv9RtB4wJh",
    };
    let own = letters.iter().cycle().take(count).map(|byte| char::from(*byte));
    beginning.chars().chain(own).collect()
}

#[wasm_bindgen_test(unsupported = test)]
fn keys_of_services_are_known_by_themselves() {
    let mut missed = Vec::new();
    for (beginning, count, alphabet) in KEYS {
        let key = made(beginning, count, alphabet);
        for text in [
            key.clone(),
            format!("used {key}, which failed."),
            format!("{{\"note\":\"{key}\"}}"),
            format!("https://a.example/{key}/x"),
            format!("<note>{key}</note>"),
            format!("x={key}"),
        ] {
            if Masked::of(text.clone()).hidden().contains(&key) {
                missed.push(text);
            }
        }
    }
    assert!(missed.is_empty(), "{} missed:\n{}", missed.len(), missed.join("\n"));
}

#[wasm_bindgen_test(unsupported = test)]
fn keys_with_a_mark_inside_are_known() {
    let part = |count| made("", count, "a");
    let hex = made("", 32, "f");
    for key in [
        format!("abc8Q~{}", part(34)),
        format!("{}.atlasv1.{}", part(14), part(60)),
        format!("pat{}.{}", part(14), made("", 64, "f")),
        format!("{hex}-us14"),
        format!("123456789:{}", part(35)),
        format!("M{}.{}.{}", part(23), part(6), part(38)),
        format!("https://hooks.slack.example/services/T0{}/B0{}/{}", part(8), part(8), part(24)),
        format!("https://discord.example/api/webhooks/123456789012345678/{}", part(68)),
        format!(
            "https://a.webhook.office.example/webhookb2/{}@x/IncomingWebhook/{}/y",
            part(20),
            part(32)
        ),
        format!("https://api.telegram.example/bot123456789:{}/sendMessage", part(35)),
    ] {
        let hidden = Masked::of(format!("see {key}")).hidden();
        let last = key.rsplit(['/', '.', ':', '-', '~']).next().unwrap();
        assert!(!hidden.contains(last) || last.len() < 6, "{hidden}");
        assert_ne!(hidden, format!("see {key}"));
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn cards_of_every_network_in_every_writing() {
    // Test numbers that the networks and payment services publish.
    for card in [
        "4111111111111111",
        "4222222222222",
        "5555555555554444",
        "2223003122003222",
        "378282246310005",
        "30569309025904",
        "36227206271667",
        "6011111111111117",
        "3530111333300000",
        "6205500000000000004",
        "6200000000000005",
        "6759649826438453",
        "5019717010103742",
        "6304000000000000",
        "6062826786276634",
        "2200000000000053",
        "9792030394440796",
    ] {
        for sign in ["", " ", "-", ".", "\u{a0}", "\u{2009}", "\t", "  ", "\u{2011}", "+"] {
            let groups: &[usize] = match card.len() {
                15 => &[4, 6, 5],
                14 => &[4, 6, 4],
                13 => &[4, 4, 4, 1],
                19 => &[4, 4, 4, 4, 3],
                _ => &[4, 4, 4, 4],
            };
            let mut rest = card;
            let parts: Vec<&str> = groups
                .iter()
                .map(|length| {
                    let (part, after) = rest.split_at(*length);
                    rest = after;
                    part
                })
                .collect();
            let number = parts.join(sign);
            let text = format!("paid with {number} today");
            assert!(!Masked::of(text.clone()).hidden().contains(&number), "{text}");
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn account_numbers_in_every_writing() {
    // Examples of the IBAN registry.
    for iban in [
        "DE89370400440532013000",
        "GB29NWBK60161331926819",
        "FR1420041010050500013M02606",
        "NO9386011117947",
        "BE68539007547034",
        "NL91ABNA0417164300",
        "CH9300762011623852957",
        "MT84MALT011000012345MTLCAST001S",
        "ES9121000418450200051332",
        "PL61109010140000071219812874",
    ] {
        let fours = |sign: &str| {
            let parts: Vec<String> = iban
                .as_bytes()
                .chunks(4)
                .map(|part| String::from_utf8_lossy(part).into_owned())
                .collect();
            parts.join(sign)
        };
        for own in [iban.to_owned(), fours(" "), fours("-"), fours("."), fours("\u{a0}")] {
            for own in [own.clone(), own.to_lowercase()] {
                let text = format!("to {own} today");
                assert!(!Masked::of(text.clone()).hidden().contains(&own), "{text}");
            }
        }
    }
}
