//! Laws that hold for every record and every text, tried on random ones.
//!
//! By default each is tried on few cases, so that nobody waits for them; `.ci/run` tries ten times as many, and
//! `IRR_LAW_TIMES=250 cargo test --release --test laws` 250 times.

#![allow(clippy::unwrap_used, reason = "what cannot be read or made fails its test")]

mod agenda;
mod arbitrary;
mod as_of;
mod damage;
mod diff;
mod documents;
mod docx;
mod guesses;
mod import;
mod layout;
mod mend;
mod migrate;
mod pdf;
mod render;
mod revise;
mod styled;
mod totals;

use irr::model::{Date, FieldPath, FindingState, Status, due_date_in_text};
use irr::yaml::{FaultKind, Tree, inspect, parse, write};
use proptest::prelude::*;
use proptest::sample::select;

proptest! {
    #![proptest_config(arbitrary::cases(40))]

    #[test]
    fn what_is_written_reads_back_the_same(record in arbitrary::record()) {
        let text = write(&record);
        prop_assert_eq!(parse(&text).map_err(|faults| TestCaseError::fail(format!("{faults:?}\n{text}")))?, record);
    }

    #[test]
    fn writing_is_idempotent(record in arbitrary::record()) {
        let text = write(&record);
        prop_assert_eq!(write(&parse(&text).unwrap()), text);
    }

    /// The typed reader and the reader of events are two parsers: what one writes both must read, with nothing to say.
    #[test]
    fn a_second_parser_reads_what_is_written(record in arbitrary::record()) {
        let text = write(&record);
        let faults = inspect(&text, &parse(&text));
        let of_words = |kind| matches!(kind, FaultKind::LeakedMarkup | FaultKind::ControlCharacter);
        prop_assert!(faults.iter().all(|fault| of_words(fault.kind)), "{faults:?}\n{text}");
    }

    #[test]
    fn a_line_never_folds_and_a_file_ends_in_one_line_break(record in arbitrary::record()) {
        let text = write(&record);
        prop_assert!(text.ends_with('\n') && !text.contains('\r'));
    }

    #[test]
    fn windows_line_ends_change_no_value(record in arbitrary::plain_record()) {
        prop_assert_eq!(parse(&write(&record).replace('\n', "\r\n")).unwrap(), record);
    }

    #[test]
    fn what_is_closed_or_not_ours_is_never_overdue(finding in arbitrary::finding(), on in arbitrary::date()) {
        let standing = FindingState::of(&finding, on);
        if standing.is_overdue() {
            prop_assert!(finding.is_ours() && standing.status.is_open() && standing.current_due.unwrap() < on);
        }
        if !standing.status.is_open() {
            prop_assert!(standing.days_past_due.is_none() && !standing.behind_target);
        }
        prop_assert!(Status::ALL.contains(&standing.status));
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in arbitrary::matching("\\PC{0,200}")) {
        let parsed = parse(&text);
        let _ = inspect(&text, &parsed);
        let _ = Tree::of(&text).map(|tree| tree.locate(&FieldPath::root().key("force")));
    }

    #[test]
    fn a_deadline_in_words_is_a_part_of_the_text(words in proptest::collection::vec(select(arbitrary::DEADLINE_WORDS), 0..12)) {
        let text = words.join(" ");
        for due in due_date_in_text::find_all(&text, "2025-05-16".parse().unwrap()) {
            prop_assert!(!due.printed.is_empty() && text.contains(due.printed));
        }
    }

    #[test]
    fn a_date_reads_back(date in arbitrary::date()) {
        prop_assert_eq!(date.to_string().parse::<Date>(), Ok(date));
        prop_assert_eq!(Date::from_words(&date.to_string()), Some(date));
    }
}

proptest! {
    #![proptest_config(arbitrary::cases(200))]

    /// A text cut, doubled, or with stray characters in it: a record or faults that name places inside it, and no panic.
    #[test]
    fn a_mutated_record_is_read_or_its_faults_are_placed((text, mutations) in arbitrary::mutated()) {
        let text = arbitrary::mutate(&text, &mutations);
        let parsed = parse(&text);
        let faults = inspect(&text, &parsed);
        match &parsed {
            Err(found) => prop_assert!(!found.is_empty() && !faults.is_empty()),
            // The quick reading never passes what the slow one would refuse.
            Ok(_) => prop_assert!(faults.iter().all(|fault| fault.kind.is_warning() || fault.kind == FaultKind::AnchorOrTag
                || fault.kind == FaultKind::InvalidYaml || fault.kind == FaultKind::WrongType || fault.kind == FaultKind::MissingField),
                "{faults:?}\n{text}"),
        }
        for fault in faults {
            prop_assert!(fault.span.start <= fault.span.end && fault.span.end <= text.len(), "{fault:?}");
            prop_assert!(text.is_char_boundary(fault.span.start) && text.is_char_boundary(fault.span.end), "{fault:?}");
        }
    }
}
