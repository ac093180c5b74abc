//! `handbook doctor`: what a support desk asks first, and what of it looks wrong.

#![expect(
    clippy::disallowed_methods,
    reason = "looks at the folder and the computer that it is asked about"
)]

use std::net::TcpListener;
use std::path::{Path, PathBuf};

use crate::cli::arguments::{DoctorArguments, PORT};
use crate::cli::{CLEAN, FOUND_ERRORS, build, output, read};
use crate::diagnostic::Severity;
use crate::diagnostic::safe::safe;
use crate::flow::{self, Generation};
use crate::model::config::HistoryPolicy;
use crate::publish;
use crate::source::HistoryFault;

/// The longest path that every program on Windows can open (Microsoft, “Maximum Path Length Limitation”).
const LONGEST_PATH: usize = 259;

/// The answer to one question.
#[derive(Clone)]
struct Answer {
    question: &'static str,
    said: String,
    /// What to do about it; `None` if nothing is wrong.
    advice: Option<String>,
}

pub(super) fn run(arguments: &DoctorArguments) -> anyhow::Result<u8> {
    let options = flow::Options { today: output::today(), drafts: false };
    let mut reading = read(&arguments.folder, options)?;
    let history = reading.read_history().err();
    let generation = reading.open(None);
    let answers = [
        vec![program(), today(&generation)],
        handbook(&generation, history),
        vec![paths(&generation), capitals(generation.root()), preview()],
        watches(&generation).into_iter().collect(),
        published(&generation),
    ]
    .concat();
    let mut code = CLEAN;
    for Answer { question, said, advice } in answers {
        output::print(&format!("{question:20} {}\n", safe(&said)));
        if let Some(advice) = advice {
            output::print(&format!("{:20} ! {}\n", "", safe(&advice)));
            code = FOUND_ERRORS;
        }
    }
    Ok(code)
}

fn answer(question: &'static str, said: impl Into<String>) -> Answer {
    Answer { question, said: said.into(), advice: None }
}

impl Answer {
    fn advise(mut self, is_wrong: bool, advice: impl Into<String>) -> Answer {
        self.advice = is_wrong.then(|| advice.into());
        self
    }
}

fn program() -> Answer {
    let (version, system, machine) =
        (env!("CARGO_PKG_VERSION"), std::env::consts::OS, std::env::consts::ARCH);
    let place = std::env::current_exe().unwrap_or_default();
    answer("Program", format!("handbook {version} for {system} on {machine}, {}", place.display()))
}

fn today(generation: &Generation) -> Answer {
    answer("Today", format!("{} (reviews are held against it)", generation.handbook.today))
}

/// What the handbook is, and what is wrong in it.
fn handbook(generation: &Generation, history: Option<HistoryFault>) -> Vec<Answer> {
    let root = std::path::absolute(generation.root()).unwrap_or_default();
    let handbook = &generation.handbook;
    let config = &handbook.config;
    let count =
        |severity| generation.diagnostics().iter().filter(|one| one.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let (all, shown) = (handbook.documents.len(), handbook.reading_order.len());
    let names: Vec<&str> = config.editions.iter().map(|one| one.name()).collect();
    vec![
        answer("Folder", root.display().to_string()).advise(
            config.path.is_none(),
            "There is no handbook.yaml here. Name the handbook’s folder: handbook doctor FOLDER",
        ),
        answer("Handbook", &config.title),
        answer("Documents", format!("{all}, {shown} of them published")).advise(
            all == 0,
            format!("Documents are read from the folder “{}”, and it holds none.", config.content),
        ),
        answer("Theme", &config.theme.name),
        answer(
            "Editions",
            if names.is_empty() { "one, with everything".to_owned() } else { names.join(", ") },
        ),
        answer("Problems", format!("{errors} errors, {warnings} warnings"))
            .advise(errors > 0, "“handbook check” shows each, with its place."),
        match history {
            None if config.history == HistoryPolicy::Off => answer("Git", "not asked"),
            None => answer("Git", "no trouble"),
            Some(fault) => answer("Git", "its history can’t be had")
                .advise(true, build::without_history(&fault)),
        },
    ]
}

/// Can the longest name be opened on Windows?
fn paths(generation: &Generation) -> Answer {
    let root = std::path::absolute(generation.root()).unwrap_or_default();
    let documents = generation.handbook.documents.iter().map(|one| &one.parsed.path);
    let paths = documents.chain(generation.handbook.files.keys());
    let paths = paths.map(|path| root.join(path.as_str()));
    let longest = paths.max_by_key(|path| length(path)).unwrap_or(root);
    answer("Longest path", format!("{} characters: {}", length(&longest), longest.display())).advise(
        length(&longest) > LONGEST_PATH,
        format!("Some programs on Windows open no path of more than {LONGEST_PATH}. Shorten the names of folders."),
    )
}

fn length(path: &Path) -> usize {
    path.to_string_lossy().encode_utf16().count()
}

/// Whether the disk tells `A.md` from `a.md`.
fn capitals(root: &Path) -> Answer {
    let there = ["handbook.yaml", "handbook.yml"].into_iter().find(|name| root.join(name).exists());
    let said = match there {
        Some(name) if root.join(name.to_uppercase()).exists() => "the same to this disk",
        Some(_) => {
            "told apart by this disk. Windows does not: “handbook check” names files that differ in nothing else"
        }
        None => "not known",
    };
    answer("Capitals in names", said)
}

fn preview() -> Answer {
    let said = match TcpListener::bind(("127.0.0.1", PORT)) {
        Ok(_) => format!("port {PORT} is free"),
        Err(_) => format!("another program uses port {PORT}, so the preview takes the next"),
    };
    answer("Preview", said)
}

/// How many folders the system lets this person's programs watch. Only Linux has such a number (man 7 inotify).
fn watches(generation: &Generation) -> Option<Answer> {
    let most = std::fs::read_to_string("/proc/sys/fs/inotify/max_user_watches").ok()?;
    let most: usize = most.trim().parse().ok()?;
    let folders = generation.handbook.sections.len();
    let said = format!("up to {most} folders, and the handbook has about {folders}");
    Some(answer("Watching", said).advise(
        folders > most / 2,
        "The preview may hear of no change. Raise fs.inotify.max_user_watches, or use handbook serve --poll.",
    ))
}

/// Where the handbook is published to without --output.
fn published(generation: &Generation) -> Vec<Answer> {
    let config = &generation.handbook.config;
    let folders: Vec<PathBuf> = match config.names_editions {
        true => config.editions.iter().map(|one| PathBuf::from(&one.output.value)).collect(),
        false => vec![PathBuf::from("output")],
    };
    let folders = folders.iter().map(|folder| {
        let there = generation.root().join(folder);
        let is_read_only = there.metadata().is_ok_and(|about| about.permissions().readonly());
        let said = match publish::holds_handbook(&there) {
            true => "holds a published handbook",
            false => "nothing is published there yet",
        };
        answer("Published to", format!("{}: {said}", folder.display()))
            .advise(is_read_only, "You may not write in this folder.")
    });
    folders.collect()
}
