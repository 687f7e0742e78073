//! Content controls: the fields of Word's forms, filled in or not.

use super::docx_reader::DocxReader;
use super::xml::{Element, texts};
use crate::form::{AnswerBox, PROMPT};
use crate::intake::SourcePlace;

/// The most elements in a prompt. Controls around whole chapters are looked at once, and not again for each control around them.
const LONGEST_PROMPT: usize = 500;

impl<'a> DocxReader<'a> {
    /// Returns the content of a content control; `None` if it still shows its prompt, whose words are noted at the end.
    pub(super) fn filled(&mut self, control: &'a Element) -> Option<&'a Element> {
        let content = control.child("w:sdtContent")?;
        if !is_short(content, &mut { LONGEST_PROMPT }) {
            return Some(content);
        }
        let words = texts(content, "w:t");
        if control.child("w:sdtPr").is_some_and(|properties| self.is_prompt(properties, content, words.trim())) {
            // An empty box of a form that irr sent out is no answer.
            if words.trim() == PROMPT {
                return None;
            }
            let at = SourcePlace::Paragraph(self.paragraphs.max(1));
            self.unfilled.get_or_insert((at, String::new())).1.push_str(&format!("{} ", words.trim()));
            return None;
        }
        Some(content)
    }

    /// Returns whether a control shows its prompt. Programs that fill in a form often leave the flag that says so, and the style.
    fn is_prompt(&self, properties: &Element, content: &Element, words: &str) -> bool {
        if properties.switch("w:showingPlcHdr") != Some(true) {
            return false;
        }
        let name = properties.child("w:placeholder").and_then(|prompt| prompt.value("w:docPart"));
        match name.and_then(|name| self.prompts.get(name)) {
            Some(prompt) => words.is_empty() || prompt == words,
            None => words.starts_with("Click ") || self.is_placeholder_text(content),
        }
    }

    /// Returns whether all words have the style that Word gives to prompts.
    fn is_placeholder_text(&self, element: &Element) -> bool {
        if element.name != "w:r" || !element.has(&["w:t"]) {
            return element.elements().all(|child| self.is_placeholder_text(child));
        }
        let style = element.child("w:rPr").and_then(|properties| properties.value("w:rStyle"));
        self.styles.name(style) == "placeholder text"
    }
}

/// Returns the tag of a box in a form that irr sent out, or its name: LibreOffice drops tags.
pub(super) fn box_tag(control: &Element) -> Option<String> {
    let properties = control.child("w:sdtPr")?;
    let mut names = ["w:tag", "w:alias"].into_iter().filter_map(|name| properties.value(name));
    names.find(|name| AnswerBox::read(name).is_some()).map(str::to_owned)
}

fn is_short(element: &Element, left: &mut usize) -> bool {
    *left = left.saturating_sub(1);
    *left > 0 && element.elements().all(|child| is_short(child, left))
}
