//! A page for each command, from the arguments themselves.

use clap::{Arg, Command};

use crate::reference::fences::fenced;
use crate::reference::{Pages, page};

pub(super) fn write(pages: &mut Pages) {
    let mut program = handbook::cli::command().disable_help_flag(true).disable_version_flag(true);
    program.build();
    for (index, command) in program.get_subcommands().enumerate() {
        let name = command.get_name();
        let about = text(command.get_about());
        let body = body(command);
        let title = format!("handbook {name}");
        pages.insert(
            format!("commands/{name}.md"),
            page(&title, &format!("{about}."), (index + 1) * 10, &body),
        );
    }
    let body = "Write a command’s name and `--help` after `handbook` to read the same in a terminal.\n\n\
                Each ends with a number that scripts can ask for: 0 if all is well, 1 if it found errors, 2 if it could \
                not run. What a command adds to that is on its page.\n";
    pages.insert(
        "commands/index.md".to_owned(),
        page("Commands", "What can be typed, and what it does.", 50, body),
    );
}

fn body(command: &Command) -> String {
    let long = text(command.get_long_about());
    // Its first paragraph is the summary.
    let more = long.split_once("\n\n").map_or("", |(_, more)| more).trim();
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").trim().to_owned();
    let mut body = String::new();
    if !more.is_empty() {
        body.push_str(&format!("{}\n\n", literal(more)));
    }
    body.push_str(&fenced("console", &format!("$ {usage}")));
    let arguments = command.get_arguments().filter(|one| !one.is_hide_set());
    let (named, placed): (Vec<&Arg>, Vec<&Arg>) = arguments.partition(|one| !one.is_positional());
    for (heading, arguments) in [("What stands after it", placed), ("Options", named)] {
        if !arguments.is_empty() {
            body.push_str(&format!("\n## {heading}\n"));
        }
        for argument in arguments {
            body.push_str(&format!("\n### `{}`\n\n{}", name(argument), about(argument)));
        }
    }
    body
}

/// How an argument is typed.
fn name(argument: &Arg) -> String {
    let names = argument.get_value_names().unwrap_or_default();
    let values: Vec<String> = names.iter().map(|name| format!("<{name}>")).collect();
    let takes = argument.get_action().takes_values();
    let values = if takes { values.join(" ") } else { String::new() };
    let Some(long) = argument.get_long() else { return values };
    let short = argument.get_short().map(|short| format!("-{short}, ")).unwrap_or_default();
    format!("{short}--{long} {values}").trim().to_owned()
}

/// What an argument does, the words that it can be, and what it is if it isn't there.
fn about(argument: &Arg) -> String {
    let help = text(argument.get_long_help().or_else(|| argument.get_help()));
    let (help, default) = match help.split_once(" [default: ") {
        Some((help, default)) => (help.to_owned(), Some(default.trim_end_matches(']').to_owned())),
        None => (help, None),
    };
    let given = argument.get_default_values().iter().map(|value| value.to_string_lossy());
    let mut given = given.map(|value| match value.as_ref() {
        "." => "this folder".to_owned(),
        value => format!("`{value}`"),
    });
    let takes = argument.get_action().takes_values();
    let default = default.or_else(|| given.next_back()).filter(|_| takes);
    let default = default.map(|default| format!(" Without it: {default}.")).unwrap_or_default();
    let mut about = format!("{}.{default}\n", literal(&help));
    if takes {
        let values = argument.get_possible_values();
        let values = values.iter().filter(|value| !value.is_hide_set());
        let lines: Vec<String> = values
            .map(|value| match value.get_help() {
                Some(help) => format!("- `{}`: {help}\n", value.get_name()),
                None => format!("- `{}`\n", value.get_name()),
            })
            .collect();
        if !lines.is_empty() {
            about.push_str(&format!("\n{}", lines.concat()));
        }
    }
    about
}

fn text(text: Option<&impl ToString>) -> String {
    text.map(ToString::to_string).unwrap_or_default()
}

/// Words of a terminal as Markdown that shows them as they are.
fn literal(text: &str) -> String {
    text.replace('<', "\\<").replace('~', "\\~").replace('*', "\\*").replace('\n', "  \n")
}
