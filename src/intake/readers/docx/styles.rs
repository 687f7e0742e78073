//! The meaning of styles. Word translates style ids but keeps the English names of built-in styles, so styles are matched by
//! name.

use std::collections::BTreeMap;

use super::xml::Element;

/// The longest chain of styles based on one another; a longer one is a circle.
const LONGEST_CHAIN: usize = 32;

#[derive(Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, WordStyle>,
    /// The default style of paragraphs.
    default: Option<String>,
}

#[derive(Default, Clone)]
pub(super) struct WordStyle {
    /// The name in lower case.
    pub(super) name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    strong: Option<bool>,
    emphasis: Option<bool>,
    hidden: Option<bool>,
    list: Option<(Option<String>, Option<usize>)>,
    /// Whether it is a table style that sets the first row apart.
    marks_first_row: bool,
}

/// The kinds of paragraphs that only irr writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum IrrStyle {
    Prose,
    ProseHeading(u8),
    ProseList,
    AsWritten,
}

impl Styles {
    pub(super) fn of(root: Option<&Element>) -> Self {
        let mut styles = Self::default();
        for element in root.iter().flat_map(|root| root.elements()).filter(|element| element.name == "w:style") {
            let Some(id) = element.attribute("w:styleId") else { continue };
            let is_default = matches!(element.attribute("w:default"), Some("1" | "true" | "on"));
            if is_default && element.attribute("w:type") == Some("paragraph") {
                styles.default = Some(id.to_owned());
            }
            styles.styles.insert(id.to_owned(), style(element));
        }
        styles
    }

    /// Returns a style and those it is based on, nearest first.
    fn chain<'a>(&'a self, id: Option<&'a str>) -> impl Iterator<Item = &'a WordStyle> {
        let first = id.and_then(|id| self.styles.get(id));
        std::iter::successors(first, |style| self.styles.get(style.based_on.as_deref()?)).take(LONGEST_CHAIN)
    }

    fn first<T>(&self, id: Option<&str>, of: impl Fn(&WordStyle) -> Option<T>) -> Option<T> {
        self.chain(id).find_map(of)
    }

    /// Returns the style id of a paragraph.
    pub(super) fn paragraph<'a>(&'a self, properties: Option<&'a Element>) -> Option<&'a str> {
        properties.and_then(|properties| properties.value("w:pStyle")).or(self.default.as_deref())
    }

    /// Returns a style's name in lower case; empty if there is no such style.
    pub(super) fn name(&self, id: Option<&str>) -> &str {
        id.and_then(|id| self.styles.get(id)).map_or("", |style| style.name.as_str())
    }

    /// Returns which of irr's own paragraph styles it is.
    pub(super) fn irr_style(&self, id: Option<&str>) -> Option<IrrStyle> {
        match self.name(id) {
            "irr prose" => Some(IrrStyle::Prose),
            "irr prose list" => Some(IrrStyle::ProseList),
            "irr as written" => Some(IrrStyle::AsWritten),
            name => {
                let level = name.strip_prefix("irr prose heading ")?.parse().ok()?;
                (1..=6).contains(&level).then_some(IrrStyle::ProseHeading(level))
            }
        }
    }

    /// Returns the level of a heading style; `None` if it is no heading.
    pub(super) fn heading(&self, id: Option<&str>) -> Option<u8> {
        let level = self.first(id, |style| match style.name.as_str() {
            "title" => Some(Some(0)),
            "subtitle" => Some(None),
            // Outline level 9 is "body text": the style is based on a heading but is none.
            _ if style.outline == Some(9) => Some(None),
            // A heading style without an outline level of its own has it by its name.
            name => match name.strip_prefix("heading ").and_then(|level| level.parse::<u8>().ok()) {
                Some(level @ 1..=9) => Some(Some(level - 1)),
                _ => style.outline.map(Some),
            },
        });
        level.flatten().map(|level| (level + 1).clamp(1, 6))
    }

    /// Returns the list and level that a style puts its paragraphs into.
    pub(super) fn list(&self, id: Option<&str>) -> Option<(String, usize)> {
        let number = self.first(id, |style| style.list.as_ref()?.0.clone())?;
        let level = self.first(id, |style| style.list.as_ref()?.1).unwrap_or(0);
        Some((number, level))
    }

    /// Returns whether a style is bold, italic and hidden.
    pub(super) fn formats(&self, id: Option<&str>) -> [bool; 3] {
        let named = |names: [&str; 2]| self.chain(id).any(|style| names.contains(&style.name.as_str()));
        [
            // A built-in style may be listed without its formatting; its name says what it looks like.
            self.first(id, |style| style.strong).unwrap_or_else(|| named(["strong", "intense emphasis"])),
            self.first(id, |style| style.emphasis).unwrap_or_else(|| named(["emphasis", "subtle emphasis"])),
            self.first(id, |style| style.hidden).unwrap_or(false),
        ]
    }

    pub(super) fn marks_first_row(&self, id: Option<&str>) -> bool {
        self.chain(id).any(|style| style.marks_first_row)
    }
}

fn style(element: &Element) -> WordStyle {
    let runs = element.child("w:rPr");
    let on = |name: &str| runs.and_then(|runs| runs.switch(name));
    let paragraphs = element.child("w:pPr");
    let list = paragraphs.and_then(|properties| properties.child("w:numPr")).map(|list| {
        let level = list.value("w:ilvl").and_then(|level| level.parse().ok());
        (list.value("w:numId").map(str::to_owned), level)
    });
    let first_row = element.elements().find(|part| part.name == "w:tblStylePr" && part.attribute("w:type") == Some("firstRow"));
    WordStyle {
        name: element.value("w:name").unwrap_or("").to_lowercase(),
        based_on: element.value("w:basedOn").map(str::to_owned),
        outline: paragraphs.and_then(|properties| properties.value("w:outlineLvl")?.parse().ok()),
        strong: on("w:b"),
        emphasis: on("w:i"),
        hidden: on("w:vanish"),
        list,
        marks_first_row: first_row.is_some_and(|row| row.has(&["w:b", "w:shd"])),
    }
}
