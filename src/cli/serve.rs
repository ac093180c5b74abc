//! `handbook serve`

use std::net::{IpAddr, SocketAddr};
use std::sync::mpsc;

use anyhow::{Context, bail};

use crate::cli::arguments::ServeArguments;
use crate::cli::{CLEAN, known_edition, output};
use crate::serve::{self, Options};

pub(super) fn run(arguments: &ServeArguments) -> anyhow::Result<u8> {
    let address = arguments.address.unwrap_or(IpAddr::from([127, 0, 0, 1]));
    if arguments.edit && !address.is_loopback() {
        bail!(
            "--edit is for this computer alone, so that nobody else can change the handbook. Leave out --address."
        );
    }
    if !address.is_loopback() {
        output::note(&format!(
            "Warning: --address {address} lets other computers read this handbook while the preview runs."
        ));
    }
    let (end, ended) = mpsc::channel();
    ctrlc::set_handler(move || {
        // Nobody listens if the preview is ending already.
        let _ = end.send(());
    })
    .context("Ctrl-C can’t be waited for")?;
    let today = arguments.source.today;
    let folder = &arguments.source.folder;
    known_edition(folder, arguments.edition.as_deref())?;
    let preview = serve::start(Options {
        folder: folder.clone(),
        address: SocketAddr::new(address, arguments.port),
        drafts: arguments.source.drafts || arguments.edit,
        edition: arguments.edition.clone(),
        today: Box::new(move || today.unwrap_or_else(output::today)),
        poll: arguments.poll,
        edit: arguments.edit,
        editor: editor(),
        say: Box::new(output::note),
    })
    .with_context(|| format!("no preview of {} could be started", folder.display()))?;
    if preview.port_was_taken {
        let port = preview.address.port();
        output::note(&format!("Another program uses port {}, so this is {port}.", arguments.port));
    }
    output::print(&format!("The preview is at {} (Ctrl-C ends it)\n", preview.url()));
    if arguments.open && preview.open().is_err() {
        output::note("No browser could be started. Open the address in yours.");
    }
    // Either Ctrl-C was pressed, or it can be no more: both mean the end.
    let _ = ended.recv();
    output::note("The preview has ended.");
    Ok(CLEAN)
}

/// The editor that the person has chosen.
#[expect(clippy::disallowed_methods, reason = "this room looks at the environment")]
fn editor() -> Option<String> {
    ["VISUAL", "EDITOR"].into_iter().find_map(|name| std::env::var(name).ok())
}
