//! Which finding is meant, where an address does not say it: asked on a terminal, else an error that lists the choices.

use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::model::Address;
use crate::prose::shortened;
use crate::session::pick::{FindingChoice, choices, completed};
use crate::store::Store;

/// The room that the prompt leaves for what is asked, beside the address and the title.
const LEAST_TEXT: usize = 20;

impl Context {
    /// Completes an address that names a finding alone (`R2`).
    pub(in crate::cli) fn address(&mut self, store: &Store, address: &Address) -> Result<Address, Failure> {
        if !address.record.is_empty() {
            return Ok(address.clone());
        }
        match self.watching("reading the records", |count| completed(store, address, count)) {
            Err(_) if self.is_answered => self.pick(store, Some(address)),
            completed => Ok(completed?),
        }
    }

    /// Completes an address that must name a finding; on a terminal, asks which one where it does not.
    pub(in crate::cli) fn finding(&mut self, store: &Store, address: &Address) -> Result<Address, Failure> {
        let address = self.address(store, address)?;
        if address.finding.is_some() || !self.is_answered { Ok(address) } else { self.pick(store, Some(&address)) }
    }

    /// Asks which finding is meant.
    pub(in crate::cli) fn pick(&mut self, store: &Store, address: Option<&Address>) -> Result<Address, Failure> {
        let found = self.watching("reading the records", |count| choices(store, address, count))?;
        let asker = self.asker().filter(|_| !found.is_empty());
        let Some(asker) = asker else {
            return match address {
                Some(address) => Ok(address.clone()),
                None => Err(Failure::because("missing the finding").hint("name it, such as custody:R1; `irr list` lists them")),
            };
        };
        let width = self.err_page.width;
        let labels = found.iter().map(|choice| (line(choice, width), choice.address())).collect();
        asker.select("Which finding? (type to search)", labels, 0)
    }
}

/// Describes a finding in one line: its number, what is asked, and the report.
fn line(choice: &FindingChoice, width: usize) -> String {
    let title = shortened(&choice.title, 30);
    let room = width.saturating_sub(title.chars().count() + 16).max(LEAST_TEXT);
    format!("{} {} – {title}", choice.reference, shortened(&choice.text, room))
}
