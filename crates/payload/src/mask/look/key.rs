//! Keys of well-known services, by the beginning that their makers gave them for this purpose.
//!
//! Public facts: each service's own documents on its API keys, and GitHub's list of the formats
//! that its secret scanning supports (2026). A beginning counts where a word begins, and only with
//! as many signs after it as the service's keys have at least.

use super::super::SecretKind;
use super::{Found, begins_word, run};
use crate::scan::bytes::byte;

/// Services, the beginnings of their keys with blanks between, and the fewest signs after them.
const BEGINNINGS: &[(&str, usize)] = &[
    // Clouds: AWS (IAM identifiers), Google, Alibaba, Tencent, DigitalOcean, Scaleway, Yandex.
    ("AKIA ASIA ABIA ACCA", 16),
    ("AIza", 30),
    ("GOCSPX-", 20),
    ("ya29. 1//0", 20),
    ("LTAI AKID", 16),
    ("dop_v1_ doo_v1_ dor_v1_", 40),
    ("AQVN", 35),
    // Source hosts and registries: GitHub, GitLab, Atlassian, npm, PyPI, RubyGems, Docker, NuGet,
    // Clojars, crates.io, JFrog, Postman, Sonar, Buildkite, CircleCI.
    ("ghp_ gho_ ghu_ ghs_ ghr_", 30),
    ("github_pat_", 22),
    ("glpat- gldt- glrt- glcbt- glptt- glft- glsoat- glimt- glagent- gloas-", 16),
    ("ATATT3 ATBB ATCTT3", 24),
    ("npm_", 30),
    ("pypi-AgE", 30),
    ("rubygems_", 40),
    ("dckr_pat_ dckr_oat_", 20),
    ("AKCp", 40),
    ("PMAK-", 30),
    ("sqp_ squ_ sqa_", 40),
    ("bkua_ CCIPAT_ CCIPRJ_", 20),
    // Chat and mail: Slack, SendGrid, Brevo.
    ("xoxb- xoxp- xoxa- xoxr- xoxs- xoxe- xoxc- xoxd- xoxo- xoxe.xoxp- xoxe.xoxb- xapp-", 10),
    ("SG.", 20),
    ("xkeysib- xsmtpsib-", 40),
    // Payment: Stripe, Square, Shopify, Adyen, Braintree, Mollie, Klarna, Razorpay, Flutterwave,
    // Checkout.com, Plaid, GoCardless, EasyPost, Shippo, Duffel.
    ("sk_live_ sk_test_ rk_live_ rk_test_ whsec_ sk_sbox_", 14),
    ("sq0atp- sq0csp-", 20),
    ("EAAAE EAAAl", 50),
    ("shpat_ shpss_ shpca_ shppa_ shptka_", 30),
    ("AQE", 80),
    ("access_token$production$ access_token$sandbox$", 30),
    ("klarna_live_ klarna_test_", 20),
    ("rzp_live_ rzp_test_", 14),
    ("FLWSECK- FLWSECK_TEST-", 20),
    ("access-sandbox- access-production- access-development-", 36),
    ("EZAK EZTK", 50),
    ("shippo_live_ shippo_test_ duffel_live_ duffel_test_", 20),
    // Telephony and social: Twilio (key SIDs), Facebook.
    ("EAACEdEose0cBA", 10),
    // Data, hosting and secrets: Databricks, HashiCorp, Doppler, Pulumi, PlanetScale, Supabase,
    // Heroku, Netlify, Fly, Tailscale, age.
    ("hvs. hvb. hvr.", 20),
    ("dp.pt. dp.st. dp.ct. dp.sa. dp.scim. dp.audit.", 30),
    ("pul-", 40),
    ("pscale_tkn_ pscale_pw_ pscale_oauth_", 30),
    ("sbp_ sb_secret_", 20),
    ("HRKU- nfp_", 30),
    ("fo1_ FlyV1", 20),
    ("tskey-", 16),
    ("AGE-SECRET-KEY-1", 50),
    // Watching: New Relic, Grafana, Sentry, Dynatrace, Honeycomb.
    ("NRAK- NRJS- NRII- NRRA- NRIQ- NRAA-", 20),
    ("glc_ glsa_", 30),
    ("sntrys_ sntryu_", 40),
    ("dt0c01. dt0s01. dt0s16. dt0s04. dt0s02.", 20),
    ("hcaik_ hcbik_ hcxik_", 30),
    // Work and models: Linear, Figma, HubSpot, Contentful, Typeform, Readme,
    // Prefect, 1Password, OpenAI and Anthropic, Hugging Face, Groq, Replicate, Perplexity, xAI.
    ("lin_api_ lin_oauth_", 30),
    ("figd_ figo_", 30),
    ("pat-na1- pat-eu1- pat-na2-", 30),
    ("CFPAT-", 40),
    ("tfp_", 40),
    ("rdme_ pnu_", 30),
    ("ops_eyJ", 40),
    ("sk-", 32),
    ("hf_ gsk_ r8_ pplx- xai-", 30),
];

/// The same, where plain words begin alike: nothing but letters and digits may follow. Mailgun,
/// Mandrill, Resend, Mollie, `GoCardless`, Notion, `NuGet`, Clojars, crates.io, Databricks.
const PLAIN: &[(&str, usize)] = &[
    ("key- dapi dkea", 32),
    ("md- re_", 22),
    ("live_ test_", 30),
    ("sandbox_ secret_ ntn_", 40),
    ("oy2", 43),
    ("CLOJARS_ cio", 32),
];

/// How much of a run of signs is looked at: all that tells stands at the beginning.
const LOOKED_AT: usize = 256;

/// The shortest of all.
pub(super) const SHORTEST: usize = 20;

pub(super) fn find(bytes: &[u8], found: &mut Vec<Found>) {
    let mut at = 0;
    while at < bytes.len() {
        let end = run(bytes, at, is_of_key);
        if end - at >= SHORTEST {
            find_in(bytes, at, end, found);
        }
        at = end + 1;
    }
}

/// In a run of signs that keys are made of. A key may begin behind a sign.
fn find_in(bytes: &[u8], start: usize, end: usize, found: &mut Vec<Found>) {
    let mut at = start;
    while end - at >= SHORTEST {
        let rest = bytes.get(at..end).unwrap_or_default();
        if begins_word(bytes, at) && is_key(rest.get(..LOOKED_AT).unwrap_or(rest)) {
            let length = rest.iter().rev().position(|byte| *byte != b'.' && *byte != b'/');
            found.push(Found::looks(at..end - length.unwrap_or_default(), SecretKind::ServiceKey));
            return;
        }
        at += 1 + rest
            .iter()
            .skip(1)
            .position(|byte| is_between(*byte))
            .map_or(rest.len(), |next| next + 1);
        if at >= end {
            return;
        }
    }
}

fn is_key(own: &[u8]) -> bool {
    let first = byte(own, 0);
    let has_digit = || own.iter().any(u8::is_ascii_digit);
    let begins = |list: &[(&str, usize)], others: &[u8]| {
        let is_in = |byte: u8| byte.is_ascii_alphanumeric() || others.contains(&byte);
        list.iter().any(|(names, fewest)| {
            let mut names = names.split(' ').map(str::as_bytes);
            names.any(|name| {
                own.starts_with(name) && run(own, name.len(), is_in) - name.len() >= *fewest
            })
        })
    };
    if !FIRSTS.get(usize::from(first)).copied().unwrap_or_default() {
        return is_by_shape(own);
    }
    ((begins(BEGINNINGS, b"-_") || begins(PLAIN, b"")) && has_digit()) || is_by_shape(own)
}

/// Keys that have a mark inside: secrets of Azure's apps (`…8Q~…`), Airtable, Terraform Cloud (`.atlasv1.`),
/// Twilio's and Mailchimp's (32 hex digits beside a sign of their own), tokens of bots.
fn is_by_shape(own: &[u8]) -> bool {
    let own = own.split(|byte| *byte == b'/').next().unwrap_or_default();
    let hex = |part: &[u8]| {
        part.len() == 32
            && part.iter().all(|byte| byte.is_ascii_hexdigit() && !byte.is_ascii_uppercase())
    };
    let is_azure = own.get(3).is_some_and(u8::is_ascii_digit)
        && own.get(4..6) == Some(b"Q~")
        && (37..=42).contains(&own.len());
    let is_airtable = own.starts_with(b"pat") && own.len() == 82 && byte(own, 17) == b'.';
    let is_terraform = own.get(14..23) == Some(b".atlasv1.") && own.len() > 60;
    let is_twilio = own.strip_prefix(b"SK").is_some_and(hex);
    let is_mailchimp = own.get(..32).is_some_and(hex)
        && own.get(32..35) == Some(b"-us")
        && own
            .get(35..)
            .is_some_and(|rest| !rest.is_empty() && rest.iter().all(u8::is_ascii_digit));
    is_azure || is_airtable || is_terraform || is_twilio || is_mailchimp || is_of_bot(own)
}

/// Discord's: three parts, the first the number of the bot in Base64.
fn is_of_bot(own: &[u8]) -> bool {
    let mut parts = own.split(|byte| *byte == b'.');
    let mut has = |least: usize, most: usize| {
        parts.next().is_some_and(|part| (least..=most).contains(&part.len()))
    };
    matches!(byte(own, 0), b'M' | b'N' | b'O')
        && has(23, 28)
        && has(6, 7)
        && has(27, 40)
        && !has(0, usize::MAX)
}

/// Telegram's bots: `<8 to 10 digits>:<35 signs>`.
pub(super) fn find_of_bots(bytes: &[u8], found: &mut Vec<Found>) {
    for colon in (0..bytes.len()).filter(|at| byte(bytes, *at) == b':') {
        let before = bytes.get(..colon).unwrap_or_default();
        let digits = before.iter().rev().take(11).take_while(|byte| byte.is_ascii_digit()).count();
        let end = run(bytes, colon + 1, |byte| {
            is_of_key(byte) && !matches!(byte, b'.' | b'/' | b'+' | b'~' | b'$')
        });
        if (8..=10).contains(&digits) && end - colon == 36 {
            found.push(Found::looks(colon - digits..end, SecretKind::ServiceKey));
        }
    }
}

const fn is_of_key(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'/' | b'+' | b'$')
}

/// What a key may stand behind, within the signs of one.
const fn is_between(byte: u8) -> bool {
    matches!(byte, b'/' | b'.' | b'-' | b'+' | b'$' | b'~')
}

/// With which signs the keys begin.
static FIRSTS: [bool; 128] = firsts();

#[expect(clippy::indexing_slicing, reason = "computed while compiling: it cannot fail later")]
const fn firsts() -> [bool; 128] {
    let mut firsts = [false; 128];
    let mut own = 0;
    while own < BEGINNINGS.len() + PLAIN.len() {
        let is_plain = own >= BEGINNINGS.len();
        let list = if is_plain { PLAIN[own - BEGINNINGS.len()] } else { BEGINNINGS[own] };
        let names = list.0.as_bytes();
        let mut at = 0;
        while at < names.len() {
            if at == 0 || names[at - 1] == b' ' {
                firsts[names[at] as usize] = true;
            }
            at += 1;
        }
        own += 1;
    }
    firsts
}
