//! `irr completions`

use std::io::Write;

use clap::ValueEnum;

use crate::cli::complete;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;

/// Print the shell script that completes commands with TAB
///
/// It completes commands, flags, and the records, findings, owners and rules of the records folder you work in. Add the line for
/// your shell to the file named below, then open a new shell.
#[derive(Debug, clap::Args)]
#[command(after_help = "Add this line for your shell to the file named with it:
  bash, in ~/.bashrc:
    eval \"$(irr completions bash)\"
  zsh, in ~/.zshrc:
    eval \"$(irr completions zsh)\"
  fish, in ~/.config/fish/completions/irr.fish:
    irr completions fish | source
  powershell, in the file named by $PROFILE:
    irr completions powershell | Out-String | Invoke-Expression")]
pub(in crate::cli) struct CompletionsArgs {
    /// Your shell
    #[arg(value_enum)]
    shell: Shell,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Shell {
    /// bash; nothing else is needed
    Bash,
    /// zsh
    Zsh,
    /// fish
    Fish,
    /// PowerShell
    Powershell,
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &CompletionsArgs) -> Result<Outcome, Failure> {
    let shell = match args.shell {
        Shell::Bash => "bash",
        Shell::Zsh => "zsh",
        Shell::Fish => "fish",
        Shell::Powershell => "powershell",
    };
    let script = complete::script(shell).map_err(|error| Failure::new(error, "cannot find the path of irr"))?;
    ctx.out.exact().write_all(&script)?;
    Ok(Outcome::Done)
}
