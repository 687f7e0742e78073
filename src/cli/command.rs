//! The list of the commands.

use clap::Subcommand;

use super::context::Context;
use super::exit::Outcome;
use super::failure::Failure;

/// In the order of the help page: each a file of that name, and a line here.
macro_rules! commands {
    ($($name:ident: $module:ident::$args:ident;)+) => {
        #[derive(Debug, Subcommand)]
        pub(super) enum Command {
            $($name(super::$module::$args),)+
        }

        impl Command {
            /// Runs it.
            pub(super) fn run(&self, ctx: &mut Context) -> Result<Outcome, Failure> {
                match self {
                    $(Self::$name(args) => super::$module::run(ctx, args),)+
                }
            }
        }
    };
}

commands! {
    List: list::ListArgs;
    Due: due::DueArgs;
    Show: show::ShowArgs;
    Summary: summary::SummaryArgs;
    Export: export::ExportArgs;
    Render: render::RenderArgs;
    New: new::NewArgs;
    Import: import::ImportArgs;
    Add: add::AddArgs;
    Set: set::SetArgs;
    Progress: progress::ProgressArgs;
    Extend: extend::ExtendArgs;
    Action: action::ActionArgs;
    Close: close::CloseArgs;
    Verify: verify::VerifyArgs;
    Publish: publish::PublishArgs;
    Edit: edit::EditArgs;
    Mv: mv::MvArgs;
    Rm: rm::RmArgs;
    Redact: redact::RedactArgs;
    Undo: undo::UndoArgs;
    Redo: redo::RedoArgs;
    Doctor: doctor::DoctorArgs;
    Validate: validate::ValidateArgs;
    Explain: explain::ExplainArgs;
    Fmt: fmt::FmtArgs;
    Init: init::InitArgs;
    Schema: schema::SchemaArgs;
    Completions: completions::CompletionsArgs;
    Man: man::ManArgs;
}
