//! What is fuzzed (`tests/fuzz`), given the inputs that it starts from and those that once broke something.

#[path = "../fuzz/src/targets.rs"]
pub(crate) mod targets;

use std::path::Path;

use crate::fuzz::targets::TARGETS;

#[test]
fn what_was_found_before_is_not_found_again() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz");
    for (name, target) in TARGETS {
        let mut count = 0;
        for kind in ["seeds", "found"] {
            for entry in std::fs::read_dir(folder.join(kind).join(name)).into_iter().flatten() {
                let path = entry.expect("a folder can be listed").path();
                let bytes = std::fs::read(&path).expect("a file can be read");
                // Said if it fails.
                println!("{}", path.display());
                target(&bytes);
                count += 1;
            }
        }
        assert!(count > 0, "{name} has nothing to start from");
    }
}
