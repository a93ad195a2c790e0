//! Keys of well-known services, by the beginning that their makers gave them for this purpose.
//!
//! Public facts: each service's own documents on its API keys, and GitHub's list of the formats
//! that its secret scanning supports (2026). A beginning counts where a word begins, and only with
//! as many signs after it as the service's keys have at least.

use super::super::SecretKind;
use super::super::index::{beginning, index};
use super::shape::{is_by_shape, is_of_key};
use super::{Found, begins_word, run};
use crate::scan::bytes::byte;

/// Beginnings of keys, sorted, and the fewest signs after them.
///
/// Clouds: AWS (IAM identifiers), Google, Alibaba, Tencent, `DigitalOcean`, Yandex. Source hosts and
/// registries: `GitHub`, `GitLab`, Atlassian, npm, `PyPI`, `RubyGems`, Docker, `JFrog`, Postman,
/// Sonar, Buildkite, `CircleCI`. Chat and mail: Slack, `SendGrid`, Brevo. Payment: Stripe, Square,
/// Shopify, Adyen, Braintree, `PayPal`, Plaid, Klarna, Razorpay, Flutterwave, `EasyPost`, Shippo,
/// Duffel. Data, hosting, secrets: `HashiCorp`, Doppler, Pulumi, `PlanetScale`, Supabase, Heroku,
/// Netlify, Fly, Tailscale, age, Dropbox. Watching: New Relic, Grafana, Sentry, Dynatrace,
/// Honeycomb. Work and models: Linear, Figma, `HubSpot`, Contentful, Typeform, Readme, Prefect,
/// 1Password, `OpenAI`, Anthropic, Hugging Face, Groq, Replicate, Perplexity, `xAI`.
const BEGINNINGS: [(&str, u8); 154] = [
    ("1//0", 20),
    ("A21AA", 60),
    ("ABIA", 16),
    ("ACCA", 16),
    ("AGE-SECRET-KEY-1", 50),
    ("AIza", 30),
    ("AKCp", 40),
    ("AKIA", 16),
    ("AKID", 16),
    ("AQE", 80),
    ("AQVN", 35),
    ("ASIA", 16),
    ("ATATT3", 24),
    ("ATBB", 24),
    ("ATCTT3", 24),
    ("CCIPAT_", 20),
    ("CCIPRJ_", 20),
    ("CFPAT-", 40),
    ("EAAAE", 50),
    ("EAAAl", 50),
    ("EAACEdEose0cBA", 10),
    ("EZAK", 50),
    ("EZTK", 50),
    ("FLWSECK-", 20),
    ("FLWSECK_TEST-", 20),
    ("FlyV1", 20),
    ("GOCSPX-", 20),
    ("HRKU-", 30),
    ("LTAI", 16),
    ("NRAA-", 20),
    ("NRAK-", 20),
    ("NRII-", 20),
    ("NRIQ-", 20),
    ("NRJS-", 20),
    ("NRRA-", 20),
    ("PMAK-", 30),
    ("SG.", 20),
    ("access-development-", 36),
    ("access-production-", 36),
    ("access-sandbox-", 36),
    ("access_token$production$", 16),
    ("access_token$sandbox$", 16),
    ("bkua_", 20),
    ("dckr_oat_", 20),
    ("dckr_pat_", 20),
    ("doo_v1_", 40),
    ("dop_v1_", 40),
    ("dor_v1_", 40),
    ("dp.audit.", 30),
    ("dp.ct.", 30),
    ("dp.pt.", 30),
    ("dp.sa.", 30),
    ("dp.scim.", 30),
    ("dp.st.", 30),
    ("dt0c01.", 20),
    ("dt0s01.", 20),
    ("dt0s02.", 20),
    ("dt0s04.", 20),
    ("dt0s16.", 20),
    ("duffel_live_", 20),
    ("duffel_test_", 20),
    ("figd_", 30),
    ("figo_", 30),
    ("fo1_", 20),
    ("gho_", 30),
    ("ghp_", 30),
    ("ghr_", 30),
    ("ghs_", 30),
    ("ghu_", 30),
    ("github_pat_", 22),
    ("glagent-", 16),
    ("glc_", 30),
    ("glcbt-", 16),
    ("gldt-", 16),
    ("glft-", 16),
    ("glimt-", 16),
    ("gloas-", 16),
    ("glpat-", 16),
    ("glptt-", 16),
    ("glrt-", 16),
    ("glsa_", 30),
    ("glsoat-", 16),
    ("gsk_", 30),
    ("hcaik_", 30),
    ("hcbik_", 30),
    ("hcxik_", 30),
    ("hf_", 30),
    ("hvb.", 20),
    ("hvr.", 20),
    ("hvs.", 20),
    ("klarna_live_", 20),
    ("klarna_test_", 20),
    ("lin_api_", 30),
    ("lin_oauth_", 30),
    ("nfp_", 30),
    ("npm_", 30),
    ("ops_eyJ", 40),
    ("pat-eu1-", 30),
    ("pat-na1-", 30),
    ("pat-na2-", 30),
    ("pnu_", 30),
    ("pplx-", 30),
    ("pscale_oauth_", 30),
    ("pscale_pw_", 30),
    ("pscale_tkn_", 30),
    ("pul-", 40),
    ("pypi-AgE", 30),
    ("r8_", 30),
    ("rdme_", 30),
    ("rk_live_", 14),
    ("rk_test_", 14),
    ("rubygems_", 40),
    ("rzp_live_", 14),
    ("rzp_test_", 14),
    ("sb_secret_", 20),
    ("sbp_", 20),
    ("shippo_live_", 20),
    ("shippo_test_", 20),
    ("shpat_", 30),
    ("shpca_", 30),
    ("shppa_", 30),
    ("shpss_", 30),
    ("shptka_", 30),
    ("sk-", 32),
    ("sk_live_", 14),
    ("sk_sbox_", 14),
    ("sk_test_", 14),
    ("sl.", 60),
    ("sntrys_", 40),
    ("sntryu_", 40),
    ("sq0atp-", 20),
    ("sq0csp-", 20),
    ("sqa_", 40),
    ("sqp_", 40),
    ("squ_", 40),
    ("tfp_", 40),
    ("tskey-", 16),
    ("whsec_", 14),
    ("xai-", 30),
    ("xapp-", 10),
    ("xkeysib-", 40),
    ("xoxa-", 10),
    ("xoxb-", 10),
    ("xoxc-", 10),
    ("xoxd-", 10),
    ("xoxe-", 10),
    ("xoxe.xoxb-", 10),
    ("xoxe.xoxp-", 10),
    ("xoxo-", 10),
    ("xoxp-", 10),
    ("xoxr-", 10),
    ("xoxs-", 10),
    ("xsmtpsib-", 40),
    ("ya29.", 20),
];

/// The same, where plain words begin alike: nothing but letters and digits may follow. Mailgun,
/// Mandrill, Resend, Mollie, `GoCardless`, Notion, `NuGet`, Clojars, crates.io, Databricks.
const PLAIN: [(&str, u8); 13] = [
    ("CLOJARS_", 32),
    ("cio", 32),
    ("dapi", 32),
    ("dkea", 32),
    ("key-", 32),
    ("live_", 30),
    ("md-", 22),
    ("ntn_", 40),
    ("oy2", 43),
    ("re_", 22),
    ("sandbox_", 40),
    ("secret_", 40),
    ("test_", 30),
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
    let begins = |list: &[(&str, u8)], others: &[u8]| {
        let is_in = |byte: u8| byte.is_ascii_alphanumeric() || others.contains(&byte);
        list.iter().any(|(name, fewest)| {
            own.starts_with(name.as_bytes())
                && run(own, name.len(), is_in) - name.len() >= usize::from(*fewest)
        })
    };
    let beginnings = beginning(&BEGINNINGS, &BEGINNINGS_INDEX, first);
    let is_mixed =
        || own.iter().any(u8::is_ascii_lowercase) && own.iter().skip(8).any(u8::is_ascii_uppercase);
    (begins(beginnings, b"-_") && (has_digit() || is_mixed()))
        || (PLAIN_FIRSTS.contains(&first) && begins(&PLAIN, b"") && has_digit())
        || is_by_shape(own)
}

/// What a key may stand behind, within the signs of one.
const fn is_between(byte: u8) -> bool {
    matches!(byte, b'/' | b'.' | b'-' | b'+' | b'$' | b'~')
}

/// With which signs those of [`PLAIN`] begin.
const PLAIN_FIRSTS: &[u8] = b"Ccdklmnorst";

static BEGINNINGS_INDEX: [u8; 129] = index(&names());

#[expect(clippy::indexing_slicing, reason = "computed while compiling: it cannot fail later")]
const fn names() -> [&'static str; BEGINNINGS.len()] {
    let mut names = [""; BEGINNINGS.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = BEGINNINGS[at].0;
        at += 1;
    }
    names
}
