//! What a paragraph holds: stretches of text, and what hangs on it.

use std::sync::Arc;

use super::field;
use super::reader::Reader;
use super::styles::Own;
use super::symbol::symbol;
use super::xml::Element;
use crate::intake::ComplaintCode;
use crate::model::span::{Span, Stretch};

/// A paragraph's text, and what is to be told after it.
#[derive(Default)]
pub(super) struct Line<'a> {
    /// Its text, in parts where a page ends within it.
    pub(super) parts: Vec<Vec<Span>>,
    /// Whether a page ends before it.
    pub(super) breaks_before: bool,
    pub(super) notes: Vec<(usize, &'a Element)>,
    pub(super) boxes: Vec<&'a Element>,
    deleted: String,
    hidden: String,
}

/// How a stretch looks, from what is around it.
#[derive(Clone, Default)]
pub(super) struct Look {
    pub(super) own: Option<Own>,
    pub(super) style: [bool; 3],
    pub(super) link: Option<Arc<str>>,
}

impl Line<'_> {
    fn push(&mut self, stretch: Stretch, look: &Span) {
        if self.parts.is_empty() {
            self.parts.push(Vec::new());
        }
        let Some(part) = self.parts.last_mut() else { return };
        if let (Some(Span { stretch: Stretch::Words(before), strong, emphasis, link }), Stretch::Words(words)) =
            (part.last_mut(), &stretch)
            && (*strong, *emphasis, &*link) == (look.strong, look.emphasis, &look.link)
        {
            before.push_str(words);
        } else {
            part.push(Span { stretch, ..look.clone() });
        }
    }

    /// How many bytes its text has, a break counting for one.
    pub(super) fn length(&self) -> usize {
        let length = |span: &Span| match &span.stretch {
            Stretch::Words(words) => words.len(),
            Stretch::SoftBreak | Stretch::HardBreak => 1,
        };
        self.parts.iter().flatten().map(length).sum()
    }

    fn is_empty(&self) -> bool {
        let is_blank = |span: &Span| matches!(&span.stretch, Stretch::Words(words) if words.trim().is_empty());
        self.parts.iter().flatten().all(is_blank)
    }

    /// A page ends here.
    fn end_page(&mut self) {
        if self.is_empty() {
            self.parts.clear();
            self.breaks_before = true;
        } else {
            self.parts.push(Vec::new());
        }
    }
}

impl<'a> Reader<'a> {
    /// The text of a paragraph, or of what is in it.
    pub(super) fn walk(&mut self, element: &'a Element, look: &Look, line: &mut Line<'a>) {
        for child in element.elements() {
            if !matches!(child.name.as_str(), "w:del" | "w:moveFrom") && child.has(&["w:t"]) {
                self.tell_deleted(line);
            }
            match child.name.as_str() {
                "w:r" => self.run(child, look, line),
                "w:ins" | "w:moveTo" => {
                    self.insertions += usize::from(child.name == "w:ins");
                    self.first_insertion.get_or_insert(self.here());
                    self.walk(child, look, line);
                }
                "w:del" | "w:moveFrom" => line.deleted.push_str(&deleted(child)),
                "w:hyperlink" => {
                    let target =
                        child.attribute("r:id").and_then(|id| self.relations.get(id)).map(|relation| relation.target.as_str());
                    let link = target.and_then(|target| field::link(target, child.attribute("w:anchor")));
                    self.walk(child, &Look { link: link.or_else(|| look.link.clone()), ..look.clone() }, line);
                }
                "w:fldSimple" => {
                    let instruction = child.attribute("w:instr").unwrap_or("");
                    if self.shows_pages || !field::tells_pages(instruction) {
                        let link = field::link_of(instruction).or_else(|| look.link.clone());
                        self.walk(child, &Look { link, ..look.clone() }, line);
                    }
                }
                "w:sdt" => {
                    if let Some(content) = filled(child) {
                        self.walk(content, look, line);
                    }
                }
                "mc:AlternateContent" => {
                    if let Some(choice) = choice(child) {
                        self.walk(choice, look, line);
                    }
                }
                "m:t" => line.push(Stretch::Words(child.text()), &self.span(child, look)),
                "w:pPr" | "w:rPr" | "w:sdtPr" | "m:rPr" | "m:ctrlPr" => {}
                _ => self.walk(child, look, line),
            }
        }
    }

    /// How a run looks.
    fn span(&self, run: &Element, look: &Look) -> Span {
        let properties = run.child("w:rPr");
        let style = properties.and_then(|properties| properties.value("w:rStyle"));
        let styled = self.styles.looks(style);
        let on = |name: &str, at: usize| {
            // Two styles that both are bold are not.
            let told = properties.and_then(|properties| properties.switch(name));
            told.unwrap_or(styled[at] != look.style[at])
        };
        let link = self.fields.link().or_else(|| look.link.clone());
        Span { strong: on("w:b", 0), emphasis: on("w:i", 1), link, ..Span::words("") }
    }

    fn run(&mut self, run: &'a Element, look: &Look, line: &mut Line<'a>) {
        let span = self.span(run, look);
        let properties = run.child("w:rPr");
        let style = properties.and_then(|properties| properties.value("w:rStyle"));
        if look.own.is_some() && self.styles.name(style) == "irr line end" {
            return line.push(Stretch::SoftBreak, &span);
        }
        let vanish = properties.and_then(|properties| properties.switch("w:vanish"));
        let is_hidden = vanish.unwrap_or(self.styles.looks(style)[2] || look.style[2]);
        if is_hidden && run.has(&["w:t"]) {
            if !self.fields.are_silent() {
                line.hidden.push_str(&texts(run, "w:t"));
            }
            return;
        }
        self.run_content(run, look, &span, line);
    }

    fn run_content(&mut self, run: &'a Element, look: &Look, span: &Span, line: &mut Line<'a>) {
        for child in run.elements() {
            let name = child.name.as_str();
            match name {
                "w:fldChar" => {
                    self.field(child, span, line);
                    continue;
                }
                "w:instrText" => {
                    self.fields.instruct(&child.text());
                    continue;
                }
                _ if self.fields.are_silent() => continue,
                _ => {}
            }
            let words = match name {
                "w:t" => Some(child.text()),
                "w:tab" | "w:ptab" => Some("\t".to_owned()),
                "w:noBreakHyphen" => Some(if look.own.is_some() { "\u{2011}" } else { "-" }.to_owned()),
                "w:softHyphen" => look.own.map(|_| "\u{ad}".to_owned()),
                "w:sym" => self.symbol(child),
                "w:footnoteReference" | "w:endnoteReference" => self.note(child, line),
                _ => None,
            };
            if let Some(words) = words {
                line.push(Stretch::Words(words), span);
                continue;
            }
            match name {
                "w:br" => match child.attribute("w:type") {
                    Some("page") => line.end_page(),
                    _ => line.push(Stretch::HardBreak, span),
                },
                "w:cr" => line.push(Stretch::HardBreak, span),
                // Within a paragraph the page ends where Word happened to have no room; before it, nearly always where somebody meant it.
                "w:lastRenderedPageBreak" if line.is_empty() && look.own.is_none() => line.end_page(),
                "w:commentReference" => self.comment(child.attribute("w:id").unwrap_or("")),
                "w:drawing" | "w:pict" | "w:object" => self.drawing(child, line),
                "mc:AlternateContent" => {
                    if let Some(choice) = choice(child) {
                        self.run_content(choice, look, span, line);
                    }
                }
                "w:ruby" => {
                    if let Some(base) = child.child("w:rubyBase") {
                        self.walk(base, look, line);
                    }
                }
                _ => {}
            }
        }
    }

    fn field(&mut self, element: &Element, span: &Span, line: &mut Line<'a>) {
        match element.attribute("w:fldCharType") {
            Some("begin") => {
                if let Some(shown) = field::shown(element).filter(|_| !self.fields.are_silent()) {
                    line.push(Stretch::Words(shown), span);
                }
                self.fields.begin();
            }
            Some("separate") => self.fields.separate(self.shows_pages),
            Some("end") => self.fields.end(),
            _ => {}
        }
    }

    fn symbol(&mut self, element: &Element) -> Option<String> {
        let font = element.attribute("w:font").unwrap_or("");
        let code = element.attribute("w:char").unwrap_or("");
        let found = symbol(font, code);
        if found.is_none() {
            self.complain(
                ComplaintCode::LeftOut,
                format!("the sign {code} of the font {font} is in no other: it was left out"),
                None,
            );
        }
        found.map(|c| c.to_string())
    }

    /// Pictures are told, the text in drawn boxes is read after the paragraph.
    fn drawing(&mut self, drawing: &'a Element, line: &mut Line<'a>) {
        boxes(drawing, &mut line.boxes);
        if drawing.has(&["pic", "imagedata", "OLEObject", "chart", "relIds"]) && !drawing.has(&["w:txbxContent"]) {
            let told = alternative(drawing).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
            let message = if told.is_some() { "a picture was left out; its description says" } else { "a picture was left out" };
            self.complain(ComplaintCode::LeftOut, message, told);
        }
    }

    /// Words that were deleted and stand before others.
    fn tell_deleted(&mut self, line: &mut Line<'_>) {
        let deleted = std::mem::take(&mut line.deleted);
        if !deleted.trim().is_empty() {
            let message = "tracked changes were taken as accepted: these words are deleted";
            self.complain(ComplaintCode::LeftOut, message, Some(deleted.trim().to_owned()));
        }
    }

    /// What a paragraph held that is not of the response.
    pub(super) fn tell_left_out(&mut self, line: &mut Line<'_>) {
        self.tell_deleted(line);
        let hidden = std::mem::take(&mut line.hidden);
        if !hidden.trim().is_empty() {
            self.complain(ComplaintCode::LeftOut, "hidden text was left out", Some(hidden.trim().to_owned()));
        }
    }
}

/// What stands in a control, unless it is only what shows as long as nothing does.
pub(super) fn filled(control: &Element) -> Option<&Element> {
    let is_placeholder = control.child("w:sdtPr").and_then(|properties| properties.switch("w:showingPlcHdr")) == Some(true);
    control.child("w:sdtContent").filter(|_| !is_placeholder)
}

/// One of the ways to say the same: the first that has text if any has.
pub(super) fn choice(element: &Element) -> Option<&Element> {
    let mut ways = element.elements().filter(|way| matches!(way.name.as_str(), "mc:Choice" | "mc:Fallback"));
    let first = ways.next()?;
    if first.has(&["w:txbxContent", "w:t"]) {
        Some(first)
    } else {
        ways.find(|way| way.has(&["w:txbxContent", "w:t"])).or(Some(first))
    }
}

fn boxes<'a>(element: &'a Element, found: &mut Vec<&'a Element>) {
    match element.name.as_str() {
        "w:txbxContent" => found.push(element),
        "mc:AlternateContent" => {
            if let Some(choice) = choice(element) {
                boxes(choice, found);
            }
        }
        _ => element.elements().for_each(|child| boxes(child, found)),
    }
}

/// What a picture's description says.
fn alternative(element: &Element) -> Option<&str> {
    let own = match element.name.as_str() {
        "docPr" => element.attribute("descr"),
        "shape" => element.attribute("alt"),
        _ => None,
    };
    own.or_else(|| element.elements().find_map(alternative))
}

fn deleted(element: &Element) -> String {
    texts(element, "w:delText") + &texts(element, "w:t")
}

/// The text of all elements of a name within another.
pub(super) fn texts(element: &Element, name: &str) -> String {
    let mut out = String::new();
    gather(element, name, &mut out);
    out
}

fn gather(element: &Element, name: &str, out: &mut String) {
    if element.name == name {
        out.push_str(&element.text());
    }
    if matches!(element.name.as_str(), "w:tab" | "w:br") {
        out.push(' ');
    }
    element.elements().for_each(|child| gather(child, name, out));
    if element.name == "w:p" {
        out.push(' ');
    }
}
