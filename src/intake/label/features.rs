//! The features of a piece by which its kind is scored. Their names are those of `weights.txt`.

use crate::intake::phrases::addressee::lead_bodies;
use crate::intake::phrases::clues;
use crate::intake::phrases::column::{AnswerOf, Column};
use crate::intake::phrases::finding_label::finding_label;
use crate::intake::phrases::finding_mention::{any_day, begins_with_deadline, says_should};
use crate::intake::phrases::form_label::Label;
use crate::intake::phrases::head::{Head, When};
use crate::intake::phrases::list;
use crate::intake::phrases::office_name::{is_name, office_in};
use crate::intake::segment::{BOLD, Piece, PieceForm};
use crate::model::{Date, FindingKind, due_date_in_text};

/// What has been seen above a piece, by heads that are plain to see.
#[derive(Default)]
struct Above {
    /// How the first words of a finding look: the depth of their list item, or their emphasis.
    dress: Option<(Option<usize>, bool)>,
    /// The paragraph of the current finding that said what should be done.
    ordered: Option<usize>,
    /// The number of the last item of a list of findings.
    number: Option<u32>,
    known: bool,
    after_cause: bool,
    asked_list: bool,
    reference: bool,
    after_reference: bool,
    voice: bool,
    answer: bool,
    findings: bool,
    about: bool,
    closing: bool,
    below_closing: bool,
}

/// Returns the features of each piece. `heads`: what those say that may be heads.
pub(super) fn features(pieces: &[Piece], heads: &[Option<Head>], metropolitan: bool) -> Vec<Vec<&'static str>> {
    let dear = pieces.iter().take(40).position(|piece| clues::is_salutation(&piece.plain));
    let mut above = Above::default();
    let mut seen: Vec<(FindingKind, Vec<String>)> = Vec::new();
    let mut all = Vec::with_capacity(pieces.len());
    for (i, piece) in pieces.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|before| pieces.get(before));
        let mut found = Vec::with_capacity(24);
        form(piece, &mut found);
        length(piece, &mut found);
        head(piece, heads[i].as_ref(), &mut found);
        cell(piece, metropolitan, &mut found);
        content(piece, &mut found);
        let mut add = |is: bool, name: &'static str| found.extend(is.then_some(name));
        add(above.after_reference, "after-reference");
        add(above.after_cause, "after-cause");
        let orders = says_should(&piece.plain);
        let dress = dress(piece);
        add(orders && dress.is_some() && dress == above.dress, "same-dress");
        add(
            above.ordered.is_some_and(|block| block != piece.block) && !matches!(piece.form, PieceForm::Item { .. }),
            "after-order",
        );
        let mut names = false;
        let is_next = above.number.is_some() && number_of(piece) == above.number.map(|number| number + 1);
        add((above.asked_list || is_next) && is_listed(piece), "in-asked-list");
        if let Some(next) =
            pieces.get(i + 1).filter(|next| matches!(piece.form, PieceForm::Lead | PieceForm::RowLabel) && beside(piece, next))
        {
            add(is_name(&next.plain) || next.words() <= 3 && !next.plain.ends_with('.'), "before-name");
            let speaks = matches!(heads[i], Some(Head::Voice(..)));
            add(speaks && (next.words() > 5 || next.plain.ends_with('.')), "before-sentence");
            names = is_name(&next.plain);
        }
        let voice_is_next = matches!(heads.get(i + 1), Some(Some(Head::Voice(..))));
        add(orders && voice_is_next && piece.words() > 3, "order-above-voice");
        add(above.reference, "in-finding");
        add(above.known, "after-known");
        add(!piece.is_emphasised && before.is_some_and(|before| before.is_emphasised), "after-emphasised");
        add(above.voice, "in-voice");
        add(above.answer, "in-answer");
        add(above.findings, "in-findings");
        add(above.about, "in-about");
        add(above.closing, "in-closing");
        add(above.below_closing, "below-closing");
        add(dear.is_some_and(|dear| i < dear), "above-dear");
        add(i < 6, "top");
        add(i + 4 >= pieces.len(), "end");
        add(before.is_some_and(|before| before.block == piece.block), "same-block");
        add(
            before.is_some_and(|before| {
                before.plain.ends_with(':')
                    && before.cell.as_ref().map(|cell| (cell.row, cell.column))
                        == piece.cell.as_ref().map(|cell| (cell.row, cell.column))
            }),
            "after-colon",
        );
        // The label of a name opens nobody's words.
        look(piece, heads[i].as_ref().filter(|_| !names), &mut above);
        if let Some(Head::Reference(kind, numbers, _)) = &heads[i]
            && !numbers.is_empty()
        {
            let key = (*kind, numbers.clone());
            above.known = numbers.len() > 1 || seen.contains(&key);
            seen.push(key);
        }
        all.push(found);
    }
    all
}

fn form(piece: &Piece, found: &mut Vec<&'static str>) {
    found.push(match &piece.form {
        PieceForm::Heading(BOLD) => "bold",
        PieceForm::Heading(_) => "heading",
        PieceForm::Text | PieceForm::Number | PieceForm::ColumnHead => "text",
        PieceForm::Item { .. } => "item",
        PieceForm::Lead => "lead",
        PieceForm::RowLabel => "row-label",
    });
    let mut add = |is: bool, name: &'static str| found.extend(is.then_some(name));
    add(is_line(piece), "line");
    add(matches!(&piece.form, PieceForm::Item { mark, .. } if mark.starts_with(|c: char| c.is_ascii_digit())), "numbered");
    add(piece.is_set_off(), "set-off");
    add(piece.plain.starts_with(['“', '"', '‘']), "quoted");
}

/// Returns whether a piece is a short line without the end of a sentence, outside of tables.
pub(super) fn is_line(piece: &Piece) -> bool {
    piece.form == PieceForm::Text
        && piece.words() <= 9
        && !piece.plain.ends_with(['.', ';', ',', '!', '?', '”'])
        && !piece.is_set_off()
}

fn length(piece: &Piece, found: &mut Vec<&'static str>) {
    found.push(match piece.words() {
        0..=1 => "w1",
        2..=3 => "w3",
        4..=8 => "w8",
        9..=14 => "w14",
        15..=25 => "w25",
        _ => "w99",
    });
    let bare = piece.plain.trim_end_matches(['”', '"', '’', ')', ']']);
    found.push(match bare.chars().last() {
        Some('.' | '!' | '?') => "stop",
        Some(':') => "colon",
        _ => "open",
    });
    found.extend(piece.plain.starts_with(char::is_lowercase).then_some("lower"));
}

fn head(piece: &Piece, head: Option<&Head>, found: &mut Vec<&'static str>) {
    found.extend(match head {
        Some(Head::Voice(_, When::Named)) => Some("h-named"),
        Some(Head::Voice(..)) => Some("h-voice"),
        Some(Head::Reference(_, numbers, _)) => Some(if numbers.is_empty() { "h-bare" } else { "h-reference" }),
        Some(Head::Findings(_)) => Some("h-findings"),
        Some(Head::Wording) => Some("h-wording"),
        Some(Head::About) => Some("h-about"),
        Some(Head::First) => Some("h-first"),
        Some(Head::Last) => Some("h-last"),
        Some(Head::Steps) => Some("h-steps"),
        Some(Head::Form) => Some("h-form"),
        Some(Head::Title(_)) => Some("h-title"),
        None => None,
    });
    // Without such a head a piece is no reference and names no voice, whatever stands around it.
    found.extend((!matches!(head, Some(Head::Reference(..)))).then_some("no-reference"));
    found.extend((!matches!(head, Some(Head::Voice(..)))).then_some("no-voice"));
    if matches!(piece.form, PieceForm::Lead | PieceForm::RowLabel)
        || piece.words() <= 6 && piece.cell.is_none() && !piece.plain.ends_with('.')
    {
        let text = piece.plain.trim_end_matches(':');
        found.extend(Label::of(text).is_some().then_some("h-label"));
        let is_detail = matches!(
            Column::of(text, false),
            Some(
                Column::Deadline
                    | Column::Target
                    | Column::Owner
                    | Column::Status
                    | Column::Priority
                    | Column::Addressee
                    | Column::Acceptance
            )
        );
        found.extend(is_detail.then_some("h-detail"));
        found.extend(
            (clues::is_subject(text) || clues::is_of_letter(text) && matches!(piece.form, PieceForm::Lead | PieceForm::RowLabel))
                .then_some("subject"),
        );
    }
}

fn cell(piece: &Piece, metropolitan: bool, found: &mut Vec<&'static str>) {
    let Some(cell) = piece.cell.as_ref().filter(|_| piece.form != PieceForm::ColumnHead) else { return };
    let column = Column::of(&cell.head, metropolitan);
    if cell.has_column_heads {
        found.push(match column {
            Some(Column::Finding(_)) => "in-finding-column",
            Some(Column::Answer(_)) => "in-answer-column",
            Some(_) => "in-detail-column",
            None => "in-unknown-column",
        });
        return;
    }
    if piece.form == PieceForm::RowLabel {
        return;
    }
    found.push("value");
    found.push(match (Label::of(&cell.head), Head::of(&cell.head, metropolitan), column) {
        (Some((Label::Findings(_), _)), ..) | (_, Some(Head::Findings(_)), _) => "beside-findings",
        (_, Some(Head::Reference(..)), _) => "beside-reference",
        (Some(_), head, _) if !matches!(head, Some(Head::Voice(_, when)) if when != When::Named) => "beside-label",
        (_, Some(Head::Voice(..)), _) => "beside-voice",
        (_, _, Some(Column::Answer(AnswerOf::Author | AnswerOf::Body | AnswerOf::Chief))) => "beside-voice",
        (_, _, Some(_)) => "beside-detail",
        _ => "beside-unknown",
    });
}

fn content(piece: &Piece, found: &mut Vec<&'static str>) {
    let text = piece.plain.as_str();
    let lower = format!(" {} ", text.to_lowercase().replace('’', "'"));
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let mut add = |is: bool, name: &'static str| found.extend(is.then_some(name));
    let is_long = piece.words() > 3;
    add(is_long && has(&[" should "]), "should");
    add(is_long && says_should(text) && !has(&[" should "]), "must");
    add(piece.is_emphasised, "emphasised");
    add(clues::is_annex(text), "annex");
    let is_other = finding_label(text).is_some_and(|(.., rest)| rest.starts_with('(') && rest.ends_with(')'));
    add(clues::is_for_others(text) || is_other, "for-others");
    let orders = has(&[" should "])
        || says_should(text)
        || clues::begins_with_order(text)
        || !lead_bodies(text, any_day()).is_empty()
        || has(&[" immediately "])
        || begins_with_deadline(text);
    add(!orders, "no-order");
    add(
        piece.words() <= 25 && !text.ends_with(['.', ':', ';', ',']) && clues::names_report(text) && !clues::has_verb(&lower),
        "title-like",
    );
    add(is_long && !lead_bodies(text, any_day()).is_empty(), "asked");
    add(is_long && begins_with_deadline(text), "deadline-first");
    add(is_long && due_date_in_text::find(text, any_day()).is_some(), "deadline");
    add(clues::begins_with_order(text), "imperative");
    add(has(list("features.content")), "i");
    // "We recommend that forces …" is the inspectorate's.
    add(has(list("features.content.2")) && !lower.starts_with(" we recommend"), "we");
    add(has(list("clues.force")), "force");
    add(has(list("clues.done")), "done");
    add(has(list("features.content.3")), "future");
    add(has(list("features.content.4")), "progress");
    add(has(list("clues.welcomes")), "welcomes");
    add(has(list("clues.told")), "told");
    add(has(list("clues.inspectors")), "inspectors");
    add(clues::counts_findings(&lower), "counts");
    add(clues::is_date(text), "date-only");
    add(text.trim_end_matches('.').len() <= 6 && text.starts_with(|c: char| c.is_ascii_digit()), "number-only");
    add(clues::is_status(text), "status-word");
    add(clues::acceptance(text).is_some(), "acceptance");
    add(piece.words() <= 3 && text.parse::<crate::model::GradeLevel>().is_ok(), "grade-word");
    add(clues::is_contact(text), "contact");
    add(clues::is_of_site(&lower), "site-words");
    add(clues::is_salutation(text), "dear");
    add(clues::is_closing(text), "sincerely");
    add(piece.words() <= 20 && !text.ends_with(['.', ':']) && (office_in(text).is_some() || clues::names_chief(text)), "office");
    add(is_name(text) && Head::of(text, false).is_none(), "name");
    add(is_signature(text), "signature");
    add(clues::is_address(text), "address");
    add(piece.words() >= 6 && text.ends_with(['.', '!', '?', '”', '"']) && clues::has_verb(&lower), "sentence");
    add(piece.words() <= 14 && Date::from_words(text).is_none() && clues::is_dated_label(text), "dated-label");
}

/// Returns whether a piece is the value of the label before it.
fn beside(label: &Piece, value: &Piece) -> bool {
    let row = |piece: &Piece| piece.cell.as_ref().map(|cell| cell.row);
    label.block == value.block || label.form == PieceForm::RowLabel && row(label) == row(value)
}

/// Returns how a piece looks, if that sets it apart from plain prose.
fn dress(piece: &Piece) -> Option<(Option<usize>, bool)> {
    match &piece.form {
        PieceForm::Item { depth, .. } => Some((Some(*depth), piece.is_emphasised)),
        _ => piece.is_emphasised.then_some((None, true)),
    }
}

/// Returns whether a piece is an item of a list, or a part of a sentence with a letter: "(a) list every post".
fn is_listed(piece: &Piece) -> bool {
    let mut start = piece.plain.chars();
    let is_lettered = match (start.next(), start.next(), start.next()) {
        (Some('('), Some(letter), Some(')' | 'i' | 'v')) => letter.is_ascii_lowercase(),
        (Some(letter), Some(')'), Some(' ')) => letter.is_ascii_lowercase(),
        _ => false,
    };
    matches!(piece.form, PieceForm::Item { .. }) || is_lettered
}

/// Returns whether a line is a name and an office: "Jo Specimen, Police and Crime Commissioner for Kent".
fn is_signature(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    if words.len() > 16
        || words.len() < 4 && !text.contains(',')
        || text.ends_with(['.', ':'])
        || !(office_in(text).is_some() || clues::names_chief(text))
    {
        return false;
    }
    let before_comma = text.split(',').next().unwrap_or("");
    is_name(before_comma) || (2..=3).any(|count| words.len() > count && is_name(&words[..count].join(" ")))
}

/// Returns the number of a numbered item.
fn number_of(piece: &Piece) -> Option<u32> {
    match &piece.form {
        PieceForm::Item { mark, .. } => mark.trim_end_matches(['.', ')']).parse().ok(),
        _ => None,
    }
}

/// Takes what a piece says of those below it.
fn look(piece: &Piece, head: Option<&Head>, above: &mut Above) {
    let is_item = is_listed(piece);
    let lower = piece.plain.to_lowercase();
    let names_findings = ["recommend", "for improvement", "of concern", "these were"].iter().any(|word| lower.contains(word));
    let orders = piece.plain.ends_with(':') && names_findings
        || piece.plain.ends_with(':')
            && (says_should(&piece.plain) || clues::begins_with_order(&piece.plain) || above.after_reference);
    if above.asked_list && is_item || number_of(piece).is_some() && number_of(piece) == above.number.map(|number| number + 1) {
        above.number = number_of(piece).or(above.number);
    }
    above.asked_list = orders || above.asked_list && is_item;
    if says_should(&piece.plain) && above.dress.is_none() && piece.words() > 5 && !above.below_closing {
        above.dress = dress(piece);
    }
    if above.reference && !is_item && !piece.plain.ends_with(':') && says_should(&piece.plain) {
        above.ordered = above.ordered.or(Some(piece.block));
    }
    above.after_reference &= piece.form == PieceForm::Number;
    above.known &= above.reference;
    above.after_cause &= piece.form == PieceForm::Number;
    above.below_closing |= clues::is_closing(&piece.plain);
    if clues::is_salutation(&piece.plain) {
        *above = Above::default();
    }
    let in_cell = piece.cell.as_ref().is_some_and(|cell| cell.has_column_heads);
    let dress = above.dress;
    match head {
        Some(Head::Reference(kind, ..)) => {
            *above = Above {
                after_cause: *kind == FindingKind::CauseOfConcern,
                reference: true,
                after_reference: true,
                voice: above.voice && !above.answer,
                findings: above.findings,
                ..Above::default()
            };
        }
        Some(Head::Voice(..)) if !in_cell => {
            above.voice = true;
            above.answer = above.reference;
            above.about = false;
            above.closing = false;
        }
        Some(Head::Findings(_)) => *above = Above { findings: true, ..Above::default() },
        Some(Head::Wording) => above.after_reference = true,
        Some(Head::About) => *above = Above { about: true, ..Above::default() },
        Some(Head::First) => *above = Above::default(),
        Some(Head::Last | Head::Steps) => *above = Above { closing: true, ..Above::default() },
        _ if matches!(piece.form, PieceForm::Heading(level) if level < BOLD) => *above = Above::default(),
        _ => {}
    }
    above.dress = dress;
}
