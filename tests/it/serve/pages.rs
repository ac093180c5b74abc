//! Pages and files as a web server gives them.

use std::collections::BTreeSet;
use std::io::Write;
use std::time::{Duration, Instant};

use handbook::render::hosting::{ATTACHMENT_POLICY, PAGE_POLICY};

use crate::serve::preview::{Preview, small};
use crate::support::{folder, folder_files, photograph, run, theme_file, write};

#[test]
fn gives_pages_files_and_folders() {
    let preview = Preview::of(small());
    let home = preview.get("/");
    assert_eq!((home.status, home.header("Content-Type")), (200, Some("text/html; charset=utf-8")));
    assert!(home.text().contains("Welcome."));
    assert!(home.text().contains("<script id=\"handbook-preview\" src=\"/.handbook/preview.js\""));
    assert_eq!(preview.get("/policies/").status, 200);
    let folder = preview.get("/policies?q=1");
    assert_eq!((folder.status, folder.header("Location")), (302, Some("/policies/?q=1")));
    let styles = format!("/{}", theme_file(&home.text(), "css"));
    assert_eq!(preview.get(&styles).header("Content-Type"), Some("text/css; charset=utf-8"));
    let script = preview.get("/.handbook/preview.js");
    assert_eq!(script.header("Content-Type"), Some("text/javascript; charset=utf-8"));
    for answer in [home, folder, script] {
        assert_eq!(answer.header("Cache-Control"), Some("no-store"));
        assert_eq!(answer.header("Access-Control-Allow-Origin"), None);
        assert_eq!(answer.header("Content-Security-Policy"), Some(PAGE_POLICY));
    }
    for path in ["/policies/form.txt", styles.as_str()] {
        let answer = preview.get(path);
        assert_eq!(answer.header("Content-Security-Policy"), Some(ATTACHMENT_POLICY), "{path}");
    }
}

#[test]
fn says_that_a_page_is_missing_with_the_handbooks_own_page() {
    let preview = Preview::of(small());
    let missing = preview.get("/policies/nowhere/x.html");
    assert_eq!(missing.status, 404);
    let styles = theme_file(&missing.text(), "css");
    assert!(missing.text().contains(&format!("href=\"../../{styles}\"")), "{}", missing.text());
    assert!(missing.text().contains("data-status=\"404\""));
}

#[test]
fn answers_head_and_refuses_other_methods() {
    let preview = Preview::of(small());
    let head = preview.ask("HEAD", "/policies/form.txt", &[], "");
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("Content-Length"), Some("10"));
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "NONSENSE"] {
        let answer = preview.ask(method, "/", &[], "");
        assert_eq!((answer.status, answer.header("Allow")), (405, Some("GET, HEAD")), "{method}");
    }
    let open = preview.get("/.handbook/open");
    assert_eq!((open.status, open.header("Allow")), (405, Some("POST")));
}

#[test]
fn gives_parts_of_files() {
    let preview = Preview::of(small());
    let part = |range| preview.ask("GET", "/policies/form.txt", &[("Range", range)], "");
    let middle = part("bytes=2-4");
    assert_eq!((middle.status, middle.text().as_str()), (206, "234"));
    assert_eq!(middle.header("Content-Range"), Some("bytes 2-4/10"));
    assert_eq!(part("bytes=-3").text(), "789");
    let behind = part("bytes=10-");
    assert_eq!((behind.status, behind.header("Content-Range")), (416, Some("bytes */10")));
    assert_eq!(part("bytes=0-1,3-4").status, 200);
    let styles = format!("/{}", theme_file(&preview.get("/").text(), "css"));
    let styles = preview.ask("GET", &styles, &[("Range", "bytes=0-9")], "");
    assert_eq!((styles.status, styles.body.len()), (206, 10));
}

#[test]
fn answers_several_requests_on_one_connection() {
    let preview = Preview::of(small());
    let mut stream = preview.connect();
    let host = format!("Host: 127.0.0.1:{}", preview.port);
    let one = format!("GET /policies/form.txt HTTP/1.1\r\n{host}\r\n\r\n");
    let last = format!("GET / HTTP/1.1\r\n{host}\r\nConnection: close\r\n\r\n");
    // Sent at once, as a browser never does but may.
    stream.write_all(format!("{one}{one}{last}").as_bytes()).unwrap();
    let mut all = String::new();
    std::io::Read::read_to_string(&mut stream, &mut all).unwrap();
    assert_eq!(all.matches("HTTP/1.1 200 OK").count(), 3, "{all}");
    assert_eq!(all.matches("0123456789").count(), 2);
}

#[test]
fn bursts_of_new_connections_are_all_answered() {
    let preview = Preview::of(small());
    for count in [6, 12, 24] {
        let start = Instant::now();
        let streams: Vec<_> = (0..count).map(|_| preview.connect()).collect();
        let answers: BTreeSet<u16> = std::thread::scope(|scope| {
            let threads: Vec<_> = streams
                .into_iter()
                .map(|mut stream| {
                    let host = format!("Host: 127.0.0.1:{}", preview.port);
                    scope.spawn(move || {
                        write!(stream, "GET / HTTP/1.1\r\n{host}\r\n\r\n").unwrap();
                        let mut start = [0; 15];
                        std::io::Read::read_exact(&mut stream, &mut start).unwrap();
                        String::from_utf8_lossy(&start[9..12]).parse().unwrap()
                    })
                })
                .collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(answers, [200].into());
        assert!(start.elapsed() < Duration::from_secs(5), "{count}: {:?}", start.elapsed());
    }
}

#[test]
fn fifty_open_pages_hear_of_a_change_and_hold_nobody_up() {
    let preview = Preview::of(small());
    let mut streams: Vec<_> = (0..50).map(|_| preview.listen()).collect();
    assert_eq!(preview.get("/").status, 200);
    preview.write("content/policies/visits.md", "---\ntitle: Visits\n---\n\nSecond words.\n");
    for stream in &mut streams {
        let message = crate::serve::preview::next_message(stream);
        assert_eq!(message["generation"], 2);
        assert_eq!(message["changed"][0], "content/policies/visits.md");
    }
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn the_first_build_may_be_broken() {
    let broken = folder(&[
        ("handbook.yaml", "title: [\n"),
        ("content/index.md", "---\ntitle: \"Home\nkind: x\n---\n\n[a](nowhere.md)\n"),
    ]);
    let preview = Preview::of(broken);
    assert_eq!(preview.get("/").status, 200);
    assert!(preview.state("/")["errors"].as_u64().unwrap() >= 2);
    preview.write("handbook.yaml", "title: Healed\n");
    preview.write("content/index.md", "---\ntitle: Home\n---\n\nWell.\n");
    preview.until_shows("/", "Well.");
    preview.until("/.handbook/state?page=/", |answer| answer.text().contains("\"errors\":0"));
}

#[test]
fn takes_the_next_port_and_says_so() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let preview = Preview::with(small(), &["--port", &port.to_string()], &[]);
    assert_ne!(preview.port, port);
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn two_previews_of_one_handbook_do_not_meet() {
    let one = Preview::of(small());
    let two = Preview::with(small(), &[], &[]);
    one.write("content/index.md", "---\ntitle: Home\n---\n\nOnly here.\n");
    one.until_shows("/", "Only here.");
    assert!(two.get("/").text().contains("Welcome."));
}

#[test]
fn comes_back_at_the_same_address() {
    let mut preview = Preview::of(small());
    let before = preview.state("/")["run"].clone();
    preview.restart();
    let after = preview.state("/");
    assert_eq!(preview.get("/").status, 200);
    assert_ne!(before, after["run"]);
}

#[test]
fn leaves_the_published_folder_alone() {
    let root = small();
    write(root.path(), "output/index.html", "as it was published");
    let preview = Preview::of(root);
    preview.write("content/index.md", "---\ntitle: Home\n---\n\nNew words.\n");
    preview.until_shows("/", "New words.");
    let published = std::fs::read_to_string(preview.path("output/index.html")).unwrap();
    assert_eq!(published, "as it was published");
    assert_eq!(std::fs::read_dir(preview.path("output")).unwrap().count(), 1);
    assert_eq!(preview.get("/output/index.html").status, 404);
}

#[test]
fn a_folder_that_is_not_there_is_an_error() {
    let root = small();
    let served = run(root.path(), &["serve", "nowhere", "--port", "0"]);
    assert_eq!(served.code, 2);
    assert!(served.stderr.contains("no preview of nowhere could be started"), "{}", served.stderr);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_well() {
    let preview = Preview::of(small());
    let _open = preview.listen();
    assert_eq!(preview.interrupt(), Some(0));
}

#[test]
fn images_are_the_same_as_published_and_say_nothing_of_who_took_them() {
    let (whole, bare) = photograph("Jane at home");
    let root = folder(&[
        ("handbook.yaml", "title: Test\ntheme: {logo: logo.jpg}\nchecks: {image-damaged: off}\n"),
        ("content/index.md", "# Home\n\n![A garden](garden.jpg) ![A house](house.jpg)\n"),
    ]);
    for path in ["content/garden.jpg", "content/logo.jpg"] {
        write(root.path(), path, &whole);
    }
    // Nothing is known of it, so it is nowhere, whatever the checks say.
    write(root.path(), "content/house.jpg", "ftypheic Jane at home");
    let built = run(root.path(), &["build", "--output", "out"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let published = folder_files(&root.path().join("out"));
    let images: BTreeSet<&str> =
        published.keys().map(String::as_str).filter(|path| path.ends_with(".jpg")).collect();
    assert_eq!(images, BTreeSet::from(["garden.jpg", "logo.jpg"]));
    let preview = Preview::of(root);
    for path in images {
        assert_eq!(published[path], bare, "{path}");
        assert_eq!(preview.get(&format!("/{path}")).body, bare, "{path}");
    }
    assert_eq!(preview.get("/house.jpg").status, 404);
    // Nor when only what a title can change is decided again.
    preview.write(
        "content/index.md",
        "# Another title\n\n![A garden](garden.jpg) ![A house](house.jpg)\n",
    );
    preview.until_shows("/", "Another title");
    assert_eq!(preview.get("/house.jpg").status, 404);
    assert!(!preview.get("/").text().contains("house.jpg"));
    let home = String::from_utf8_lossy(&published["index.html"]).into_owned();
    assert!(home.contains("A house") && !home.contains("house.jpg"), "{home}");
}
