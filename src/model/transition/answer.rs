//! Answers a finding: the body's explanation, or the chief officer's comments.

use crate::model::transition::{Transition, TransitionError, is_blank};
use crate::model::{ActionTaken, ChiefOfficerAnswer, CommissionerResponse, Finding, SchemaVersion};
use crate::prose::{Prose, counted};

/// Who answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerSide {
    /// The local policing body explains what it does itself (Police Act 1996, section 55(5B)).
    Body,
    /// The chief officer comments.
    ChiefOfficer,
}

/// Writes one side's answer to a finding; an earlier one is replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Whose it is.
    pub side: AnswerSide,
    /// The words, as Markdown.
    pub text: String,
    /// The body's own action, with its explanation.
    pub action: Option<ActionTaken>,
}

impl Transition for Answer {
    fn take(&self, finding: &mut Finding, _: SchemaVersion) -> Result<String, TransitionError> {
        if is_blank(&self.text) {
            return Err(TransitionError::Missing { missing: vec!["the words of the answer (-F)"] });
        }
        let text = Prose::from_text(&self.text);
        let words = counted(text.as_str().split_whitespace().count(), "word", "words");
        let (whose, before) = match self.side {
            AnswerSide::Body => {
                let answer = finding.commissioner_response.get_or_insert(CommissionerResponse {
                    action: None,
                    adopts_chief_officer: false,
                    text: None,
                    see: None,
                });
                answer.action = self.action.or(answer.action);
                ("the body's explanation", answer.text.replace(text))
            }
            AnswerSide::ChiefOfficer => {
                let answer = finding.chief_officer_response.get_or_insert(ChiefOfficerAnswer { heading: None, text: None });
                ("the chief officer's answer", answer.text.replace(text))
            }
        };
        let action = self.action.filter(|_| self.side == AnswerSide::Body);
        let action = action.map_or_else(String::new, |action| format!("; action {}", action.as_str()));
        let instead = before.map_or("", |_| ", in place of the earlier one");
        Ok(format!("{whose}, {words}{instead}{action}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_side_has_its_own_words_and_an_earlier_answer_is_said_to_be_replaced() {
        let mut finding = Finding::numbered("1".parse().unwrap());
        let answer = |side, text: &str, action| Answer { side, text: text.to_owned(), action };
        let mut take = |step: Answer| step.take(&mut finding, SchemaVersion::Two).unwrap();
        let proposed = Some(ActionTaken::Proposed);
        assert_eq!(
            take(answer(AnswerSide::Body, "I asked\n\nfor a plan.", proposed)),
            "the body's explanation, 5 words; action proposed"
        );
        assert_eq!(take(answer(AnswerSide::ChiefOfficer, "Done.", None)), "the chief officer's answer, 1 word");
        assert_eq!(
            take(answer(AnswerSide::Body, "I did.", None)),
            "the body's explanation, 2 words, in place of the earlier one"
        );
        assert_eq!(finding.commissioner_response.unwrap().action, proposed);
    }
}
