//! Gives the inputs that libFuzzer makes to the target that `HANDBOOK_TARGET` names. `tests/fuzz/run` builds and starts it.

#![no_main]

mod targets;

use std::sync::LazyLock;

static TARGET: LazyLock<targets::Target> = LazyLock::new(|| {
    let name = std::env::var("HANDBOOK_TARGET").unwrap_or_default();
    let target = targets::TARGETS.iter().find(|(known, _)| *known == name);
    target.expect("HANDBOOK_TARGET names one of the targets").1
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| TARGET(bytes));
