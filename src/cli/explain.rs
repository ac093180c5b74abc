//! `handbook explain`

use crate::check::rules::{RULES, find};
use crate::cli::arguments::ExplainArguments;
use crate::cli::{CLEAN, output};
use crate::load::nearest;

pub(super) fn run(arguments: &ExplainArguments) -> anyhow::Result<u8> {
    let Some(name) = &arguments.rule else {
        let width = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
        for rule in RULES {
            let (name, severity) = (rule.name, rule.severity.as_str());
            output::print(&format!("{name:width$}  {severity:7}  {}\n", rule.summary));
        }
        return Ok(CLEAN);
    };
    let Some(rule) = find(name) else {
        let near = nearest(name, RULES.iter().map(|rule| rule.name));
        let near = near.map(|near| format!(" The nearest is “{near}”.")).unwrap_or_default();
        anyhow::bail!("there is no rule “{name}”.{near} “handbook explain” lists them all.");
    };
    output::print(rule.explain);
    Ok(CLEAN)
}
