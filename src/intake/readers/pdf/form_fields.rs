//! Reads a fillable PDF form (AcroForm): the fields' names and what was typed into them.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::object::{Dict, Object, words_of};
use super::objects::Objects;
use super::run_text::paragraph;
use crate::intake::block::{SourceBlock, SourceBlockKind, SourceDocument};
use crate::intake::{ImportNote, ImportNoteCode, SourcePlace};

/// The most fields in a form.
const MOST: usize = 5_000;

/// Returns the fields that have an answer as rows, in order, and their object numbers; none if the PDF is no form.
pub(super) fn read(file: &Objects<'_>, pages: &BTreeMap<u32, usize>) -> (SourceDocument, BTreeSet<u32>) {
    let mut document = SourceDocument::default();
    let mut answered = BTreeSet::new();
    let root = file.get(&file.trailer, "Root");
    let form = root.dict().map_or(Object::Null, |root| file.get(root, "AcroForm"));
    let Some(form) = form.dict() else { return (document, answered) };
    let fields = file.get(form, "Fields").array();
    // A stack of fields still to be read, each with the name of its group.
    let none: Rc<str> = Rc::from("");
    let mut waiting: Vec<(Object, Rc<str>)> =
        fields.iter().flat_map(|all| all.iter().rev()).map(|f| (f.clone(), Rc::clone(&none))).collect();
    let mut seen = BTreeSet::new();
    let mut looked = 0;
    while let Some((object, group)) = waiting.pop() {
        looked += 1;
        if looked > MOST {
            file.budget.exceed("more fields than any form");
            break;
        }
        if let Object::Reference(number) = object
            // A hostile form can contain itself.
            && !seen.insert(number)
        {
            continue;
        }
        let field = file.resolve(&object);
        let Some(field) = field.dict() else { continue };
        // `TU` is the label for people, `T` the internal name.
        let own = text(file, field, "TU").or_else(|| text(file, field, "T"));
        let label = own.filter(|own| !own.is_empty()).map_or(group, Rc::from);
        if !file.budget.spend_letters(label.len()) {
            break;
        }
        if let Some(row) = answer(file, field).map(|answer| row(file, field, pages, label.to_string(), &answer)) {
            document.notes.push(ImportNote {
                code: ImportNoteCode::Guessed,
                at: row.at,
                message: "form field; its name is read as the label, and its content as the value".into(),
                quote: Some(label.to_string()),
            });
            document.blocks.push(row);
            if let Object::Reference(number) = object {
                answered.insert(number);
            }
        } else if let Some(kids) = file.get(field, "Kids").array() {
            let room = MOST.saturating_sub(waiting.len());
            waiting.extend(kids.iter().rev().take(room).map(|kid| (kid.clone(), Rc::clone(&label))));
        }
    }
    (document, answered)
}

fn text(file: &Objects<'_>, field: &Dict, name: &str) -> Option<String> {
    let text = file.get(field, name);
    // Many fields may share the same text, so each use is charged.
    let text = text.text().filter(|text| file.budget.spend_letters(text.len()))?;
    Some(words_of(text).trim().to_owned())
}

/// Returns what was typed or chosen; `None` if nothing was, or if a box is not ticked.
fn answer(file: &Objects<'_>, field: &Dict) -> Option<String> {
    let words = |bytes: &[u8]| file.budget.spend_letters(bytes.len()).then(|| words_of(bytes));
    let typed = match file.get(field, "V") {
        Object::Text(text) => shown(file, field, words(&text)?),
        // A check box or radio button has a name as its value, and "Off" if it is not set.
        Object::Name(choice) if &*choice != "Off" => shown(file, field, words(choice.as_bytes())?),
        Object::Array(choices) => choices
            .iter()
            .filter_map(Object::text)
            .map_while(words)
            .map(|choice| shown(file, field, choice))
            .collect::<Vec<_>>()
            .join(", "),
        Object::Stream(stream) => words(&file.unpacked(&stream)?)?,
        _ => return None,
    };
    (!typed.trim().is_empty()).then_some(typed)
}

/// Returns the words that a list or a radio button shows for a choice, if it stores others.
fn shown(file: &Objects<'_>, field: &Dict, choice: String) -> String {
    // Many fields may share one long list or text, so each use is charged.
    let options = file.get(field, "Opt").array();
    let Some(options) = options.filter(|options| file.budget.spend_bytes((100 + choice.len()) * options.len())) else {
        return choice;
    };
    let said = |text: &Object| text.text().filter(|text| file.budget.spend_letters(text.len())).map(words_of);
    // A radio button is named by its number.
    if let Some(text @ Object::Text(_)) =
        choice.parse().ok().and_then(|at: usize| options.get(at)).map(|option| file.resolve(option))
    {
        return said(&text).unwrap_or(choice);
    }
    let pairs = options.iter().filter_map(|option| file.resolve(option).array());
    let mut texts = pairs.filter_map(|pair| Some((file.resolve(pair.first()?), file.resolve(pair.get(1)?))));
    let is_choice = |stored: &[u8]| stored.len() <= 2 * choice.len() + 2 && words_of(stored) == choice;
    let found = texts.find(|(stored, _)| stored.text().is_some_and(is_choice));
    found.and_then(|(_, shown)| said(&shown)).unwrap_or(choice)
}

fn row(file: &Objects<'_>, field: &Dict, pages: &BTreeMap<u32, usize>, label: String, answer: &str) -> SourceBlock {
    let kid = file.get(field, "Kids").array().and_then(|kids| kids.first().map(|kid| file.resolve(kid)));
    let widget = [Some(field), kid.as_ref().and_then(Object::dict)];
    let page = widget.into_iter().flatten().find_map(|dict| match dict.get("P") {
        Object::Reference(number) => pages.get(number).copied(),
        _ => None,
    });
    let at = SourcePlace::Page(page.unwrap_or(0) + 1, 1);
    let value = answer.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| paragraph(at, line, false)).collect();
    SourceBlock::new(at, SourceBlockKind::Row { label, value })
}
