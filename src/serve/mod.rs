//! The preview: the handbook built into memory, served to this computer's browser, and built again when a
//! file changes. It never touches the published folder.
//!
//! A change is seen by `watch`, read and resolved by `flow`, taken by the `session`, announced by
//! `reload`, and fetched by the pages that are open, each of which changes only what is other than before.
//! Pages are made when they are asked for; what is wrong is checked when a page asks, after it has been shown.

mod http;
mod range;
mod server;
mod guard;
mod address;
mod media;
mod watch;
mod session;
mod reload;
mod overlay;
mod editions;
mod editor;
mod edit;
mod answer;

use std::collections::BTreeSet;
use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv6Addr, SocketAddr, TcpListener};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, SyncSender};
use std::thread;
use std::time::{Duration, Instant};

use crate::diagnostic::Counts;
use crate::diagnostic::human;
use crate::flow::{self, Generation};
use crate::model::Date;
use crate::serve::address::Asked;
use crate::serve::answer::Desk;
use crate::serve::guard::Guard;
use crate::serve::reload::News;
use crate::serve::server::Service;
use crate::serve::session::{Session, State};
use crate::serve::watch::Watch;
use crate::source::{self, SourceFile, SourcePath};

/// How many ports are tried after the one that was asked for.
const PORTS: u16 = 50;
/// How long a file that was emptied or taken away may take to come back, as it does while it is saved.
const SETTLING: Duration = Duration::from_millis(400);

/// How often the same files are looked at, should they never come to rest.
const MOST_TRIES: usize = 500;

/// What is said when a state can't be made through no fault of the handbook's.
const OUR_MISTAKE: &str = "Something went wrong in handbook itself, so this is the last good page.";

/// What to preview, and how.
pub struct Options {
    /// The handbook's folder.
    pub folder: PathBuf,
    /// Where to listen. Port 0 takes any that is free.
    pub address: SocketAddr,
    /// Show drafts too.
    pub drafts: bool,
    /// The edition to show; without one, the first.
    pub edition: Option<String>,
    /// The day that review dates are held against, asked for at each change.
    pub today: Box<dyn Fn() -> Date + Send + Sync>,
    /// Look for changes instead of being told of them.
    pub poll: bool,
    /// Documents can be edited in the preview. Only where it is for this computer alone.
    pub edit: bool,
    /// The editor that the person has chosen.
    pub editor: Option<String>,
    /// Says a line to the person who started the preview.
    pub say: Box<dyn Fn(&str) + Send + Sync>,
}

/// A preview that is running.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// Where it listens.
    pub address: SocketAddr,
    /// Another program had the port that was asked for.
    pub port_was_taken: bool,
    /// What lets a browser edit, where editing was asked for.
    key: Option<String>,
}

impl Preview {
    /// Its address for a browser on this computer.
    pub fn url(&self) -> String {
        let mut address = self.address;
        if address.ip().is_unspecified() {
            let is_v4 = address.is_ipv4();
            address.set_ip(if is_v4 {
                IpAddr::from([127, 0, 0, 1])
            } else {
                Ipv6Addr::LOCALHOST.into()
            });
        }
        match &self.key {
            Some(key) => format!("http://{address}{}edit/enter?key={key}", overlay::OWN),
            None => format!("http://{address}/"),
        }
    }

    /// Opens it in the browser.
    ///
    /// # Errors
    /// If no browser could be started.
    pub fn open(&self) -> io::Result<()> {
        editor::open_browser(&self.url())
    }
}

/// How many of these bytes are the first request, as the preview reads it, and which published file it asks for; `None`
/// if more have to come first. Tests give it what no browser sends.
///
/// # Errors
/// The status of the refusal.
pub fn read_request(bytes: &[u8]) -> Result<Option<(usize, Option<String>)>, u16> {
    let read = http::read(bytes, &|_| http::BODY_LIMIT).map_err(|refusal| refusal.status)?;
    Ok(read.map(|(request, length)| match address::asked(&request.path) {
        Asked::File(path) | Asked::Folder(path) => (length, Some(path.as_str().to_owned())),
        Asked::Nothing => (length, None),
    }))
}

/// Builds the handbook and serves it on threads of its own, until the program ends. What is wrong with the
/// handbook is shown in the pages and stops nothing.
///
/// # Errors
/// If the folder itself can't be read, or the address can't be listened to.
pub fn start(options: Options) -> io::Result<Preview> {
    let root = std::path::absolute(&options.folder)?;
    let (listeners, port_was_taken) = listen(options.address)?;
    let address = listeners[0].local_addr()?;
    let run = secret()?;
    let session = Arc::new(Session::default());
    let news = Arc::new(News::new(run.clone()));
    let guard = Guard { address };
    let edits = options.edit && address.ip().is_loopback();
    let key = if edits { Some(secret()?) } else { None };
    let edit = match &key {
        Some(key) => {
            let secrets = [secret()?, key.clone()];
            Some(edit::Desk::new(Arc::clone(&session), guard, secrets, options.drafts))
        }
        None => None,
    };
    let desk = Arc::new(Desk {
        session: Arc::clone(&session),
        news: Arc::clone(&news),
        guard,
        run,
        token: secret()?,
        editor: options.editor.clone(),
        edit,
    });
    let for_limit = Arc::clone(&desk);
    let service = Service {
        answer: Box::new(move |request| desk.answer(request)),
        body_limit: Box::new(move |request| for_limit.body_limit(request)),
    };
    server::start(listeners, &Arc::new(service))?;
    let mut watch = Watch::new(&root, &flow::folders_of(&root), options.poll);
    let generation = flow::open_edition(&root, today(&options), options.edition.as_deref())?;
    session.take(State::new(1, generation));
    news.announce(1, &BTreeSet::new());
    let options = Arc::new(options);
    let check = start_checking(Arc::clone(&session), Arc::clone(&options))?;
    let editing = Editing { root, session, news, options, check };
    watch.start();
    editing.check();
    thread::Builder::new().name("handbook-changes".to_owned()).spawn(move || editing.run(watch))?;
    Ok(Preview { address, port_was_taken, key })
}

fn today(options: &Options) -> flow::Options {
    flow::Options { today: (options.today)(), drafts: options.drafts }
}

/// Listens to an address, or to the next port that is free. On this computer alone it listens to both of its
/// addresses if it can, since a browser may take `localhost` for either.
fn listen(address: SocketAddr) -> io::Result<(Vec<TcpListener>, bool)> {
    let mut tried = address;
    let first = loop {
        match TcpListener::bind(tried) {
            Ok(listener) => break listener,
            Err(error) if error.kind() == ErrorKind::AddrInUse => {
                let next = tried.port().checked_add(1);
                match next.filter(|next| next - address.port() <= PORTS) {
                    Some(next) => tried.set_port(next),
                    None => return Err(error),
                }
            }
            Err(error) => return Err(error),
        }
    };
    let bound = first.local_addr()?;
    let mut listeners = vec![first];
    if bound.ip() == IpAddr::from([127, 0, 0, 1]) {
        listeners.extend(TcpListener::bind((Ipv6Addr::LOCALHOST, bound.port())).ok());
    }
    Ok((listeners, bound.port() != address.port() && address.port() != 0))
}

/// A word that nobody can guess, from the system's source of randomness.
fn secret() -> io::Result<String> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(blake3::Hash::from_bytes(bytes).to_hex().to_string())
}

/// What follows a handbook while it is edited.
struct Editing {
    root: PathBuf,
    session: Arc<Session>,
    news: Arc<News>,
    options: Arc<Options>,
    /// Wakes the thread that checks.
    check: SyncSender<()>,
}

impl Editing {
    /// Takes in one change after another. What happens while one is taken in belongs to the next.
    fn run(&self, mut watch: Watch) {
        loop {
            let mut changed = watch.wait();
            let last = self.session.current().newest;
            // A mistake of ours in one state must not end the preview.
            let refreshed = catch_unwind(AssertUnwindSafe(|| {
                let next = self.next(&watch, &last.generation, &mut changed)?;
                Ok(next.map(|generation| State::new(last.number + 1, generation)))
            }));
            match refreshed {
                Ok(Ok(Some(state))) => {
                    watch.follow(&state.generation.folders(), &changed);
                    let number = state.number;
                    self.session.take(state);
                    self.news.announce(number, &changed);
                    self.check();
                }
                Ok(Ok(None)) => self.trouble(None, &last),
                Ok(Err(error)) => self.trouble(Some(unreadable(&error)), &last),
                Err(_) => self.trouble(Some(OUR_MISTAKE.to_owned()), &last),
            }
        }
    }

    /// The next state. A file that was emptied or taken away, as it is for a moment when it is saved, is waited
    /// for, and nothing else.
    fn next(
        &self,
        watch: &Watch,
        last: &Generation,
        changed: &mut BTreeSet<SourcePath>,
    ) -> io::Result<Option<Generation>> {
        let mut missing_since: Option<Instant> = None;
        for _ in 0..MOST_TRIES {
            let is_there = |path: &SourcePath| {
                source::stamp(&self.root, path).is_some_and(|stamp| stamp.len > 0)
            };
            let is_missing = changed.iter().any(|path| has_text(last, path) && !is_there(path));
            let since = missing_since.filter(|_| is_missing);
            let is_gone = since.is_some_and(|since| since.elapsed() >= SETTLING);
            if !is_missing || is_gone {
                let next = last.refreshed(changed, today(&self.options))?;
                // It may have been emptied again just before it was read.
                let lost = |next: &Generation| {
                    changed.iter().any(|path| has_text(last, path) && !has_text(next, path))
                };
                if is_gone || !next.as_ref().is_some_and(lost) {
                    return Ok(next);
                }
            }
            missing_since = is_missing.then(|| since.unwrap_or_else(Instant::now));
            thread::sleep(Duration::from_millis(10));
            changed.extend(watch.more());
        }
        last.refreshed(changed, today(&self.options))
    }

    /// Has the newest state checked.
    fn check(&self) {
        // If it is full, the check that waits will find the newest.
        let _ = self.check.try_send(());
    }

    /// Says that the folder can't be read, or can be again, if that is news.
    fn trouble(&self, trouble: Option<String>, last: &State) {
        if let Some(words) = &trouble {
            (self.options.say)(words);
        }
        if self.session.set_trouble(trouble) {
            self.news.announce(last.number, &BTreeSet::new());
        }
    }
}

/// Starts the thread that checks the newest state, once for each time it is woken, and says how much was found. A page
/// never waits for it, and states that were overtaken meanwhile are not checked.
fn start_checking(session: Arc<Session>, options: Arc<Options>) -> io::Result<SyncSender<()>> {
    // One more is enough: the state to check is looked up when its turn comes.
    let (wake, woken) = mpsc::sync_channel(1);
    thread::Builder::new().name("handbook-checks".to_owned()).spawn(move || {
        let mut said = String::new();
        for () in woken {
            let newest = session.current().newest;
            let Ok(found) = catch_unwind(AssertUnwindSafe(|| {
                human::summary(Counts::of(newest.generation.diagnostics()))
            })) else {
                continue;
            };
            if found != said {
                (options.say)(&format!("{found}."));
                said = found;
            }
        }
    })?;
    Ok(wake)
}

/// Does this state have a text of that name, with something in it?
fn has_text(generation: &Generation, path: &SourcePath) -> bool {
    matches!(generation.file(path), Some(SourceFile::Text(text)) if !text.as_str().is_empty())
}

fn unreadable(error: &io::Error) -> String {
    format!("The handbook’s folder can’t be read ({error}), so this is the last good page.")
}
