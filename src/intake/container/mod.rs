//! What documents come in: bytes to blocks, one reader a container.
//!
//! Each reader has bounds of its own on size, depth and work, fetches nothing, and tells what it left out. Only plain
//! text needs to know what labels a form has: it has nothing else to tell a row by.

mod docx;
pub mod html;
mod kind;
mod markdown;
mod open;
mod pdf;
pub mod text;

pub use kind::Container;
pub(super) use kind::LARGEST;
pub use open::open;
