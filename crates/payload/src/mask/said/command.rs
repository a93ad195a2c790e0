//! Words of a command: `curl -u user:password`, `--password …`.

use super::super::SecretKind;
use super::super::found::Found;
use super::super::value::is_placeholder;
use super::title::{option_tells, word};
use crate::scan::bytes::byte;

/// Options of curl that take who signs in. Source: curl's manual.
const SIGN_IN: [&str; 6] = ["-u", "--user", "-U", "--proxy-user", "--cert", "-E"];

/// Those that take cookies.
const COOKIES: [&str; 2] = ["-b", "--cookie"];

pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    let bytes = text.as_bytes();
    let has = |word: &str| text.contains(word);
    let is_curl = has("curl") || has("http");
    let takes_password = has("sshpass") || has("mysql") || has("login");
    let mut at = 0;
    while let Some(next) =
        bytes.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == b'-'))
    {
        let start = at + next;
        at = start + 1;
        if start > 0 && !byte(bytes, start - 1).is_ascii_whitespace() {
            continue;
        }
        let (span, after) = word(bytes, start);
        let option = text.get(span.clone()).unwrap_or_default();
        at = after.max(at);
        let short = option.get(..2).unwrap_or_default();
        let holds = option.len() > 2
            && ((short == "-u" && is_curl && option.contains(':'))
                || (short == "-p" && has("mysql")));
        let (name, own) = option.split_once('=').unwrap_or((option, ""));
        if is_curl && SIGN_IN.contains(&name) && own.contains(':') {
            note(text, span.start + name.len() + 1..span.end, name, found);
        } else if holds {
            note(text, start + 2..span.end, short, found);
        } else if option_tells(option)
            || (is_curl && SIGN_IN.contains(&option))
            || (is_curl && COOKIES.contains(&option))
            || (is_curl && COOKIES.contains(&option))
            || (takes_password && option == "-p")
        {
            let own = (after..bytes.len()).find(|at| !byte(bytes, *at).is_ascii_whitespace());
            let Some(own) = own else { return };
            let (value, end) = word(bytes, own);
            let given = text.get(value.clone()).unwrap_or_default();
            let has =
                |sign: char, options: &[&str]| !options.contains(&option) || given.contains(sign);
            if byte(bytes, own) != b'-' && has(':', &SIGN_IN) && has('=', &COOKIES) {
                note(text, value, option, found);
                at = end;
            }
        }
    }
}

fn note(text: &str, span: std::ops::Range<usize>, option: &str, found: &mut Vec<Found>) {
    let own = text.get(span.clone()).unwrap_or_default();
    let is_variable = own.starts_with('$') || own.starts_with('<');
    if !own.is_empty() && !is_variable && !is_placeholder(own) {
        found.push(Found::named(span, SecretKind::Named, option.trim_start_matches('-')));
    }
}
