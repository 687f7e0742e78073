//! Text that somebody wrote: Markdown in and out, its blocks and runs, escaping, invisible characters.
//!
//! Nothing here knows what a record is. What belongs to one document format only is in `draw` or `intake`.

pub mod block;
pub mod escape_markdown;
mod formatted_run;
pub mod invisible;
pub mod lost_characters;
mod parse_markdown;
mod plural;
mod shorten;
pub mod text;
mod write_markdown;

pub use block::{Inline, ProseBlock, plain};
pub use formatted_run::{FormattedRun, RunContent, inlines, spans};
pub use parse_markdown::{passages, stands_alone, unmarked};
pub use plural::{counted, listed};
pub use shorten::shortened;
pub use text::{Prose, ProseContent};
pub use write_markdown::{inline_markdown, markdown, tidy};
