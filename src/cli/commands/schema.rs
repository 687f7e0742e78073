//! `irr schema`

use std::io::Write;

use clap::builder::{PossibleValue, PossibleValuesParser};

use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::rules::settings_schema;
use crate::view::export::PUBLISHED;
use crate::yaml::record_schema;

/// Print the JSON Schema of records or of JSON output
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct SchemaArgs {
    /// What to describe
    #[arg(default_value = "record", value_parser = PossibleValuesParser::new(names()))]
    of: String,
}

fn names() -> impl Iterator<Item = PossibleValue> {
    let named = |(name, help): (&'static str, &'static str)| PossibleValue::new(name).help(help);
    let files = ("record", "A record: schemas/inspection-response.schema.json");
    let published = PUBLISHED.iter().map(|json| (json.name, json.written_by));
    [files].into_iter().chain(published).chain([("settings", "The settings file irr.yaml")]).map(named)
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &SchemaArgs) -> Result<Outcome, Failure> {
    let schema = match PUBLISHED.iter().find(|json| json.name == args.of) {
        Some(json) => (json.schema)(),
        None if args.of == "settings" => settings_schema(),
        None => record_schema().clone(),
    };
    writeln!(ctx.out.exact(), "{schema:#}")?;
    Ok(Outcome::Done)
}
