//! What pages from elsewhere, slow clients and clever addresses are given: nothing.

use std::io::{Read, Write};
use std::time::{Duration, Instant};

use crate::serve::preview::{Preview, small};
use crate::support::theme_file;

#[test]
fn no_address_leads_out_of_the_handbook() {
    let preview = Preview::of(small());
    let folder = preview.folder.path().to_string_lossy().into_owned();
    for path in [
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2fetc/passwd",
        "/%252e%252e%252fetc/passwd",
        "/..\\..\\etc\\passwd",
        "/..%5c..%5cetc",
        "/policies/c:/windows/win.ini",
        "/C%3A/windows/win.ini",
        "//server/share/x",
        "/%5c%5cserver%5cshare",
        "/con",
        "/nul.html",
        "/policies/form.txt::$DATA",
        "/a%00.html",
        "/handbook.yaml",
        "/content/index.md",
        "/.git/config",
        "/.handbook/",
        "/.handbook/../handbook.yaml",
        "/%ff%fe",
    ] {
        let answer = preview.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.text().contains(&folder), "{path}");
        assert!(!answer.text().contains("root:"), "{path}");
    }
}

#[test]
fn no_redirect_leads_to_another_host() {
    let preview = Preview::of(small());
    for path in
        ["//evil.example/..", "//evil.example", "//policies", "/\\evil.example", "/policies//"]
    {
        let answer = preview.get(path);
        assert_eq!((answer.status, answer.header("Location")), (404, None), "{path}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_is_not_followed_even_if_it_came_later() {
    let preview = Preview::of(small());
    let secret = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(secret.path(), "a secret").unwrap();
    assert_eq!(preview.get("/policies/form.txt").text(), "0123456789");
    let form = preview.path("content/policies/form.txt");
    std::fs::remove_file(&form).unwrap();
    std::os::unix::fs::symlink(secret.path(), &form).unwrap();
    for _ in 0..20 {
        assert!(!preview.get("/policies/form.txt").text().contains("a secret"));
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn pages_from_elsewhere_are_refused() {
    let preview = Preview::of(small());
    let own = format!("http://127.0.0.1:{}", preview.port);
    let ask = |path: &str, headers: &[(&str, &str)]| preview.ask("GET", path, headers, "").status;
    assert_eq!(ask("/", &[("Host", "evil.example")]), 421);
    assert_eq!(ask("/", &[("Host", &format!("evil.example:{}", preview.port))]), 421);
    assert_eq!(ask("/", &[("Host", &format!("localhost:{}", preview.port))]), 200);
    assert_eq!(ask("/", &[("Host", &format!("[::1]:{}", preview.port))]), 200);
    for path in ["/.handbook/changes", "/.handbook/state", "/", "/theme-files/redirect.js"] {
        assert_eq!(ask(path, &[("Origin", "http://evil.example")]), 403, "{path}");
        assert_eq!(ask(path, &[("Sec-Fetch-Site", "cross-site")]), 403, "{path}");
        assert_eq!(ask(path, &[("Sec-Fetch-Site", "same-site")]), 403, "{path}");
    }
    assert_eq!(ask("/", &[("Origin", &own), ("Sec-Fetch-Site", "same-origin")]), 200);
    let bare = preview.raw(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
    assert_eq!(bare.status, 400);
    let by_proxy = preview.raw(
        format!("GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", preview.port)
            .as_bytes(),
    );
    assert_eq!(by_proxy.status, 421);
}

#[test]
fn only_the_previews_own_pages_open_files() {
    let preview = Preview::of(small());
    let token = preview.state("/")["token"].as_str().unwrap().to_owned();
    let own = format!("http://127.0.0.1:{}", preview.port);
    let open = |headers: &[(&str, &str)], body: &str| {
        preview.ask("POST", "/.handbook/open", headers, body).status
    };
    let file = "file=content/index.md";
    assert_eq!(open(&[("Origin", &own)], file), 403);
    assert_eq!(open(&[("Origin", &own), ("Handbook-Token", "wrong")], file), 403);
    assert_eq!(open(&[("Handbook-Token", &token)], file), 403);
    assert_eq!(open(&[("Origin", "http://evil.example"), ("Handbook-Token", &token)], file), 403);
    for strange in
        ["file=../../etc/passwd", "file=/etc/passwd", "file=content/none.md", "file=", ""]
    {
        assert_eq!(
            open(&[("Origin", &own), ("Handbook-Token", &token)], strange),
            404,
            "{strange}"
        );
    }
}

#[cfg(unix)]
#[test]
fn opens_a_file_in_the_persons_editor() {
    use std::os::unix::fs::PermissionsExt;

    let root = small();
    let editor = root.path().join("code");
    let told = root.path().join("told");
    std::fs::write(&editor, format!("#!/bin/sh\necho \"$@\" > '{}'\n", told.display())).unwrap();
    std::fs::set_permissions(&editor, std::fs::Permissions::from_mode(0o755)).unwrap();
    let preview = Preview::with(root, &[], &[("VISUAL", editor.to_str().unwrap())]);
    let token = preview.state("/")["token"].as_str().unwrap().to_owned();
    let own = format!("http://127.0.0.1:{}", preview.port);
    let headers = [("Origin", own.as_str()), ("Handbook-Token", &token)];
    let body = "file=content%2Fpolicies%2Fvisits.md&line=5";
    assert_eq!(preview.ask("POST", "/.handbook/open", &headers, body).status, 204);
    let start = Instant::now();
    while !std::fs::read_to_string(&told).is_ok_and(|text| text.ends_with('\n')) {
        assert!(start.elapsed() < Duration::from_secs(10), "the editor was not started");
        std::thread::sleep(Duration::from_millis(10));
    }
    let told = std::fs::read_to_string(&told).unwrap();
    assert!(told.trim_end().ends_with("content/policies/visits.md:5"), "{told}");
}

#[test]
fn broken_requests_are_refused_and_the_next_is_answered() {
    let preview = Preview::of(small());
    let host = format!("Host: 127.0.0.1:{}\r\n", preview.port);
    let long = "a".repeat(20_000);
    let check = |request: String, expected: u16| {
        let answer = preview.raw(request.as_bytes());
        assert_eq!(answer.status, expected, "{}", &request[..request.len().min(80)]);
    };
    check("nonsense\r\n\r\n".to_owned(), 400);
    check("\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\r\n\r\n".to_owned(), 400);
    check(format!("GET /{long} HTTP/1.1\r\n{host}\r\n"), 414);
    check(format!("GET / HTTP/1.1\r\n{host}A: {long}\r\n\r\n"), 431);
    check(format!("GET / HTTP/1.1\r\n{host}{}\r\n", "A: b\r\n".repeat(100)), 431);
    check(format!("POST / HTTP/1.1\r\n{host}Content-Length: 99999999\r\n\r\n"), 413);
    check(format!("POST / HTTP/1.1\r\n{host}Content-Length: 1\r\nContent-Length: 1\r\n\r\na"), 400);
    check(format!("POST / HTTP/1.1\r\n{host}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 501);
    drop(preview.connect());
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn silent_and_slow_clients_hold_nobody_up() {
    let preview = Preview::of(small());
    let mut kept = Vec::new();
    let styles = theme_file(&preview.get("/").text(), "css");
    // Silent, half-sent, and asking for much without reading any of it.
    for count in 0..300 {
        let mut stream = preview.connect();
        match count % 3 {
            0 => {}
            1 => stream.write_all(b"GET / HTT").unwrap(),
            _ => {
                let host = format!("Host: 127.0.0.1:{}", preview.port);
                let many = format!("GET /{styles} HTTP/1.1\r\n{host}\r\n\r\n").repeat(20);
                // The preview may have hung up on it by now.
                let _ = stream.write_all(many.as_bytes());
            }
        }
        kept.push(stream);
    }
    let start = Instant::now();
    for _ in 0..5 {
        assert_eq!(preview.get("/").status, 200);
    }
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}

#[test]
fn a_request_that_does_not_end_is_given_up() {
    let preview = Preview::of(small());
    let mut stream = preview.connect();
    stream.write_all(b"GET / HTTP/1.1\r\nHost: x").unwrap();
    let start = Instant::now();
    let mut all = String::new();
    // A byte now and then does not help: the time is counted from the first.
    while all.is_empty() && start.elapsed() < Duration::from_secs(18) {
        stream.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
        let mut piece = [0; 400];
        if let Ok(length) = stream.read(&mut piece) {
            all.push_str(&String::from_utf8_lossy(&piece[..length]));
        }
        let _ = stream.write_all(b"x");
    }
    assert!(all.starts_with("HTTP/1.1 408"), "{all}");
}
