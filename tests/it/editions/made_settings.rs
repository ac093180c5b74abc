//! What stands in the YAML files of a random handbook, and its home pages.

use std::fmt::Write;
use std::path::Path;

use crate::editions::made::{EDITIONS, Maker, line, names};
use crate::support::write;

/// The editions that say what their readers can expect, and whose part of it each says.
const EXPECTING: [(&str, &str); 2] = [("partner", "partners"), ("public", "families")];

impl Maker<'_> {
    pub(super) fn settings(&mut self, root: &Path) {
        let secret = self.perhaps("a contact", &[0]);
        let note = self.perhaps("a comment of handbook.yaml", &[0]);
        let mut text = format!(
            "# {note}\ntitle: Test\nlanguages: [cy]\naudiences: {{staff: Staff, partners: Partners, families: Families}}\n\
             default_audience: [{}]\ncontacts: [{secret}]\naddress: https://{secret}.example.org/\neditions:\n",
            names(self.plan.default)
        );
        for (index, (id, audiences, governance)) in EDITIONS.into_iter().enumerate() {
            let title = self.only("an edition’s title", &[], &[id]);
            let phrase = self.only("an edition’s phrase", &[], &[id]);
            let unused = self.only("a phrase that no page has", &[], &[id]);
            self.tokens.last_mut().expect("it was pushed").is_shown = false;
            let _ = write!(
                text,
                "  {id}:\n    title: {title}\n    audiences: [{}]\n    governance: {governance}\n    \
                 strings: {{skip_to_content: {phrase}, search_none: {unused}}}\n",
                names(audiences)
            );
            if self.plan.homes[index].0 {
                let _ = writeln!(text, "    home: homes/{id}.md");
            }
            if let Some((_, audience)) = EXPECTING.iter().find(|one| one.0 == id) {
                let _ = writeln!(text, "    what_to_expect: {audience}");
            }
        }
        write(root, "handbook.yaml", text);
    }

    pub(super) fn model(&mut self, root: &Path) {
        let mut text =
            format!("# {}\nname: Model\nelements:\n", self.perhaps("a comment of the model", &[0]));
        for own in self.plan.elements.clone() {
            let who = [self.or_default(own)];
            let (id, name) = (self.token("an element’s id", &who), self.token("an element", &who));
            let promise = self.token("a promise", &who);
            let owner = self.governed("an element’s owner", &who);
            // The other editions say it in words of their own.
            let summary = self.only("an element’s summary", &who, &["internal"]);
            let _ = write!(
                text,
                "  - id: {id}\n    name: {name}\n    promise: {promise}\n    summary: {summary}\n    owner: {owner}\n{}",
                line("    ", own)
            );
            let _ = writeln!(text, "    what_to_expect:");
            for (id, audience) in EXPECTING {
                let [summary, when, call] =
                    [(); 3].map(|()| self.only("what others can expect", &who, &[id]));
                let _ = writeln!(
                    text,
                    "      {audience}: {{summary: {summary}, when: {when}, call: {call}}}"
                );
            }
            let unasked = self.only("what staff can expect", &who, &["internal"]);
            self.tokens.last_mut().expect("it was pushed").is_shown = false;
            let _ = writeln!(text, "      staff: {{when: {unasked}}}");
        }
        let (whole, part) = self.plan.framework;
        let whole_who = [self.or_default(whole)];
        let part_who = [whole_who[0], if part == 0 { whole_who[0] } else { part }];
        let framework = self.token("a framework", &whole_who);
        let criterion = self.token("a criterion", &part_who);
        let _ = write!(
            text,
            "frameworks:\n  - id: held\n    name: {framework}\n{}    criteria:\n      - id: {criterion}\n        name: Its name\n{}",
            line("    ", whole),
            line("        ", part)
        );
        write(root, "practice-model.yaml", text);
    }

    pub(super) fn glossary(&mut self, root: &Path) {
        let mut text = String::new();
        for own in self.plan.terms.clone() {
            let who = [self.or_default(own)];
            let (term, also) = (self.token("a term", &who), self.token("a synonym", &who));
            let short = self.token("an abbreviation", &who);
            let definition = self.only("a definition", &who, &["internal"]);
            let _ = write!(
                text,
                "- term: {term}\n  also_known_as: [{also}]\n  abbreviations: [{short}]\n  definition: {definition}.\n{}",
                line("  ", own)
            );
            text.push_str("  definition_for:\n");
            for (id, audience) in EXPECTING {
                let definition = self.only("a definition for others", &who, &[id]);
                let _ = writeln!(text, "    {audience}: {definition}");
            }
        }
        write(root, "glossary.yaml", text);
    }

    /// The handbook's home page, which gives way where an edition has its own; and those.
    pub(super) fn homes(&mut self, root: &Path) {
        let homes = self.plan.homes;
        let own = EDITIONS.iter().zip(homes).filter(|(_, (has_own, _))| !has_own);
        let without: Vec<&'static str> = own.map(|(edition, _)| edition.0).collect();
        let who = [self.or_default(self.plan.home)];
        let words = self.only("the handbook’s home page", &who, &without);
        let text = format!("---\ntitle: Start\n{}---\n\n{words}\n", line("", self.plan.home));
        write(root, "content/index.md", text);
        for ((id, ..), (has_own, own)) in EDITIONS.into_iter().zip(homes) {
            if has_own {
                let who = [self.or_default(own)];
                let words = self.word("an edition’s home page", &who);
                let text = format!(
                    "---\ntitle: Home of {words}\n{}---\n\n[Start](../index.md) {words}\n",
                    line("", own)
                );
                write(root, &format!("content/homes/{id}.md"), text);
            }
        }
    }
}
