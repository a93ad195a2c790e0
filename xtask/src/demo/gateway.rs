//! `cargo xtask demo --gateway`: as in production, on this machine: nginx serves the page, Envoy adds
//! the credential that it gets by OAuth, and the sandbox demands it.

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;
use std::{fs, thread};

use super::chain::{Server, free_port, status};
use super::{open, welcome};
use crate::cli::DemoOptions;
use crate::failure::Failure;
use crate::sandbox::Sandbox;
use crate::tools::{envoy, nginx};
use crate::{interrupt, tree};

/// The sandbox's demo clients: environment, client, secret. They open nothing else.
const CLIENTS: [[&str; 3]; 2] = [
    ["sandbox", "5a4e0b0c-0001-4a6b-8c0d-73616e64626f", "sandbox+demo/only=opens&nothing"],
    ["production", "5a4e0b0c-0002-4a6b-8c0d-726568656172", "rehearsal+demo/only=opens&nothing"],
];

/// Starts all three, tells where they are, and stays.
pub(super) fn run(options: &DemoOptions) -> Result<ExitCode, Failure> {
    let sandbox = Sandbox::start_guarded()?;
    let folder = tree::own().join("gateway");
    let mut chain = start(&folder, options.port, sandbox.address())?;
    let address = format!("http://127.0.0.1:{}", options.port);
    welcome(&address);
    println!(
        "  4. {address}/check
     See what this deployment is asked by the browser, and what comes of it.

As in production: nginx serves the page, Envoy adds the credential, the sandbox demands it.
Configurations, the gateway's log (access.log): {}
What the sandbox is asked: {}",
        folder.display(),
        sandbox.log().path().display()
    );
    if options.open {
        open::page(&address);
    }
    while !interrupt::was_asked() {
        for server in &mut chain {
            server.require()?;
        }
        thread::sleep(Duration::from_millis(100));
    }
    println!("\nStopped.");
    Ok(ExitCode::SUCCESS)
}

fn start(folder: &Path, port: u16, sandbox: &str) -> Result<[Server; 2], Failure> {
    let unwritable =
        |error| Failure::new(format!("{} cannot be written: {error}.", folder.display()));
    fs::create_dir_all(folder).map_err(unwritable)?;
    // The practice tenant begins anew and knows no key: nor may the gateway.
    let memory = folder.join("memory");
    if memory.exists() {
        fs::remove_dir_all(&memory).map_err(unwritable)?;
    }
    fs::create_dir(&memory).map_err(unwritable)?;
    for [environment, _, secret] in CLIENTS {
        keep_secret(&folder.join(format!("secret-{environment}")), secret).map_err(unwritable)?;
    }
    let (inner, admin) = (free_port()?, free_port()?);
    let text = settings(folder, [port, inner, admin], sandbox);
    fs::write(folder.join("gateway.json"), text).map_err(unwritable)?;

    println!("Starting Envoy and nginx.");
    let mut gateway =
        Server::envoy(&envoy::program(), &rendered(folder, "envoy.yaml", "envoy.yaml")?)?;
    gateway.await_status(|| status(admin, "/ready", &[]) == Some(200))?;
    let host = format!("Host: 127.0.0.1:{port}");
    let page = [host.as_str(), "Sec-Fetch-Site: same-origin", "X-Reprise: 1"];
    let reading = "/api/sandbox/workflows/tasks/2770";
    gateway.await_status(|| status(inner, reading, &page) == Some(200))?;
    rendered(folder, "nginx.conf", "site.conf")?;
    let nginx = nginx::program().unwrap_or_default();
    let mut site =
        Server::nginx(&nginx, folder, &rendered(folder, "nginx-demo.conf", "nginx.conf")?)?;
    site.await_status(|| status(port, "/", &[host.as_str()]) == Some(200))?;
    Ok([gateway, site])
}

/// Writes a secret that its owner alone may read: another one is refused. Envoy sends the file as it
/// is: no line end.
fn keep_secret(file: &Path, secret: &str) -> std::io::Result<()> {
    fs::write(file, "")?;
    #[cfg(unix)]
    fs::set_permissions(file, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    fs::write(file, secret)
}

/// Fills a template of `deploy/` in.
fn rendered(folder: &Path, template: &str, name: &str) -> Result<String, Failure> {
    let script = tree::root().join("deploy").join("render.mjs");
    let file = folder.join(name).to_string_lossy().into_owned();
    let settings = folder.join("gateway.json");
    let words = [&*script.to_string_lossy(), &*settings.to_string_lossy(), template, &file];
    crate::child::Job::new("render-gateway", "node", &words).require()?;
    Ok(file)
}

/// The settings of `deploy/README.md`. `ports`: of the page, of Envoy, of its administration.
fn settings(folder: &Path, ports: [u16; 3], sandbox: &str) -> String {
    let [port, inner, admin] = ports;
    let environments = CLIENTS.map(|[id, client, _]| {
        let secret = quoted(&folder.join(format!("secret-{id}")));
        format!(
            "    {{ \"id\": \"{id}\", \"kind\": \"sandbox\", \"zuora\": \"{sandbox}\", \"clientId\": \"{client}\", \"secretFile\": {secret} }}"
        )
    });
    format!(
        "{{
  \"port\": {inner},
  \"adminPort\": {admin},
  \"localUsers\": \"trusted\",
  \"hosts\": [\"127.0.0.1:{port}\", \"localhost:{port}\"],
  \"accessLog\": {log},
  \"memory\": {memory},
  \"site\": {{ \"listen\": \"127.0.0.1:{port}\", \"folder\": {site}, \"work\": {work} }},
  \"environments\": [
{environments}
  ]
}}
",
        log = quoted(&folder.join("access.log")),
        memory = quoted(&folder.join("memory")),
        site = quoted(&tree::site()),
        work = quoted(folder),
        environments = environments.join(",\n"),
    )
}

fn quoted(path: &Path) -> String {
    format!("{:?}", path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_settings_name_each_environment_with_its_secret() {
        let text = settings(Path::new("folder"), [8080, 1, 2], "http://127.0.0.1:9");
        for [id, client, secret] in CLIENTS {
            assert!(text.contains(&format!("\"secretFile\": \"folder/secret-{id}\"")));
            assert!(text.contains(client) && !text.contains(secret));
        }
        assert!(text.contains("\"memory\": \"folder/memory\""));
        assert!(text.contains("\"hosts\": [\"127.0.0.1:8080\", \"localhost:8080\"]"));
    }
}
