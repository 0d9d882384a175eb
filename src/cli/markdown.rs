//! The README's part about the command line, out of clap's own tables.

use std::fmt::Write as _;

use clap::{Arg, Command};

/// Returns the commands and their options as Markdown.
#[must_use]
pub fn markdown() -> String {
    let mut program = super::command();
    program.build();
    let mut out = String::from("| command | does |\n|---|---|\n");
    out.push_str(&row("duewatch", &program, "The screen, on one file"));
    for command in program.get_subcommands() {
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        // A command that only leads to others is those.
        if command.is_subcommand_required_set() {
            for inner in command.get_subcommands() {
                let about = inner.get_about().map(ToString::to_string).unwrap_or_default();
                out.push_str(&row(&format!("{} {}", command.get_name(), inner.get_name()), inner, &about));
            }
        } else {
            out.push_str(&row(command.get_name(), command, &about));
        }
    }
    out.push_str("\nEvery command takes these:\n\n| option | does |\n|---|---|\n");
    for arg in program.get_arguments().filter(|arg| arg.is_global_set()) {
        let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(out, "| `{}` | {} |", option(arg), cell(&help));
    }
    out
}

fn row(name: &str, command: &Command, about: &str) -> String {
    let own = || {
        command
            .get_arguments()
            .filter(|arg| !arg.is_global_set() && !matches!(arg.get_id().as_str(), "help" | "version"))
    };
    let positionals = own().filter(|arg| arg.is_positional()).map(|arg| {
        let name = value_name(arg);
        if arg.is_required_set() { format!(" {name}") } else { format!(" [{name}]") }
    });
    let usage: String = positionals.collect();
    let options: Vec<String> =
        own().filter(|arg| !arg.is_positional()).map(|arg| format!("`{}`", option(arg))).collect();
    let with = if options.is_empty() { String::new() } else { format!("; {}", options.join(", ")) };
    format!("| `{}` | {}{} |\n", cell(&format!("{name}{usage}")), cell(about), cell(&with))
}

fn value_name(arg: &Arg) -> String {
    arg.get_value_names().and_then(|names| names.first()).map_or_else(|| arg.get_id().to_string(), ToString::to_string)
}

fn option(arg: &Arg) -> String {
    let name = format!("--{}", arg.get_long().unwrap_or_default());
    let sign = if arg.is_require_equals_set() { "=" } else { " " };
    if arg.get_action().takes_values() { format!("{name}{sign}{}", value_name(arg)) } else { name }
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
