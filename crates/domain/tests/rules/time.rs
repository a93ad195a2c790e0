//! Times as Zuora and HTTP write them.

use reprise_domain::time::UnixMillis;
use wasm_bindgen_test::wasm_bindgen_test;

/// 2019-09-19 18:25:33 UTC.
const MOMENT: UnixMillis = UnixMillis(1_568_917_533_000);

#[wasm_bindgen_test(unsupported = test)]
fn every_format_of_zuora_is_read_as_the_same_moment() {
    for text in [
        "2019-09-19T18:25:33Z",
        "2019-09-19T18:25:33.000Z",
        "2019-09-19 18:25:33 UTC",
        "2019-09-19T18:25:33",
        "2019-09-19 18:25:33",
        "2019-09-19T18:25:33.000",
        "2019-09-20T02:25:33+08:00",
        "2019-09-20T02:25:33.000+08:00",
        "2019-09-20 02:25:33+08:00",
        "2019-09-20T02:25:33+0800",
        "2019-09-20T02:25:33.000+0800",
        "2019-09-19 11:25:33 -0700",
        "2019-09-19 11:25:33.000 -0700",
        "2019-09-20 02:25:33 +08:00",
        "2019-09-19T11:25:33-07:00",
        "  2019-09-19T18:25:33Z ",
    ] {
        assert_eq!(UnixMillis::parse(text), Some(MOMENT), "{text}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn milliseconds_are_kept_and_finer_digits_cut() {
    for (text, ms) in [
        ("2019-09-19T18:25:33.857Z", 857),
        ("2019-09-19T18:25:33.8Z", 800),
        ("2019-09-19T18:25:33.857999999Z", 857),
    ] {
        assert_eq!(UnixMillis::parse(text), Some(MOMENT.plus(ms)), "{text}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn nonsense_is_no_time() {
    for text in [
        "",
        "null",
        "yesterday",
        "2019-09-19",
        "2019-09-19T",
        "2019-13-01T00:00:00Z",
        "2019-02-29T00:00:00Z",
        "2019-09-19T24:00:01Z",
        "2019-09-19T18:61:00Z",
        "19-09-2019 18:25:33",
        "2019-09-19T18:25:33 PST",
        "2019-09-19X18:25:33Z",
        "1568917533",
        "２019-09-19T18:25:33Z",
        "2019-09-19T18:25:33+25:00",
        "2019-09-19T18:25:33ZZ",
        "2019-09-19T18:25:33+080",
        "2019-09-19T18:25:33+08000",
        "2019-09-19 18:25:33  +0800",
        "2019-09-19 18:25:33 +2500",
        "2019-09-19 18:25:33 +08é",
        "2019-09-19 18:25:33 0800",
    ] {
        assert_eq!(UnixMillis::parse(text), None, "{text:?}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_date_of_http_is_read() {
    let read = UnixMillis::parse_http_date("Thu, 19 Sep 2019 18:25:33 GMT");
    assert_eq!(read, Some(MOMENT));
    for text in ["", "120", "2019-09-19T18:25:33Z", "Thu, 32 Sep 2019 18:25:33 GMT"] {
        assert_eq!(UnixMillis::parse_http_date(text), None, "{text:?}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn arithmetic_at_the_ends_of_time_does_not_overflow() {
    assert_eq!(UnixMillis(i64::MAX).plus(1), UnixMillis(i64::MAX));
    assert_eq!(UnixMillis(i64::MIN).since(UnixMillis(1)), i64::MIN);
    assert_eq!(MOMENT.plus(1500).since(MOMENT), 1500);
    assert_eq!(MOMENT.since(MOMENT.plus(1500)), -1500);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_moment_is_written_as_iso() {
    for (ms, text) in [
        (0, "1970-01-01T00:00:00.000Z"),
        (-1, "1969-12-31T23:59:59.999Z"),
        (951_782_400_000, "2000-02-29T00:00:00.000Z"),
        (951_868_800_000, "2000-03-01T00:00:00.000Z"),
        (4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
        (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
        (1_735_689_599_999, "2024-12-31T23:59:59.999Z"),
        (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
        (-62_167_219_200_001, "-000001-12-31T23:59:59.999Z"),
        (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        (253_402_300_800_000, "+010000-01-01T00:00:00.000Z"),
    ] {
        assert_eq!(UnixMillis(ms).iso(), text);
    }
    assert_eq!(MOMENT.plus(857).iso(), "2019-09-19T18:25:33.857Z");
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_written_is_read_as_the_same_moment() {
    // Every day of the years 1896 to 2106, and moments spread over all that have four digits.
    let days = (-27_028..49_900).map(|day| day * 86_400_000 + day % 86_400_000);
    let spread = (0..40_000).map(|nth| -62_167_219_200_000 + nth * 7_889_237_611);
    for ms in days.chain(spread) {
        let text = UnixMillis(ms).iso();
        assert_eq!(UnixMillis::parse(&text), Some(UnixMillis(ms)), "{text}");
    }
    for ends in [i64::MIN, i64::MAX] {
        assert!(UnixMillis(ends).iso().ends_with('Z'));
    }
}
