//! The flags that override the rules of `irr.yaml`.

use crate::cli::complete;
use crate::cli::terminal::error::Failure;
use crate::model::RuleLevel;
use crate::rules::{Policy, RuleCode};

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
        for (codes, level) in [(&self.allow, RuleLevel::Allow), (&self.warn, RuleLevel::Warn), (&self.deny, RuleLevel::Deny)] {
            for code in codes {
                policy.set(*code, level).map_err(|error| Failure::new(error, format!("cannot {level} this rule")))?;
            }
        }
        self.rule.iter().for_each(|code| policy.only(*code));
        Ok(policy)
    }
}
