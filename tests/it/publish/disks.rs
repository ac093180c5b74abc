//! Disks that are full, can only be read, or are attached at or in the published folder.

use std::path::Path;
use std::process::Command;

use crate::publish::{built, counts, files, names, page, refused, small};
use crate::support::write;

const ONLY_ROOT: &str = "only root can attach a disk, and only on Linux";

/// A small disk of its own, as long as this lives.
struct Disk<'a>(&'a Path);

impl<'a> Disk<'a> {
    fn mount(at: &'a Path, size: &str) -> Option<Disk<'a>> {
        std::fs::create_dir_all(at).expect("a folder can be made");
        let options = format!("size={size}");
        let mount =
            Command::new("mount").args(["-t", "tmpfs", "-o", &options, "tmpfs"]).arg(at).output();
        if mount.is_ok_and(|output| output.status.success()) {
            return Some(Disk(at));
        }
        None
    }
}

impl Drop for Disk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0).status();
    }
}

#[test]
fn a_full_disk_leaves_what_readers_had() {
    let root = small();
    let host = root.path().join("host");
    let Some(_disk) = Disk::mount(&host, "600k") else { return eprintln!("skipped: {ONLY_ROOT}") };
    built(root.path(), &["--output", "host/site"]);
    let before = files(&host);
    for (name, length) in [("content/large.pdf", 2_000_000), ("content/many/a.md", 0)] {
        write(root.path(), name, vec![b' '; length]);
        for number in 0..(if length == 0 { 300 } else { 0 }) {
            write(root.path(), &format!("content/many/{number}.md"), page("One of many"));
        }
        let said = refused(root.path(), &["--output", "host/site"]);
        assert!(said.contains("there is no room left on the disk"), "{said}");
        assert!(files(&host) == before);
        let _ = std::fs::remove_file(root.path().join(name));
    }
    std::fs::remove_dir_all(root.path().join("content/many")).unwrap();
    assert!(built(root.path(), &["--output", "host/site"]).starts_with("Nothing has changed"));
    assert_eq!(names(&host), ["site"]);
}

#[test]
fn a_disk_attached_at_the_folder_stays_and_is_published_to() {
    let root = small();
    let output = root.path().join("output");
    let Some(_disk) = Disk::mount(&output, "10m") else { return eprintln!("skipped: {ONLY_ROOT}") };
    built(root.path(), &[]);
    write(&output, "web.config", "theirs");
    write(root.path(), "content/policies/recording.md", page("Other"));
    std::fs::remove_dir_all(root.path().join("content/policies/old")).unwrap();
    assert!(counts(&built(root.path(), &[]))[2] >= 3);
    assert!(files(&output)["web.config"] == b"theirs");
    std::fs::remove_file(output.join("web.config")).unwrap();
    built(root.path(), &["--output", "other"]);
    assert!(files(&output) == files(&root.path().join("other")));
    assert_eq!(names(root.path()), ["content", "handbook.yaml", "other", "output"]);
}

#[test]
fn a_disk_that_can_only_be_read_or_is_attached_inside_is_refused() {
    let root = small();
    let host = root.path().join("host");
    let Some(_disk) = Disk::mount(&host, "10m") else { return eprintln!("skipped: {ONLY_ROOT}") };
    built(root.path(), &["--output", "host/site"]);
    let inside = host.join("site/policies/videos");
    let disk = Disk::mount(&inside, "1m").unwrap();
    write(&inside, "welcome.mp4", "video");
    write(root.path(), "content/index.md", page("New home"));
    assert!(refused(root.path(), &["--output", "host/site"]).contains("is attached at"));
    drop(disk);
    let read_only = Command::new("mount").args(["-o", "remount,ro"]).arg(&host).status();
    assert!(read_only.unwrap().success());
    let said = refused(root.path(), &["--output", "host/site"]);
    insta::assert_snapshot!(said, @"handbook: host/site is on a disk that can only be read. Name another folder with --output.");
}
