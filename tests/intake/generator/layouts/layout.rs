//! The layouts: which there are, what each can show, and whether the reader may be fitted to it.

use super::super::draft::{Draft, Numbering};
use super::super::record::Wanted;
use super::{answers, forms, letters, papers, plans, voices};

macro_rules! layouts {
    ($($name:ident: $training:literal, $about:literal;)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Layout {
            $(#[doc = $about] $name,)*
        }

        impl Layout {
            pub(crate) const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// A third of the layouts: those that the reader may be fitted to.
            pub(crate) fn is_for_training(self) -> bool {
                match self {
                    $(Self::$name => $training,)*
                }
            }

            /// For people who read the facts.
            pub(crate) fn about(self) -> &'static str {
                match self {
                    $(Self::$name => $about,)*
                }
            }
        }
    };
}

layouts! {
    LetterToHomeSecretary: false, "letter to the Home Secretary";
    LetterFromChief: true, "letter from the chief constable to the commissioner";
    NumberedPage: true, "page with numbered paragraphs";
    FormTable: true, "form as a table of two columns";
    FormBold: false, "form in bold lines";
    PlanOfThree: false, "plan with three columns";
    PlanOfFour: true, "plan with four columns";
    PlanOfSix: false, "plan with six columns";
    PlanOfEight: false, "plan with eight columns";
    RowPerAction: false, "plan with one row per action";
    FindingsThenAnswers: false, "findings, then answers by number";
    LabelledAnswers: true, "answer under each finding, label on a line of its own";
    UnlabelledAnswers: false, "answer under each finding without a label";
    QuotedChief: true, "quoted and signed words of the chief constable";
    TwoVoices: false, "two voices in one paragraph";
    BulletedAreas: false, "bulleted areas for improvement with comments";
    FirePlan: true, "plan of a fire and rescue service";
    CommitteePaper: false, "paper for a committee with an appendix";
    FurnishedPage: false, "page of a website with menu, cookies and footer";
    NestedConcerns: false, "recommendations inside causes of concern";
}

impl Layout {
    pub(super) fn wanted(self) -> Wanted {
        match self {
            Self::BulletedAreas => Wanted::Areas,
            Self::FirePlan => Wanted::Fire,
            Self::NestedConcerns => Wanted::Nested,
            _ => Wanted::Any,
        }
    }

    pub(super) fn formats(self) -> &'static [&'static str] {
        match self {
            Self::LetterToHomeSecretary | Self::LetterFromChief | Self::NumberedPage => &["html", "markdown", "text"],
            Self::FindingsThenAnswers | Self::LabelledAnswers | Self::UnlabelledAnswers => &["html", "html", "markdown", "text"],
            Self::QuotedChief | Self::TwoVoices | Self::BulletedAreas => &["html", "html", "markdown", "text"],
            Self::FormBold | Self::NestedConcerns => &["html", "markdown"],
            _ => &["html"],
        }
    }

    pub(super) fn numberings(self) -> &'static [Numbering] {
        use Numbering::{Bare, Full, Nothing, Rec, Short, Word};
        match self {
            // An item of a list seldom begins with a second sign.
            Self::BulletedAreas => &[Full, Short, Rec, Word, Nothing, Nothing],
            // The answers name the number.
            Self::FindingsThenAnswers => &[Full, Full, Short, Rec],
            // The label of the row is what says where a finding begins.
            Self::FormTable | Self::FormBold => &[Full, Full, Short, Rec, Word],
            // What belongs to a concern is told by the label.
            Self::NestedConcerns => &[Full, Full, Short, Rec, Word],
            // A number of the paragraph and a number of the finding would be one too many.
            Self::NumberedPage => &[Full, Full, Short, Rec, Word],
            Self::UnlabelledAnswers | Self::LetterToHomeSecretary | Self::LetterFromChief => {
                &[Full, Full, Short, Rec, Bare, Word]
            }
            _ => &[Full, Full, Short, Rec, Bare, Word, Nothing],
        }
    }

    pub(super) fn writer(self) -> fn(&mut Draft) {
        match self {
            Self::LetterToHomeSecretary => letters::to_minister,
            Self::LetterFromChief => letters::from_chief,
            Self::NumberedPage => papers::numbered,
            Self::FormTable => forms::table,
            Self::FormBold => forms::bold,
            Self::PlanOfThree => plans::of_three,
            Self::PlanOfFour => plans::of_four,
            Self::PlanOfSix => plans::of_six,
            Self::PlanOfEight => plans::of_eight,
            Self::RowPerAction => plans::row_per_action,
            Self::FindingsThenAnswers => answers::by_number,
            Self::LabelledAnswers => answers::labelled,
            Self::UnlabelledAnswers => answers::unlabelled,
            Self::QuotedChief => voices::quoted,
            Self::TwoVoices => voices::two,
            Self::BulletedAreas => answers::bulleted,
            Self::FirePlan => plans::of_service,
            Self::CommitteePaper => papers::committee,
            Self::FurnishedPage => papers::furnished,
            Self::NestedConcerns => answers::nested,
        }
    }
}
