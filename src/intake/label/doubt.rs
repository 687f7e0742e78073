//! Why a piece should be checked by a person.

use super::author;
use super::kind::Kind;
use super::role::{Part, Role};
use super::walk::Document;
use crate::intake::Author;
use crate::intake::phrases::clues::is_in_first_person;
use crate::intake::phrases::finding_mention::says_should;
use crate::intake::phrases::head::Head;
use crate::intake::phrases::list;
use crate::intake::phrases::prose_date::report_published;
use crate::intake::segment::PieceForm;

/// By how much the best kind of a piece has to beat the next one to be taken in silence. Chosen on documents of offices that the
/// weights were not written for: see docs/decisions.
pub(super) const SURE: f32 = 3.0;

/// Below this margin a piece counts as one that irr hardly knows; where many do, the whole document is unlike the known ones.
pub(super) const WEAK: f32 = 1.2;

/// By how much one author has to beat the other to be taken in silence: more than one piece of weak evidence.
pub(super) const SURE_AUTHOR: f32 = 1.0;

/// Why a label should be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// The words of a finding may be somebody's answer, or the other way round.
    Kind,
    /// Nothing marks where the answer begins.
    Begins,
    /// Whose words these are is guessed, or two signs of it contradict each other.
    Voice,
    /// Nothing gives this answer to one side: a quotation, a column, or what the force does in the commissioner's letter.
    Speaker,
    /// Nothing marks where the answer to the last finding ends.
    Ends,
    /// The paragraph describes the report, or is somebody's words on it.
    About,
    /// Part of the words of both sides in one paragraph.
    Mixed,
}

/// Returns why each piece should be checked.
pub(super) fn doubts(document: &Document<'_>, roles: &[Role<usize>]) -> Vec<Option<Doubt>> {
    let mut doubts = vec![None; roles.len()];
    let mut seen_answer: Vec<usize> = Vec::new();
    let last = last_answer(document, roles);
    for (i, role) in roles.iter().enumerate() {
        let decided = &document.kinds[i];
        let before = i.checked_sub(1).map(|before| &roles[before]);
        let letter = document.letters.iter().rev().find(|(start, _)| *start <= i).map(|(_, writer)| writer);
        // Below a head that names who speaks, little else comes into question.
        let is_below_voice = is_beside_voice(document, i) || before_voice(document, roles, i).is_some();
        let enough = if is_below_voice && !says_should(&document.pieces[i].plain) { WEAK / 2.0 } else { SURE };
        doubts[i] = match role {
            Role::Answer(of, author) => {
                let begins = of.iter().any(|one| !seen_answer.contains(one));
                seen_answer.extend(of);
                let unmarked = begins
                    && matches!(before, Some(Role::Asks(..)))
                    && document.columns.column(&document.pieces[i]).is_none()
                    && !is_beside_voice(document, i);
                let reports_other =
                    *author == Author::Commissioner && document.quoted[i].is_none() && tells_of_chief(&document.pieces[i].plain);
                let is_apart = i > 0 && document.pieces[i - 1].block != document.pieces[i].block;
                let is_unsigned = letter.is_some_and(|letter| letter.margin < SURE_AUTHOR && letter.author == *author)
                    && document.quoted[i].is_none()
                    && !is_beside_voice(document, i)
                    && before_voice(document, roles, i).is_none();
                let by_marks =
                    *author == Author::ChiefOfficer && document.quoted[i].is_none() && document.of_chief[i] && !is_below_voice;
                if last.contains(&i) {
                    Some(Doubt::Ends)
                } else if is_unsigned {
                    Some(Doubt::Voice)
                } else if reports_other {
                    Some(Doubt::Mixed)
                } else if unmarked && (decided.margin < SURE || !is_apart) {
                    Some(Doubt::Begins)
                } else if by_marks || is_forces(document, roles, i) || document.columns.is_guessed(&document.pieces[i]) {
                    Some(Doubt::Speaker)
                } else {
                    (decided.margin < enough && matches!(decided.kind, Kind::Says | Kind::Asks)).then_some(Doubt::Kind)
                }
            }
            Role::Asks(..) => {
                (decided.margin < SURE && document.columns.column(&document.pieces[i]).is_none()).then_some(Doubt::Kind)
            }
            Role::Statement(_, Part::Opening) if tells_of_report(document, roles, i) => Some(Doubt::About),
            Role::Statement(author, _) => {
                let weak = letter.is_some_and(|letter| letter.margin < SURE_AUTHOR && letter.author == *author);
                if weak && document.quoted[i].is_none() && before_voice(document, roles, i).is_none() {
                    Some(Doubt::Voice)
                } else {
                    (decided.margin < enough).then_some(Doubt::Kind)
                }
            }
            Role::About => (!is_below_about(document, roles, i)).then_some(Doubt::About),
            _ => None,
        };
    }
    doubts
}

/// Returns the pieces of the last answer behind its first paragraph, where it ends the letter: they may be the closing words.
fn last_answer(document: &Document<'_>, roles: &[Role<usize>]) -> std::ops::Range<usize> {
    let end = roles.iter().rposition(|role| matches!(role, Role::Answer(..) | Role::Statement(..))).map_or(0, |at| at + 1);
    let Some(Role::Answer(of, author)) = end.checked_sub(1).map(|at| &roles[at]) else { return 0..0 };
    let is_same = |at: &usize| matches!(&roles[*at], Role::Answer(is, by) if is == of && by == author);
    let start = (0..end).rev().take_while(is_same).last().unwrap_or(end);
    let first = document.pieces[start].block;
    let behind = (start..end).find(|at| document.pieces[*at].block != first).unwrap_or(end);
    // A cell and a list end where they end.
    let is_prose = |at: usize| document.pieces[at].cell.is_none() && document.pieces[at].form == PieceForm::Text;
    if (behind..end).all(is_prose) { behind..end } else { 0..0 }
}

/// Returns whether the first words of the response only say which report it answers: they may be about the report.
fn tells_of_report(document: &Document<'_>, roles: &[Role<usize>], i: usize) -> bool {
    let text = &document.pieces[i].plain;
    let is_first = !roles[..i].iter().any(|role| matches!(role, Role::Statement(..)));
    let lower = format!(" {} ", text.to_lowercase().replace('’', "'"));
    let is_own = is_in_first_person(text) || list("features.content.2").iter().any(|word| lower.contains(word));
    is_first && !is_own && report_published(text).is_some()
}

/// Returns whether a head above says that this is about the report.
fn is_below_about(document: &Document<'_>, roles: &[Role<usize>], i: usize) -> bool {
    let same = |at: &usize| matches!(roles[*at], Role::About | Role::Head | Role::Furniture | Role::Label | Role::Fact(_));
    (0..i).rev().take_while(same).any(|at| matches!(document.heads[at], Some(Head::About)))
}

/// Returns whether an answer that nothing gives to anybody is taken as the commissioner's, and says what the force does.
fn is_forces(document: &Document<'_>, roles: &[Role<usize>], i: usize) -> bool {
    // The first words of a turn stand for those behind them.
    let begins = i.checked_sub(1).is_none_or(|before| roles[before] != roles[i]);
    if !begins || !matches!(&roles[i], Role::Answer(_, Author::Commissioner)) || document.quoted[i].is_some() {
        return false;
    }
    let in_column = document.columns.column(&document.pieces[i]).is_some();
    let same = |at: &usize| roles[*at] == roles[i];
    let words: Vec<String> = (i..roles.len())
        .take_while(same)
        .map(|at| format!(" {} ", document.pieces[at].plain.to_lowercase().replace('’', "'")))
        .collect();
    let has = |names: &str| words.iter().any(|text| list(names).iter().any(|word| text.contains(word)));
    !in_column
        && before_voice(document, roles, i).is_none()
        && !is_beside_voice(document, i)
        && !has("features.content")
        && (has("clues.force") || has("features.content.2"))
}

/// Returns whether a text reports what the chief officer or the force says: their words in the commissioner's.
fn tells_of_chief(text: &str) -> bool {
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
