//! The flags of `irr new`, which its questions fill in too.

use crate::cli::args::write::WriteArgs;
use crate::cli::complete;
use crate::model::{BodyKind, Date, DutyKind, Force, InspectionKind, Inspectorate, TypedDate};

/// Create a draft record for a published report
///
/// Shows the response deadline. Force, local policing body, holder and chief officer come from irr.yaml unless a flag gives them.
/// On a terminal irr asks for whatever is missing; otherwise missing required values are an error.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = "Examples:
  irr new
  irr new --force Staffordshire --published 2025-05-16 --body pfcc \\
    --title 'Inspection on Improving the Response to Organised Immigration Crime'")]
pub(in crate::cli) struct NewArgs {
    /// The force that was inspected
    #[arg(long, add = complete::by(complete::known_forces))]
    pub(in crate::cli) force: Option<Force>,
    /// The report's title, as printed
    #[arg(long)]
    pub(in crate::cli) title: Option<String>,
    /// The date the report was published: 2025-05-16
    #[arg(long = "published", value_name = "DATE", allow_hyphen_values = true)]
    pub(in crate::cli) published_typed: Option<TypedDate>,
    /// The same, read.
    #[arg(skip)]
    pub(in crate::cli) published: Option<Date>,
    /// The kind of body that must respond: pcc, pfcc, mayor, mopac, common_council, transport_police_authority, fire_authority,
    /// other
    #[arg(long, value_name = "KIND", add = complete::by(complete::bodies))]
    pub(in crate::cli) body: Option<BodyKind>,
    /// The body's full name, which only irr.yaml says.
    #[arg(skip)]
    pub(in crate::cli) body_name: Option<String>,
    /// Who holds that office
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) holder: Option<String>,
    /// The chief officer's name
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) chief_officer: Option<String>,
    /// The chief officer's title [default: the usual one of the force, such as Chief Constable]
    #[arg(long, value_name = "TITLE")]
    pub(in crate::cli) chief_officer_title: Option<String>,
    /// The inspectorate [default: HMICFRS, or HMIC until July 2017]; several separated by commas
    #[arg(long, value_delimiter = ',', add = complete::by(complete::inspectorates))]
    pub(in crate::cli) inspectorate: Vec<Inspectorate>,
    /// The kind of inspection: force, thematic, national, joint, follow_up, other
    #[arg(long, add = complete::by(complete::inspection_kinds))]
    pub(in crate::cli) kind: Option<InspectionKind>,
    /// The duty to respond [default: the usual one for the force]: section_55, victims_commissioner, domestic_abuse_commissioner,
    /// iopc_learning, prevention_of_future_deaths, super_complaint, fire, other
    #[arg(long, value_name = "DUTY", add = complete::by(complete::duties))]
    pub(in crate::cli) duty: Option<DutyKind>,
    /// The date that starts the time to respond, if it is not the report's publication: when the report was sent, or the
    /// recommendation made
    #[arg(long = "duty-from", value_name = "DATE", allow_hyphen_values = true)]
    pub(in crate::cli) duty_from_typed: Option<TypedDate>,
    /// The same, read.
    #[arg(skip)]
    pub(in crate::cli) duty_from: Option<Date>,
    /// What the duty is called, with --duty other
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) duty_name: Option<String>,
    /// The response deadline, if no law sets it: with --duty super_complaint, fire or other
    #[arg(long = "response-due", value_name = "DATE", allow_hyphen_values = true)]
    pub(in crate::cli) response_due_typed: Option<TypedDate>,
    /// The same, read.
    #[arg(skip)]
    pub(in crate::cli) response_due: Option<Date>,
    /// Why no response to this report is owed; it then has no response deadline
    #[arg(long, value_name = "REASON", conflicts_with_all = ["duty", "duty_from_typed", "duty_name", "response_due_typed"])]
    pub(in crate::cli) not_owed: Option<String>,
    /// The report's web address
    #[arg(long)]
    pub(in crate::cli) url: Option<String>,
    /// How many recommendations the whole report has
    #[arg(long, value_name = "COUNT")]
    pub(in crate::cli) recommendation_count: Option<u32>,
    /// The last part of the record's id [default: from the title]
    #[arg(long)]
    pub(in crate::cli) slug: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) write: WriteArgs,
}
