//! A copy of what is published in one file, for a tablet.

use std::fs;

use handbook::source::zip;
use miniz_oxide::inflate::decompress_to_vec;

use crate::publish::{build, built, files, small};
use crate::support::folder;

#[test]
fn an_archive_holds_what_is_published_and_repeats() {
    let root = small();
    let at = |name: &str| root.path().join(name);
    let said = built(root.path(), &["--offline-zip", "zips"]);
    assert!(said.starts_with("Wrote ") && said.ends_with("handbook.zip."), "{said}");
    let first = fs::read(at("zips/handbook.zip")).unwrap();
    let unpacked: Vec<(String, Vec<u8>)> = zip::files(&first)
        .expect("it is an archive")
        .into_iter()
        .map(|one| match one.is_deflated {
            true => (one.name, decompress_to_vec(one.bytes).expect("it is whole")),
            false => (one.name, one.bytes.to_vec()),
        })
        .collect();
    let published = files(&at("output"));
    assert_eq!(unpacked.len(), published.len());
    for (name, bytes) in &unpacked {
        assert!(published.get(name) == Some(bytes), "{name}");
    }
    fs::remove_dir_all(at("zips")).unwrap();
    built(root.path(), &["--offline-zip", "zips"]);
    assert!(fs::read(at("zips/handbook.zip")).unwrap() == first);
    assert_eq!(fs::read_dir(at("zips")).unwrap().count(), 1, "nothing is left behind");
}

#[test]
fn each_edition_has_an_archive_and_none_is_where_another_could_be_read() {
    let root = folder(&[
        (
            "handbook.yaml",
            "title: Ours\naudiences: {staff: Staff, families: Families}\n\
             editions: {staff: {audiences: [staff, families]}, families: {audiences: [families]}}\n",
        ),
        ("content/index.md", "---\ntitle: Home\naudience: [staff, families]\n---\n"),
        ("content/secret.md", "---\ntitle: Secret\naudience: [staff]\n---\n"),
    ]);
    assert_eq!(build(root.path(), &["--offline-zip", "zips"]).code, 0);
    let names = |edition: &str| -> Vec<String> {
        let bytes = fs::read(root.path().join(format!("zips/{edition}.zip"))).unwrap();
        zip::files(&bytes).unwrap().into_iter().map(|one| one.name).collect()
    };
    assert!(names("staff").contains(&"secret.html".to_owned()));
    assert!(!names("families").iter().any(|name| name.contains("secret")));
    for bad in ["output/families", "output/families/zips", "content/zips", "content"] {
        let refused = build(root.path(), &["--offline-zip", bad]);
        assert_eq!(refused.code, 2, "{bad}: {}", refused.stderr);
        assert!(refused.stderr.contains("with --offline-zip."), "{}", refused.stderr);
        assert!(!root.path().join(bad).join("staff.zip").exists());
    }
}
