//! What answers besides Zuora: the gateway, a web page, a limiter.

use crate::stage::reply;
use reprise_domain::api::fault::{ApiFault, Left, read_fault, wait_ms};
use reprise_domain::time::UnixMillis;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test(unsupported = test)]
fn of_a_web_page_only_the_title_is_shown() {
    let html = [("content-type", "text/html; charset=utf-8")];
    let page = "<!DOCTYPE html><title>Sign in</title>";
    for status in [200, 204, 299] {
        let titled = || Some(ApiFault::WebPage { status, title: Some("Sign in".into()) });
        assert_eq!(read_fault(&reply(status, &html, page)), titled());
        assert_eq!(read_fault(&reply(status, &[], page)), titled());
    }
    let untitled = Some(ApiFault::WebPage { status: 200, title: None });
    for body in ["<html><body>", "\n <!doctype html>", "<HTML>", "<html><title> </title>"] {
        assert_eq!(read_fault(&reply(200, &[], body)), untitled, "{body}");
    }
    let shouted = [("content-type", "Text/HTML")];
    assert_eq!(read_fault(&reply(200, &shouted, "x")), untitled);
    let long = format!("<title lang=en>{}\n b</title>", "ä ".repeat(500));
    let fault = read_fault(&reply(200, &html, &long));
    assert!(
        matches!(fault, Some(ApiFault::WebPage { title: Some(title), .. }) if title.chars().count() == 120)
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn an_answer_that_leads_elsewhere_is_no_answer() {
    for status in [300, 301, 302, 303, 307, 308] {
        let fault = read_fault(&reply(status, &[("location", "/sign-in")], "<html>"));
        assert_eq!(fault, Some(ApiFault::Redirected { status }));
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn what_has_left_before_is_told_with_its_moment() {
    for (mark, what) in [("LK", Left::Key), ("LT", Left::Transmission)] {
        let told = |headers: &[(&str, &str)]| read_fault(&reply(409, headers, ""));
        let at = Some(UnixMillis(1_795_000_000_000));
        let headers = [("x-proxy-local", mark), ("x-proxy-left", "1795000000")];
        assert_eq!(told(&headers), Some(ApiFault::LeftBefore { what, at }));
        let bare = Some(ApiFault::LeftBefore { what, at: None });
        assert_eq!(told(&headers[..1]), bare);
        assert_eq!(told(&[headers[0], ("x-proxy-left", "yesterday")]), bare);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn this_very_page_means_that_there_is_no_gateway() {
    let own = "<!doctype html><meta name=\"application-name\" content=\"Reprise\">";
    for status in [200, 404, 405] {
        assert_eq!(read_fault(&reply(status, &[], own)), Some(ApiFault::NoGateway), "{status}");
    }
    // A host that shows its page for a broken gateway has perhaps lost an answer behind it.
    for status in [500, 502, 503, 504] {
        let fault = read_fault(&reply(status, &[], own));
        assert!(matches!(fault, Some(ApiFault::WebPage { .. })), "{status}: {fault:?}");
    }
    let html = [("content-type", "text/html")];
    for status in [404, 405] {
        let fault = read_fault(&reply(status, &html, "<h1>nginx</h1>"));
        assert_eq!(fault, Some(ApiFault::WebPage { status, title: None }), "anybody's page");
    }
    let quoted = r#"{"id":1,"name":"name=\"application-name\" content=\"Reprise\""}"#;
    assert_eq!(read_fault(&reply(200, &[], quoted)), None, "JSON is no page, whatever it quotes");
}

#[wasm_bindgen_test(unsupported = test)]
fn the_gateways_mark_says_whether_anything_left() {
    for mark in ["-", "UF", "UH", "NR", " UF "] {
        for status in [200, 403, 404, 503] {
            let fault = read_fault(&reply(status, &[("x-proxy-local", mark)], "{}"));
            let expected = ApiFault::GatewayRefused { status, mark: mark.trim().into() };
            assert_eq!(fault, Some(expected), "{mark}");
        }
    }
    for mark in ["UC", "UT", "DC", "", "uf", "UF,UC", "-, UC", "URX", "x"] {
        let fault = read_fault(&reply(503, &[("x-proxy-local", mark)], "no healthy upstream"));
        assert!(
            matches!(fault, Some(ApiFault::GatewayLost { status: 503, .. })),
            "{mark}: {fault:?}"
        );
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_status_that_is_neither_yes_nor_no_is_garbled() {
    for status in [0, 100, 199, 600, 999] {
        let fault = read_fault(&reply(status, &[], "{}"));
        assert!(matches!(fault, Some(ApiFault::Garbled { .. })), "{status}: {fault:?}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn the_wait_is_read_from_the_headers() {
    let date = ("date", "Thu, 19 Sep 2019 18:25:33 GMT");
    for (headers, expected) in [
        (vec![("retry-after", "120")], Some(120_000)),
        (vec![("retry-after", " 0 ")], Some(0)),
        (vec![("retry-after", "120"), ("ratelimit-reset", "5")], Some(120_000)),
        (vec![("ratelimit-reset", "1200")], Some(1_200_000)),
        (vec![date, ("retry-after", "Thu, 19 Sep 2019 18:26:03 GMT")], Some(30_000)),
        (vec![date, ("retry-after", "Thu, 19 Sep 2019 18:25:03 GMT")], Some(0)),
        (vec![("retry-after", "Thu, 19 Sep 2019 18:26:03 GMT")], None),
        (
            vec![("retry-after", "Thu, 19 Sep 2019 18:26:03 GMT"), ("ratelimit-reset", "7")],
            Some(7000),
        ),
        (vec![("retry-after", "soon"), ("ratelimit-reset", "7")], Some(7000)),
        (vec![("retry-after", "-5")], None),
        (vec![("retry-after", "99999999999999999999")], None),
        (vec![("retry-after", "4294967295")], Some(4_294_967_295_000)),
        (vec![("ratelimit-reset", "x")], None),
        (vec![], None),
    ] {
        assert_eq!(wait_ms(&reply(429, &headers, "")), expected, "{headers:?}");
    }
}
