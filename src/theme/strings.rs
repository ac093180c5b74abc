//! The phrases that readers see, by their keys.

use std::collections::BTreeMap;

use crate::source::yaml;

/// Flat keys and their phrases; anything else is passed over.
pub(super) fn read(text: &str) -> BTreeMap<String, String> {
    let (node, _) = yaml::parse(text, 0);
    node.entries()
        .iter()
        .filter_map(|entry| Some((entry.key.clone(), entry.value.text()?.to_owned())))
        .collect()
}
