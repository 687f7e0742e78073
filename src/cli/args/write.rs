//! The flags of commands that write.

/// How a change is written.
#[derive(Debug, Clone, Copy, clap::Args)]
#[command(next_help_heading = "Writing options")]
pub(in crate::cli) struct WriteArgs {
    /// Show what would change, without writing it
    #[arg(long, visible_alias = "diff")]
    dry_run: bool,
    /// Write the change even with new errors
    #[arg(long)]
    anyway: bool,
    /// Do not ask before changing several findings
    #[arg(long, short)]
    yes: bool,
}

impl WriteArgs {
    /// Whether anything is written.
    pub(in crate::cli) fn writes(self) -> bool {
        !self.dry_run
    }

    /// Whether to ask before writing: not with --yes.
    pub(in crate::cli) fn confirms(self) -> bool {
        !self.yes
    }

    /// Whether to ask: not if nothing is written, nor with --yes.
    pub(in crate::cli) fn asks(self) -> bool {
        self.writes() && self.confirms()
    }

    /// Whether errors are accepted.
    pub(in crate::cli) fn anyway(self) -> bool {
        self.anyway
    }
}
