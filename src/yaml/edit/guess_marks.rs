//! Puts marks on guessed values, and takes them away; all else of the text stays as it is.

use super::patch::{Splice, ValuePlace, spliced};
use super::plain_value::PlainValue;
use crate::model::guessed_value::reason;
use crate::model::{FieldPath, GuessedValue};
use crate::yaml::parse::{
    Check, MarkPlaces, Span, Tree, before_on_line, checks_in, comments, end_of_line, mark_of, path_from_record, without_marks,
};

/// Returns `text` with a mark on each of these values.
///
/// A value that has no end of a line to itself, such as one of several in brackets, is marked on what holds it. A value that the
/// text does not have needs no check, and one that has the same mark already gets no second one.
pub fn with_checks(text: &str, checks: &[GuessedValue]) -> String {
    let Ok(tree) = Tree::of(text) else { return text.to_owned() };
    let places = MarkPlaces::of(&tree);
    let ends = places.line_ends(text);
    let mut known: Vec<(FieldPath, String)> =
        checks_in(text, &tree).into_iter().filter_map(|check| Some((check.at?, check.why))).collect();
    let mut splices = Vec::new();
    for check in checks {
        let wanted = check.path().and_then(|field| path_from_record(&tree, check.finding.as_ref(), &field));
        let Some(wanted) = wanted.filter(|wanted| ValuePlace::find(&tree, wanted).is_some()) else { continue };
        let place = std::iter::successors(Some(wanted), FieldPath::parent).find_map(|at| Some((*ends.get(&at)?, at)));
        let Some((end, at)) = place else { continue };
        let why = reason(&check.why);
        if !known.contains(&(at.clone(), why.clone())) {
            splices.push(Splice { place: Span { start: end, end }, new: format!(" {}", mark_of(&why)) });
            known.push((at, why));
        }
    }
    let marked = spliced(text, splices);
    // The marks are comments: if any reader could take one for something else, there are none.
    marked.filter(|marked| says_the_same(marked, &tree)).unwrap_or_else(|| text.to_owned())
}

/// Returns `text` without these marks, which must be of it, in order; a person's comments beside them stay.
pub fn without_checks(text: &str, gone: &[Check]) -> String {
    let Ok(tree) = Tree::of(text) else { return text.to_owned() };
    let mut gone = gone.iter().map(|check| check.span).peekable();
    let mut splices = Vec::new();
    for comment in comments(text, &tree) {
        let start = comment.span.start;
        let of_comment = std::iter::from_fn(|| gone.next_if(|mark| mark.start < comment.span.end));
        let marks: Vec<Span> = of_comment.map(|mark| Span { start: mark.start - start, end: mark.end - start }).collect();
        if !marks.is_empty() {
            let rest = without_marks(comment.text, &marks);
            let place = if rest.is_empty() { with_its_blanks(text, comment.span) } else { comment.span };
            splices.push(Splice { place, new: rest });
        }
    }
    spliced(text, splices).filter(|rest| says_the_same(rest, &tree)).unwrap_or_else(|| text.to_owned())
}

/// Returns what goes with a comment: the blanks before it, or its line where nothing else is on it.
pub(super) fn with_its_blanks(text: &str, comment: Span) -> Span {
    let before = before_on_line(text, comment.start);
    let line = comment.start - before.len();
    match before.trim_end_matches([' ', '\t']) {
        "" => Span { start: line, end: end_of_line(text, comment.end) },
        words => Span { start: line + words.len(), end: comment.end },
    }
}

fn says_the_same(text: &str, tree: &Tree) -> bool {
    Tree::of(text).is_ok_and(|read| PlainValue::of(&read) == PlainValue::of(tree))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::parse::checks;

    fn guess(finding: Option<&str>, field: &str, why: &str) -> GuessedValue {
        GuessedValue::new(finding.map(|finding| finding.parse().unwrap()), field, why)
    }

    #[test]
    fn each_kind_of_value_is_marked_on_its_line() {
        let text = "force: Kent  # since 1857\r\ninspection:\r\n  inspectorates: [HMICFRS, HMI Prisons]  \r\n\
            recommendations:\r\n  - ref: \"1\"\r\n    text: |\r\n      Act.\r\n    owner: 'Head\r\n      of Custody'\r\n";
        let guesses = [
            guess(None, "force", "from the name"),
            guess(None, "inspection", "by its heading"),
            guess(None, "inspection.inspectorates[1]", "named in the text"),
            guess(Some("R1"), "text", "by its place"),
            guess(Some("R1"), "owner", "signed (by hand)"),
            guess(Some("R1"), "due", "there is none"),
            guess(Some("R2"), "text", "there is none"),
            guess(None, "not a path", "there is none"),
        ];
        let marked = with_checks(text, &guesses);
        let meant = "force: Kent  # since 1857 # irr: check (from the name)\r\ninspection: # irr: check (by its heading)\r\n  \
            inspectorates: [HMICFRS, HMI Prisons] # irr: check (named in the text)  \r\n\
            recommendations:\r\n  - ref: \"1\"\r\n    text: | # irr: check (by its place)\r\n      Act.\r\n    owner: 'Head\r\n      \
            of Custody' # irr: check (signed [by hand])\r\n";
        assert_eq!(marked, meant);
        assert_eq!(with_checks(&marked, &guesses), marked);
        assert_eq!(without_checks(&marked, &checks(&marked)), text);
        let (of_text, others): (Vec<Check>, Vec<Check>) = checks(&marked).into_iter().partition(|check| check.field == "text");
        assert_eq!(checks(&without_checks(&marked, &others)).len(), of_text.len());
    }

    #[test]
    fn a_mark_alone_on_its_line_goes_with_the_line_and_a_persons_words_stay() {
        let text = "force: Kent\n  # irr: check (a)\nstage: draft # irr: check (b) # note\nunplaced: x # irr: check (c) why so\n";
        let rest = "force: Kent\nstage: draft # note\nunplaced: x # why so\n";
        assert_eq!(without_checks(text, &checks(text)), rest);
    }
}
