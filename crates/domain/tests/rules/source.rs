//! Source is coloured without being changed.

use reprise_domain::source::{Language, TokenKind, tokens};
use wasm_bindgen_test::wasm_bindgen_test;

const LANGUAGES: [Language; 6] = [
    Language::Liquid,
    Language::Sql,
    Language::Zoql,
    Language::JavaScript,
    Language::Html,
    Language::Json,
];

fn put_together(language: Language, text: &str) -> String {
    tokens(language, text).into_iter().map(|token| &text[token.span]).collect()
}

/// The tokens that are not plain, as `kind:text`.
fn coloured(language: Language, text: &str) -> Vec<String> {
    let tokens = tokens(language, text).into_iter();
    let tokens = tokens.filter(|token| token.kind != TokenKind::Plain);
    tokens.map(|token| format!("{}:{}", token.kind.word(), &text[token.span])).collect()
}

#[wasm_bindgen_test(unsupported = test)]
fn liquid_has_tags_words_names_filters_and_literals() {
    let text = r#"Hi {{ Data.Account.Name | upcase: 'x' }}{%- if a >= 1.5 and b contains "c" -%}"#;
    assert_eq!(
        coloured(Language::Liquid, text),
        [
            "mark:{{",
            "name:Data",
            "name:Account",
            "name:Name",
            "mark:upcase",
            "text:'x'",
            "mark:}}",
            "mark:{%",
            "keyword:if",
            "name:a",
            "number:1.5",
            "keyword:and",
            "name:b",
            "keyword:contains",
            "text:\"c\"",
            "mark:%}",
        ]
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn a_comment_in_liquid_hides_what_is_in_it() {
    let text = "{% comment %} {{ a }} {% if b %}{% endcomment %}{{ c }}";
    let found = coloured(Language::Liquid, text);
    assert!(found.contains(&"comment: {{ a }} {% if b %}".to_owned()), "{found:?}");
    assert!(found.contains(&"name:c".to_owned()), "{found:?}");
}

#[wasm_bindgen_test(unsupported = test)]
fn sql_knows_its_words_in_any_case_and_liquid_in_its_texts() {
    let text = "SELECT id FROM x WHERE d < date '{{ Data.D }}' -- why\n /* a */ and n = 'it''s'";
    let found = coloured(Language::Sql, text);
    for wanted in [
        "keyword:SELECT",
        "keyword:and",
        "mark:{{",
        "name:D",
        "comment:-- why\n",
        "comment:/* a */",
        "text:'it''s'",
    ] {
        assert!(found.contains(&wanted.to_owned()), "{wanted} in {found:?}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn javascript_ends_a_forgotten_quote_with_its_line_and_knows_no_liquid() {
    let found = coloured(Language::JavaScript, "let a = 'b\nreturn {a: {{}}} // {{ x }}");
    assert_eq!(found, ["keyword:let", "text:'b", "keyword:return", "comment:// {{ x }}"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn json_tells_keys_from_texts() {
    let found = coloured(Language::Json, r#"{"a" : "b", "c": [1.10, true, {{ d }}]}"#);
    assert_eq!(
        found,
        [
            "name:\"a\"",
            "text:\"b\"",
            "name:\"c\"",
            "number:1.10",
            "keyword:true",
            "mark:{{",
            "name:d",
            "mark:}}"
        ]
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn html_has_tags_attributes_and_comments() {
    let found = coloured(Language::Html, r#"<a href="{{ u }}">3 < 4</a><!-- b -->"#);
    assert_eq!(
        found,
        [
            "keyword:<a",
            "name:href",
            "text:\"",
            "mark:{{",
            "name:u",
            "mark:}}",
            "text:\"",
            "keyword:>",
            "keyword:</a",
            "keyword:>",
            "comment:<!-- b -->"
        ]
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn a_body_is_known_by_its_first_signs() {
    for (text, language) in [
        ("  <soap/>", Language::Html),
        ("{\"a\":1}", Language::Json),
        ("[1]", Language::Json),
        ("{{ a }}", Language::Liquid),
        ("{% if %}", Language::Liquid),
        ("plain", Language::Liquid),
        ("", Language::Liquid),
    ] {
        assert_eq!(Language::of(text), language, "{text}");
    }
}

/// Beginnings that never end, and endings that never began.
const HOSTILE: [&str; 22] = [
    "{{",
    "{%",
    "}}",
    "%}",
    "{%comment%}",
    "{% raw %}",
    "{%         ",
    "'",
    "\"",
    "`",
    "\\",
    "/*",
    "--",
    "<",
    "<!--",
    "<a ",
    "\u{202e}",
    "\0",
    "é",
    "\u{1f600}",
    "a|b",
    "\"a\" ",
];

#[wasm_bindgen_test(unsupported = test)]
fn what_never_ends_is_walked_once_and_stays_whole() {
    for language in LANGUAGES {
        for piece in HOSTILE {
            let text = piece.repeat(20_000);
            assert!(put_together(language, &text) == text, "{language:?} {piece:?}");
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn pieces_in_any_order_stay_whole() {
    for language in LANGUAGES {
        for first in HOSTILE {
            for second in HOSTILE {
                let text = format!("{first}{second}x{first}1{second}");
                assert_eq!(put_together(language, &text), text, "{language:?}");
            }
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod any {
    use proptest::prelude::*;

    use super::{LANGUAGES, put_together};

    proptest! {
        #[test]
        fn any_text_stays_whole(text in "[{}%'\"`<>/*a-z0-9|.\\\\ \n-]{0,200}|\\PC{0,80}") {
            for language in LANGUAGES {
                prop_assert_eq!(put_together(language, &text), text.clone());
            }
        }
    }
}
