//! The questions of `irr import --review`: turn by turn, only about what is in doubt.

use std::io::Write;
use std::path::Path;

use crate::cli::commands::import::told::{place, quote};
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::prompt::Prompter;
use crate::intake::Author;
use crate::intake::label::{Doubt, Labelled, Labels, Part, Role};
use crate::prose::{counted, listed};

/// Asks about each turn in doubt, and returns the labels with the answers. What was answered is in doubt no more.
pub(in crate::cli::commands) fn ask(ctx: &mut Context, asker: Prompter, file: &Path, labels: &Labels) -> Result<Labels, Failure> {
    let mut labels = labels.clone();
    let is_one_turn = |before: &Labelled, one: &Labelled| before.role == one.role && before.doubt == one.doubt;
    let turns: Vec<&mut [Labelled]> =
        labels.pieces.chunk_by_mut(is_one_turn).filter(|turn| turn.iter().any(|one| one.doubt.is_some())).collect();
    let of = turns.len();
    if of == 0 {
        writeln!(ctx.err, "nothing is in doubt: there is nothing to ask")?;
        return Ok(labels);
    }
    writeln!(ctx.err, "{} in doubt; press Enter to keep what irr made of it", counted(of, "passage is", "passages are"))?;
    for (at, turn) in turns.into_iter().enumerate() {
        let (Some(first), count) = (turn.first().cloned(), at + 1) else { continue };
        let why = first.doubt.map_or("", why);
        writeln!(ctx.err, "\n{} ({count} of {of}): {why}", place(file, first.piece.at))?;
        for one in turn.iter() {
            quote(ctx, &one.piece.plain)?;
        }
        let role = asker.select("This is:", choices(&first.role, first.doubt), 0)?;
        for one in turn {
            one.role = role.clone();
            one.doubt = None;
        }
    }
    labels.writer = None;
    Ok(labels)
}

/// Says what is in doubt.
fn why(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::Kind => "is this the inspectorate's, or an answer?",
        Doubt::Begins => "does the answer begin here?",
        Doubt::Voice | Doubt::Speaker => "whose words are these?",
        Doubt::Ends => "does the answer end before these words?",
        Doubt::About => "is this about the report, or part of the response?",
        Doubt::Mixed => "these may be the words of both offices",
    }
}

/// Returns what else a passage may be, after what irr took it for.
fn choices(role: &Role, doubt: Option<Doubt>) -> Vec<(String, Role)> {
    let other = |author: &Author| match author {
        Author::Commissioner => Author::ChiefOfficer,
        Author::ChiefOfficer => Author::Commissioner,
    };
    let others = match role {
        Role::Answer(of, author) => {
            let asks = of.first().map(|first| Role::Asks(first.clone(), None));
            let closing = (doubt == Some(Doubt::Ends)).then_some(Role::Statement(*author, Part::Closing));
            closing.into_iter().chain([Role::Answer(of.clone(), other(author))]).chain(asks).collect()
        }
        Role::Asks(of, _) => {
            [Author::ChiefOfficer, Author::Commissioner].map(|author| Role::Answer(vec![of.clone()], author)).into()
        }
        // Only the chief officer has next steps.
        Role::Statement(Author::ChiefOfficer, Part::Steps) => vec![Role::Statement(Author::Commissioner, Part::Closing)],
        Role::Statement(author, part) => vec![Role::Statement(other(author), *part), Role::About],
        Role::About => [Author::Commissioner, Author::ChiefOfficer].map(|author| Role::Statement(author, Part::Opening)).into(),
        _ => Vec::new(),
    };
    let kept = (format!("{} (as irr has it)", role_words(role)), role.clone());
    let others = others.into_iter().chain([Role::Unplaced, Role::Letter]).map(|role| (role_words(&role), role));
    std::iter::once(kept).chain(others).collect()
}

/// Returns what people call a label.
pub(in crate::cli::commands) fn role_words(role: &Role) -> String {
    let whose = |author: &Author| match author {
        Author::Commissioner => "the commissioner's",
        Author::ChiefOfficer => "the chief officer's",
    };
    match role {
        Role::Asks(of, _) => format!("the inspectorate's words of {of}"),
        Role::Answer(of, author) => {
            let names: Vec<String> = of.iter().map(ToString::to_string).collect();
            format!("{} answer to {}", whose(author), listed(&names, names.len(), names.len()))
        }
        Role::Statement(Author::ChiefOfficer, Part::Opening) => "the chief officer's overview".to_owned(),
        Role::Statement(author, Part::Opening) => format!("{} opening words", whose(author)),
        Role::Statement(author, Part::Steps) => format!("{} next steps", whose(author)),
        Role::Statement(author, Part::Closing) => format!("{} closing words", whose(author)),
        Role::About => "a description of the report".to_owned(),
        Role::Reference(of) => format!("the number of {of}"),
        Role::Detail(..) | Role::Fact(_) => format!("the value `{role}`"),
        Role::Head => "a heading".to_owned(),
        Role::Label => "the label of a value".to_owned(),
        Role::Letter => "part of the letter around the response (left out)".to_owned(),
        Role::Site => "part of the web site (left out)".to_owned(),
        Role::Furniture => "a number of a page or paragraph (left out)".to_owned(),
        Role::Unplaced => "text for no field, kept under `unplaced`".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_may_be_the_other_offices_or_the_inspectorates() {
        let answer: Role = "R2 chief officer".parse().unwrap_or(Role::Unplaced);
        let words: Vec<String> = choices(&answer, None).into_iter().map(|(words, _)| words).collect();
        insta::assert_snapshot!(words.join("\n"), @"
        the chief officer's answer to R2 (as irr has it)
        the commissioner's answer to R2
        the inspectorate's words of R2
        text for no field, kept under `unplaced`
        part of the letter around the response (left out)
        ");
        let steps = Role::Statement(Author::ChiefOfficer, Part::Steps);
        assert!(choices(&steps, None).iter().all(|(_, role)| *role != Role::Statement(Author::Commissioner, Part::Steps)));
    }
}
