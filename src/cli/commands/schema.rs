//! `irr schema`

use std::io::Write;

use clap::ValueEnum;

use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::rules::settings_schema;
use crate::view::export::{self, Answer};
use crate::yaml::record_schema;

/// Print the JSON Schema of records or of JSON output
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct SchemaArgs {
    /// What to describe
    #[arg(value_enum, default_value = "record")]
    of: SchemaOf,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum SchemaOf {
    /// A record: schemas/inspection-response.schema.json
    Record,
    /// `irr list --format json`
    List,
    /// `irr due --format json`
    Due,
    /// `irr show ID --format json`
    ShowRecord,
    /// `irr show ID:REF --format json`
    ShowFinding,
    /// `irr summary --format json`
    Summary,
    /// `irr validate --format json`
    Validate,
    /// `irr explain --format json`
    Explain,
    /// `irr import --format json`
    Import,
    /// `irr export --rows findings`, as JSON or one line of NDJSON; likewise the four below
    ExportFindings,
    /// `irr export --rows actions`
    ExportActions,
    /// `irr export --rows progress`
    ExportProgress,
    /// `irr export --rows extensions`
    ExportExtensions,
    /// `irr export --rows responses`
    ExportResponses,
    /// The settings file irr.yaml
    Settings,
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &SchemaArgs) -> Result<Outcome, Failure> {
    let schema = match args.of {
        SchemaOf::Record => record_schema().clone(),
        SchemaOf::List => export::schema(Answer::List),
        SchemaOf::Due => export::schema(Answer::Due),
        SchemaOf::ShowRecord => export::schema(Answer::ShowRecord),
        SchemaOf::ShowFinding => export::schema(Answer::ShowFinding),
        SchemaOf::Summary => export::schema(Answer::Summary),
        SchemaOf::Validate => export::schema(Answer::Validate),
        SchemaOf::Explain => export::schema(Answer::Explain),
        SchemaOf::Import => export::schema(Answer::Import),
        SchemaOf::ExportFindings => export::schema(Answer::ExportFindings),
        SchemaOf::ExportActions => export::schema(Answer::ExportActions),
        SchemaOf::ExportProgress => export::schema(Answer::ExportProgress),
        SchemaOf::ExportExtensions => export::schema(Answer::ExportExtensions),
        SchemaOf::ExportResponses => export::schema(Answer::ExportResponses),
        SchemaOf::Settings => settings_schema(),
    };
    writeln!(ctx.out.exact(), "{schema:#}")?;
    Ok(Outcome::Done)
}
