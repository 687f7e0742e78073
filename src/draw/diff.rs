//! Writes a change to a file as a unified diff, which `git apply` and `patch` can read.

use std::borrow::Cow;
use std::io::Write;
use std::time::Duration;

use similar::TextDiff;

use super::{Colour, DrawError, PageStyle};
use crate::draw::visible;
use crate::view::Role;

/// How long to search for a short diff. The time grows with the product of the line counts; after this the rest is written as
/// deleted and inserted, which is longer but as correct.
const LONGEST: Duration = Duration::from_secs(2);

/// Writes the diff of the file `name` from `before` to `after`; nothing if they are equal.
///
/// # Errors
/// Fails if `out` cannot be written to.
pub fn write_diff(name: &str, before: &str, after: &str, page: &PageStyle, out: &mut dyn Write) -> Result<(), DrawError> {
    if before == after {
        return Ok(());
    }
    let diff = TextDiff::configure().timeout(LONGEST).diff_lines(before, after);
    let diff = diff.unified_diff().context_radius(3).header(&format!("a/{name}"), &format!("b/{name}")).to_string();
    for line in diff.split_inclusive('\n') {
        let role = match line.as_bytes() {
            // The two header lines come first, because they also begin with `+` or `-`.
            [b'+', b'+', b'+', ..] | [b'-', b'-', b'-', ..] => Role::Strong,
            [b'+', ..] => Role::Done,
            [b'-', ..] => Role::Overdue,
            [b'@', ..] => Role::Muted,
            _ => Role::Plain,
        };
        let body = line.trim_end_matches(['\r', '\n']);
        write!(out, "{}{}", page.paint(&shown(body, page), role), &line[body.len()..])?;
    }
    Ok(())
}

/// Neutralises control characters on a coloured page only: without colours the diff is data, and `patch` must read it
/// unchanged.
fn shown<'l>(line: &'l str, page: &PageStyle) -> Cow<'l, str> {
    if page.colour == Colour::On { visible(line) } else { Cow::Borrowed(line) }
}
