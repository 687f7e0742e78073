//! A change to a file as a unified diff, which `git apply` and `patch` read.

use std::borrow::Cow;
use std::io::Write;
use std::time::Duration;

use similar::TextDiff;

use super::command::visible;
use super::{Colour, DrawError, Page};
use crate::report::Role;

/// The shortest way from one text to another that has nothing in common takes the product of their lines to find. After this time the rest
/// is shown as taken out and put in, which is as true, and longer.
const LONGEST: Duration = Duration::from_secs(2);

/// Writes how the file `name` changes from `before` to `after`; nothing where it does not.
///
/// # Errors
/// Where `out` takes no more.
pub fn write_diff(name: &str, before: &str, after: &str, page: &Page, out: &mut dyn Write) -> Result<(), DrawError> {
    if before == after {
        return Ok(());
    }
    let diff = TextDiff::configure().timeout(LONGEST).diff_lines(before, after);
    let diff = diff.unified_diff().context_radius(3).header(&format!("a/{name}"), &format!("b/{name}")).to_string();
    for line in diff.split_inclusive('\n') {
        let role = match line.as_bytes() {
            [b'+', b'+', b'+', ..] | [b'-', b'-', b'-', ..] => Role::Strong,
            [b'+', ..] => Role::Done,
            [b'-', ..] => Role::Overdue,
            [b'@', ..] => Role::Muted,
            _ => Role::Plain,
        };
        let body = line.trim_end_matches(['\r', '\n']);
        write!(out, "{}{}", page.ink(&shown(body, page), role), &line[body.len()..])?;
    }
    Ok(())
}

/// A line as it is shown: on a page without colours it is data still, and `patch` may read it.
fn shown<'l>(line: &'l str, page: &Page) -> Cow<'l, str> {
    if page.colour == Colour::On { visible(line) } else { Cow::Borrowed(line) }
}
