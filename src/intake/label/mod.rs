//! Says what each piece of a document is, who speaks in it, and how sure that is.
//!
//! Three questions are asked apart. What a piece is, is scored by features and decided for the whole sequence (`features`,
//! `weights.txt`, `chain`). Who speaks is read from the document's tree: who is addressed, who signs, which head stands above
//! (`author`, `walk`). Facts such as the title are found in the labelled pieces by `assemble`.

/// An enum whose variants have words in files.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$word_doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$word_doc])* $variant,)+ }

        impl $name {
            pub(super) const ALL: &'static [(&'static str, Self)] = &[$(($word, Self::$variant),)+];

            pub(super) fn as_str(self) -> &'static str {
                Self::ALL.iter().find(|(_, known)| *known == self).map_or("", |(word, _)| word)
            }
        }
    };
}

mod author;
mod chain;
mod columns;
mod features;
mod findings;
mod kind;
mod labels_file;
mod role;
mod walk;

use author::{Known, Writer, letters, quoted, writer};
use chain::Decided;
use columns::Columns;
use findings::Findings;
use kind::{Kind, Scores, weights};
pub use labels_file::{LabelChange, LabelsError, label_changes, read_labels, write_labels};
pub use role::{Detail, Fact, Part, Role};
use walk::{Document, Walk};

use crate::intake::phrases::head::Head;
use crate::intake::phrases::{clues, list};
use crate::intake::segment::{Piece, PieceForm};
use crate::intake::{Author, KnownFacts};
use crate::model::FindingRef;

/// By how much the best kind of a piece has to beat the next one to be taken in silence. Chosen on documents of offices that the
/// weights were not written for: see docs/decisions.
const SURE: f32 = 1.2;

/// By how much one author has to beat the other to be taken in silence: more than one piece of weak evidence.
const SURE_AUTHOR: f32 = 1.0;

/// A piece with its label.
#[derive(Debug, Clone, PartialEq)]
pub struct Labelled {
    /// The piece.
    pub piece: Piece,
    /// Where its words belong.
    pub role: Role,
    /// Why it should be checked; `None` if it is certain.
    pub doubt: Option<Doubt>,
    /// By how much its kind beats the next one; a large number where nothing else comes into question.
    pub margin: f32,
}

/// Why a label should be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// The words of a finding may be somebody's answer, or the other way round.
    Kind,
    /// Nothing marks where the answer begins.
    Begins,
    /// Whose words these are is guessed, or two signs of it contradict each other.
    Voice,
    /// Part of the words of both sides in one paragraph.
    Mixed,
}

/// The labels of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Labels {
    /// Every piece, in order.
    pub pieces: Vec<Labelled>,
    /// The findings whose numbers are not printed.
    pub counted: Vec<FindingRef>,
    /// Who wrote the document's first letter, with what says so and what speaks against it; `None` if a person said it.
    pub writer: Option<(Author, Vec<&'static str>, Vec<&'static str>)>,
    /// The share of sentences whose kind is unsure, from 0 to 1: high where the document is unlike those that the weights know.
    pub unsure: f32,
    /// The places where another letter begins.
    pub other_letters: Vec<usize>,
}

/// Labels the pieces of a document.
pub(super) fn label(pieces: Vec<Piece>, known: &KnownFacts, metropolitan: bool) -> Labels {
    let heads: Vec<Option<Head>> = pieces.iter().map(|piece| head(piece, metropolitan)).collect();
    let features = features::features(&pieces, &heads, metropolitan);
    let table = weights();
    let scores: Vec<Scores> = features
        .iter()
        .map(|names| {
            let mut sum = [0.0; Kind::COUNT];
            for scores in names.iter().filter_map(|name| table.features.get(name)) {
                sum.iter_mut().zip(scores).for_each(|(sum, score)| *sum += score);
            }
            sum
        })
        .collect();
    // Numbers and the heads of columns are what they are, and stand between the others.
    let free: Vec<usize> =
        (0..pieces.len()).filter(|i| !matches!(pieces[*i].form, PieceForm::Number | PieceForm::ColumnHead)).collect();
    let same_block: Vec<bool> =
        (0..free.len()).map(|at| at > 0 && is_same_block(&pieces[free[at - 1]], &pieces[free[at]])).collect();
    let of_free: Vec<Scores> = free.iter().map(|i| scores[*i]).collect();
    let mut kinds = vec![Decided { kind: Kind::Label, margin: f32::MAX }; pieces.len()];
    for (i, decided) in free.iter().zip(chain::best_sequence(&of_free, &table.follows, &same_block)) {
        kinds[*i] = decided;
    }
    for (decided, piece) in kinds.iter_mut().zip(&pieces) {
        // A sentence is never furniture, whatever its score: it would be lost from the response.
        if matches!(decided.kind, Kind::Site | Kind::Letter | Kind::Head | Kind::Label) && is_sentence(piece) {
            decided.kind = Kind::Says;
            decided.margin = 0.0;
        }
    }
    let ctx = Known { offices: &known.offices, metropolitan };
    let ranges = letters(&pieces);
    let letters: Vec<(usize, Writer)> = ranges
        .iter()
        .map(|range| {
            let told = known.author.filter(|_| range.start == 0);
            let mut found = writer(&pieces[range.clone()], &heads[range.clone()], &ctx);
            // A plan of a fire and rescue service is the service's, unless it says otherwise.
            if found.margin < SURE_AUTHOR && known.force.as_ref().is_some_and(crate::model::Force::is_fire_service) {
                found = Writer {
                    author: Author::ChiefOfficer,
                    margin: SURE_AUTHOR,
                    why: vec!["the fire and rescue service"],
                    against: found.against,
                };
            }
            (
                range.start,
                told.map_or(found, |author| Writer { author, margin: f32::MAX, why: vec!["--as"], against: Vec::new() }),
            )
        })
        .collect();
    let quoted = quoted(&pieces, metropolitan);
    let document = Document {
        pieces: &pieces,
        heads: &heads,
        kinds: &kinds,
        columns: Columns::of(&pieces, metropolitan),
        letters,
        quoted,
        metropolitan,
    };
    let walk = Walk::new(&document, Findings::of_record(known.into.as_ref())).run();
    let (names, counted) = walk.findings.references();
    let doubts = doubts(&document, &walk.roles);
    let sentences = kinds
        .iter()
        .zip(&pieces)
        .filter(|(_, piece)| piece.words() > 5 && piece.cell.as_ref().is_none_or(|cell| !cell.has_column_heads));
    let (all, low) = sentences.fold((0, 0), |(all, low), (decided, _)| (all + 1, low + usize::from(decided.margin < SURE)));
    let unsure = if all == 0 { 0.0 } else { low as f32 / all as f32 };
    let causes: Vec<Option<usize>> = (0..walk.findings.len()).map(|one| walk.findings.cause(one)).collect();
    let roles: Vec<Role> = walk
        .roles
        .into_iter()
        .map(|role| match role {
            Role::Asks(one, _) => Role::Asks(one, causes[one]),
            other => other,
        })
        .map(|role| role.named(|one| names[one].clone()))
        .collect();
    let writer = document.letters.first().filter(|(_, writer)| writer.why != ["--as"]);
    let writer = writer.map(|(_, writer)| (writer.author, writer.why.clone(), writer.against.clone()));
    let other_letters = ranges.iter().skip(1).map(|range| range.start).collect();
    let doubts = doubts.into_iter().zip(kinds.iter().map(|decided| decided.margin).collect::<Vec<_>>());
    let labelled =
        pieces.into_iter().zip(roles).zip(doubts).map(|((piece, role), (doubt, margin))| Labelled { piece, role, doubt, margin });
    Labels { pieces: labelled.collect(), counted, writer, unsure, other_letters }
}

/// Returns what a piece says as a head, if it may be one.
fn head(piece: &Piece, metropolitan: bool) -> Option<Head> {
    let may_be = match &piece.form {
        PieceForm::Heading(_) | PieceForm::Lead | PieceForm::RowLabel => true,
        PieceForm::Text => piece.words() <= 12 && !piece.plain.ends_with(['.', ';', ',', '!', '”']) && !piece.is_set_off(),
        PieceForm::Item { .. } => piece.words() <= 4,
        PieceForm::Number | PieceForm::ColumnHead => false,
    };
    may_be.then(|| Head::of(&piece.plain, metropolitan)).flatten()
}

fn is_same_block(before: &Piece, piece: &Piece) -> bool {
    before.block == piece.block && before.form == piece.form
}

fn is_sentence(piece: &Piece) -> bool {
    let lower = format!(" {} ", piece.plain.to_lowercase());
    piece.words() >= 8
        && piece.plain.trim_end_matches(['”', '"', '’', ')']).ends_with(['.', '!', '?'])
        && clues::has_verb(&lower)
        && !clues::is_of_site(&lower)
        && !matches!(piece.form, PieceForm::Heading(_))
}

/// Returns why each piece should be checked.
fn doubts(document: &Document<'_>, roles: &[Role<usize>]) -> Vec<Option<Doubt>> {
    let mut doubts = vec![None; roles.len()];
    let mut seen_answer: Vec<usize> = Vec::new();
    for (i, role) in roles.iter().enumerate() {
        let decided = &document.kinds[i];
        let before = i.checked_sub(1).map(|before| &roles[before]);
        let letter = document.letters.iter().rev().find(|(start, _)| *start <= i).map(|(_, writer)| writer);
        doubts[i] = match role {
            Role::Answer(of, author) => {
                let begins = of.iter().any(|one| !seen_answer.contains(one));
                seen_answer.extend(of);
                let unmarked = begins
                    && matches!(before, Some(Role::Asks(..)))
                    && document.columns.column(&document.pieces[i]).is_none()
                    && !is_beside_voice(document, i);
                let reports_other =
                    *author == Author::Commissioner && document.quoted[i].is_none() && reports_chief(&document.pieces[i].plain);
                let is_apart = i > 0 && document.pieces[i - 1].block != document.pieces[i].block;
                if letter.is_some_and(|letter| letter.margin < SURE_AUTHOR && letter.author == *author)
                    && document.quoted[i].is_none()
                    && !is_beside_voice(document, i)
                    && before_voice(document, roles, i).is_none()
                {
                    Some(Doubt::Voice)
                } else if reports_other {
                    Some(Doubt::Mixed)
                } else if unmarked && (decided.margin < SURE || !is_apart) {
                    Some(Doubt::Begins)
                } else {
                    (decided.margin < SURE / 2.0 && matches!(decided.kind, Kind::Says | Kind::Asks)).then_some(Doubt::Kind)
                }
            }
            Role::Asks(..) => {
                (decided.margin < SURE && document.columns.column(&document.pieces[i]).is_none()).then_some(Doubt::Kind)
            }
            Role::Statement(author, _) => {
                let weak = letter.is_some_and(|letter| letter.margin < SURE_AUTHOR && letter.author == *author);
                if weak && document.quoted[i].is_none() && before_voice(document, roles, i).is_none() {
                    Some(Doubt::Voice)
                } else {
                    (decided.margin < SURE / 2.0).then_some(Doubt::Kind)
                }
            }
            _ => None,
        };
    }
    doubts
}

/// Returns whether a text reports what the chief officer or the force says: their words in the commissioner's.
fn reports_chief(text: &str) -> bool {
    let lower = format!(" {} ", text.to_lowercase());
    let who = [" the force ", "chief constable", "chief officer", "constabulary ", " police has replied", " police tells"]
        .iter()
        .any(|name| lower.contains(name));
    who && list("clues.told").iter().any(|words| lower.contains(words))
}

fn is_beside_voice(document: &Document<'_>, i: usize) -> bool {
    let cell = document.pieces[i].cell.as_ref();
    cell.is_some_and(|cell| Head::voice(&cell.head, document.metropolitan).is_some())
}

/// Returns the head above that says who speaks, if one is near.
fn before_voice(document: &Document<'_>, roles: &[Role<usize>], i: usize) -> Option<usize> {
    let same = |at: &usize| {
        matches!(
            roles[*at],
            Role::Answer(..) | Role::Statement(..) | Role::Asks(..) | Role::Reference(_) | Role::Furniture | Role::Head
        )
    };
    (0..i)
        .rev()
        .take_while(same)
        .take(40)
        .find(|at| matches!(document.heads[*at], Some(Head::Voice(voice, _)) if author::author_of(voice).is_some()))
}
