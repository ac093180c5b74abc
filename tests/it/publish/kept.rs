//! What stays, what is written, and what is taken away.

use crate::publish::{build, built, counts, files, names, page, refused, small};
use crate::support::write;

#[test]
fn writes_only_what_changed_and_removes_only_its_own() {
    let root = small();
    let output = root.path().join("output");
    write(root.path(), "output/.gitignore", "*\n");
    let [written, unchanged, removed] = counts(&built(root.path(), &[]));
    assert_eq!((written + 1, unchanged, removed), (files(&output).len() - 1, 0, 0));
    write(root.path(), "output/web.config", "<configuration/>");
    write(root.path(), "output/.git/objects/1", "1");
    write(root.path(), "output/policies/videos/welcome.mp4", "video");
    std::fs::create_dir(output.join("empty")).unwrap();
    let before = files(&output);
    let time = |name: &str| std::fs::metadata(output.join(name)).unwrap().modified().unwrap();
    let (home, list) = (time("index.html"), time("build.json"));

    assert!(built(root.path(), &[]).starts_with("Nothing has changed: all "));
    assert!(files(&output) == before);
    assert_eq!(time("build.json"), list);

    write(root.path(), "content/policies/recording.md", page("Recording").replace("Text", "More"));
    let [written, unchanged, _] = counts(&built(root.path(), &[]));
    assert!(written > 0 && unchanged > 5);
    assert_eq!(time("index.html"), home);
    assert!(time("policies/recording.html") > home);

    std::fs::remove_dir_all(root.path().join("content/policies")).unwrap();
    assert!(counts(&built(root.path(), &[]))[2] >= 5);
    let after = files(&output);
    let kept = [".git/objects/1", ".gitignore", "policies/videos/welcome.mp4", "web.config"];
    assert!(kept.iter().all(|name| after.get(*name) == before.get(*name)));
    assert_eq!(names(&output.join("policies")), ["videos"]);
    assert!(output.join("empty").is_dir());
    assert_eq!(names(root.path()), ["content", "handbook.yaml", "output"]);
}

#[test]
fn the_same_handbook_gives_the_same_folder() {
    let root = small();
    built(root.path(), &["--output", "one/deep"]);
    built(root.path(), &["-o", "two"]);
    write(root.path(), "content/more.md", page("More"));
    built(root.path(), &["-o", "two"]);
    std::fs::remove_file(root.path().join("content/more.md")).unwrap();
    built(root.path(), &["-o", "two"]);
    assert!(files(&root.path().join("one/deep")) == files(&root.path().join("two")));
}

#[test]
fn finds_and_mends_what_was_damaged() {
    let root = small();
    let output = root.path().join("output");
    built(root.path(), &[]);
    let whole = files(&output);
    let damaged = String::from_utf8(whole["index.html"].clone()).unwrap().replace("Home", "Hxme");
    write(&output, "index.html", damaged);
    std::fs::remove_file(output.join("policies/recording.html")).unwrap();
    write(&output, "policies/old/form.pdf", "A FORM");
    assert_eq!(counts(&built(root.path(), &[]))[0], 3);
    assert!(files(&output) == whole);
}

#[test]
fn an_error_publishes_nothing() {
    let root = small();
    built(root.path(), &[]);
    let before = files(&root.path().join("output"));
    write(root.path(), "content/index.md", "---\ntitle: Home\n---\n\n[a](nowhere.md)\n");
    assert_eq!(build(root.path(), &[]).code, 1);
    assert!(files(&root.path().join("output")) == before);
}

#[cfg(unix)]
#[test]
fn keeps_links_rights_and_files_that_others_made() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::path::Path;
    let root = small();
    let output = root.path().join("output");
    built(root.path(), &[]);
    symlink("/srv/videos", output.join("policies/videos")).unwrap();
    let set = |name: &str, mode| {
        std::fs::set_permissions(output.join(name), PermissionsExt::from_mode(mode)).unwrap();
    };
    let mode = |name: &str| std::fs::metadata(output.join(name)).unwrap().permissions().mode();
    set("", 0o2750);
    set("policies", 0o700);
    let form = root.path().join("content/policies/old/form.pdf");
    write(root.path(), "content/policies/old/form.pdf", "a new form");
    std::fs::set_permissions(&form, PermissionsExt::from_mode(0o400)).unwrap();
    built(root.path(), &[]);
    assert_eq!(mode("") & 0o7777, 0o2750);
    assert_eq!(mode("policies") & 0o7777, 0o700);
    assert_eq!(
        std::fs::read_link(output.join("policies/videos")).unwrap(),
        Path::new("/srv/videos")
    );
    assert_ne!(mode("policies/old/form.pdf") & 0o200, 0, "a right of the source was copied");
}

#[cfg(unix)]
#[test]
fn publishes_where_nothing_may_be_made_beside_the_folder() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let root = small();
    let host = root.path().join("host");
    built(root.path(), &["-o", "host/site"]);
    if std::fs::metadata(&host).unwrap().uid() == 0 {
        return eprintln!("skipped: root may write anywhere");
    }
    std::fs::set_permissions(&host, PermissionsExt::from_mode(0o555)).unwrap();
    write(root.path(), "content/policies/recording.md", page("Other"));
    built(root.path(), &["-o", "host/site"]);
    let said = refused(root.path(), &["-o", "host/new"]);
    std::fs::set_permissions(&host, PermissionsExt::from_mode(0o755)).unwrap();
    assert!(said.contains("you have no right to write there"), "{said}");
    built(root.path(), &["-o", "other"]);
    assert!(files(&host.join("site")) == files(&root.path().join("other")));
}

#[test]
fn copies_attachments_however_their_names_are_written() {
    // As macOS writes them: “e” and an accent. The link has the one letter “é”.
    let root = small();
    write(root.path(), "content/cafe\u{301}.pdf", "a menu");
    write(root.path(), "content/index.md", "---\ntitle: Home\n---\n\n[Menu](caf\u{e9}.pdf)\n");
    built(root.path(), &[]);
    assert_eq!(files(&root.path().join("output"))["caf\u{e9}.pdf"], b"a menu");
    assert!(built(root.path(), &[]).starts_with("Nothing has changed"));
}
