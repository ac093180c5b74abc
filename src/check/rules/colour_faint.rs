//! The council's colours, where text in them could not be read.

use crate::check::rule::{Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::model::Handbook;

pub(super) static RULE: Rule = Rule {
    name: "colour-faint",
    group: Group::Settings,
    severity: Severity::Error,
    summary: "A colour of the council’s in which text could not be read",
    explain: include_str!("colour_faint.md"),
    run: Run::Handbook(run),
};

fn run(handbook: &Handbook, findings: &mut Findings<'_>) {
    let Some(path) = &handbook.config.path else { return };
    let theme = &handbook.config.theme;
    for colour in [&theme.colour, &theme.accent].into_iter().flatten() {
        let Err(fault) = colour.value.check() else { continue };
        // Rounded down, so that 4.46 is not shown as the 4.5 that it misses.
        let contrast = (fault.contrast * 10.0).floor() / 10.0;
        let message = format!(
            "Text in the colour {} can’t be read well: its contrast with white is {contrast:.1} to 1, \
             and people need 4.5 to 1.",
            colour.value.css()
        );
        findings
            .in_yaml(handbook, path, colour.span, message)
            .help(format!("The nearest shade that passes is \"{}\".", fault.passes.css()));
    }
}
