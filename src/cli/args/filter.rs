//! The flags that select findings, some shared with those that select deadlines.

use crate::cli::complete;
use crate::cli::terminal::error::Failure;
use crate::model::{Date, Period, Priority, Status};
use crate::query::{AskedOf, Expr, Filter, Kind, Scope};

/// Filters by owner and force, shared by findings and deadlines.
#[derive(Debug, Default, clap::Args)]
pub(in crate::cli) struct OwnerArgs {
    /// Whose owner's name contains this
    #[arg(long, value_delimiter = ',', add = complete::by(complete::owners))]
    pub(in crate::cli) owner: Vec<String>,
    /// Of a force whose name contains this
    #[arg(long, value_delimiter = ',', add = complete::by(complete::forces))]
    pub(in crate::cli) force: Vec<String>,
}

/// Which findings; without any of these flags, those that are ours and open.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Which findings")]
pub(in crate::cli) struct SelectArgs {
    /// That are overdue
    #[arg(long)]
    overdue: bool,
    /// Due from today until the end of this period: 30d, 6w, 3m. With --overdue: those as well
    #[arg(long, value_name = "PERIOD")]
    due_within: Option<Period>,
    /// With this status: not_started, in_progress, pending_sign_off, closed, superseded, not_accepted
    #[arg(long, value_delimiter = ',', add = complete::by(complete::statuses))]
    status: Vec<Status>,
    #[command(flatten)]
    whose: OwnerArgs,
    /// From an inspectorate whose name contains this
    #[arg(long, value_delimiter = ',', add = complete::by(complete::inspectorates))]
    inspectorate: Vec<String>,
    /// Of this kind: recommendation, area_for_improvement or cause_of_concern (r, afi, coc); or from this kind of inspection:
    /// force, thematic, national, joint, follow_up
    #[arg(long, value_delimiter = ',', add = complete::by(complete::kinds))]
    kind: Vec<Kind>,
    /// In a graded area whose name contains this
    #[arg(long, value_delimiter = ',', add = complete::by(complete::areas))]
    area: Vec<String>,
    /// With this priority: high, medium, low
    #[arg(long, value_delimiter = ',', add = complete::by(complete::priorities))]
    priority: Vec<Priority>,
    /// Addressed to a body whose name contains this, ours or not
    #[arg(long, value_delimiter = ',', add = complete::by(complete::addressees))]
    addressed_to: Vec<String>,
    /// Include closed findings and those of other bodies
    #[arg(long)]
    all: bool,
    /// Matching this expression, including closed findings and other bodies': 'overdue and (owner ~ "protection" or priority =
    /// high)'. `irr list --columns help` explains all columns
    #[arg(long = "where", value_name = "EXPR", add = complete::by(complete::conditions))]
    expr: Option<String>,
}

impl SelectArgs {
    /// Returns the filter; `today` is the date that `today` in an expression means.
    pub(in crate::cli) fn filter(&self, today: Date) -> Result<Filter, Failure> {
        self.filter_from(Scope::Pressing, today)
    }

    /// Returns the filter with another default scope.
    pub(in crate::cli) fn filter_from(&self, scope: Scope, today: Date) -> Result<Filter, Failure> {
        self.filter_of(AskedOf::Finding, scope, today)
    }

    /// Returns the filter for responses; flags that only findings have are errors.
    pub(in crate::cli) fn response_filter(&self, today: Date) -> Result<Filter, Failure> {
        let of_findings = [
            ("--overdue", self.overdue),
            ("--due-within", self.due_within.is_some()),
            ("--status", !self.status.is_empty()),
            ("--owner", !self.whose.owner.is_empty()),
            ("--area", !self.area.is_empty()),
            ("--priority", !self.priority.is_empty()),
            ("--addressed-to", !self.addressed_to.is_empty()),
            ("--kind with a kind of finding", self.kind.iter().any(|kind| matches!(kind, Kind::Finding(_)))),
        ];
        if let Some((flag, _)) = of_findings.into_iter().find(|(_, given)| *given) {
            let hint = "--force, --inspectorate, --kind with a kind of inspection, and --where select responses";
            return Err(
                Failure::because(format!("cannot use {flag}: it selects findings, and each row is a response")).hint(hint)
            );
        }
        self.filter_of(AskedOf::Response, Scope::All, today)
    }

    fn filter_of(&self, of: AskedOf, scope: Scope, today: Date) -> Result<Filter, Failure> {
        let expr = self.expr.as_deref().map(|text| expression_of(of, text, today)).transpose()?;
        Ok(Filter {
            scope: if self.all { Scope::All } else { scope },
            overdue: self.overdue,
            due_within: self.due_within,
            status: self.status.clone(),
            owner: self.whose.owner.clone(),
            force: self.whose.force.clone(),
            inspectorate: self.inspectorate.clone(),
            kind: self.kind.clone(),
            area: self.area.clone(),
            priority: self.priority.clone(),
            addressed_to: self.addressed_to.clone(),
            expr,
        })
    }
}

/// Reads a --where expression.
pub(in crate::cli) fn expression(text: &str, today: Date) -> Result<Expr, Failure> {
    expression_of(AskedOf::Finding, text, today)
}

fn expression_of(of: AskedOf, text: &str, today: Date) -> Result<Expr, Failure> {
    let example = match of {
        AskedOf::Finding => "status = in_progress and due < today+30d and owner ~ \"protection\"",
        AskedOf::Response => "response_awaited and response_due < today+14d",
    };
    Expr::parse_of(of, text, today).map_err(|error| {
        Failure::new(error, "cannot read the --where expression").hint(format!("example of an expression: {example}"))
    })
}
