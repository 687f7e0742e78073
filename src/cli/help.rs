//! clap's own output: help with the commands in groups, the version, usage errors.

use std::fmt::Write as _;
use std::io::Write as _;

use crate::cli::commands::GROUPS;
use crate::cli::complete::saved;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::exit_code::Outcome;
use crate::draw::{Colour, visible};

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
    let _ = ctx.end();
    if error.use_stderr() { Outcome::CouldNot } else { Outcome::Done }
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
