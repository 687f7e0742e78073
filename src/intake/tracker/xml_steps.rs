//! Walks through the XML of a workbook's parts.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::intake::IntakeError;
use crate::intake::readers::encoding::decode;

/// A step through a part's XML.
pub(super) enum XmlStep<'a> {
    Tag { around: &'a [String], name: &'a str, tag: &'a BytesStart<'a> },
    Text { around: &'a [String], text: &'a str },
    End { name: &'a str },
}

fn local(tag: &BytesStart) -> String {
    tag.local_name().as_ref().to_owned()
}

/// Returns an attribute by its name without its namespace.
pub(super) fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|it| it.key.local_name().as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// The error for a workbook that cannot be read.
pub(super) fn damaged(error: impl std::fmt::Display) -> IntakeError {
    IntakeError::Unreadable(format!("the workbook is damaged: {error}"))
}

/// Calls `on` for each start (or empty) tag and text of an XML file, with the names of the elements around it.
pub(super) fn walk(xml: &[u8], mut on: impl FnMut(&XmlStep<'_>)) -> Result<(), IntakeError> {
    let (text, _) = decode(xml);
    let mut reader = Reader::from_str(&text);
    reader.config_mut().check_end_names = false;
    let mut open: Vec<String> = Vec::new();
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(tag) => {
                on(&XmlStep::Tag { around: &open, name: &local(&tag), tag: &tag });
                // No writer of workbooks nests deeper.
                if open.len() >= 64 {
                    return Err(damaged("its XML is nested too deeply"));
                }
                open.push(local(&tag));
            }
            Event::Empty(tag) => {
                on(&XmlStep::Tag { around: &open, name: &local(&tag), tag: &tag });
                on(&XmlStep::End { name: &local(&tag) });
            }
            Event::End(_) => {
                if let Some(name) = open.pop() {
                    on(&XmlStep::End { name: &name });
                }
            }
            Event::Text(text) => on(&XmlStep::Text { around: &open, text: &text.xml10_content() }),
            Event::GeneralRef(name) => {
                let resolved = name.resolve_char_ref().ok().flatten().map(String::from);
                let named = || quick_xml::escape::resolve_predefined_entity(&name.xml10_content()).map(str::to_owned);
                if let Some(text) = resolved.or_else(named) {
                    on(&XmlStep::Text { around: &open, text: &text });
                }
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}
