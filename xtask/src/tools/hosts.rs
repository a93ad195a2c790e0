//! Hosts that can stand in front of the gateway in nginx's place, and Prometheus, which reads it:
//! only the long tests need them.

use super::apt::{self, Wish};
use super::path;
use crate::failure::Failure;

/// A program, where else Debian keeps it, and its package.
const ALL: [[&str; 3]; 3] = [
    ["apache2", "/usr/sbin/apache2", "apache2-bin"],
    ["caddy", "/usr/bin/caddy", "caddy"],
    ["prometheus", "/usr/bin/prometheus", "prometheus"],
];

/// Makes sure that they are there.
pub(super) fn ensure() -> Result<(), Failure> {
    let absent = |[name, usual, _]: &[&str; 3]| {
        path::find(name).is_none() && !std::path::Path::new(usual).is_file()
    };
    let packages: Vec<&str> =
        ALL.iter().filter(|each| absent(each)).map(|[.., package]| *package).collect();
    if packages.is_empty() {
        return Ok(());
    }
    let remedy = format!("install them (on Debian: `apt-get install {}`).", packages.join(" "));
    let missing = || Failure::missing("Apache, Caddy or Prometheus", &remedy);
    let wish = Wish {
        name: "Apache, Caddy and Prometheus",
        why: "the gateway is tried behind the first two and read by the third",
        how_long: "Half a minute",
        packages: &packages,
    };
    apt::install(wish, missing)
}
