//! The recipients of responses and of their copies.

use crate::model::{Date, Publication};

/// A recipient of the response, or of a copy of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recipient {
    /// HM Inspectors of Constabulary.
    Inspectorate,
    /// The Secretary of State.
    SecretaryOfState,
    /// The Victims' or the Domestic Abuse Commissioner.
    Commissioner,
    /// The Independent Office for Police Conduct.
    Iopc,
    /// The coroner.
    Coroner,
}

/// A copy that must be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SentCopy {
    /// Who gets the copy.
    pub to: Recipient,
    /// The recipient's name in a sentence.
    pub name: &'static str,
    /// The first response day from which the copy must be sent; `None` where it always must.
    pub(super) since: Option<(i32, u32, u32)>,
}

impl Recipient {
    /// Every recipient.
    pub const ALL: [Self; 5] = [Self::Inspectorate, Self::SecretaryOfState, Self::Commissioner, Self::Iopc, Self::Coroner];

    /// Returns the recipient's name in a sentence, for use where the duty gives no more exact one.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Inspectorate => "the inspectors of constabulary",
            Self::SecretaryOfState => "the Secretary of State",
            Self::Commissioner => "the Commissioner",
            Self::Iopc => "the IOPC",
            Self::Coroner => "the coroner",
        }
    }

    /// Returns the field of `publication` that holds the day of sending.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Inspectorate => "sent_to_inspectorate",
            Self::SecretaryOfState => "sent_to_secretary_of_state",
            Self::Commissioner => "sent_to_commissioner",
            Self::Iopc => "sent_to_iopc",
            Self::Coroner => "sent_to_coroner",
        }
    }
}

impl Publication {
    /// Returns the day on which the response, or a copy of it, was sent to a recipient.
    pub fn sent_to(&self, recipient: Recipient) -> Option<Date> {
        match recipient {
            Recipient::Inspectorate => self.sent_to_inspectorate,
            Recipient::SecretaryOfState => self.sent_to_secretary_of_state,
            Recipient::Commissioner => self.sent_to_commissioner,
            Recipient::Iopc => self.sent_to_iopc,
            Recipient::Coroner => self.sent_to_coroner,
        }
    }

    /// Returns the same day for writing.
    pub fn sent_to_mut(&mut self, recipient: Recipient) -> &mut Option<Date> {
        match recipient {
            Recipient::Inspectorate => &mut self.sent_to_inspectorate,
            Recipient::SecretaryOfState => &mut self.sent_to_secretary_of_state,
            Recipient::Commissioner => &mut self.sent_to_commissioner,
            Recipient::Iopc => &mut self.sent_to_iopc,
            Recipient::Coroner => &mut self.sent_to_coroner,
        }
    }
}
