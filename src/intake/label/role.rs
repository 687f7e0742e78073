//! The label of a piece: where its words belong in the record. Written and read in labels files.

use std::fmt;
use std::str::FromStr;

use crate::intake::Author;
use crate::intake::phrases::column::Column;
use crate::intake::phrases::form_label::Label;
use crate::model::FindingRef;

/// An enum whose variants have words in files.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$word_doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$word_doc])* $variant,)+ }

        impl $name {
            const ALL: &'static [(&'static str, Self)] = &[$(($word, Self::$variant),)+];

            fn as_str(self) -> &'static str {
                Self::ALL.iter().find(|(_, known)| *known == self).map_or("", |(word, _)| word)
            }
        }
    };
}

/// Where the words of a piece belong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role<F = FindingRef> {
    /// The words of a finding; a recommendation may belong to a cause of concern.
    Asks(F, Option<F>),
    /// An answer to findings. Of the commissioner's answer to several, the others refer to the first.
    Answer(Vec<F>, Author),
    /// What somebody says of the report as a whole.
    Statement(Author, Part),
    /// A description of the report.
    About,
    /// A datum of findings: those of a row share its cells.
    Detail(Vec<F>, Detail),
    /// The printed reference of a finding.
    Reference(F),
    /// A fact of the response, as a form's labels name them.
    Fact(Fact),
    /// A head, whose meaning is in the labels below it.
    Head,
    /// The label of a value.
    Label,
    /// What is around a letter: address, date, salutation, signature.
    Letter,
    /// What belongs to the web site.
    Site,
    /// Numbers of paragraphs and pages.
    Furniture,
    /// Words that fit no field.
    Unplaced,
}

impl<F> Role<F> {
    /// Returns the role with other names for its findings; [`Role::Unplaced`] where a finding has none.
    pub(super) fn named<G>(self, name: impl Fn(F) -> Option<G>) -> Role<G> {
        let all = |of: Vec<F>| Some(of.into_iter().filter_map(&name).collect::<Vec<G>>()).filter(|of| !of.is_empty());
        let role = match self {
            Self::Asks(of, cause) => name(of).map(|of| Role::Asks(of, cause.and_then(&name))),
            Self::Answer(of, author) => all(of).map(|of| Role::Answer(of, author)),
            Self::Detail(of, detail) => all(of).map(|of| Role::Detail(of, detail)),
            Self::Reference(of) => Some(name(of).map_or(Role::Head, Role::Reference)),
            Self::Statement(author, part) => Some(Role::Statement(author, part)),
            Self::Fact(fact) => Some(Role::Fact(fact)),
            Self::About => Some(Role::About),
            Self::Head => Some(Role::Head),
            Self::Label => Some(Role::Label),
            Self::Letter => Some(Role::Letter),
            Self::Site => Some(Role::Site),
            Self::Furniture => Some(Role::Furniture),
            Self::Unplaced => None,
        };
        role.unwrap_or(Role::Unplaced)
    }
}

/// Which part of somebody's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// The commissioner's words before the findings; the chief officer's overview.
    Opening,
    /// The chief officer's next steps.
    Steps,
    /// The closing words.
    Closing,
}

words! {
    /// A datum of a finding.
    Detail {
        /// The deadline.
        Due = "due",
        /// The force's own target date.
        Target = "target",
        /// The owner.
        Owner = "owner",
        /// The addressee.
        Addressee = "addressed to",
        /// The status.
        Status = "status",
        /// The priority.
        Priority = "priority",
        /// The area.
        Area = "area",
        /// Whether it is accepted.
        Acceptance = "accepted",
    }
}

words! {
    /// A fact of the response.
    Fact {
        /// The force.
        Force = "force",
        /// The holder of the office of police and crime commissioner.
        Pcc = "pcc",
        /// The holder of the office of police, fire and crime commissioner.
        Pfcc = "pfcc",
        /// The mayor.
        Mayor = "mayor",
        /// The chief officer.
        Chief = "chief officer's name",
        /// The title of the report.
        Title = "title",
        /// The day the report was published.
        Published = "published",
        /// Whose report it is.
        Inspectorate = "inspectorate",
        /// The kind of inspection.
        Kind = "kind of inspection",
        /// What was inspected.
        Summary = "summary",
        /// Graded judgments.
        Grade = "grade",
        /// The area of the grade that follows.
        GradeArea = "graded area",
        /// The form's own deadline.
        Deadline = "deadline for response",
        /// The day of the response.
        Sent = "response published",
        /// The version of the form.
        Version = "version",
        /// Who signed.
        Signed = "signed",
        /// Where the report can be read.
        Url = "link",
        /// The day the response was sent to the Secretary of State.
        ToSecretary = "sent to the secretary of state",
        /// How many recommendations the report has.
        Recommendations = "number of recommendations",
        /// How many areas for improvement the report has.
        Areas = "number of areas for improvement",
        /// How many causes of concern the report has.
        Causes = "number of causes of concern",
    }
}

impl Fact {
    /// Returns whether a response has one such fact; a form may repeat others.
    pub(in crate::intake) fn is_single(self) -> bool {
        matches!(self, Self::Force | Self::Published | Self::Sent | Self::Inspectorate)
    }

    /// Returns the fact that a form's label names; `None` for lists of findings.
    pub(super) fn of(label: Label) -> Option<Self> {
        use crate::model::{BodyKind, FindingKind};
        Some(match label {
            Label::Force => Self::Force,
            Label::Body(BodyKind::Pfcc) => Self::Pfcc,
            Label::Body(BodyKind::Mayor) => Self::Mayor,
            Label::Body(_) => Self::Pcc,
            Label::ChiefOfficer(_) => Self::Chief,
            Label::Title => Self::Title,
            Label::Published => Self::Published,
            Label::Inspectorate => Self::Inspectorate,
            Label::InspectionKind => Self::Kind,
            Label::Summary => Self::Summary,
            Label::Grade => Self::Grade,
            Label::Deadline => Self::Deadline,
            Label::Sent => Self::Sent,
            Label::Version => Self::Version,
            Label::Signed => Self::Signed,
            Label::Url => Self::Url,
            Label::ToSecretary => Self::ToSecretary,
            Label::Count(FindingKind::Recommendation) => Self::Recommendations,
            Label::Count(FindingKind::AreaForImprovement) => Self::Areas,
            Label::Count(FindingKind::CauseOfConcern) => Self::Causes,
            Label::Findings(_) => return None,
        })
    }
}

impl Detail {
    /// Returns the datum that a column or label holds.
    pub(super) fn of(column: Column) -> Option<Self> {
        Some(match column {
            Column::Deadline => Self::Due,
            Column::Target => Self::Target,
            Column::Owner => Self::Owner,
            Column::Addressee => Self::Addressee,
            Column::Status => Self::Status,
            Column::Priority => Self::Priority,
            Column::Area => Self::Area,
            Column::Acceptance => Self::Acceptance,
            Column::Number | Column::Finding(_) | Column::Answer(_) | Column::Grade => return None,
        })
    }
}

const COMMISSIONER: &str = "commissioner";
const CHIEF: &str = "chief officer";
const PLAIN: [(&str, Role); 8] = [
    ("about the report", Role::About),
    ("head", Role::Head),
    ("label", Role::Label),
    ("letter", Role::Letter),
    ("site", Role::Site),
    ("furniture", Role::Furniture),
    ("unplaced", Role::Unplaced),
    ("summary of the report", Role::About),
];

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = |of: &[FindingRef]| of.iter().map(ToString::to_string).collect::<Vec<_>>().join("+");
        let speaker = |author: &Author| if *author == Author::ChiefOfficer { CHIEF } else { COMMISSIONER };
        match self {
            Self::Asks(of, None) => write!(f, "{of} asks"),
            Self::Asks(of, Some(cause)) => write!(f, "{of} asks ({cause})"),
            Self::Answer(of, author) => write!(f, "{} {}", joined(of), speaker(author)),
            Self::Statement(author, part) => {
                let part = match part {
                    Part::Opening => "opening",
                    Part::Steps => "next steps",
                    Part::Closing => "closing",
                };
                write!(f, "{} {part}", speaker(author))
            }
            Self::Detail(of, detail) => write!(f, "{} {}", joined(of), detail.as_str()),
            Self::Reference(of) => write!(f, "{of}"),
            Self::Fact(fact) => f.write_str(fact.as_str()),
            plain => f.write_str(PLAIN.iter().find(|(_, role)| role == plain).map_or("", |(word, _)| word)),
        }
    }
}

impl FromStr for Role {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if let Some((_, role)) = PLAIN.iter().find(|(word, _)| *word == text) {
            return Ok(role.clone());
        }
        if let Some((_, fact)) = Fact::ALL.iter().find(|(word, _)| *word == text) {
            return Ok(Self::Fact(*fact));
        }
        let author = |word: &str| match word {
            COMMISSIONER => Some(Author::Commissioner),
            CHIEF => Some(Author::ChiefOfficer),
            _ => None,
        };
        for (name, part) in [(" opening", Part::Opening), (" next steps", Part::Steps), (" closing", Part::Closing)] {
            if let Some(author) = text.strip_suffix(name).and_then(author) {
                return Ok(Self::Statement(author, part));
            }
        }
        let (names, what) = text.split_once(' ').unwrap_or((text, ""));
        let of: Option<Vec<FindingRef>> = names.split('+').map(|name| name.parse().ok()).collect();
        let unknown = || {
            format!(
                "`{text}` is no label; labels are such as `R1 asks`, `R1 chief officer`, `R1+R2 commissioner`, `R1 due`, `R1`, \
                 `commissioner opening`, `chief officer next steps`, `title`, `head`, `letter`, `site`, `unplaced`"
            )
        };
        let of = of.ok_or_else(unknown)?;
        let first = of.first().cloned().ok_or_else(unknown)?;
        if let Some(author) = author(what) {
            return Ok(Self::Answer(of, author));
        }
        if let Some((_, detail)) = Detail::ALL.iter().find(|(word, _)| *word == what) {
            return Ok(Self::Detail(of, *detail));
        }
        if of.len() > 1 {
            return Err(unknown());
        }
        if let Some(cause) = what.strip_prefix("asks (").and_then(|rest| rest.strip_suffix(')')) {
            return Ok(Self::Asks(first, Some(cause.parse().map_err(|_| unknown())?)));
        }
        match what {
            "" => Ok(Self::Reference(first)),
            "asks" => Ok(Self::Asks(first, None)),
            _ => Err(unknown()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_reads_back_as_it_is_written() {
        let known = [
            "R1 asks",
            "R1.2 asks (COC1)",
            "R1+R2 commissioner",
            "AFI3 chief officer",
            "R1 due",
            "R1+R2 status",
            "R1 addressed to",
            "R1",
        ];
        let plain = PLAIN.iter().take(7).map(|(word, _)| *word);
        let facts = Fact::ALL.iter().map(|(word, _)| *word);
        let said = ["commissioner opening", "commissioner closing", "chief officer next steps"];
        for label in known.into_iter().chain(plain).chain(facts).chain(said) {
            assert_eq!(label.parse::<Role>().unwrap().to_string(), label);
        }
        assert!("R1 sings".parse::<Role>().is_err() && "sings".parse::<Role>().is_err());
    }
}
