//! A page: one file that asks for nothing, reads in order, and prints.
//!
//! What is somebody's words stands in elements of the class `irr-prose` (Markdown as HTML says it) or `irr-as-written` (the text to
//! the character), so that the page reads back as exactly what it was made of.

mod body;
mod escape;
mod prose;
#[cfg(test)]
mod tests;

use minijinja::context;
use minijinja::value::{Serde, Value};
use serde::Serialize;

use super::template::{Kind, Template, fill};
use super::{DrawError, Paper};
use crate::report::Block;

/// The template of a page where an office has none of its own.
pub const HTML_TEMPLATE: &str = include_str!("response.html");

/// How the page looks, on a screen, a phone and paper.
const STYLE: &str = include_str!("style.css");

/// An answer as a page.
///
/// A template knows `title`, `language`, `author`, `style` (the page's own style), `body` (all blocks as HTML) and `record` (the
/// answer's data, for an office that lays it out itself). What it puts in is escaped, but for `style` and `body`.
///
/// # Errors
/// Where the template is none, asks for something there is not, or takes too long: with its line.
pub fn write_html(
    blocks: &[Block],
    paper: &Paper,
    record: &impl Serialize,
    template: Option<Template<'_>>,
) -> Result<String, DrawError> {
    let template = template.unwrap_or(Template { name: "response.html", text: HTML_TEMPLATE });
    let Paper { title, language, author } = paper;
    let body = Value::from_safe_string(body::of(blocks));
    let style = Value::from_safe_string(STYLE.to_owned());
    let record = Value::from(Serde(record));
    fill(template, Kind::Html, context! { title, language => *language, author, style, body, record })
}
