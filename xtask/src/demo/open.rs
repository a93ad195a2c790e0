//! Opens the default browser.

use std::process::{Command, Stdio};

/// Opens `address`; where there is no browser to open, the printed address has to do.
pub(super) fn page(address: &str) {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("cmd", &["/C", "start", ""])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(address);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if command.spawn().is_err() {
        println!("No browser could be opened from here; open the address above yourself.");
    }
}
