//! `handbook completions` and `handbook man`, both made from the arguments themselves.

use anyhow::Context;

use crate::cli::arguments::{CompletionsArguments, ManArguments};
use crate::cli::{CLEAN, command, output};

pub(super) fn completions(arguments: &CompletionsArguments) -> anyhow::Result<u8> {
    let mut text = Vec::new();
    let mut command = command();
    clap_complete::generate(arguments.shell, &mut command, "handbook", &mut text);
    output::print(&String::from_utf8(text).context("the completions aren’t text")?);
    Ok(CLEAN)
}

#[expect(clippy::disallowed_methods, reason = "makes the folder that the command names")]
pub(super) fn pages(arguments: &ManArguments) -> anyhow::Result<u8> {
    let folder = &arguments.folder;
    let shown = || format!("{} can’t be written", folder.display());
    std::fs::create_dir_all(folder).with_context(shown)?;
    clap_mangen::generate_to(command(), folder).with_context(shown)?;
    Ok(CLEAN)
}
