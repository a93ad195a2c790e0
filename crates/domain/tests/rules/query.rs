//! Filters in addresses and requests.

use reprise_domain::query::{LONGEST_PAGE, TaskQuery, USUAL_PAGE};
use wasm_bindgen_test::wasm_bindgen_test;

const HOSTILE: [&str; 16] = [
    "",
    "a&page=9",
    "a=b",
    "100% sure",
    "%2e%2e%2f",
    "#frag",
    "a+b c",
    "é—😀",
    "\"><script>alert(1)</script>",
    "a;b",
    "../../oauth/token",
    "a\u{0}b",
    "a\r\nHost: evil",
    "?instance=false",
    "{{ Data.Workflow.x | upcase }}",
    "tags[]=x",
];

/// Small numbers from a fixed start: the same on every machine.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % bound
    }

    fn text(&mut self) -> String {
        let place = self.below(HOSTILE.len());
        HOSTILE.get(place).copied().unwrap_or_default().to_owned()
    }

    fn query(&mut self) -> TaskQuery {
        TaskQuery {
            id: self.text(),
            name: self.text(),
            instance: [None, Some(true), Some(false)].get(self.below(3)).copied().flatten(),
            action_type: self.text(),
            object: self.text(),
            object_id: self.text(),
            call_type: self.text(),
            workflow_id: self.text(),
            tags: self.text(),
            page: u32::try_from(self.below(5000)).unwrap_or(0) + 1,
            page_length: u32::try_from(self.below(100)).unwrap_or(0) + 1,
            failed_only: self.below(2) == 1,
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn every_query_comes_back_from_its_address() {
    let mut chance = Chance(7);
    for _ in 0..2000 {
        let query = chance.query();
        let address = query.to_address();
        assert_eq!(TaskQuery::from_address(&address), query, "{address}");
        assert_eq!(TaskQuery::from_address(&format!("?{address}")), query, "{address}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn an_address_holds_only_characters_of_an_address() {
    let mut chance = Chance(11);
    for _ in 0..500 {
        let query = chance.query();
        for text in [query.to_address(), query.to_request()] {
            let plain = |sign: u8| sign.is_ascii_alphanumeric() || b"-_.*+%=&".contains(&sign);
            assert!(text.bytes().all(plain), "{text}");
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn the_usual_query_has_an_empty_address() {
    let usual = TaskQuery::default();
    assert_eq!(usual.to_address(), "");
    assert_eq!(TaskQuery::from_address(""), usual);
    assert_eq!(usual.to_request(), "instance=true&page=1&page_length=20");
    assert_eq!(usual.narrowed_by(), 0);
}

#[wasm_bindgen_test(unsupported = test)]
fn tags_go_out_one_by_one() {
    let query =
        TaskQuery { tags: " month-end, ,a&b,".into(), instance: None, ..TaskQuery::default() };
    let request = query.to_request();
    assert_eq!(request, "tags%5B%5D=month-end&tags%5B%5D=a%26b&page=1&page_length=20");
    assert_eq!(query.narrowed_by(), 2);
}

#[wasm_bindgen_test(unsupported = test)]
fn pages_stay_within_their_bounds() {
    for (address, page, length) in [
        ("page=0&page_length=0", 1, 1),
        ("page=-1&page_length=-5", 1, USUAL_PAGE),
        ("page=3&page_length=101", 3, LONGEST_PAGE),
        ("page=99999999999&page_length=99999999999", 1, USUAL_PAGE),
        ("page=x&page_length=", 1, USUAL_PAGE),
        ("page=1e3", 1, USUAL_PAGE),
    ] {
        let query = TaskQuery::from_address(address);
        assert_eq!((query.page, query.page_length), (page, length), "{address}");
    }
    assert_eq!(TaskQuery::default().on_page(0).page, 1);
    assert_eq!(TaskQuery::default().on_page(7).page, 7);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_an_address_does_not_make_clear_stays_usual() {
    let query = TaskQuery::from_address("instance=banana&sort=name&status=Error&&=&%FF=%FF");
    assert_eq!(query, TaskQuery::default());
    assert_eq!(TaskQuery::from_address("instance=any").instance, None);
    assert_eq!(TaskQuery::from_address("instance=false").instance, Some(false));
}

#[wasm_bindgen_test(unsupported = test)]
fn outer_blanks_of_a_filter_are_cut() {
    assert_eq!(TaskQuery::from_address("name=++If+x++").name, "If x");
}

#[wasm_bindgen_test(unsupported = test)]
fn what_the_page_hides_is_not_asked_of_zuora() {
    let hiding = TaskQuery { failed_only: true, ..TaskQuery::default() };
    assert_eq!(hiding.to_address(), "failed=1");
    assert_eq!(hiding.to_request(), TaskQuery::default().to_request());
    assert_eq!(hiding.as_asked(), TaskQuery::default());
}
