//! What a document changes in a record, in sentences.

use crate::form::AnswerBox;
use crate::model::merge::MergedField;
use crate::prose::{Prose, shortened};

/// The most characters of new words: the change itself shows all of them.
pub(super) const LONGEST: usize = 100;

/// Says what became of a field. Where the two differ, the document's value is used, unless `replacing` are the flags that would
/// make it so.
pub(in crate::cli::commands) fn sentence(merged: &MergedField, replacing: Option<&str>) -> String {
    let what = name(&merged.field);
    let is = if what.ends_with('s') { "are" } else { "is" };
    let in_a_line = |text: &str| Prose::verbatim(text).in_a_line();
    let said = in_a_line(&merged.document);
    match (&merged.record, replacing) {
        (None, _) => format!("{what} {is} new: “{}”", shortened(&said, LONGEST)),
        (Some(before), None) => format!("{what} changed from “{}” to “{said}”", in_a_line(before)),
        (Some(before), Some(flags)) => format!(
            "{what} {is} not the same: the record's “{}” is kept, and the document's “{said}” is not used ({flags} uses it)",
            in_a_line(before)
        ),
    }
}

/// Returns what people call a field, with its finding.
fn name(field: &str) -> String {
    let Some(answer) = AnswerBox::of_field(field) else { return format!("`{field}`") };
    let finding = answer.finding.as_ref().map_or_else(String::new, |finding| format!("{finding}: "));
    format!("{finding}the {}", answer.field().label)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(field: &str, record: Option<&str>, document: &str, replaces: bool) -> String {
        let replacing = if replaces { None } else { Some("--replace") };
        sentence(&MergedField { field: field.into(), record: record.map(str::to_owned), document: document.into() }, replacing)
    }

    #[test]
    fn each_change_is_a_sentence() {
        insta::assert_snapshot!(said("R1.chief_officer_response.text", None, "We have\n\nbegun.", false), @"R1: the chief officer's answer is new: “We have begun.”");
        insta::assert_snapshot!(said("R2.commissioner_response.text", Some("A"), "B", true), @"R2: the commissioner's explanation changed from “A” to “B”");
        insta::assert_snapshot!(said("chief_officer_response.overview", Some("A"), "B", false), @"the chief officer's overview is not the same: the record's “A” is kept, and the document's “B” is not used (--replace uses it)");
        insta::assert_snapshot!(said("chief_officer_response.next_steps", None, "Act.", false), @"the chief officer's next steps are new: “Act.”");
        insta::assert_snapshot!(said("R2.owner", None, "Head", false), @"`R2.owner` is new: “Head”");
        insta::assert_snapshot!(said("unplaced", None, &"word ".repeat(40), false), @"`unplaced` is new: “word word word word word word word word word word word word word word word word word word word word…”");
        insta::assert_snapshot!(said("R9", None, "Act.", false), @"`R9` is new: “Act.”");
    }
}
