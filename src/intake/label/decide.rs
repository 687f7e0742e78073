//! Labels the pieces of a document: scores, sequence, authors, walk.

use super::author::{Known, Writer, letters, quoted, writer};
use super::chain::{self, Decided};
use super::columns::Columns;
use super::doubt::{SURE_AUTHOR, WEAK, doubts};
use super::features;
use super::findings::Findings;
use super::kind::{Kind, Scores, weights};
use super::role::Role;
use super::walk::{Document, Walk};
use super::{Labelled, Labels};
use crate::intake::phrases::clues::{self, reports_chief};
use crate::intake::phrases::column::Column;
use crate::intake::phrases::finding_mention::{before_quotation, last_kind_named, says_should};
use crate::intake::phrases::form_label::Label;
use crate::intake::phrases::head::{Head, Voice, When};
use crate::intake::phrases::normalized_text::normal;
use crate::intake::segment::{Piece, PieceForm};
use crate::intake::{Author, KnownFacts};
use std::collections::HashMap;

/// So many sentences behind "two areas for improvement", "the second" is still one of them.
const ORDINAL_REACH: usize = 30;

/// Fewer sentences than this say nothing of the kind of a document: the two lines of an answer are no stranger's layout.
const FEW: usize = 4;

/// Labels the pieces of a document.
pub(in crate::intake) fn label(pieces: Vec<Piece>, known: &KnownFacts, metropolitan: bool) -> Labels {
    let mut heads: Vec<Option<Head>> = pieces.iter().map(|piece| head(piece, metropolitan)).collect();
    repeated(&pieces, &mut heads, metropolitan);
    ordinals(&pieces, &mut heads);
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
        of_chief: of_chief(&pieces),
        metropolitan,
    };
    let walk = Walk::new(&document, Findings::of_record(known.into.as_ref())).run();
    let (names, counted) = walk.findings.references();
    let doubts = doubts(&document, &walk.roles);
    let sentences = kinds
        .iter()
        .zip(&pieces)
        .filter(|(_, piece)| piece.words() > 5 && piece.cell.as_ref().is_none_or(|cell| !cell.has_column_heads));
    let (all, low) = sentences.fold((0, 0), |(all, low), (decided, _)| (all + 1, low + usize::from(decided.margin < WEAK)));
    let unsure = if all < FEW { 0.0 } else { low as f32 / all as f32 };
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
    let writer = document.letters.first().filter(|_| known.author.is_none());
    let writer = writer.map(|(_, writer)| (writer.author, writer.why.clone(), writer.against.clone()));
    let other_letters = ranges.iter().skip(1).map(|range| range.start).collect();
    let doubts = doubts.into_iter().zip(kinds.iter().map(|decided| decided.margin).collect::<Vec<_>>());
    let labelled =
        pieces.into_iter().zip(roles).zip(doubts).map(|((piece, role), (doubt, margin))| Labelled { piece, role, doubt, margin });
    Labels { pieces: labelled.collect(), counted, writer, unsure, other_letters, is_report: false }
}

/// Returns what a piece says as a head, if it may be one.
fn head(piece: &Piece, metropolitan: bool) -> Option<Head> {
    let may_be = match &piece.form {
        PieceForm::Heading(_) | PieceForm::Lead | PieceForm::RowLabel => true,
        PieceForm::Text => piece.words() <= 12 && !piece.plain.ends_with(['.', ';', ',', '!', '”']) && !piece.is_set_off(),
        PieceForm::Item { .. } => piece.words() <= 4,
        PieceForm::Number | PieceForm::ColumnHead => false,
    };
    // "First area. A form was adopted." names a finding in a sentence of its own.
    let is_named = piece.form == PieceForm::Text && piece.words() <= 4;
    let head = (may_be || is_named).then(|| Head::of(&piece.plain, metropolitan)).flatten();
    head.filter(|head| may_be || matches!(head, Head::Reference(_, numbers, rest) if !numbers.is_empty() && rest.is_empty()))
}

/// Gives an ordinal alone, "The second is that", the kind of the findings that were counted before it.
fn ordinals(pieces: &[Piece], heads: &mut [Option<Head>]) {
    for i in 0..pieces.len() {
        let Some(Head::Reference(kind, ..)) = &mut heads[i] else { continue };
        if pieces[i].form != PieceForm::Lead
            || before_quotation(&pieces[i].plain).is_none()
            || last_kind_named(&pieces[i].plain).is_some()
        {
            continue;
        }
        let before = pieces[..i].iter().rev().take(ORDINAL_REACH).find_map(|piece| last_kind_named(&piece.plain));
        *kind = before.unwrap_or(*kind);
    }
}

/// Takes a head that stands below several findings as the label of an answer, whatever its words are: "Where we stand". It is
/// whoever's it names.
fn repeated(pieces: &[Piece], heads: &mut [Option<Head>], metropolitan: bool) {
    let may_be = |i: usize| {
        let piece = &pieces[i];
        let is_line = piece.form == PieceForm::Text && piece.cell.is_none() && !piece.plain.ends_with(['.', ';', ',', '!', '”']);
        heads[i].is_none()
            && (matches!(piece.form, PieceForm::Heading(_) | PieceForm::RowLabel | PieceForm::Lead) || is_line)
            && (2..=7).contains(&piece.words())
            && clues::status_of(&piece.plain).is_none()
            && Label::of(&piece.plain).is_none()
            && Column::of(&piece.plain, metropolitan).is_none_or(|column| matches!(column, Column::Answer(_)))
    };
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for i in (0..pieces.len()).filter(|i| may_be(*i)) {
        places.entry(normal(&pieces[i].plain)).or_default().push(i);
    }
    let is_below_finding = |i: &usize| i.checked_sub(1).is_some_and(|before| says_should(&pieces[before].plain));
    for places in places.into_values().filter(|places| places.len() > 1) {
        let named = Head::named(&pieces[places[0]].plain, metropolitan);
        let below = places.iter().filter(|i| is_below_finding(i)).count();
        let voice = named.or((below * 2 > places.len()).then_some(Voice::Author));
        let Some(voice) = voice else { continue };
        places.into_iter().for_each(|i| heads[i] = Some(Head::Voice(voice, When::Any)));
    }
}

/// Returns which pieces quote or report the chief officer in somebody else's letter: paragraphs in quotation marks from their
/// first to their last word, and those that begin "The Chief Constable reports that …", as far as the writer does not speak in
/// them.
fn of_chief(pieces: &[Piece]) -> Vec<bool> {
    let is_quotation = |of_block: &[Piece]| {
        of_block.iter().map(Piece::words).sum::<usize>() > 8
            && of_block[0].plain.starts_with(['“', '"'])
            && of_block[of_block.len() - 1].plain.trim_end_matches(['.', ',']).ends_with(['”', '"'])
    };
    let blocks = pieces.chunk_by(|before, piece| before.block == piece.block);
    let of_block = |of_block: &[Piece]| -> Vec<bool> {
        let is_report = reports_chief(&of_block[0].plain);
        let all = is_quotation(of_block);
        of_block.iter().map(|piece| all || is_report && !clues::is_in_first_person(&piece.plain)).collect()
    };
    blocks.flat_map(of_block).collect()
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
