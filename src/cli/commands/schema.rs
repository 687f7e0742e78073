//! `irr schema`

use std::io::Write;

use clap::ValueEnum;

use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::rules::settings_schema;
use crate::view::export::{self, PublishedJson};
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
        SchemaOf::List => export::schema(PublishedJson::List),
        SchemaOf::Due => export::schema(PublishedJson::Due),
        SchemaOf::ShowRecord => export::schema(PublishedJson::ShowRecord),
        SchemaOf::ShowFinding => export::schema(PublishedJson::ShowFinding),
        SchemaOf::Summary => export::schema(PublishedJson::Summary),
        SchemaOf::Validate => export::schema(PublishedJson::Validate),
        SchemaOf::Explain => export::schema(PublishedJson::Explain),
        SchemaOf::Import => export::schema(PublishedJson::Import),
        SchemaOf::ExportFindings => export::schema(PublishedJson::ExportFindings),
        SchemaOf::ExportActions => export::schema(PublishedJson::ExportActions),
        SchemaOf::ExportProgress => export::schema(PublishedJson::ExportProgress),
        SchemaOf::ExportExtensions => export::schema(PublishedJson::ExportExtensions),
        SchemaOf::ExportResponses => export::schema(PublishedJson::ExportResponses),
        SchemaOf::Settings => settings_schema(),
    };
    writeln!(ctx.out.exact(), "{schema:#}")?;
    Ok(Outcome::Done)
}
