//! The commands, in the groups of `irr --help`.

pub(super) mod action;
pub(super) mod add;
pub(super) mod answer;
pub(super) mod ask;
pub(super) mod close;
pub(super) mod completions;
pub(super) mod confirm;
pub(super) mod diff;
pub(super) mod doctor;
pub(super) mod due;
pub(super) mod edit;
pub(super) mod escalate;
pub(super) mod explain;
pub(super) mod export;
pub(super) mod extend;
pub(super) mod find;
pub(super) mod fmt;
pub(super) mod history;
pub(super) mod import;
pub(super) mod init;
pub(super) mod list;
pub(super) mod man;
pub(super) mod merge;
pub(super) mod merge_driver;
pub(super) mod migrate;
pub(super) mod mv;
pub(super) mod new;
pub(super) mod note;
pub(super) mod overview;
pub(super) mod progress;
pub(super) mod publish;
pub(super) mod reconcile;
pub(super) mod redact;
pub(super) mod redo;
pub(super) mod render;
pub(super) mod rm;
pub(super) mod save;
pub(super) mod schema;
pub(super) mod set;
pub(super) mod show;
pub(super) mod summary;
pub(super) mod sync;
pub(super) mod undo;
pub(super) mod validate;
pub(super) mod verify;

use clap::Subcommand;

use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;

/// Declares the commands by group, in the order of `irr --help`, after the one that only git runs and no help lists. A new
/// command is a file of its own and one line here.
macro_rules! commands {
    (hidden $git:ident: $by_git:ident::$git_args:ident; $($group:ident { $($name:ident: $module:ident::$args:ident;)+ })+) => {
        #[derive(Debug, Subcommand)]
        pub(in crate::cli) enum Command {
            $($($name($module::$args),)+)+
            #[command(hide = true)] $git($by_git::$git_args),
        }

        impl Command {
            /// Runs the command.
            pub(in crate::cli) fn run(&self, ctx: &mut Context) -> Result<Outcome, Failure> {
                match self {
                    $($(Self::$name(args) => $module::run(ctx, args),)+)+
                    Self::$git(args) => $by_git::run(ctx, args),
                }
            }
        }

        /// Each heading of `irr --help` with its commands.
        pub(in crate::cli) const GROUPS: &[(&str, &[&str])] = &[$((stringify!($group), &[$(stringify!($module)),+])),+];
    };
}

commands! {
    hidden MergeDriver: merge_driver::MergeDriverArgs;
    Look {
        List: list::ListArgs;
        Due: due::DueArgs;
        Show: show::ShowArgs;
        Find: find::FindArgs;
        History: history::HistoryArgs;
        Diff: diff::DiffArgs;
    }
    Change {
        New: new::NewArgs;
        Add: add::AddArgs;
        Answer: answer::AnswerArgs;
        Set: set::SetArgs;
        Confirm: confirm::ConfirmArgs;
        Progress: progress::ProgressArgs;
        Note: note::NoteArgs;
        Extend: extend::ExtendArgs;
        Action: action::ActionArgs;
        Close: close::CloseArgs;
        Escalate: escalate::EscalateArgs;
        Verify: verify::VerifyArgs;
        Edit: edit::EditArgs;
        Mv: mv::MvArgs;
        Rm: rm::RmArgs;
        Redact: redact::RedactArgs;
        Undo: undo::UndoArgs;
        Redo: redo::RedoArgs;
        Save: save::SaveArgs;
        Sync: sync::SyncArgs;
        Merge: merge::MergeArgs;
    }
    Publish {
        Render: render::RenderArgs;
        Publish: publish::PublishArgs;
        Summary: summary::SummaryArgs;
    }
    Exchange {
        Import: import::ImportArgs;
        Export: export::ExportArgs;
        Ask: ask::AskArgs;
        Reconcile: reconcile::ReconcileArgs;
        Schema: schema::SchemaArgs;
    }
    Maintain {
        Init: init::InitArgs;
        Validate: validate::ValidateArgs;
        Explain: explain::ExplainArgs;
        Fmt: fmt::FmtArgs;
        Migrate: migrate::MigrateArgs;
        Doctor: doctor::DoctorArgs;
        Completions: completions::CompletionsArgs;
        Man: man::ManArgs;
    }
}
