//! The office's settings, and the flags that override them.

use std::path::Path;

use crate::cli::complete;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::model::{FieldPath, Level, Settings, Us};
use crate::rules::{Circumstances, Policy, RuleCode};
use crate::store::Store;
use crate::yaml::{Position, Tree, parse_settings};

/// Which rules to check, and how severe they are; these flags override irr.yaml.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Which rules")]
pub(in crate::cli) struct PolicyArgs {
    /// Check only these rules, separated by commas, and whether each file is a record
    #[arg(long, value_name = "RULE", value_delimiter = ',', add = complete::by(complete::rules))]
    rule: Vec<RuleCode>,
    /// Do not check this rule
    #[arg(long, value_name = "RULE", value_delimiter = ',', add = complete::by(complete::rules))]
    allow: Vec<RuleCode>,
    /// Report problems with this rule as warnings
    #[arg(long, value_name = "RULE", value_delimiter = ',', add = complete::by(complete::rules))]
    warn: Vec<RuleCode>,
    /// Report problems with this rule as errors: --deny overdue
    #[arg(long, value_name = "RULE", value_delimiter = ',', add = complete::by(complete::rules))]
    deny: Vec<RuleCode>,
}

impl PolicyArgs {
    /// Applies these flags to a policy.
    pub(in crate::cli) fn over(&self, mut policy: Policy) -> Result<Policy, Failure> {
        for (codes, level) in [(&self.allow, Level::Allow), (&self.warn, Level::Warn), (&self.deny, Level::Deny)] {
            for code in codes {
                policy.set(*code, level).map_err(|error| Failure::new(error, format!("cannot {level} this rule")))?;
            }
        }
        self.rule.iter().for_each(|code| policy.only(*code));
        Ok(policy)
    }
}

/// The office's settings.
#[derive(Debug, Clone, Default)]
pub(in crate::cli) struct Set {
    /// As written.
    pub(in crate::cli) settings: Settings,
    /// The levels of the rules.
    pub(in crate::cli) policy: Policy,
}

impl Context {
    /// Returns what checks depend on, with these addressees as us; missing files are added later.
    pub(in crate::cli) fn circumstances(&self, settings: &Settings, us: Us) -> Circumstances {
        Circumstances { today: self.actual_today, us, ..Circumstances::of(self.today, settings) }
    }

    /// Reads `irr.yaml`; the default if it does not exist.
    pub(in crate::cli) fn settings(&self, store: &Store) -> Result<Set, Failure> {
        store.settings()?.map_or_else(|| Ok(Set::default()), |(path, text)| Set::read(&path, &text))
    }
}

impl Set {
    /// Reads the text of `irr.yaml`.
    pub(in crate::cli) fn read(path: &Path, text: &str) -> Result<Self, Failure> {
        let place = |start: usize| {
            let Position { line, column } = Position::of(text, start);
            format!("{}:{line}:{column}", path.display())
        };
        let settings = parse_settings(text).map_err(|faults| {
            let first = faults.first();
            let place = place(first.map_or(0, |fault| fault.span.start));
            let said = first.map_or_else(String::new, |fault| fault.message.clone());
            let failure = Failure::said(format!("cannot read the settings in {place}: {said}"));
            match first.and_then(|fault| fault.help.clone()) {
                Some(help) => failure.hint(help),
                None => failure,
            }
        })?;
        let policy = Policy::of(&settings).map_err(|(code, error)| {
            let at = FieldPath::root().key("rules").key(code);
            let place = place(Tree::of(text).map_or(0, |tree| tree.locate(&at).start));
            Failure::new(error, format!("cannot use the settings in {place}")).hint("`irr explain` lists the rules")
        })?;
        Ok(Self { settings, policy })
    }
}
