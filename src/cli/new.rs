//! `irr new`

use std::io::Write;

use super::complete;
use super::context::Context;
use super::exit::Outcome;
use super::failure::Failure;
use crate::model::record_id::slug_of_title;
use crate::model::{
    BodyKind, ChiefOfficer, Date, Force, Inspection, InspectionKind, Inspectorate, LocalPolicingBody, Record, RecordId, clock,
};
use crate::store::ChangeSet;
use crate::yaml;

/// Makes a draft record of a report that has been published, and shows by when it must be answered
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  irr new --force Staffordshire --published 2025-05-16 --body pfcc \\
    --title 'Inspection on Improving the Response to Organised Immigration Crime'")]
pub(super) struct NewArgs {
    /// The force that was inspected
    #[arg(long, add = complete::by(complete::forces))]
    force: Force,
    /// The report's title, as printed
    #[arg(long)]
    title: String,
    /// The day the report was published: 2025-05-16
    #[arg(long, value_name = "DATE")]
    published: Date,
    /// The kind of body that must answer: pcc, pfcc, mayor, mopac, common_council, fire_authority, other
    #[arg(long, value_name = "KIND", add = complete::by(complete::bodies))]
    body: BodyKind,
    /// Who holds the office
    #[arg(long, value_name = "NAME")]
    holder: Option<String>,
    /// The chief officer's name
    #[arg(long, value_name = "NAME")]
    chief_officer: Option<String>,
    /// The chief officer's title
    #[arg(long, value_name = "TITLE", default_value = "Chief Constable")]
    chief_officer_title: String,
    /// Whose report it is; several parted by commas
    #[arg(long, value_delimiter = ',', default_value = "HMICFRS", add = complete::by(complete::inspectorates))]
    inspectorate: Vec<Inspectorate>,
    /// What the inspection looked at: force, thematic, national, joint, follow_up, other
    #[arg(long, add = complete::by(complete::inspection_kinds))]
    kind: Option<InspectionKind>,
    /// Where the report can be read
    #[arg(long)]
    url: Option<String>,
    /// How many recommendations the whole report has
    #[arg(long, value_name = "COUNT")]
    recommendation_count: Option<u32>,
    /// The last part of the record's name, instead of one made of the title
    #[arg(long)]
    slug: Option<String>,
    /// Show the record, and write nothing
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(ctx: &mut Context, args: &NewArgs) -> Result<Outcome, Failure> {
    let body = LocalPolicingBody { kind: args.body, name: None, holder: args.holder.clone() };
    let mut inspection = Inspection::titled(args.title.trim(), args.published);
    inspection.inspectorates = args.inspectorate.iter().map(|name| name.as_str().trim().into()).collect();
    inspection.kind = args.kind;
    inspection.url = args.url.clone();
    inspection.recommendation_count = args.recommendation_count;
    let mut record = Record::draft(args.force.clone(), body, inspection);
    record.chief_officer =
        args.chief_officer.clone().map(|name| ChiefOfficer { title: Some(args.chief_officer_title.clone()), name: Some(name) });
    let slug = args.slug.clone().map_or_else(|| slug_of_title(&args.title), |slug| slug::slugify(&slug));
    let id = RecordId::natural(&args.force, args.published, &slug);
    let blank =
        args.force.as_str().trim().is_empty() || args.title.trim().is_empty() || id.folder().is_empty() || slug.is_empty();
    if blank {
        return Err(Failure::said("a record wants a force and a title with letters in them"));
    }
    put(ctx, &id, &record, if args.dry_run { Deed::Show } else { Deed::Write })
}

/// What to do with a record that was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    /// Print it.
    Show,
    /// Write it, and print where.
    Write,
}

/// Writes or shows a new record, and says by when the report must be answered.
pub(super) fn put(ctx: &mut Context, id: &RecordId, record: &Record, deed: Deed) -> Result<Outcome, Failure> {
    match deed {
        Deed::Show => ctx.out.write_all(yaml::write(record).as_bytes())?,
        Deed::Write => {
            let store = ctx.store()?;
            let lock = store.lock("a new record")?;
            let path = store.path_of(id);
            store.apply(&lock, &ChangeSet::creation(id, record)?)?;
            writeln!(ctx.out, "{}", path.display())?;
        }
    }
    ctx.out.flush()?;
    let (published, due) = (record.inspection.published, clock::response_due(record.inspection.published));
    let left = due.days_since(ctx.today);
    let left = match left {
        0 => "that is today".to_owned(),
        1.. => format!("{left} days from now"),
        _ => format!("{} days ago", -left),
    };
    writeln!(
        ctx.err,
        "response due {} {due}, {left}: {} days beginning with {} {published}",
        due.weekday(),
        clock::RESPONSE_DAYS,
        published.weekday()
    )?;
    Ok(Outcome::Done)
}
