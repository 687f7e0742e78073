//! Writes a web page: one file without external resources, accessible and printable.
//!
//! Prose from the records is in elements of the class `irr-prose` (Markdown as HTML) or `irr-as-written` (text exactly as
//! written), so that `irr import` reads back exactly what the page was made of.

mod body;
mod chart;
mod escape;
mod label;
mod prose;
#[cfg(test)]
mod tests;

use super::template::{Template, TemplateData, TemplateLanguage, fill};
use super::{DrawError, Paper};
use crate::view::{Block, DocumentSection};

/// The default template of a page.
pub(super) const HTML_TEMPLATE: &str = include_str!("response.html");

/// The styles for screen, phone and paper.
const STYLE: &str = include_str!("style.css");

/// The styles of charts.
const CHART_STYLE: &str = include_str!("chart.css");

/// The content security policy for a page from a user's template that has none of its own.
const OWN_POLICY: &str = "\n<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'none'; object-src 'none'; \
    frame-src 'none'; base-uri 'none'; form-action 'none'\">";

/// Writes pieces as a page.
///
/// # Errors
/// Fails if the template is invalid, uses an unknown name or takes too long; the error has the line.
pub(super) fn write_html(
    pieces: &[DocumentSection],
    paper: &Paper,
    data: &TemplateData,
    template: Option<Template<'_>>,
) -> Result<String, DrawError> {
    // A template with a policy of its own keeps it. A second one could only forbid more.
    let own = template.filter(|own| !own.text.to_ascii_lowercase().contains("content-security-policy"));
    let template = template.unwrap_or(Template { name: "response.html", text: HTML_TEMPLATE });
    let drawn: Vec<_> = pieces.iter().map(|piece| piece.name).zip(body::of(pieces)).collect();
    let is_chart = |block: &Block| matches!(block, Block::Chart(_));
    let has_charts = pieces.iter().any(|piece| piece.blocks.iter().any(is_chart));
    let style = if has_charts { format!("{STYLE}{CHART_STYLE}") } else { STYLE.to_owned() };
    let page = fill(template, TemplateLanguage::Html, paper, &style, &drawn, data)?;
    let page = paper.notice.map_or(page.clone(), |notice| with_notice(page, notice));
    Ok(if own.is_some() { with_policy(page) } else { page })
}

/// Inserts a notice that stays visible on screen and appears on each printed page, whatever the template.
fn with_notice(mut page: String, notice: &str) -> String {
    let lower = page.to_ascii_lowercase();
    // Inside `<main>`: readers that extract a page's main content drop what is beside it.
    let behind = |tag: &str| lower.find(tag).and_then(|at| Some(at + lower[at..].find('>')? + 1));
    let inside = ["<main", "<body"].into_iter().find_map(behind).unwrap_or(0);
    let text = format!("\n<p class=\"irr-notice\" role=\"note\">{}</p>", escape::escaped(notice));
    page.insert_str(inside, &text);
    // Only a page margin box is printed on every sheet without covering the text.
    let style = format!(
        "<style>\n.irr-notice {{ position: sticky; top: 0; z-index: 1; margin: 0 0 1rem; padding: .4rem 1rem; background: #8a1200; color: #fff; \
         font-weight: 700; text-align: center; }}\n@page {{ @top-center {{ content: \"{notice}\"; font: bold 10pt Arial, sans-serif; color: #8a1200; }} }}\n\
         @page wide {{ @top-center {{ content: \"{notice}\"; font: bold 10pt Arial, sans-serif; color: #8a1200; }} }}\n\
         @media print {{ .irr-notice {{ position: static; }} }}\n</style>\n"
    );
    let at = page.to_ascii_lowercase().find("</head>").unwrap_or(0);
    page.insert_str(at, &style);
    page
}

/// Inserts a policy into a page from a user's template: any styling, but no scripts and no embedding unless its own policy
/// allows them.
///
/// A template without a head makes a fragment of another page, and stays as it is.
fn with_policy(mut page: String) -> String {
    let lower = page.to_ascii_lowercase();
    let behind = |tag: &str| lower.find(tag).and_then(|at| Some(at + lower[at..].find('>')? + 1));
    if let Some(at) = ["<head>", "<head ", "<html", "<!doctype"].into_iter().find_map(behind) {
        page.insert_str(at, OWN_POLICY);
    }
    page
}
