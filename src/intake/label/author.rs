//! Who wrote a letter or page, by who is addressed, who signs, and what it says of itself; and whose words are quoted.

use crate::intake::phrases::clues;
use crate::intake::phrases::head::{Head, Voice};
use crate::intake::phrases::list;
use crate::intake::phrases::normalized_text::normal;
use crate::intake::phrases::office_name::{is_name, office_in};
use crate::intake::segment::{Piece, PieceForm};
use crate::intake::{Author, Offices};

/// Who wrote a part of a document, and what says so.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Writer {
    pub(super) author: Author,
    /// How much more speaks for this author than for the other; 0 if nothing does.
    pub(super) margin: f32,
    /// What speaks for this author.
    pub(super) why: Vec<&'static str>,
    /// What speaks for the other.
    pub(super) against: Vec<&'static str>,
}

/// What the reader knows before reading.
pub(super) struct Known<'a> {
    pub(super) offices: &'a Offices,
    /// Whether the Commissioner is the chief officer here.
    pub(super) metropolitan: bool,
}

/// Returns the letters of a document as ranges of pieces: one for each salutation, and one for what follows a signature.
pub(super) fn letters(pieces: &[Piece]) -> Vec<std::ops::Range<usize>> {
    let mut starts = vec![0];
    let mut closed: Option<usize> = None;
    for (i, piece) in pieces.iter().enumerate() {
        let is_quoted = piece.is_set_off() || piece.plain.starts_with(['“', '"']);
        if clues::is_salutation(&piece.plain) && !is_quoted {
            // What is above a salutation is its letterhead, from the last signature on.
            let start = closed.take().unwrap_or(i);
            if i > 40 || starts.len() > 1 || start < i || seen_salutation(&pieces[..i]) {
                starts.push(start);
            }
        } else if clues::is_closing(&piece.plain) {
            closed = Some(i + 1);
        } else if closed == Some(i) && is_of_signature(piece) {
            // The signature belongs to the letter above it.
            closed = Some(i + 1);
        }
    }
    // A heading after a signature begins another part, such as an annex.
    if let Some(end) = closed.filter(|end| *end < pieces.len())
        && let Some(at) = (end..pieces.len()).find(|at| matches!(pieces[*at].form, PieceForm::Heading(_)))
        && pieces[at..].iter().any(|piece| piece.words() > 12)
    {
        starts.push(at);
    }
    starts.dedup();
    let ends = starts.iter().skip(1).copied().chain([pieces.len()]).collect::<Vec<_>>();
    starts.into_iter().zip(ends).map(|(start, end)| start..end).filter(|range| !range.is_empty()).collect()
}

fn seen_salutation(pieces: &[Piece]) -> bool {
    pieces.iter().any(|piece| clues::is_salutation(&piece.plain))
}

fn is_of_signature(piece: &Piece) -> bool {
    let text = &piece.plain;
    piece.words() <= 14
        && !text.ends_with('.')
        // A letterhead or a date begins the next letter.
        && !text.starts_with("Office of")
        && !clues::is_date(text)
        && (is_name(text)
            || office_in(text).is_some()
            || clues::names_chief(text)
            || clues::is_contact(text)
            || clues::is_address(text)
            || piece.words() <= 6)
        && !matches!(piece.form, PieceForm::Heading(level) if level < 6)
}

/// Returns who wrote these pieces.
pub(super) fn writer(pieces: &[Piece], heads: &[Option<Head>], known: &Known<'_>) -> Writer {
    let mut evidence: Vec<(Author, f32, &'static str)> = Vec::new();
    let dear = pieces.iter().take(60).find(|piece| clues::is_salutation(&piece.plain));
    if let Some(dear) = dear {
        evidence.extend(addressed(&dear.plain, known).map(|author| (author, 3.0, "the salutation")));
    }
    let signers = signed(pieces, known);
    let signed_by_both = signers.len() > 1;
    evidence.extend(signers.into_iter().map(|author| (author, 3.0, "the signature")));
    let mut voices = [false, false];
    for (i, (piece, head)) in pieces.iter().zip(heads).enumerate() {
        match head {
            // The title of the document, near its top, names its author.
            Some(Head::Title(Some(voice))) if i < 12 => {
                evidence.extend(author_of(*voice).map(|author| (author, 2.0, "the title")));
            }
            Some(Head::Voice(voice, _)) => match author_of(*voice) {
                Some(Author::ChiefOfficer) => voices[0] = true,
                Some(Author::Commissioner) => voices[1] = true,
                None => {}
            },
            _ => {}
        }
        let lower = format!(" {} ", piece.plain.to_lowercase().replace('’', "'"));
        let is_plan =
            [" action plan ", " improvement plan ", " delivery plan ", " tracker "].iter().any(|word| lower.contains(word));
        if i < 12 && piece.words() <= 16 && is_plan && office_in(&piece.plain).is_none() && !piece.plain.ends_with('.') {
            evidence.push((Author::ChiefOfficer, 1.5, "the plan's title"));
        }
        if i < 12 && lower.contains(" fire and rescue service") && office_in(&piece.plain).is_none() {
            evidence.push((Author::ChiefOfficer, 1.0, "the fire and rescue service named at its top"));
        }
        if piece.words() <= 14
            && piece.form == PieceForm::Text
            && clues::names_chief(&piece.plain)
            && !piece.plain.ends_with(['.', ':'])
            && heads[i].is_none()
            && piece.plain.contains(',')
        {
            evidence.push((Author::ChiefOfficer, 1.0, "the chief officer's signature"));
        }
        if piece.plain.starts_with(['“', '"']) || piece.is_set_off() {
            continue;
        }
        evidence.extend(says_of_itself(&lower, i < 8, known.metropolitan));
    }
    // A document with heads for both sides is the published response.
    if voices == [true, true] {
        evidence.push((Author::Commissioner, 1.0, "its heads"));
    }
    let sum = |of: Author| {
        let mut seen: Vec<&str> = Vec::new();
        // Each kind of evidence counts once.
        evidence
            .iter()
            .filter(|(author, ..)| *author == of)
            .filter(|(.., why)| {
                !seen.contains(why) && {
                    seen.push(why);
                    true
                }
            })
            .map(|(_, weight, _)| weight)
            .sum::<f32>()
    };
    let (body, chief) = (sum(Author::Commissioner), sum(Author::ChiefOfficer));
    let author = if chief > body { Author::ChiefOfficer } else { Author::Commissioner };
    let names = |is: bool| {
        let mut names: Vec<&'static str> =
            evidence.iter().filter(|(of, ..)| (*of == author) == is).map(|(.., why)| *why).collect();
        names.sort_unstable();
        names.dedup();
        names
    };
    // Nothing else says which of the two who sign speaks.
    let margin = if signed_by_both && voices != [true, true] { 0.0 } else { (body - chief).abs() };
    Writer { author, margin, why: names(true), against: names(false) }
}

/// Returns the author that a voice means, if it names one.
pub(super) fn author_of(voice: Voice) -> Option<Author> {
    match voice {
        Voice::Chief => Some(Author::ChiefOfficer),
        Voice::Body(_) => Some(Author::Commissioner),
        Voice::Author => None,
    }
}

/// Returns who writes to the one whom a salutation addresses.
fn addressed(dear: &str, known: &Known<'_>) -> Option<Author> {
    let words = format!(" {} ", normal(dear));
    let has = |names: &[&str]| names.iter().any(|name| words.contains(name));
    if has(list("author.addressed")) {
        return Some(Author::Commissioner);
    }
    if has(list("author.addressed.2")) && !known.metropolitan {
        return Some(Author::ChiefOfficer);
    }
    let is_to = |name: &Option<String>| {
        name.as_deref().is_some_and(|name| {
            let parts = normal(name);
            let (first, last) = (parts.split(' ').next().unwrap_or(""), parts.rsplit(' ').next().unwrap_or(""));
            words.contains(&format!(" {parts} "))
                || words.trim() == format!("dear {first}")
                || words.trim_end().ends_with(&format!(" {last}"))
        })
    };
    if is_to(&known.offices.holder) {
        return Some(Author::ChiefOfficer);
    }
    is_to(&known.offices.chief_officer).then_some(Author::Commissioner)
}

/// Returns who signed: by the lines after the closing, or else the last lines.
fn signed(pieces: &[Piece], known: &Known<'_>) -> Vec<Author> {
    let closing = pieces.iter().rposition(|piece| clues::is_closing(&piece.plain));
    let lines: Vec<&Piece> = match closing {
        Some(at) => pieces[at..].iter().take(7).collect(),
        None => pieces.iter().rev().take(4).collect(),
    };
    let mut found: Vec<Author> = Vec::new();
    for piece in lines {
        let text = &piece.plain;
        let by_name = |name: &Option<String>| name.as_deref().is_some_and(|name| normal(text).contains(&normal(name)));
        let is_sentence = text.ends_with('.') || text.contains(':') || piece.words() > 14;
        if piece.words() > 25 || text.ends_with([':', ';']) || is_copy(text) || closing.is_none() && is_sentence {
            continue;
        }
        // "Commissioner" alone is the body's outside London, and the police's in it.
        let bare = matches!(normal(text).as_str(), "commissioner" | "the commissioner");
        let of_police =
            text.starts_with("Commissioner") && ["Metropol", "City of London Police"].iter().any(|name| text.contains(name));
        let author = if clues::names_chief(text) || of_police || bare && known.metropolitan {
            Author::ChiefOfficer
        } else if office_in(text).is_some() || bare || text.contains("Deputy Mayor for Policing") {
            Author::Commissioner
        } else if by_name(&known.offices.chief_officer) {
            Author::ChiefOfficer
        } else if by_name(&known.offices.holder) {
            Author::Commissioner
        } else {
            continue;
        };
        if !found.contains(&author) {
            found.push(author);
        }
    }
    found
}

/// Returns whether a line names who gets a copy.
fn is_copy(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["cc", "copy", "copied", "enc", "contact", "to:"].iter().any(|word| lower.starts_with(word))
}

/// Returns what a sentence in lower case says of who wrote it.
fn says_of_itself(lower: &str, is_top: bool, metropolitan: bool) -> Option<(Author, f32, &'static str)> {
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let office = list("author.says_of_itself");
    let as_office = has(&[" as "])
        && office
            .iter()
            .any(|office| ["as ", "as the ", "as your "].iter().any(|as_| lower.contains(&format!(" {as_}{office}"))));
    if as_office && has(&[" i ", " my ", " we "]) {
        return Some((Author::Commissioner, 3.0, "“as Police and Crime Commissioner”"));
    }
    if has(&[" as chief constable", " as the chief constable of", " as chief fire officer"]) && has(&[" i ", " my "]) {
        return Some((Author::ChiefOfficer, 3.0, "“as Chief Constable”"));
    }
    if has(list("author.says_of_itself.2")) {
        return Some((Author::Commissioner, 1.5, "what it says of the chief officer"));
    }
    if has(list("author.says_of_itself.3")) && !metropolitan {
        return Some((Author::ChiefOfficer, 1.5, "what it says to the commissioner"));
    }
    if is_top && office.iter().any(|office| lower.contains(office)) && !has(&[" dear "]) {
        return Some((Author::Commissioner, 0.8, "the office named at its top"));
    }
    None
}

/// Returns whose words each piece quotes; `None` where nothing is quoted, or nothing says whose.
pub(super) fn quoted(pieces: &[Piece], metropolitan: bool) -> Vec<Option<Author>> {
    let mut whose = vec![None; pieces.len()];
    let mut i = 0;
    while i < pieces.len() {
        let opens = |piece: &Piece| piece.plain.starts_with(['“', '"', '‘']) || piece.is_set_off();
        if !opens(&pieces[i]) || matches!(pieces[i].form, PieceForm::Heading(_)) {
            i += 1;
            continue;
        }
        let end = quotation_end(&pieces[i..]).map(|length| i + length);
        let Some(end) = end else {
            i += 1;
            continue;
        };
        let by_lead = i.checked_sub(1).and_then(|before| announced(pieces, before, metropolitan));
        let tail = pieces[end - 1].plain.rsplit(['”', '"']).next().unwrap_or("");
        // A block that is set off may end with who says it.
        let set_off_sign = pieces[i].is_set_off().then(|| signs_quotation(&pieces[end - 1])).flatten().filter(|_| end > i + 1);
        let tail_names = pieces[end - 1].plain.contains(['”', '"']) && clues::names_chief(tail) && tail.split(' ').count() <= 14;
        let by_sign =
            set_off_sign.or(tail_names.then_some(Author::ChiefOfficer)).or_else(|| pieces.get(end).and_then(signs_quotation));
        if let Some(author) = by_lead.or(by_sign) {
            whose[i..end].fill(Some(author));
        }
        i = end;
    }
    whose
}

/// Returns the number of pieces of the quotation at the start; `None` if it does not end.
fn quotation_end(pieces: &[Piece]) -> Option<usize> {
    if pieces[0].is_set_off() {
        return Some(pieces.iter().take_while(|piece| piece.is_set_off()).count());
    }
    let marks: &[char] = if pieces[0].plain.starts_with('‘') { &['’'] } else { &['”', '"'] };
    // Thirty sentences are more than any letter quotes: beyond them the closing mark is missing.
    let closes = |piece: &Piece| {
        piece.plain.trim_end_matches(['.', ',', ' ']).ends_with(marks)
            || piece.plain.contains("” –")
            || piece.plain.contains("” —")
    };
    let mut end = pieces.iter().take(30).position(closes)? + 1;
    // Each paragraph of a long quotation opens again.
    while pieces.get(end).is_some_and(|piece| piece.plain.starts_with(['“', '"']) && piece.block == pieces[end - 1].block + 1) {
        end += pieces[end..].iter().take(30).position(closes)? + 1;
    }
    Some(end)
}

/// Returns whose words a piece introduces: "The Chief Constable has told me:", "He has stated:".
pub(super) fn announced(pieces: &[Piece], at: usize, metropolitan: bool) -> Option<Author> {
    let piece = &pieces[at];
    let lower = format!(" {} ", piece.plain.to_lowercase().replace('’', "'"));
    let introduces = piece.plain.ends_with(':') || lower.trim_end().ends_with("as follows.");
    let tells = list("clues.told").iter().any(|word| lower.contains(word))
        || list("author.announced").iter().any(|word| lower.contains(word));
    let quotes_next = piece.plain.ends_with(':')
        && pieces.get(at + 1).is_some_and(|next| next.plain.starts_with(['“', '"']) || next.is_set_off());
    if !introduces || !(tells || quotes_next) || piece.words() > 40 {
        return None;
    }
    let named = |lower: &str| {
        // The last who is named before the colon speaks.
        let chief = list("author.announced.2").iter().filter_map(|name| lower.rfind(name)).max();
        let body = ["commissioner", "pcc", "mayor", "chair of", "chairman of", "fire authority"]
            .iter()
            .filter_map(|name| lower.rfind(name))
            .max();
        match (chief, body) {
            (Some(chief), Some(body)) if body > chief => Some(Author::Commissioner),
            (Some(_), _) => Some(Author::ChiefOfficer),
            (None, Some(_)) => Some(if metropolitan { Author::ChiefOfficer } else { Author::Commissioner }),
            (None, None) => None,
        }
    };
    let pronoun = [" he ", " she ", " they "].iter().any(|word| lower.contains(word));
    named(&lower).or_else(|| {
        // "He has stated:": whoever was named shortly before.
        pronoun.then(|| pieces[at.saturating_sub(3)..at].iter().rev().find_map(|piece| named(&piece.plain.to_lowercase())))?
    })
}

/// Returns who signs the quotation above this line.
fn signs_quotation(piece: &Piece) -> Option<Author> {
    let text = piece.plain.trim_start_matches(['–', '—', '-', ' ']);
    if piece.words() > 16 || text.ends_with([':', ';']) || text.contains(". ") && !text.contains("Chief Constable") {
        return None;
    }
    if clues::names_chief(text) && !text.ends_with('.') {
        return Some(Author::ChiefOfficer);
    }
    (office_in(text).is_some() && !text.ends_with('.')).then_some(Author::Commissioner)
}
