//! clap's own output: help with the commands in groups, the version, usage errors.

use std::fmt::Write as _;
use std::io::Write as _;

use clap::error::{ContextKind, ContextValue};

use crate::cli::commands::GROUPS;
use crate::cli::complete::saved;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::exit_code::Outcome;
use crate::draw::{Colour, visible};
use crate::model::Address;
use crate::view::Role;

/// Returns the same command line, whose help lists the commands by group.
///
/// clap has headings for flags but not for commands, so the list is written into the help template.
pub(in crate::cli) fn grouped(command: clap::Command) -> clap::Command {
    let style = command.get_styles();
    let (heading, literal) = (*style.get_header(), *style.get_literal());
    let column = GROUPS.iter().flat_map(|(_, names)| *names).map(|name| name.len()).max().unwrap_or(0);
    let mut list = String::new();
    for (group, names) in GROUPS {
        let _ = writeln!(list, "{heading}{group}:{heading:#}");
        for found in names.iter().filter_map(|name| command.find_subcommand(name)) {
            let (name, about) = (found.get_name(), found.get_about().cloned().unwrap_or_default());
            let _ = writeln!(list, "  {literal}{name}{literal:#}{:1$}{about}", "", column - name.len() + 2);
        }
        list.push('\n');
    }
    let options = format!("{heading}Options:{heading:#}");
    command.help_template(format!(
        "{{about-with-newline}}\n{{usage-heading}} {{usage}}\n\n{list}Run `irr help COMMAND` for the details of a command.\n\n\
         {options}\n{{options}}{{after-help}}\n"
    ))
}

/// Returns the same command line, whose help of `irr list` has the saved lists, if help is asked for: to read the settings for
/// every command would be in vain.
pub(in crate::cli) fn with_saved_lists(command: clap::Command) -> clap::Command {
    let asks = std::env::args_os().any(|word| ["-h", "--help", "help"].iter().any(|asking| word == *asking));
    let lists = if asks { saved() } else { Vec::new() };
    if lists.is_empty() {
        return command;
    }
    let longest = lists.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let line = |(name, expr): &(String, String)| visible(format!("  {name:longest$}  {expr}").trim_end()).into_owned();
    let lists: Vec<String> = lists.iter().map(line).collect();
    command.mut_subcommand("list", |list| {
        let examples = list.get_after_help().map(ToString::to_string).unwrap_or_default();
        list.after_help(format!("Saved lists:\n{}\n\n{examples}", lists.join("\n")))
    })
}

/// Writes clap's own output: help, the version, or a usage error.
///
/// A usage error quotes the arguments. If these contain anything that a terminal would obey, no colours are used, so that escape
/// sequences in the quote stay inert.
pub(in crate::cli) fn usage(error: &clap::Error, ctx: &mut Context) -> Outcome {
    let words = error.render();
    let is_plain = std::env::args_os().chain(std::env::vars_os().map(|(_, value)| value)).all(|word| {
        let word = word.to_string_lossy();
        visible(&word) == word
    });
    let (stream, page) = if error.use_stderr() { (&mut ctx.err, &ctx.err_page) } else { (&mut ctx.out, &ctx.page) };
    // If this cannot be written, there is nobody to report it to.
    let _ = match page.colour {
        Colour::On if is_plain => write!(stream.drawn(Colour::On), "{}", words.ansi()),
        _ => write!(stream, "{words}"),
    };
    if let Some(hint) = hint(error) {
        let hint = format!("{} {}", ctx.err_page.paint("hint:", Role::Strong), visible(&hint));
        let _ = writeln!(ctx.err.drawn(ctx.err_page.colour), "{hint}");
    }
    let _ = ctx.end();
    if error.use_stderr() { Outcome::CouldNot } else { Outcome::Done }
}

/// What people type for a command, and the command.
const OTHER_WORDS: [(&str, &str); 32] = [
    ("overdue", "irr list --overdue"),
    ("late", "irr list --overdue"),
    ("status", "irr"),
    ("home", "irr"),
    ("paper", "irr summary"),
    ("report", "irr summary"),
    ("meeting", "irr summary"),
    ("search", "irr find WORDS"),
    ("grep", "irr find WORDS"),
    ("delete", "irr rm RECORD"),
    ("remove", "irr rm RECORD"),
    ("rename", "irr mv RECORD NEW"),
    ("move", "irr extend ADDRESS, or irr mv RECORD NEW"),
    ("update", "irr progress ADDRESS"),
    ("log", "irr progress ADDRESS"),
    ("comment", "irr note ADDRESS"),
    ("respond", "irr answer RECORD"),
    ("reply", "irr answer RECORD"),
    ("commit", "irr save"),
    ("push", "irr sync"),
    ("pull", "irr sync"),
    ("done", "irr close ADDRESS"),
    ("complete", "irr close ADDRESS"),
    ("check", "irr validate"),
    ("lint", "irr validate"),
    ("owner", "irr set ADDRESS owner='NAME'"),
    ("assign", "irr set ADDRESS owner='NAME'"),
    ("create", "irr new"),
    ("open", "irr show ADDRESS, or irr edit RECORD"),
    ("view", "irr show ADDRESS"),
    ("print", "irr show ADDRESS"),
    ("deadline", "irr due"),
];

/// Says which command was probably meant.
fn hint(error: &clap::Error) -> Option<String> {
    let given = match error.get(ContextKind::InvalidSubcommand)? {
        ContextValue::String(given) => given,
        _ => return None,
    };
    let known = OTHER_WORDS.into_iter().find(|(word, _)| word.eq_ignore_ascii_case(given));
    let is_address = given.parse::<Address>().is_ok_and(|address| address.finding.is_some());
    Some(match known {
        Some((_, command)) => format!("that is `{command}`"),
        None if is_address => format!("to read it, `irr show {given}`"),
        None if error.get(ContextKind::SuggestedSubcommand).is_some() => return None,
        None => format!("to find it in the records, `irr find {given}`"),
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::GROUPS;
    use crate::cli::Cli;

    #[test]
    fn every_visible_command_is_in_exactly_one_group() {
        let mut listed: Vec<&str> = GROUPS.iter().flat_map(|(_, names)| *names).copied().collect();
        listed.sort_unstable();
        let command = Cli::command();
        let mut visible: Vec<&str> =
            command.get_subcommands().filter(|it| !it.is_hide_set()).map(clap::Command::get_name).collect();
        visible.sort_unstable();
        assert_eq!(listed, visible);
    }

    #[test]
    fn every_description_fits_on_one_line_of_a_usual_terminal() {
        let command = Cli::command();
        for found in command.get_subcommands() {
            let about = found.get_about().map(ToString::to_string).unwrap_or_default();
            assert!(!about.is_empty() && about.len() <= 65, "{}: {about}", found.get_name());
        }
    }
}
