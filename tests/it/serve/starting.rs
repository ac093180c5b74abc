//! What the person who starts a preview meets: the browser that is opened, and a warning where others are let in.

#[cfg(unix)]
use crate::serve::preview::{Preview, small, wait_for};
use crate::support::{folder, run};

#[test]
fn other_computers_are_not_let_in_without_a_word() {
    // Nothing can be served, so that the test opens no port to others; the warning comes before.
    let nothing = folder(&[]);
    let warned = run(nothing.path(), &["serve", "missing", "--address", "0.0.0.0", "--port", "0"]);
    assert_eq!(warned.code, 2);
    assert!(
        warned.stderr.contains("--address 0.0.0.0 lets other computers read"),
        "{}",
        warned.stderr
    );
    let quiet = run(nothing.path(), &["serve", "missing", "--address", "127.0.0.1", "--port", "0"]);
    assert!(!quiet.stderr.contains("other computers"), "{}", quiet.stderr);
}

/// The program that opens an address is a stand-in, which writes down what it is given.
#[cfg(unix)]
#[test]
fn the_browser_is_opened_once_with_a_page_that_is_there() {
    use std::os::unix::fs::PermissionsExt;

    let bin = folder(&[]);
    let opened = bin.path().join("opened");
    let program = bin.path().join(if cfg!(target_os = "macos") { "open" } else { "xdg-open" });
    std::fs::write(&program, format!("#!/bin/sh\necho \"$1\" >> '{}'\n", opened.display()))
        .unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let path = bin.path().to_str().expect("a temporary folder’s name is text");
    let preview = Preview::with(small(), &["--open"], &[("PATH", path)]);
    let addresses = || std::fs::read_to_string(&opened).unwrap_or_default();
    wait_for("the browser", || addresses().ends_with('\n'));
    let expected = format!("http://127.0.0.1:{}/\n", preview.port);
    assert_eq!(addresses(), expected);
    assert!(preview.get("/").text().contains("Welcome."));
    preview.write("content/index.md", "---\ntitle: Home\n---\n\nChanged.\n");
    preview.until_shows("/", "Changed.");
    assert_eq!(addresses(), expected);
}
