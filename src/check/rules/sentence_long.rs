//! Sentences with more words than people can hold.

use crate::check::prose;
use crate::check::rule::{Context, Findings, Group, Rule, Run};
use crate::diagnostic::Severity;

pub(super) static RULE: Rule = Rule {
    name: "sentence-long",
    group: Group::PlainEnglish,
    severity: Severity::Info,
    summary: "A sentence with too many words",
    explain: include_str!("sentence_long.md"),
    run: Run::Document(run),
};

fn run(context: &Context<'_>, findings: &mut Findings<'_>) {
    if !context.is_in_english() {
        return;
    }
    let longest = context.handbook.config.plain_language.longest_sentence;
    for sentence in prose::sentences(context.document, longest.saturating_add(1)) {
        let message = format!("This sentence has {} words.", sentence.words);
        findings
            .at(context.document, sentence.span, message)
            .help(format!("Make two or three of it, or a list. {longest} words are the most."));
    }
}
