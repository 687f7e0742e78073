//! `irr find`

use std::io::Write;

use clap::ValueEnum;

use crate::cli::args::filter::{OwnerArgs, expression};
use crate::cli::complete;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::output::{Medium, OutputArgs};
use crate::cli::terminal::read;
use crate::draw::{self, OutputFormat};
use crate::query::{AskedName, Filter, Found, MetTerms, NameColumn, Scope, Search, SearchTerms};
use crate::session::LoadedRecords;
use crate::view::SearchResult;

/// Find words anywhere in the records, with the words around them
///
/// Searches every text: titles, summaries, findings, both answers, actions, progress, reasons, evidence, owners, and words not
/// placed yet. Capitals and accents make no difference, and a word is found by its beginning: train finds training. All words
/// must be in one text or in one finding.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr find tractors
  irr find training course
  irr find \"training course\" --force kent
  irr find custody --open --format json")]
pub(in crate::cli) struct FindArgs {
    /// The words; those in quotation marks must follow each other
    #[arg(required = true, value_name = "WORDS")]
    words: Vec<String>,
    /// Show at most this many findings and other texts [default: 20; in JSON all]
    #[arg(long, value_name = "COUNT")]
    limit: Option<usize>,
    /// The output format [default: by the extension of --output, otherwise text]
    #[arg(long, value_enum)]
    format: Option<FindFormat>,
    #[command(flatten)]
    output: OutputArgs,
    #[command(flatten)]
    which: WhereToLookArgs,
}

/// Where to look; without any of these flags, everywhere.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Where to look")]
struct WhereToLookArgs {
    /// Only in findings that are open and ours
    #[arg(long, conflicts_with = "expr")]
    open: bool,
    /// Only in records whose id contains this
    #[arg(long, value_name = "RECORD", value_delimiter = ',', add = complete::by(complete::address))]
    record: Vec<String>,
    #[command(flatten)]
    whose: OwnerArgs,
    /// Only in findings matching this expression, as in `irr list`
    #[arg(long = "where", value_name = "EXPR", add = complete::by(complete::conditions))]
    expr: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FindFormat {
    Text,
    Json,
    Markdown,
}

/// How many findings and other texts people are shown unless they ask for more.
const LIMIT: usize = 20;

pub(in crate::cli) fn run(ctx: &mut Context, args: &FindArgs) -> Result<Outcome, Failure> {
    let asked = args.output.format(args.format, FindFormat::Text)?;
    let (format, medium, limit) = match asked {
        FindFormat::Text => (OutputFormat::Text, Medium::Drawn, LIMIT),
        FindFormat::Json => (OutputFormat::Json, Medium::Data, usize::MAX),
        FindFormat::Markdown => (OutputFormat::Markdown, Medium::Data, LIMIT),
    };
    let search = args.search(ctx)?;
    let (loaded, read) = read::records(ctx)?;
    loaded.check_names(&args.which.asked_names(), &[])?;
    read::note_unknown_names(ctx, &loaded, search.findings.as_ref().and_then(|filter| filter.expr.as_ref()))?;
    let mut met = MetTerms::default();
    let mut found: Vec<Found<'_>> = Vec::new();
    for mut in_record in loaded.map_each(|id, snapshot| search.look_in(id, snapshot)) {
        met = met.and(in_record.met);
        found.append(&mut in_record.found);
    }
    let result = SearchResult::new(ctx.days.today, &search.terms, loaded.short_ids(), found, args.limit.unwrap_or(limit));
    if result.is_empty() {
        note_nothing(ctx, &loaded, &search, met)?;
    }
    if !result.is_empty() || asked == FindFormat::Json {
        let mut made = Vec::new();
        draw::write(&result, format, &args.output.page(ctx), &mut made)?;
        args.output.put(ctx, medium, &made)?;
    }
    Ok(read)
}

impl FindArgs {
    fn search(&self, ctx: &Context) -> Result<Search, Failure> {
        let terms = SearchTerms::parse(self.words.iter().map(String::as_str))
            .map_err(|error| Failure::new(error, "cannot search the records").hint("example: irr find training course"))?;
        let WhereToLookArgs { open, record, whose, expr } = &self.which;
        let expr = expr.as_deref().map(|text| expression(text, ctx.days.today)).transpose()?;
        let scope = if *open { Scope::Pressing } else { Scope::All };
        let is_of_findings = *open || !whose.owner.is_empty() || expr.is_some();
        let filter = Filter { scope, owner: whose.owner.clone(), expr, ..Filter::default() };
        let findings = is_of_findings.then_some(filter);
        Ok(Search { terms, findings, forces: whose.force.clone(), records: record.clone() })
    }
}

impl WhereToLookArgs {
    fn asked_names(&self) -> Vec<AskedName> {
        let columns =
            [(NameColumn::Owner, &self.whose.owner), (NameColumn::Force, &self.whose.force), (NameColumn::Record, &self.record)];
        columns.into_iter().flat_map(|(column, names)| names.iter().map(move |name| AskedName::part(column, name))).collect()
    }
}

/// Says why nothing was found: which word is nowhere, and which one may be meant.
fn note_nothing(ctx: &mut Context, loaded: &LoadedRecords, search: &Search, met: MetTerms) -> Result<(), Failure> {
    let terms = &search.terms;
    let missing = terms.missing(met);
    let why = match missing[..] {
        [] => ": the words are there, but not all in one text or one finding".to_owned(),
        [word] => {
            let nowhere = if terms.typed().count() > 1 { format!(": `{word}` occurs nowhere") } else { String::new() };
            let near = loaded.nearest_word(word).map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            nowhere + &near
        }
        ref several => format!(": these words occur nowhere: {}", several.join(", ")),
    };
    Ok(writeln!(ctx.err, "nothing matches `{terms}`{why}")?)
}
