//! Editing in the preview: who may write, where, and that no text is lost.

use serde_json::Value;
use tempfile::TempDir;

use crate::serve::preview::{Answer, Preview, small};
use crate::support::{folder, run};

const VISITS: &str = "content/policies/visits.md";

/// The page of the editor, as far as the preview knows.
struct Editor {
    preview: Preview,
    token: String,
    origin: String,
    cookie: String,
}

impl Editor {
    fn of(folder: TempDir) -> Self {
        let preview = Preview::with(folder, &["--edit"], &[]);
        let entered = preview.get(&preview.entrance);
        assert_eq!((entered.status, entered.header("Location")), (303, Some("/")));
        let cookie = entered.header("Set-Cookie").expect("it is given a cookie").to_owned();
        assert!(cookie.ends_with("; Path=/.handbook/edit/; HttpOnly; SameSite=Strict"), "{cookie}");
        let cookie = cookie.split(';').next().expect("it begins").to_owned();
        let address = "/.handbook/edit/?file=content/index.md";
        let page = preview.ask("GET", address, &[("Cookie", &cookie)], "").text();
        let token = page.split_once("data-token=\"").expect("the page is given a token").1;
        let token = token.split('"').next().expect("it ends").to_owned();
        assert_eq!(token.len(), 64);
        let origin = format!("http://127.0.0.1:{}", preview.port);
        Editor { preview, token, origin, cookie }
    }

    fn ask(&self, method: &str, address: &str, body: &str) -> Answer {
        let own = [("Origin", self.origin.as_str()), ("Handbook-Token", &self.token)];
        let headers = [own[0], own[1], ("Cookie", &self.cookie)];
        self.preview.ask(method, &format!("/.handbook/edit/{address}"), &headers, body)
    }

    fn open(&self, file: &str) -> (String, String) {
        let answer = self.ask("GET", &format!("document?file={file}"), "");
        let json: Value = serde_json::from_slice(&answer.body).expect("a document is JSON");
        let text = |key: &str| json[key].as_str().expect("it is a text").to_owned();
        (text("text"), text("version"))
    }

    fn save(&self, file: &str, version: &str, text: &str) -> Answer {
        self.ask("POST", &format!("save?file={file}&version={version}"), text)
    }

    fn on_disk(&self, file: &str) -> String {
        std::fs::read_to_string(self.preview.path(file)).expect("the file is there")
    }

    /// The texts that were kept of a file, oldest first.
    fn kept(&self, file: &str) -> Vec<String> {
        let folder = self.preview.path(".handbook-kept").join(file);
        let entries = std::fs::read_dir(folder).into_iter().flatten();
        let mut paths: Vec<_> =
            entries.map(|entry| entry.expect("it can be listed").path()).collect();
        paths.sort();
        paths.iter().map(|path| std::fs::read_to_string(path).expect("it is text")).collect()
    }
}

#[test]
fn a_document_is_read_saved_and_what_was_there_before_is_kept() {
    let editor = Editor::of(small());
    let (text, version) = editor.open(VISITS);
    assert_eq!(text, "---\ntitle: Visits\n---\n\nFirst words.\n");
    let saved = editor.save(VISITS, &version, &text.replace("First", "Second"));
    assert_eq!(saved.status, 200, "{}", saved.text());
    assert!(editor.on_disk(VISITS).contains("Second words."));
    assert_eq!(editor.kept(VISITS), [text]);
    let ignore = std::fs::read_to_string(editor.preview.path(".handbook-kept/.gitignore"));
    assert_eq!(ignore.unwrap(), "*\n");
    editor.preview.until_shows("/policies/visits.html", "Second words.");
    let json: Value = serde_json::from_slice(&saved.body).unwrap();
    assert_eq!(json["version"].as_str(), Some(editor.open(VISITS).1.as_str()));
}

#[test]
fn a_new_document_is_begun_as_the_command_begins_it_and_only_once() {
    let editor = Editor::of(small());
    let asked = r#"{"kind": "policy", "title": "Lone working", "section": "policies"}"#;
    let token = editor.token.clone();
    let foreign = [("Handbook-Token", token.as_str()), ("Cookie", &editor.cookie)];
    let foreign = editor.preview.ask("POST", "/.handbook/edit/create", &foreign, asked);
    assert_eq!(foreign.status, 403);
    let answer = editor.ask("POST", "create", asked);
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.text(), r#"{"file":"content/policies/lone-working.md"}"#);
    let text = editor.on_disk("content/policies/lone-working.md");
    assert!(
        text.starts_with("---\ntitle: Lone working\n") && text.contains("status: draft"),
        "{text}"
    );
    editor.preview.until_shows("/policies/lone-working.html", "Lone working");
    let again = editor.ask("POST", "create", asked);
    assert!(again.status == 409 && again.text().contains("already"), "{}", again.text());
    for (kind, title, section, words) in [
        (
            "polcy",
            "A",
            "policies",
            "There is no kind of document “polcy”. The nearest is “policy”.",
        ),
        ("policy", "…", "policies", "The title needs at least one letter or number"),
        ("policy", "A", "../..", "There is no section “../..”"),
        ("policy", "A", "nowhere", "There is no section “nowhere”"),
    ] {
        let asked = serde_json::json!({ "kind": kind, "title": title, "section": section });
        let answer = editor.ask("POST", "create", &asked.to_string());
        assert!(answer.status == 400 && answer.text().contains(words), "{}", answer.text());
    }
    assert_eq!(editor.ask("POST", "create", "nonsense").status, 400);
    assert_eq!(editor.ask("GET", "create", "").status, 405);
    let choices = editor.ask("GET", "choices", "").text();
    assert!(
        choices.contains(r#""label":"Policy""#) && choices.contains(r#""value":"policies""#),
        "{choices}"
    );
}

#[test]
fn others_at_this_computer_can_not_edit_without_the_key() {
    let editor = Editor::of(small());
    let (cookie, port) = (editor.cookie.as_str(), editor.preview.port);
    assert!(cookie.starts_with(&format!("handbook-edit-{port}=")), "{cookie}");
    assert_eq!(
        editor.preview.entrance.split_once("?key=").unwrap().1,
        cookie.split_once('=').unwrap().1
    );
    let wrong = format!("handbook-edit-{port}=0000");
    let none: [&[(&str, &str)]; 2] = [&[], &[("Cookie", &wrong)]];
    for headers in none {
        for page in ["?file=content/index.md", "new", "enter", "enter?key=0000"] {
            let answer = editor.preview.ask("GET", &format!("/.handbook/edit/{page}"), headers, "");
            assert_eq!(answer.status, 403, "{page}");
            assert!(answer.text().contains("the address that the terminal shows"), "{page}");
            assert!(
                !answer.text().contains(&editor.token) && answer.header("Set-Cookie").is_none()
            );
        }
        // Whoever has guessed the token still lacks the key.
        let own = [("Origin", editor.origin.as_str()), ("Handbook-Token", &editor.token)];
        let asked = [&own[..], headers].concat();
        let address = format!("/.handbook/edit/document?file={VISITS}");
        assert_eq!(editor.preview.ask("GET", &address, &asked, "").status, 403);
    }
    assert_eq!(editor.preview.get("/").status, 200);
}

#[test]
fn nobody_else_may_read_or_write() {
    let editor = Editor::of(small());
    let (text, version) = editor.open(VISITS);
    let own = ("Origin", editor.origin.as_str());
    let token = ("Handbook-Token", editor.token.as_str());
    let check = |headers: &[(&str, &str)], expected: u16| {
        for (method, name) in [("POST", "save"), ("POST", "draft"), ("GET", "document")] {
            let address = format!("/.handbook/edit/{name}?file={VISITS}&version={version}");
            let headers = [headers, &[("Cookie", editor.cookie.as_str())]].concat();
            let answer = editor.preview.ask(method, &address, &headers, "changed");
            assert_eq!(answer.status, expected, "{name} {headers:?}");
        }
    };
    check(&[own], 403);
    check(&[token], 403);
    check(&[own, ("Handbook-Token", "wrong")], 403);
    check(&[own, ("Handbook-Token", &editor.token[1..])], 403);
    check(&[("Origin", "http://evil.example"), token], 403);
    check(&[("Origin", "http://127.0.0.1:1"), token], 403);
    check(&[("Origin", "null"), token], 403);
    check(&[("Host", "evil.example"), own, token], 421);
    check(&[("Sec-Fetch-Site", "cross-site"), own, token], 403);
    // A preview's own token, which opens files in an editor, is another.
    let state = editor.preview.state("/");
    check(&[own, ("Handbook-Token", state["token"].as_str().unwrap())], 403);
    assert_eq!(editor.on_disk(VISITS), text);
}

#[test]
fn without_edit_or_for_other_computers_there_is_no_editing() {
    let preview = Preview::of(small());
    assert_eq!(preview.get("/.handbook/edit/").status, 404);
    assert_eq!(preview.get("/.handbook/edit/edit.js").status, 404);
    assert_eq!(preview.state("/")["edits"], false);
    let folder = small();
    let ended = run(folder.path(), &["serve", "--edit", "--address", "0.0.0.0"]);
    let words = &ended.stderr;
    assert_ne!(ended.code, 0, "{words}");
    assert!(words.contains("--edit is for this computer alone"), "{words}");
}

#[test]
fn only_documents_in_the_content_folder_are_written() {
    let root = small();
    std::fs::write(root.path().join("secret.md"), "secret").unwrap();
    let editor = Editor::of(root);
    for file in [
        "handbook.yaml",
        "secret.md",
        "../secret.md",
        "content/../secret.md",
        "content/..%2fsecret.md",
        "content%5c..%5csecret.md",
        "/etc/passwd",
        "C:/windows/win.ini",
        "content/policies/form.txt",
        "content/none.md",
        "content/con.md",
        "content/policies/visits.md::$DATA",
        "content//policies/visits.md",
        "content/policies/VISITS.md",
        "content/policies",
        ".handbook-kept/x.md",
        "",
    ] {
        for address in [
            format!("document?file={file}"),
            format!("save?file={file}&version=x"),
            format!("picture?file={file}&name=a.png"),
        ] {
            let method = if address.starts_with("document") { "GET" } else { "POST" };
            let answer = editor.ask(method, &address, "words");
            assert_eq!(answer.status, 404, "{address}");
        }
    }
    assert_eq!(editor.on_disk("secret.md"), "secret");
    assert!(!editor.preview.path(".handbook-kept").exists());
}

#[cfg(unix)]
#[test]
fn a_link_is_not_written_through() {
    use std::os::unix::fs::symlink;
    let root = folder(&[
        ("handbook.yaml", "title: Small handbook\n"),
        ("content/index.md", "---\ntitle: Home\n---\n\nWelcome.\n"),
        ("shared/a.md", "---\ntitle: A\n---\n\nShared.\n"),
    ]);
    symlink("../shared/a.md", root.path().join("content/a.md")).unwrap();
    symlink("../shared", root.path().join("content/more")).unwrap();
    let editor = Editor::of(root);
    for file in ["content/a.md", "content/more/a.md"] {
        assert_eq!(editor.save(file, "x", "changed").status, 403, "{file}");
    }
    let png = "picture?file=content/more/a.md&name=a.png";
    assert_eq!(editor.ask("POST", png, "GIF89a").status, 403);
    assert!(editor.on_disk("shared/a.md").contains("Shared."));
    // Nor does one lead what is kept elsewhere: then nothing is saved.
    let elsewhere = folder(&[]);
    symlink(elsewhere.path(), editor.preview.path(".handbook-kept")).unwrap();
    let (text, version) = editor.open("content/index.md");
    assert_eq!(editor.save("content/index.md", &version, "changed").status, 500);
    assert_eq!(editor.on_disk("content/index.md"), text);
    assert_eq!(std::fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    // What was a file when it was opened may be a link when it is saved.
    let (_, version) = editor.open("content/index.md");
    let index = editor.preview.path("content/index.md");
    std::fs::remove_file(&index).unwrap();
    symlink("../shared/a.md", &index).unwrap();
    assert_ne!(editor.save("content/index.md", &version, "changed").status, 200);
    assert!(editor.on_disk("shared/a.md").contains("Shared."));
}

#[test]
fn a_change_made_meanwhile_is_shown_and_not_saved_over() {
    let editor = Editor::of(small());
    let (text, version) = editor.open(VISITS);
    editor.preview.write(VISITS, "theirs\n");
    let answer = editor.save(VISITS, &version, "mine\n");
    assert_eq!(answer.status, 409);
    let json: Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(json["now"]["text"], "theirs\n");
    assert_eq!(editor.on_disk(VISITS), "theirs\n");
    let now = json["now"]["version"].as_str().unwrap();
    assert_eq!(editor.save(VISITS, now, "mine\n").status, 200);
    assert_eq!(editor.kept(VISITS), ["theirs\n"]);
    assert_eq!(editor.save(VISITS, &version, &text).status, 409);
    std::fs::remove_file(editor.preview.path(VISITS)).unwrap();
    let gone = editor.save(VISITS, now, "mine\n").status;
    assert!(gone == 409 || gone == 404, "{gone}");
    assert!(!editor.preview.path(VISITS).exists());
}

#[test]
fn line_ends_the_mark_and_what_a_stopped_computer_left() {
    let root = small();
    let before = "\u{FEFF}---\r\ntitle: Visits\r\n---\r\n\r\nFirst.\r\n";
    std::fs::write(root.path().join(VISITS), before).unwrap();
    let editor = Editor::of(root);
    let (text, version) = editor.open(VISITS);
    assert!(!text.contains('\r') && !text.contains('\u{FEFF}'));
    // A save that ended between writing and renaming leaves its file, and the document as it was.
    let left = format!("content/policies/.handbook-unsaved-{}", &version[..16]);
    editor.preview.write(&left, "half of a te");
    assert_eq!(editor.on_disk(VISITS), before);
    assert_eq!(editor.save(VISITS, &version, &text.replace("First", "Second")).status, 200);
    assert_eq!(editor.on_disk(VISITS), before.replace("First", "Second"));
    assert!(!editor.preview.path(&left).exists());
}

#[cfg(unix)]
#[test]
fn a_file_keeps_its_permissions_and_a_read_only_one_its_text() {
    use std::os::unix::fs::PermissionsExt;
    let editor = Editor::of(small());
    let disk = editor.preview.path(VISITS);
    let mode = |mode| std::fs::set_permissions(&disk, PermissionsExt::from_mode(mode)).unwrap();
    let (text, version) = editor.open(VISITS);
    mode(0o444);
    assert_eq!(editor.save(VISITS, &version, "changed").status, 403);
    assert_eq!(editor.on_disk(VISITS), text);
    assert!(editor.kept(VISITS).is_empty());
    mode(0o640);
    assert_eq!(editor.save(VISITS, &version, "changed").status, 200);
    assert_eq!(std::fs::metadata(&disk).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn text_that_is_typed_is_shown_and_checked_and_not_written() {
    let editor = Editor::of(small());
    let typed = "---\ntitle: Other title\n---\n\nTyped <b>words</b>, [lost](none.md).\n";
    let answer = editor.ask("POST", &format!("draft?file={VISITS}"), typed);
    let json: Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(json["page"], "/policies/visits.html");
    let page = editor.preview.get(&format!("/policies/visits.html?handbook-draft={VISITS}"));
    assert!(page.text().contains("Typed ") && page.text().contains("Other title"));
    assert!(editor.preview.get("/policies/visits.html").text().contains("First words."));
    let problems = editor.ask("GET", &format!("problems?file={VISITS}"), "");
    let problems: Value = serde_json::from_slice(&problems.body).unwrap();
    let all = problems.as_array().unwrap();
    let lost = all.iter().find(|one| one["rule"] == "broken-link").expect("it is found");
    assert_eq!(lost["place"]["line"], 5);
    assert!(editor.on_disk(VISITS).contains("First words."));
    // The form has what this handbook knows.
    let form = editor.ask("GET", &format!("form?file={VISITS}"), "").text();
    assert!(form.contains("\"review_by\"") && form.contains("Partner agencies"), "{form}");
    assert!(form.contains(":::key-points"), "{form}");
}

#[test]
fn what_is_too_long_or_no_text_is_refused() {
    let editor = Editor::of(small());
    let (text, version) = editor.open(VISITS);
    let long = "a".repeat(100_000);
    let own = [("Origin", editor.origin.as_str())];
    let address = format!("/.handbook/edit/save?file={VISITS}&version={version}");
    assert_eq!(editor.preview.ask("POST", &address, &own, &long).status, 413);
    assert_eq!(editor.ask("POST", &format!("draft?file={VISITS}"), &long).status, 200);
    let huge = 13 * 1024 * 1024;
    let (origin, token) = (&editor.origin, &editor.token);
    let head = format!(
        "POST {address} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nOrigin: {origin}\r\nHandbook-Token: {token}\r\n\
         Content-Length: {huge}\r\n\r\n",
        editor.preview.port
    );
    assert_eq!(editor.preview.raw(head.as_bytes()).status, 413);
    assert_eq!(
        editor.ask("POST", &format!("picture?file={VISITS}&name=a.png"), "<svg/>").status,
        415
    );
    assert_eq!(editor.ask("GET", &format!("save?file={VISITS}&version={version}"), "").status, 405);
    assert_eq!(editor.on_disk(VISITS), text);
    let answer =
        editor.ask("POST", &format!("picture?file={VISITS}&name=..%2f..%2fMap.exe"), "GIF89a");
    assert_eq!(answer.text(), "{\"name\":\"map.gif\"}");
    assert_eq!(editor.on_disk("content/policies/map.gif"), "GIF89a");
}
