//! Folders that are not published to, and files that are not written over.

use std::process::Command;

use crate::publish::{build, built, names, page, refused, small};
use crate::support::{folder, write};

#[test]
fn refuses_a_folder_where_something_could_be_lost() {
    let root = small();
    write(root.path(), "elsewhere/plan.docx", "a plan");
    let said: Vec<String> = [
        ".",
        "..",
        "content",
        "content/new",
        "content/../content",
        "CONTENT",
        "themes",
        "handbook.yaml",
        "elsewhere",
    ]
    .iter()
    .map(|name| refused(root.path(), &["--output", name]))
    .collect();
    insta::assert_snapshot!(said.join("\n"), @"
    handbook: . is the handbook’s own folder, or holds it, and must not be published over. Name another folder with --output.
    handbook: .. is the handbook’s own folder, or holds it, and must not be published over. Name another folder with --output.
    handbook: content is in a folder that the handbook is made from: what is published there would be read as its content. Name another folder with --output.
    handbook: content/new is in a folder that the handbook is made from: what is published there would be read as its content. Name another folder with --output.
    handbook: content/../content is in a folder that the handbook is made from: what is published there would be read as its content. Name another folder with --output.
    handbook: CONTENT is in a folder that the handbook is made from: what is published there would be read as its content. Name another folder with --output.
    handbook: themes is in a folder that the handbook is made from: what is published there would be read as its content. Name another folder with --output.
    handbook: handbook.yaml is a file, not a folder. Name another folder with --output.
    handbook: elsewhere has files in it that handbook did not make, and was left as it is. Name an empty folder, or one that isn’t there yet, with --output.
    ");
    let top = std::path::absolute("/").unwrap();
    let said = refused(root.path(), &["--output", top.to_str().unwrap()]);
    assert!(said.contains("the top of a drive"), "{said}");
    let said = build(root.path(), &["--output", ""]);
    assert_eq!(said.code, 2);
}

#[test]
fn refuses_the_home_folder() {
    let (root, home) = (small(), folder(&[]));
    let variable = if cfg!(windows) { "USERPROFILE" } else { "HOME" };
    let output = Command::new(env!("CARGO_BIN_EXE_handbook"))
        .args(["build", ".", "--output"])
        .arg(home.path())
        .current_dir(root.path())
        .env(variable, home.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("is your home folder"));
    assert!(names(home.path()).is_empty());
}

#[test]
fn publishes_inside_content_only_where_that_is_never_read() {
    let root = folder(&[("index.md", &page("Home")), ("handbook.yaml", "title: T\ncontent: .\n")]);
    built(root.path(), &[]);
    assert!(root.path().join("output/index.html").exists());
    assert!(refused(root.path(), &["--output", "site"]).contains("read as its content"));
    assert!(refused(root.path(), &["--output", "themes/x"]).contains("read as its content"));
}

#[cfg(unix)]
#[test]
fn follows_links_to_where_they_lead() {
    use std::os::unix::fs::symlink;
    let (root, host) = (small(), folder(&[]));
    let at = |name: &str| root.path().join(name);
    std::fs::create_dir(host.path().join("handbook")).unwrap();
    symlink(host.path().join("handbook"), at("site")).unwrap();
    built(root.path(), &["--output", "site"]);
    assert!(host.path().join("handbook/index.html").exists());
    assert!(std::fs::symlink_metadata(at("site")).unwrap().is_symlink());
    symlink("content", at("link")).unwrap();
    symlink("nowhere", at("dead")).unwrap();
    symlink(root.path(), host.path().join("back")).unwrap();
    for (name, why) in [
        ("link", "made from"),
        ("link/new", "made from"),
        ("dead", "leads nowhere"),
        ("site/../back", "the handbook’s own folder"),
    ] {
        assert!(refused(root.path(), &["--output", name]).contains(why), "{name}");
    }
}

#[test]
fn a_file_of_another_in_the_way_is_not_written_over() {
    let root = small();
    built(root.path(), &[]);
    write(root.path(), "output/leaflet.html", "ours");
    write(root.path(), "content/leaflet.md", page("Leaflet"));
    insta::assert_snapshot!(refused(root.path(), &[]), @"handbook: output/leaflet.html is in the way: handbook did not write it, and has a page or file of that name to publish. Move it out of the folder, or give the document another name.");
    std::fs::remove_file(root.path().join("output/leaflet.html")).unwrap();
    write(root.path(), "output/tools", "a file");
    write(root.path(), "content/tools/card.md", page("Card"));
    assert!(refused(root.path(), &[]).contains("output/tools is in the way"));
}

#[test]
fn empties_no_folder_whose_list_is_damaged() {
    let root = small();
    built(root.path(), &[]);
    write(root.path(), "output/build.json", "{\"format\":1,\"files\":[[");
    insta::assert_snapshot!(refused(root.path(), &[]), @"handbook: the list of published files in output is damaged, so handbook can’t tell which files there are its own, and left all as they are. Empty the folder yourself, or name another with --output.");
    write(root.path(), "output/build.json", "{\"format\":7}");
    insta::assert_snapshot!(refused(root.path(), &[]), @"handbook: output was published by a later version of handbook, and was left as it is. Use that version, or name another folder with --output.");
}
