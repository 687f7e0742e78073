//! Parses a part's XML into a tree, within limits.

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::{Namespace, QName, ResolveResult};
use quick_xml::{NsReader, XmlVersion};

use crate::intake::IntakeError;

/// The deepest nesting of elements. No word processor writes deeper.
const DEEPEST: usize = 256;
/// The most memory that the trees of all parts may take, in bytes. Word's own files of a thousand pages take half of it.
const LARGEST_TREES: usize = 192 << 20;
/// What an element, an attribute or a text takes beside its characters, in bytes.
const NODE: usize = 96;
const ATTRIBUTE: usize = 64;

/// An element. Its name has a fixed prefix for its namespace, whatever the file uses: `w:` for word processing, `m:` for
/// formulas, `r:` for relationships, `mc:` for alternatives, and none for others.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    pub(super) children: Vec<XmlNode>,
}

#[derive(Debug)]
pub(super) enum XmlNode {
    Element(Element),
    Text(String),
}

impl Element {
    /// Returns the child elements.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            XmlNode::Element(element) => Some(element),
            XmlNode::Text(_) => None,
        })
    }

    /// Returns the first child element of this name.
    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// Follows child elements by a path of names.
    pub(super) fn below(&self, names: &[&str]) -> Option<&Element> {
        names.iter().try_fold(self, |element, name| element.child(name))
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Returns the `w:val` of the child element of this name, where most properties have their value.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.child(name)?.attribute("w:val")
    }

    /// Returns who made a tracked change or a comment.
    pub(super) fn author(&self) -> Option<String> {
        self.attribute("w:author").map(str::trim).filter(|author| !author.is_empty()).map(str::to_owned)
    }

    /// Returns whether an on/off property is on; `None` if it is not stated.
    pub(super) fn switch(&self, name: &str) -> Option<bool> {
        let property = self.child(name)?;
        Some(!matches!(property.attribute("w:val"), Some("0" | "false" | "off" | "none")))
    }

    /// Returns the text directly inside.
    pub(super) fn text(&self) -> String {
        let texts = self.children.iter().filter_map(|node| match node {
            XmlNode::Text(text) => Some(text.as_str()),
            XmlNode::Element(_) => None,
        });
        texts.collect()
    }

    /// Returns whether this element or one inside it has one of these names.
    pub(super) fn has(&self, names: &[&str]) -> bool {
        names.contains(&self.name.as_str()) || self.elements().any(|element| element.has(names))
    }
}

/// The memory that trees may still take, in bytes.
pub(super) struct Allowance(usize);

impl Default for Allowance {
    fn default() -> Self {
        Self(LARGEST_TREES)
    }
}

impl Allowance {
    fn charge(&mut self, bytes: usize) -> Result<(), IntakeError> {
        let too_large = || harmful(&format!("its parts take more than {} MB of memory", LARGEST_TREES >> 20));
        self.0 = self.0.checked_sub(bytes).ok_or_else(too_large)?;
        Ok(())
    }
}

/// Parses a part.
pub(super) fn parse(part: &str, text: &str, allowance: &mut Allowance) -> Result<Element, IntakeError> {
    let broken = || IntakeError::Unreadable(format!("the Word document is damaged: its part {part} is not XML"));
    let mut reader = NsReader::from_str(text);
    let mut open: Vec<Element> = vec![Element::default()];
    loop {
        let event = reader.read_event().map_err(|_| broken())?;
        match event {
            Event::Start(start) => {
                if open.len() > DEEPEST {
                    return Err(harmful(&format!("its part {part} is nested deeper than {DEEPEST} elements")));
                }
                open.push(element(&reader, &start, allowance).ok_or_else(broken)??);
            }
            Event::Empty(start) => {
                let element = element(&reader, &start, allowance).ok_or_else(broken)??;
                open.last_mut().ok_or_else(broken)?.children.push(XmlNode::Element(element));
            }
            Event::End(_) => {
                let mut done = open.pop().ok_or_else(broken)?;
                // Room for three more children would be most of the tree.
                done.children.shrink_to_fit();
                open.last_mut().ok_or_else(broken)?.children.push(XmlNode::Element(done));
            }
            Event::Text(text) => push_text(&mut open, &text.xml10_content(), allowance)?,
            Event::CData(text) => push_text(&mut open, &text.xml10_content(), allowance)?,
            Event::GeneralRef(reference) => match character(&reference) {
                Some(c) => push_text(&mut open, c.encode_utf8(&mut [0; 4]), allowance)?,
                // A custom entity can expand to gigabytes, or read other files.
                None => return Err(harmful(&format!("its part {part} has an entity of its own"))),
            },
            Event::DocType(_) => return Err(harmful(&format!("its part {part} has a document type of its own"))),
            Event::Eof => break,
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
    }
    let root = open.pop().filter(|_| open.is_empty()).ok_or_else(broken)?;
    let mut elements = root.children.into_iter().filter_map(|node| match node {
        XmlNode::Element(element) => Some(element),
        XmlNode::Text(_) => None,
    });
    elements.next().ok_or_else(broken)
}

fn harmful(why: &str) -> IntakeError {
    IntakeError::Unreadable(format!("the Word document is not read: {why}, which no word processor writes"))
}

fn push_text(open: &mut [Element], text: &str, allowance: &mut Allowance) -> Result<(), IntakeError> {
    let Some(element) = open.last_mut() else { return Ok(()) };
    match element.children.last_mut() {
        Some(XmlNode::Text(before)) => before.push_str(text),
        _ => {
            allowance.charge(NODE)?;
            element.children.push(XmlNode::Text(text.to_owned()));
        }
    }
    allowance.charge(text.len())
}

fn character(reference: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return Some(c);
    }
    match &*reference.xml10_content() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// Creates the element for a start tag; `None` if the tag is malformed.
fn element(reader: &NsReader<&[u8]>, start: &BytesStart<'_>, allowance: &mut Allowance) -> Option<Result<Element, IntakeError>> {
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.ok()?;
        let (namespace, local) = reader.resolver().resolve_attribute(attribute.key);
        // Word marks everything with the session that wrote it (`w:rsidR`): half of all attributes, and nobody reads them.
        if local.as_ref().starts_with("rsid") {
            continue;
        }
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned();
        attributes.push((named(&namespace, QName(local.as_ref())), value));
    }
    attributes.shrink_to_fit();
    let taken = attributes.iter().map(|(_, value): &(String, String)| ATTRIBUTE + value.len()).sum::<usize>();
    if let Err(error) = allowance.charge(NODE + taken) {
        return Some(Err(error));
    }
    let (namespace, local) = reader.resolver().resolve_element(start.name());
    Some(Ok(Element { name: named(&namespace, QName(local.as_ref())), attributes, children: Vec::new() }))
}

fn named(namespace: &ResolveResult<'_>, local: QName<'_>) -> String {
    let prefix = match namespace {
        ResolveResult::Bound(Namespace(uri)) => match *uri {
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            // The second address of each pair is that of Strict Open XML.
            | "http://purl.oclc.org/ooxml/wordprocessingml/main" => "w:",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
            | "http://purl.oclc.org/ooxml/officeDocument/relationships" => "r:",
            "http://schemas.openxmlformats.org/officeDocument/2006/math" | "http://purl.oclc.org/ooxml/officeDocument/math" => {
                "m:"
            }
            "http://schemas.openxmlformats.org/markup-compatibility/2006" => "mc:",
            _ => "",
        },
        _ => "",
    };
    format!("{prefix}{}", local.0)
}

/// Returns one of several alternative contents: the first that has text, or the first one.
pub(super) fn choice(element: &Element) -> Option<&Element> {
    let mut ways = element.elements().filter(|way| matches!(way.name.as_str(), "mc:Choice" | "mc:Fallback"));
    let first = ways.next()?;
    if first.has(&["w:txbxContent", "w:t"]) {
        Some(first)
    } else {
        ways.find(|way| way.has(&["w:txbxContent", "w:t"])).or(Some(first))
    }
}

/// Returns the text of all elements with this name inside another.
pub(super) fn texts(element: &Element, name: &str) -> String {
    let mut out = String::new();
    gather(element, name, &mut out);
    out
}

fn gather(element: &Element, name: &str, out: &mut String) {
    if element.name == name {
        out.push_str(&element.text());
    }
    match element.name.as_str() {
        "w:tab" | "w:ptab" | "w:br" | "w:cr" => out.push(' '),
        "w:noBreakHyphen" => out.push('-'),
        _ => {}
    }
    element.elements().for_each(|child| gather(child, name, out));
    if element.name == "w:p" {
        out.push(' ');
    }
}
