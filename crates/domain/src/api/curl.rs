//! A rerun as a command for a POSIX shell, for the day when this page is of no use.

use super::{ApiRequest, Method};
use crate::config::Environment;
use crate::tenancy::{Auth, Tenancy};

/// First line of the command. No shell takes any sign in it for its own, comment or not.
const WARNING: &str = "# This may run the task again. It does not where Zuora is proven to honour keys and only within 24 hours of the first use of this one.";

/// Writes the request as one command over several lines: every header that the page sends, and
/// in place of a token the name of the variable that holds it.
#[must_use]
pub fn as_curl(
    origin: &str,
    environment: &Environment,
    tenancy: &Tenancy,
    request: &ApiRequest,
) -> String {
    let url = format!("{origin}{}{}", environment.api, request.path);
    // Without globoff, braces and brackets in an address would make several requests of one.
    let mut words =
        vec!["curl --fail-with-body --silent --show-error --include --globoff".to_owned()];
    words.push(format!("--request {} --url {}", request.method.as_str(), single_quoted(&url)));
    if request.method != Method::Get {
        words.push(header("Content-Length", "0"));
    }
    words.extend([header("Accept", "application/json"), header("X-Reprise", "1")]);
    // A browser adds it by itself, and the gateway lets nothing else pass.
    words.push(header("Sec-Fetch-Site", "same-origin"));
    let headers = tenancy.headers();
    let headers = headers.iter().chain(&request.headers);
    words.extend(headers.map(|(name, value)| header(name, value.as_str())));
    if environment.auth == Auth::Token {
        words.push("-H \"Authorization: Bearer $ZUORA_TOKEN\"".to_owned());
    }
    format!("{WARNING}\n{}\n", words.join(" \\\n  "))
}

fn header(name: &str, value: &str) -> String {
    format!("-H {}", single_quoted(&format!("{name}: {value}")))
}

/// The text as one word of a POSIX shell: in single quotes nothing has a meaning but their end.
pub(crate) fn single_quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
