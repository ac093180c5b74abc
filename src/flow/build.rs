//! A handbook to the folders of its editions: every file is written beside the published ones as it is made, and
//! forgotten. Nothing is published here, only made ready.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use aho_corasick::BuildError;

use crate::check;
use crate::diagnostic::Diagnostic;
use crate::flow::index::{KeptIndex, OfEdition};
use crate::flow::kept::{Again, Hashes, Kept, Parts};
use crate::flow::leaks::{Leaks, Search};
use crate::flow::outlines::Outlines;
use crate::flow::{Generation, Inputs, Unpublishable, attachments};
use crate::model::{Edition, ImageFault, Origin};
use crate::publish::{self, About, Compression, Destination, Fingerprint, Staged, Staging};
use crate::render::{Content, Made, OutputPath, Plan};
use crate::search;
use crate::theme::RenderFault;

/// What a build has come to.
pub struct Build {
    /// Everything that is wrong; also what editions would have held that they must not, one a file.
    pub diagnostics: Vec<Diagnostic>,
    /// The editions, each ready to take the place of the last one; none if anything above stops the build.
    pub staged: Vec<Staged>,
    /// What the next build need not make again.
    pub parts: Parts,
}

/// Why a build could not come to anything.
#[derive(Debug)]
pub enum BuildFault {
    /// A folder can't be published to.
    Publish(publish::Fault),
    /// A file can’t be published as it must be.
    Unpublishable(OutputPath, Unpublishable),
    /// An edition leaves out more than can be looked for at once.
    TooMuchToLookFor(BuildError),
}

impl From<publish::Fault> for BuildFault {
    fn from(fault: publish::Fault) -> Self {
        BuildFault::Publish(fault)
    }
}

impl fmt::Display for BuildFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BuildFault::Publish(fault) => fault.fmt(f),
            BuildFault::Unpublishable(path, why) => {
                let why = match why {
                    Unpublishable::Unread(_) => "it can’t be read",
                    Unpublishable::Image(ImageFault::TooLarge) => "it is too large",
                    Unpublishable::Image(ImageFault::Unknown) => "it is not what its name says",
                    Unpublishable::Image(_) => "it is damaged",
                };
                write!(
                    f,
                    "What the image “{path}” says of whoever took it can’t be left out, since {why}. Nothing was published: save the image again first."
                )
            }
            BuildFault::TooMuchToLookFor(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for BuildFault {}

impl Generation {
    /// Makes every edition ready to be published, unless one of the diagnostics `stops` the build; then pages are
    /// made only to find what else is wrong. There is a destination for each edition.
    ///
    /// # Errors
    /// If a folder can't be published to, or it can't be proved that an edition holds only what it shows.
    pub fn build(
        &self,
        destinations: &[Destination],
        inputs: Option<Inputs>,
        stops: impl Fn(&[Diagnostic]) -> bool,
    ) -> Result<Build, BuildFault> {
        let read = || inputs.map(|_| Kept::of_last_build(self.root())).unwrap_or_default();
        let mut kept = self.timings.time("parts", read);
        let find_sound = |inputs| {
            let hashes = Hashes::of(&self.handbook);
            (kept.sound(&self.handbook, &hashes, inputs), hashes)
        };
        let (sound, hashes) = self.timings.time("sound", || inputs.map(find_sound)).unzip();
        let known = inputs.zip(hashes.as_ref());
        let is_stopped = stops(match &sound {
            Some(sound) => {
                self.timings.leave_unchecked(sound.count());
                self.diagnostics_besides(sound)
            }
            None => self.diagnostics(),
        });
        let (mut faults, mut leaks, mut staged) = (Vec::new(), Vec::new(), Vec::new());
        let mut unsaid = Vec::new();
        let mut parts = Vec::new();
        let index = inputs.map(|inputs| KeptIndex::new(self.root(), inputs));
        for (edition, destination) in self.editions().zip(destinations) {
            let plan = || self.plan_of(&edition);
            let begin = || (!is_stopped).then(|| destination.begin());
            let (plan, begun) = self.timings.time("plan", || rayon::join(plan, begin));
            unsaid.extend(self.unsaid(&edition, &plan));
            let Some(staging) = begun.transpose()? else {
                faults.extend(self.made(&plan, |_| false, |_, _, _| Ok(()))?);
                continue;
            };
            let of = |edition: &Edition, besides: &str| {
                known.map(|(inputs, hashes)| kept.of(edition, inputs, besides, hashes))
            };
            let made = self.made_into(&staging, &edition, &plan, index.as_ref(), of)?;
            leaks.extend(made.leaks);
            faults.extend(made.faults);
            parts.extend(made.known);
            if leaks.is_empty() {
                staged
                    .push(self.timings.time("publish", || staging.finish(&self.about(&edition)))?);
            }
        }
        let mut diagnostics = self.with_templates(&faults);
        diagnostics.append(&mut unsaid);
        if !leaks.is_empty() {
            check::mask(&self.handbook, &mut leaks);
            diagnostics.append(&mut leaks);
        }
        Diagnostic::sort(&mut diagnostics);
        if stops(&diagnostics) {
            staged.clear();
        }
        let documents = &self.sources.documents;
        let unread = documents.iter().filter(|document| !document.body.is_made());
        self.timings.leave_unread(unread.count());
        let outlines = |inputs| Outlines::new(&self.handbook, &self.kept_outlines, inputs);
        let outlines = self.timings.time("gather", || inputs.map(outlines));
        let parts = Parts { sound, editions: parts, index, outlines };
        Ok(Build { diagnostics, staged, parts })
    }

    /// What the published folder says of itself.
    fn about(&self, edition: &Edition) -> About {
        About {
            handbook: env!("CARGO_PKG_VERSION").to_owned(),
            title: edition.title.clone(),
            edition: edition.id.clone(),
            date: edition.today.to_string(),
            revision: self.revision.clone(),
            documents: edition.pages().count(),
        }
    }

    /// Makes every file of an edition, those left out that the last build made of the same. `known` finds these, and
    /// `index` what was found in documents for search.
    fn made_into(
        &self,
        staging: &Staging,
        edition: &Edition,
        plan: &Plan,
        index: Option<&KeptIndex>,
        known: impl FnOnce(&Edition, &str) -> Option<Again>,
    ) -> Result<MadeInto, BuildFault> {
        let search = || Search::new(&self.handbook, edition, plan.paths(), &self.theme);
        let search = self.timings.time("leaks", search).map_err(BuildFault::TooMuchToLookFor)?;
        let leaks = Mutex::new(Leaks::default());
        // What came of a file; nothing, if that can't be known without making it.
        let put = |path: &OutputPath, content: Content| {
            let from = match &content {
                Content::CopyOf(from) => Some(from.clone()),
                Content::Bytes(_) => None,
            };
            let is_ours = from.is_none();
            let content = attachments::published(self.root(), path, content)
                .map_err(|why| BuildFault::Unpublishable(path.clone(), why))?;
            let found = search.as_ref().and_then(|one| one.leak(path, from.as_ref(), &content));
            if let Some(found) = found {
                let mut leaks = leaks.lock().unwrap_or_else(PoisonError::into_inner);
                leaks.add(found, path, from);
            }
            let mut came_to = vec![(path.clone(), staging.put(path, &content)?)];
            // A file of that name beside it is one of the handbook's own.
            for (path, copy) in
                compressed(edition, path, &content).filter(|(path, _)| is_ours && !plan.has(path))
            {
                let known = staging.put(&path, &copy)?;
                came_to.push((path, known));
            }
            Ok::<_, BuildFault>(if is_ours && found.is_none() { came_to } else { Vec::new() })
        };
        let besides = search.as_ref().map(Search::name).unwrap_or_default();
        let known = self.timings.time("kept", || known(edition, &besides));
        let is_published = |path: &OutputPath, known: &Fingerprint| staging.keep(path, known);
        let of_index = index.zip(known.as_ref()).map(|(index, known)| OfEdition {
            index,
            known,
            is_published: &is_published,
        });
        let put_index = |path: &OutputPath, content| {
            let came_to = put(path, content)?;
            if let Some(known) = known.as_ref().filter(|_| !came_to.is_empty()) {
                // It is called by what it holds, whatever texts that was made of.
                known.add(&[], came_to);
            }
            Ok::<_, BuildFault>(())
        };
        let of_index = of_index.as_ref().map(|index| index as &dyn search::Kept);
        self.timings.time("search", || plan.make_index(of_index, put_index))?;
        let has =
            |path: &OutputPath| known.as_ref().is_some_and(|known| known.has(path, is_published));
        let faults = self.made(plan, has, |path, made, looked_at| {
            let came_to = put(path, made.content.clone())?;
            if let Some(known) = known.as_ref().filter(|_| made.faults.is_empty())
                && !came_to.is_empty()
            {
                known.add(looked_at, came_to);
            }
            Ok(())
        })?;
        let leaks = leaks.into_inner().unwrap_or_else(PoisonError::into_inner);
        let leaks = search.map(|search| search.diagnostics(&leaks)).unwrap_or_default();
        Ok(MadeInto { leaks, faults, known })
    }

    fn made(
        &self,
        plan: &Plan,
        has: impl Fn(&OutputPath) -> bool + Sync,
        take: impl Fn(&OutputPath, &Made, &[Origin]) -> Result<(), BuildFault> + Sync,
    ) -> Result<Vec<RenderFault>, BuildFault> {
        self.timings.begin(plan.paths().count());
        let has = |path: &OutputPath| {
            let has = has(path);
            if has {
                self.timings.pass_over();
            }
            has
        };
        let take = |path: &OutputPath, made: &Made, looked_at: &[Origin]| {
            self.timings.count();
            take(path, made, looked_at)
        };
        self.timings.time("pages", || plan.make_files(has, take))
    }
}

/// The files of an edition, made.
struct MadeInto {
    /// What they hold that they must not.
    leaks: Vec<Diagnostic>,
    /// What went wrong in templates.
    faults: Vec<RenderFault>,
    /// What the next build need not make again, where that can be known.
    known: Option<Again>,
}

/// The endings of files that are published compressed too, where the handbook asks for it.
const TEXTS: [&str; 8] = ["html", "css", "js", "svg", "xml", "json", "csv", "ics"];
/// What is shorter fits into one packet in any case.
const SHORT: usize = 1400;
/// The longest name of a file that servers hold, in bytes.
const LONGEST_NAME: usize = 255;

/// A file compressed in each way, and the paths. It has been searched for what must not be in it: these are the same bytes.
fn compressed(
    edition: &Edition,
    path: &OutputPath,
    content: &Content,
) -> impl Iterator<Item = (OutputPath, Content)> {
    let ending = path.as_str().rsplit_once('.').map_or("", |(_, ending)| ending);
    let text: &[u8] = match content {
        Content::Bytes(bytes) if edition.config.precompress => bytes,
        _ => &[],
    };
    let is_asked = TEXTS.contains(&ending) && text.len() > SHORT;
    Compression::ALL.into_iter().filter(move |_| is_asked).filter_map(move |way| {
        let path = format!("{path}{}", way.ending());
        let name = path.rsplit('/').next().unwrap_or_default();
        let path = OutputPath::new(&path).filter(|_| name.len() <= LONGEST_NAME)?;
        Some((path, Content::Bytes(way.of(text)?.into())))
    })
}
