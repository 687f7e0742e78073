//! A page: one file that asks for nothing, reads in order, and prints.
//!
//! What is somebody's words stands in elements of the class `irr-prose` (Markdown as HTML says it) or `irr-as-written` (the text to
//! the character), so that the page reads back as exactly what it was made of.

mod body;
mod chart;
mod escape;
mod label;
mod prose;
#[cfg(test)]
mod tests;

use super::template::{Kind, Template, TemplateData, fill};
use super::{DrawError, Paper};
use crate::report::{Block, Piece};

/// The template of a page where an office has none of its own.
pub(super) const HTML_TEMPLATE: &str = include_str!("response.html");

/// How a page looks, on a screen, a phone and paper.
const STYLE: &str = include_str!("style.css");

/// How charts look.
const CHART_STYLE: &str = include_str!("chart.css");

/// What an office's own page does where it does not say itself what it does.
const OWN_POLICY: &str = "\n<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'none'; object-src 'none'; \
    frame-src 'none'; base-uri 'none'; form-action 'none'\">";

/// Pieces as a page.
///
/// # Errors
/// Where the template is none, asks for something there is not, or takes too long: with its line.
pub(super) fn write_html(
    pieces: &[Piece],
    paper: &Paper,
    data: &TemplateData,
    template: Option<Template<'_>>,
) -> Result<String, DrawError> {
    let own = template.filter(|own| !own.text.to_ascii_lowercase().contains("content-security-policy"));
    let template = template.unwrap_or(Template { name: "response.html", text: HTML_TEMPLATE });
    let drawn: Vec<_> = pieces.iter().map(|piece| piece.name).zip(body::of(pieces)).collect();
    let is_chart = |block: &Block| matches!(block, Block::Chart(_));
    let has_charts = pieces.iter().any(|piece| piece.blocks.iter().any(is_chart));
    let style = if has_charts { format!("{STYLE}{CHART_STYLE}") } else { STYLE.to_owned() };
    let page = fill(template, Kind::Html, paper, &style, &drawn, data)?;
    let page = paper.notice.map_or(page.clone(), |notice| with_notice(page, notice));
    Ok(if own.is_some() { with_policy(page) } else { page })
}

/// The page with a notice above all else in it, which stays in sight on a screen and stands on each sheet of paper, whatever the template.
fn with_notice(mut page: String, notice: &str) -> String {
    let lower = page.to_ascii_lowercase();
    // What stands beside a page's main part is passed over where the page is read.
    let behind = |tag: &str| lower.find(tag).and_then(|at| Some(at + lower[at..].find('>')? + 1));
    let inside = ["<main", "<body"].into_iter().find_map(behind).unwrap_or(0);
    let text = format!("\n<p class=\"irr-notice\" role=\"note\">{}</p>", escape::escaped(notice));
    page.insert_str(inside, &text);
    // Only a margin box stands on each sheet without covering what is printed there.
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

/// The page with a policy in its head: an office's own, which may look as it likes, but runs and embeds nothing unless it says so itself.
/// What has no head is a part of somebody else's page.
fn with_policy(mut page: String) -> String {
    let lower = page.to_ascii_lowercase();
    let behind = |tag: &str| lower.find(tag).and_then(|at| Some(at + lower[at..].find('>')? + 1));
    if let Some(at) = ["<head>", "<head ", "<html", "<!doctype"].into_iter().find_map(behind) {
        page.insert_str(at, OWN_POLICY);
    }
    page
}
