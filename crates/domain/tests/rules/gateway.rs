//! What answers besides Zuora: the gateway, a web page, a limiter.

use crate::stage::reply;
use reprise_domain::api::fault::{ApiFault, read_fault, wait_ms};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test(unsupported = test)]
fn a_web_page_is_never_quoted() {
    let html = [("content-type", "text/html; charset=utf-8")];
    let page = "<!DOCTYPE html><title>Sign in</title>";
    for status in [200, 204, 299] {
        assert_eq!(read_fault(&reply(status, &html, page)), Some(ApiFault::WebPage { status }));
        assert_eq!(read_fault(&reply(status, &[], page)), Some(ApiFault::WebPage { status }));
    }
    for status in [400, 401, 403, 500, 503] {
        let fault = read_fault(&reply(status, &html, page));
        assert!(!format!("{fault:?}").contains("Sign in"), "{status}: {fault:?}");
    }
    for body in ["<html><body>", "\n <!doctype html>", "<HTML>"] {
        let fault = read_fault(&reply(200, &[], body));
        assert_eq!(fault, Some(ApiFault::WebPage { status: 200 }), "{body}");
    }
    let shouted = [("content-type", "Text/HTML")];
    assert_eq!(read_fault(&reply(200, &shouted, "x")), Some(ApiFault::WebPage { status: 200 }));
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
        assert!(matches!(fault, Some(ApiFault::Down { .. })), "{status}: {fault:?}");
    }
    let html = [("content-type", "text/html")];
    for status in [404, 405] {
        assert_eq!(read_fault(&reply(status, &html, "<h1>nginx</h1>")), Some(ApiFault::NoGateway));
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
    for status in [0, 100, 199, 300, 304, 307, 399, 600, 999] {
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
