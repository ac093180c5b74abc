//! `hosting:` in `handbook.yaml`.

use crate::load::fields::Fields;
use crate::model::FieldFault;
use crate::model::config::{HOSTS, Host};

pub(super) fn hosting(from: &mut Fields<'_>) -> Vec<Host> {
    let mut hosts = Vec::new();
    for written in from.list("hosting").unwrap_or_default() {
        match HOSTS.iter().find(|(name, _)| *name == written.value) {
            Some((_, host)) if hosts.contains(host) => {}
            Some((_, host)) => hosts.push(*host),
            None => {
                let options = HOSTS.iter().map(|(name, _)| (*name).to_owned()).collect();
                let field = "hosting".to_owned();
                let fault = FieldFault::NotOneOf { field, text: written.value, options };
                from.fault(written.span, fault);
            }
        }
    }
    hosts
}
