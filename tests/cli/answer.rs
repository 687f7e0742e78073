//! `irr answer`

use insta::assert_snapshot;

use crate::custody::{changed, refused, store};

const EXPLANATION: &str = "I asked the chief constable's office for a plan.\n\nIt is \"due\" in May; I will publish it.\n";

#[test]
fn an_answer_comes_from_a_file_whatever_marks_and_paragraphs_it_has() {
    let sandbox = store();
    sandbox.write("answer.md", EXPLANATION);
    assert_snapshot!(changed(&sandbox, &["answer", "custody:R1", "-F", "answer.md", "--action", "proposed"]), @r#"
    kent/2026-04-20-custody-suites:R1: the body's explanation, 18 words; action proposed
    --- stderr
    --- exit 0
    @@ -21,0 +22,6 @@ recommendations:
    +  commissioner_response:
    +      action: proposed
    +      text: |
    +        I asked the chief constable's office for a plan.
    +
    +        It is "due" in May; I will publish it.
    "#);
    let args = ["answer", "custody:R1", "-F", "-", "--chief-officer"];
    let run = sandbox.run_with(&args, &[], "Two suites were visited.\n");
    assert_snapshot!(run, @"
    kent/2026-04-20-custody-suites:R1: the chief officer's answer, 4 words
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["answer", "R1", "-F", "answer.md", "--dry-run"]), @"
    --- stderr
    nothing to change: already up to date
    --- exit 0
    ");
}

#[test]
fn without_a_terminal_the_words_must_be_in_a_file() {
    let sandbox = store();
    assert_snapshot!(refused(&sandbox, &["answer", "custody:R1"]), @"
    --- stderr
    error: missing -F FILE: the words of the answer
    hint: irr answer custody:R1 -F answer.md; on a terminal `irr answer` asks for them
    --- exit 2
    ");
    assert_snapshot!(refused(&sandbox, &["answer", "-F", "answer.md"]), @"
    --- stderr
    error: missing the finding to answer
    hint: name it: irr answer custody:R1 -F answer.md
    --- exit 2
    ");
    assert_snapshot!(refused(&sandbox, &["answer", "custody:R1", "-F", "answer.md"]), @"
    --- stderr
    error: cannot read answer.md
    because: No such file or directory (os error 2)
    --- exit 2
    ");
    sandbox.write("empty.md", "\n");
    assert_snapshot!(refused(&sandbox, &["answer", "custody:R1", "-F", "empty.md"]), @"
    --- stderr
    error: cannot answer kent/2026-04-20-custody-suites:R1: missing the words of the answer (-F)
    hint: nothing was written
    --- exit 1
    ");
}

#[cfg(unix)]
mod on_a_terminal {
    use super::*;
    use crate::terminal::{CONTROL_C, ENTER, ESCAPE, Terminal};

    const CHIEF: &str = "The chief officer's answer, if there is one:";

    /// What a terminal sends where a text is pasted.
    fn pasted(text: &str) -> String {
        format!("\x1b[200~{}\x1b[201~", text.replace('\n', "\r"))
    }

    #[test]
    fn each_unanswered_finding_is_shown_and_its_answers_pasted_or_typed() {
        let sandbox = store();
        let mut terminal = Terminal::run(&sandbox, &["answer", "custody"]);
        terminal.write(CHIEF, "");
        assert_snapshot!(terminal.seen(), @"
        R1 (1 of 2)
        By 31 December 2026, chief constables should review their custody estate.

        ? The chief officer's answer, if there is one: (an empty line ends it)
        >
        ");
        terminal.press(ENTER);
        terminal.answer("What does the body do itself?", ENTER);
        terminal.write("The body's own explanation:", &pasted(EXPLANATION));
        terminal.see("I will publish it.");
        terminal.press(&format!("{ENTER}{ENTER}"));
        terminal.see("R2 (2 of 2)");
        terminal.write(CHIEF, &format!("We train them.{ENTER}{ENTER}"));
        terminal.answer("What does the body do itself?", ESCAPE);
        assert_snapshot!(terminal.end(), @r#"
        > 
        > What does the body do itself? it has taken action
        ? The body's own explanation: (an empty line ends it)
        > I asked the chief constable's office for a plan.

        It is "due" in May; I will publish it.

        kent/2026-04-20-custody-suites:R1: the body's explanation, 18 words; action taken

        R2 (2 of 2)
        Forces should train their sergeants.

        ? The chief officer's answer, if there is one: (an empty line ends it)
        > We train them.

        kent/2026-04-20-custody-suites:R2: the chief officer's answer, 3 words
        ? What does the body do itself? <canceled>
        left at R2: 2 answers are written; `irr answer kent/2026-04-20-custody-suites` goes on
        --- exit 1
        "#);
        assert_snapshot!(sandbox.git(&["diff", "--no-color", "-U0"]).lines().skip(4).collect::<Vec<_>>().join("\n"), @r#"
        @@ -21,0 +22,6 @@ recommendations:
        +  commissioner_response:
        +      action: taken
        +      text: |
        +        I asked the chief constable's office for a plan.
        +
        +        It is "due" in May; I will publish it.
        @@ -30,0 +37,3 @@ recommendations:
        +  chief_officer_response:
        +      text: |
        +        We train them.
        "#);
    }

    #[test]
    fn who_leaves_at_once_has_written_nothing() {
        for key in [CONTROL_C, ESCAPE] {
            let sandbox = store();
            let mut terminal = Terminal::run(&sandbox, &["answer", "custody:R2"]);
            terminal.write(CHIEF, key);
            let end = terminal.end();
            assert!(end.ends_with("cancelled: nothing was written\n--- exit 1"), "{end}");
            assert_eq!(sandbox.git(&["status", "--short"]), "");
        }
    }
}
