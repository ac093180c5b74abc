//! Everything that is wrong with a handbook at one moment: what the rules find, what goes wrong in templates, and what the
//! settings for a web server can't say.

use std::convert::Infallible;

use crate::check;
use crate::check::rules::hosting_incomplete::{self, LeftOut};
use crate::check::rules::template_failed;
use crate::diagnostic::Diagnostic;
use crate::flow::Generation;
use crate::model::Edition;
use crate::render::Plan;
use crate::source::{Snapshot, SourcePath};
use crate::theme::RenderFault;

impl Generation {
    /// Everything that is wrong, in templates too, which can fail only when they render: so every page is made, and
    /// none of them kept.
    pub fn check_all(&self) -> Vec<Diagnostic> {
        let (mut faults, mut unsaid) = (Vec::new(), Vec::new());
        for edition in self.editions() {
            let plan = self.plan_of(&edition);
            let Ok(found) = plan.make_files(|_| false, |_, _, _| Ok::<(), Infallible>(()));
            faults.extend(found);
            unsaid.extend(self.unsaid(&edition, &plan));
        }
        let mut diagnostics = self.with_templates(&faults);
        diagnostics.append(&mut unsaid);
        Diagnostic::sort(&mut diagnostics);
        diagnostics
    }

    /// What the settings for a web server can't say of an edition, in a rule's words.
    pub(super) fn unsaid(&self, edition: &Edition, plan: &Plan) -> Option<Diagnostic> {
        let (redirects, files) = plan.left_out_for_iis();
        let left_out = LeftOut { redirects, files };
        let is_whole = left_out == LeftOut::default();
        let id = edition.id.as_deref().filter(|_| self.handbook.config.names_editions);
        if is_whole { None } else { hosting_incomplete::diagnostic(&self.handbook, id, left_out) }
    }

    /// Everything that is wrong, with what went wrong in templates.
    pub(super) fn with_templates(&self, faults: &[RenderFault]) -> Vec<Diagnostic> {
        let mut diagnostics = self.diagnostics().to_vec();
        for (index, fault) in faults.iter().enumerate() {
            if !faults[..index].contains(fault) {
                diagnostics.push(self.template_diagnostic(fault));
            }
        }
        Diagnostic::sort(&mut diagnostics);
        diagnostics
    }

    /// What is wrong, templates that fail only when they render left out. It is checked when it is first
    /// asked for, so that a preview shows pages before that.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        self.diagnostics_besides(&())
    }

    /// The same, for a build that knows of documents that nothing is wrong with them.
    pub(super) fn diagnostics_besides(&self, sound: &dyn check::Sound) -> &[Diagnostic] {
        self.diagnostics.get_or_init(|| {
            let mut diagnostics =
                self.timings.time("check", || check::check(&self.handbook, sound));
            let faults = self.theme.faults.iter();
            diagnostics.extend(faults.map(|fault| self.template_diagnostic(fault)));
            Diagnostic::sort(&mut diagnostics);
            diagnostics
        })
    }

    /// A template that failed while rendering, in a rule's words.
    pub fn template_diagnostic(&self, fault: &RenderFault) -> Diagnostic {
        template_diagnostic(&self.snapshot, &self.sources.config.theme.name, fault)
    }
}

fn template_diagnostic(snapshot: &Snapshot, theme: &str, fault: &RenderFault) -> Diagnostic {
    let path = SourcePath::new(&format!("themes/{theme}/{}", fault.file));
    let own = path.as_ref().and_then(|path| snapshot.files.get_key_value(path));
    let own = own.and_then(|(path, file)| Some((path, file.text()?.as_ref())));
    template_failed::diagnostic(own, fault.position, &fault.message)
}
