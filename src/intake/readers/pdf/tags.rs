//! Reads a tagged PDF: headings, paragraphs, lists and tables by its structure tree.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::object::{Dict, Object};
use super::objects::Objects;
use super::run_text::{Vocabulary, inline, mark_of, paragraph, split_mark, text, text_with_breaks};
use super::text_run::{Standing, TextRun};
use crate::intake::SourcePlace;
use crate::intake::block::{SourceBlock, SourceBlockKind};

/// The deepest nesting of tags.
pub(super) const DEEPEST: usize = 60;
/// The longest name of a tag.
const LONGEST_ROLE: usize = 127;
/// What visiting an element is charged, in examined bytes.
const A_LOOK: usize = 1_000;

/// The state of walking the structure tree.
pub(super) struct Tags<'t, 'a> {
    pub(super) file: &'t Objects<'a>,
    pub(super) runs: &'t [TextRun],
    pub(super) places: &'t [SourcePlace],
    /// Page positions by object number.
    pub(super) pages: &'t BTreeMap<u32, usize>,
    pub(super) vocabulary: &'t mut Vocabulary,
    /// The runs with each marked-content id on each page.
    marked: BTreeMap<(usize, u32), Vec<usize>>,
    /// The document's own tag names, mapped to other names (`RoleMap`).
    roles: BTreeMap<String, String>,
    seen: BTreeSet<u32>,
    /// Whether each run is covered by a tag.
    pub(super) taken: Vec<bool>,
    /// The page of the last run.
    pub(super) page: usize,
    pub(super) in_cells: usize,
    /// Whether the current cell is a header, where bold has no meaning.
    pub(super) in_header: bool,
    /// The left edge of the current cell's text.
    pub(super) left: Option<f64>,
}

/// A child of an element.
pub(super) enum Kid {
    Runs(Vec<usize>),
    Element(Rc<Dict>),
}

impl<'t, 'a> Tags<'t, 'a> {
    pub(super) fn new(
        file: &'t Objects<'a>,
        runs: &'t [TextRun],
        places: &'t [SourcePlace],
        pages: &'t BTreeMap<u32, usize>,
        vocabulary: &'t mut Vocabulary,
    ) -> Self {
        let mut marked: BTreeMap<(usize, u32), Vec<usize>> = BTreeMap::new();
        for (i, run) in runs.iter().enumerate().filter(|(_, run)| run.standing == Standing::Text) {
            if let Some(tag) = run.tag {
                marked.entry((run.page, tag)).or_default().push(i);
            }
        }
        let taken = vec![false; runs.len()];
        let (roles, seen) = (BTreeMap::new(), BTreeSet::new());
        Self {
            file,
            runs,
            places,
            pages,
            vocabulary,
            marked,
            roles,
            seen,
            taken,
            page: 0,
            in_cells: 0,
            in_header: false,
            left: None,
        }
    }

    /// Returns the blocks of the document; none if it has no tags.
    pub(super) fn blocks(&mut self) -> Vec<SourceBlock> {
        let mut blocks = Vec::new();
        let root = self.file.get(&self.file.trailer, "Root");
        let tree = root.dict().map_or(Object::Null, |root| self.file.get(root, "StructTreeRoot"));
        let Some(tree) = tree.dict() else { return blocks };
        if let Some(roles) = self.file.get(tree, "RoleMap").dict() {
            for (own, role) in &roles.0 {
                // Standard names are short; each element asks for its own.
                if let Some(role) = role.name().filter(|role| role.len() <= LONGEST_ROLE && own.len() <= LONGEST_ROLE) {
                    self.roles.insert(own.to_string(), role.to_owned());
                }
            }
        }
        self.flow(tree, None, 0, 0, &mut blocks);
        blocks
    }

    /// Returns the standard name of an element's tag.
    pub(super) fn role(&self, element: &Dict) -> String {
        let mut role = element.get("S").name().filter(|role| role.len() <= LONGEST_ROLE).unwrap_or("").to_owned();
        // A role map may lead from one own name to another; five steps bound a circle.
        for _ in 0..5 {
            match self.roles.get(&role) {
                Some(standard) if *standard != role => role = standard.clone(),
                _ => break,
            }
        }
        role
    }

    pub(super) fn page_of(&self, element: &Dict, otherwise: Option<usize>) -> Option<usize> {
        match element.get("Pg") {
            Object::Reference(number) => self.pages.get(number).copied().or(otherwise),
            _ => otherwise,
        }
    }

    pub(super) fn kids(&mut self, element: &Dict, page: Option<usize>) -> Vec<Kid> {
        let items: Rc<[Object]> = match self.file.get(element, "K") {
            Object::Array(items) => items,
            Object::Null => Rc::from([]),
            _ => Rc::from([element.get("K").clone()]),
        };
        let mut kids = Vec::new();
        for item in items.iter() {
            // Elements without an object number cannot be recognised as seen, and many parents may share them.
            if !self.file.budget.spend_bytes(A_LOOK) {
                break;
            }
            if let Object::Reference(number) = item
                && !self.seen.insert(*number)
            {
                continue;
            }
            match self.file.resolve(item) {
                Object::Number(tag) => kids.extend(self.take(page, tag)),
                // A reference to an annotation or image, which has no text.
                Object::Dict(dict) if dict.get("Type").name() == Some("OBJR") => {}
                Object::Dict(dict) if dict.0.contains_key("MCID") => {
                    let page = self.page_of(&dict, page);
                    kids.extend(self.take(page, dict.get("MCID").number().unwrap_or(-1.0)));
                }
                Object::Dict(dict) => kids.push(Kid::Element(dict)),
                _ => {}
            }
        }
        kids
    }

    fn take(&mut self, page: Option<usize>, tag: f64) -> Option<Kid> {
        // Removed, so that text which two tags claim is read once.
        let runs = self.marked.remove(&(page?, tag as u32))?;
        for i in &runs {
            self.taken[*i] = true;
            self.left.get_or_insert(self.runs[*i].x);
        }
        Some(Kid::Runs(runs))
    }

    /// Reads the content of an element; text directly inside becomes a paragraph.
    pub(super) fn flow(&mut self, element: &Dict, page: Option<usize>, depth: usize, lists: usize, out: &mut Vec<SourceBlock>) {
        let mut gathered = Vec::new();
        self.flow_into(element, page, depth, lists, &mut gathered, out);
        self.flush(&mut gathered, out);
    }

    fn flow_into(
        &mut self,
        element: &Dict,
        page: Option<usize>,
        depth: usize,
        lists: usize,
        gathered: &mut Vec<usize>,
        out: &mut Vec<SourceBlock>,
    ) {
        if depth > DEEPEST {
            return;
        }
        let page = self.page_of(element, page);
        for kid in self.kids(element, page) {
            match kid {
                Kid::Runs(runs) => gathered.extend(runs),
                Kid::Element(inner) if is_inline(&self.role(&inner)) => {
                    self.flow_into(&inner, page, depth + 1, lists, gathered, out);
                }
                Kid::Element(inner) => {
                    self.flush(gathered, out);
                    self.block(&inner, page, depth + 1, lists, out);
                }
            }
        }
    }

    pub(super) fn block(&mut self, element: &Dict, page: Option<usize>, depth: usize, lists: usize, out: &mut Vec<SourceBlock>) {
        if depth > DEEPEST {
            return;
        }
        let role = self.role(element);
        match role.as_str() {
            "H" | "Title" | "H1" | "H2" | "H3" | "H4" | "H5" | "H6" => {
                // `H` and `Title` have no level and count as the first.
                let level = role.as_bytes().get(1).copied().filter(u8::is_ascii_digit).map_or(1, |digit| digit - b'0');
                self.heading(element, page, depth, level, out);
            }
            "L" => self.list(element, page, depth, lists, out),
            "LI" => self.item(element, page, depth, lists, out),
            "Table" => self.table(element, page, depth, out),
            _ => self.flow(element, page, depth, lists, out),
        }
    }

    fn heading(&mut self, element: &Dict, page: Option<usize>, depth: usize, level: u8, out: &mut Vec<SourceBlock>) {
        let (mut gathered, mut inside) = (Vec::new(), Vec::new());
        self.flow_into(element, page, depth, 0, &mut gathered, &mut inside);
        if let Some((at, words, _)) = self.words(&gathered) {
            self.turn_page(&gathered, out);
            out.push(SourceBlock::new(at, SourceBlockKind::Heading(level, words.replace('\u{2028}', " "))));
        }
        out.extend(inside);
    }

    fn list(&mut self, element: &Dict, page: Option<usize>, depth: usize, lists: usize, out: &mut Vec<SourceBlock>) {
        let page = self.page_of(element, page);
        for kid in self.kids(element, page) {
            match kid {
                Kid::Runs(mut runs) => self.flush(&mut runs, out),
                // A list directly inside a list, without an item between, is the deeper list.
                Kid::Element(inner) => {
                    let lists = if self.role(&inner) == "L" { lists + 1 } else { lists };
                    self.block(&inner, page, depth + 1, lists, out);
                }
            }
        }
    }

    fn item(&mut self, element: &Dict, page: Option<usize>, depth: usize, lists: usize, out: &mut Vec<SourceBlock>) {
        let (mut label, mut inside) = (Vec::new(), Vec::new());
        let page = self.page_of(element, page);
        let mut gathered = Vec::new();
        for kid in self.kids(element, page) {
            match kid {
                Kid::Runs(runs) => gathered.extend(runs),
                Kid::Element(inner) if self.role(&inner) == "Lbl" => {
                    self.flow_into(&inner, page, depth + 1, lists + 1, &mut label, &mut inside);
                }
                Kid::Element(inner) if is_inline(&self.role(&inner)) => {
                    self.flow_into(&inner, page, depth + 1, lists + 1, &mut gathered, &mut inside);
                }
                Kid::Element(inner) => {
                    self.flush(&mut gathered, &mut inside);
                    self.block(&inner, page, depth + 1, lists + 1, &mut inside);
                }
            }
        }
        self.flush(&mut gathered, &mut inside);
        let label = text(label.iter().map(|i| &self.runs[*i])).replace('\n', " ");
        let first = inside.iter().position(|block| block.kind != SourceBlockKind::PageBreak);
        if let Some(block) = first.and_then(|first| inside.get_mut(first))
            && let SourceBlockKind::Paragraph(words) = &block.kind
        {
            let (mark, words) = match (label.is_empty(), split_mark(words)) {
                (true, Some((mark, rest))) => (mark, rest.to_owned()),
                (true, None) => ("-".to_owned(), words.clone()),
                // A label that is no usual mark, such as "Action 3", is kept as it is printed.
                (false, _) => (mark_of(&label).unwrap_or_else(|| label.trim().to_owned()), words.clone()),
            };
            block.kind = SourceBlockKind::Item { depth: lists, mark, text: words };
        } else if !label.trim().is_empty() && mark_of(&label).is_none() {
            let at = inside.first().map_or(SourcePlace::Page(self.page + 1, 1), |block| block.at);
            inside.insert(0, paragraph(at, &label, false));
        }
        out.extend(inside);
    }

    /// Adds the collected text as a paragraph.
    pub(super) fn flush(&mut self, gathered: &mut Vec<usize>, out: &mut Vec<SourceBlock>) {
        if let Some((at, words, is_bold)) = self.words(gathered) {
            self.turn_page(gathered, out);
            // A list that was only typed with bullets and has no list tags.
            out.push(match split_mark(&words) {
                Some((mark, rest)) if mark == "-" => {
                    SourceBlock::new(at, SourceBlockKind::Item { depth: 0, mark, text: inline(rest, is_bold) })
                }
                _ => paragraph(at, &words, is_bold),
            });
        }
        gathered.clear();
    }

    fn turn_page(&mut self, runs: &[usize], out: &mut Vec<SourceBlock>) {
        let pages = |runs: &mut dyn Iterator<Item = &usize>| runs.map(|i| self.runs[*i].page).find(|page| *page < usize::MAX);
        let (Some(first), Some(last)) = (pages(&mut runs.iter()), pages(&mut runs.iter().rev())) else { return };
        // Inside a table a page break would separate a cell's text.
        if first > self.page && self.in_cells == 0 {
            out.push(SourceBlock::new(SourcePlace::Page(first + 1, 1), SourceBlockKind::PageBreak));
        }
        self.page = self.page.max(first).max(last);
    }

    /// Returns the words of runs, where they begin, and whether all are bold; `None` if there are none.
    fn words(&mut self, runs: &[usize]) -> Option<(SourcePlace, String, bool)> {
        let written = |i: &&usize| !self.runs[**i].text.trim().is_empty();
        let at = self.places[*runs.iter().find(written)?];
        let is_bold = !self.in_header && runs.iter().filter(written).all(|i| self.runs[*i].is_bold);
        let lines = text_with_breaks(&runs.iter().map(|i| &self.runs[*i]).collect::<Vec<_>>());
        let words = self.vocabulary.join(&lines, at);
        (!words.is_empty()).then_some((at, words, is_bold))
    }
}

fn is_inline(role: &str) -> bool {
    matches!(
        role,
        "Span"
            | "Quote"
            | "Link"
            | "Reference"
            | "Em"
            | "Strong"
            | "Sub"
            | "Sup"
            | "Code"
            | "Annot"
            | "BibEntry"
            | "Lbl"
            | "Ruby"
            | "RB"
            | "RT"
            | "RP"
            | "Warichu"
            | "WT"
            | "WP"
            | "Form"
            | "Formula"
            | "NonStruct"
    )
}
