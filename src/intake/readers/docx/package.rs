//! The parts of a Word file, unpacked within limits.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::xml::{self, Allowance, Element};
use crate::intake::IntakeError;
use crate::intake::readers::encoding::decode;

/// The most that all parts together may unpack to, in bytes.
const LARGEST: u64 = 64 << 20;
/// The most bytes of embedded pages and texts. Their tables and lists take longer to read than Word's.
const LARGEST_EMBEDDED: usize = 4 << 20;
/// How deep Word documents may be embedded in one another.
const DEEPEST_EMBEDDED: usize = 3;
/// The most parts in an archive. A Word file has a few dozen, and one for each picture.
const MOST_PARTS: usize = 5_000;

/// What may still be read, of a document and those embedded in it together.
pub(super) struct DocxBudget {
    bytes: u64,
    allowance: Allowance,
    embedded: usize,
    depth: usize,
}

impl Default for DocxBudget {
    fn default() -> Self {
        Self { bytes: LARGEST, allowance: Allowance::default(), embedded: LARGEST_EMBEDDED, depth: DEEPEST_EMBEDDED }
    }
}

impl DocxBudget {
    /// Charges an embedded document that is no Word document.
    pub(super) fn charge_embedded(&mut self, bytes: usize) -> Result<(), IntakeError> {
        let left = self.embedded.checked_sub(bytes);
        self.embedded = left.ok_or_else(|| unreadable(&format!("it is larger than {} MB", LARGEST_EMBEDDED >> 20)))?;
        Ok(())
    }

    /// Reads a Word document inside another.
    pub(super) fn go_deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, IntakeError>) -> Result<T, IntakeError> {
        let depth = self.depth.checked_sub(1);
        self.depth = depth.ok_or_else(|| unreadable("too many documents are embedded in one another"))?;
        let done = read(self);
        self.depth += 1;
        done
    }
}

pub(super) struct DocxPackage<'a, 'b> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    pub(super) budget: &'b mut DocxBudget,
    /// The name of the main document part.
    document: String,
}

/// The relationships of a part, by id: where they lead, and of what kind they are.
pub(super) type Relations = BTreeMap<String, Relation>;

pub(super) struct Relation {
    /// The last segment of the relationship's type: `hyperlink`, `footnotes` and so on.
    pub(super) kind: String,
    /// The name of a part, or a web address.
    pub(super) target: String,
}

impl<'a, 'b> DocxPackage<'a, 'b> {
    pub(super) fn open(document: &'a [u8], budget: &'b mut DocxBudget) -> Result<Self, IntakeError> {
        let damaged = |_| unreadable("the Word document is damaged: it cannot be unpacked");
        // Counted in the raw bytes, because opening the archive already allocates for each entry.
        let parts = document.windows(4).filter(|bytes| bytes == b"PK\x01\x02").count();
        if parts > MOST_PARTS {
            return Err(unreadable(&format!("this archive has more than {MOST_PARTS} parts: no Word document has so many")));
        }
        let archive = ZipArchive::new(Cursor::new(document)).map_err(damaged)?;
        let mut package = Self { archive, budget, document: String::new() };
        package.document = package.find_document()?;
        Ok(package)
    }

    fn find_document(&mut self) -> Result<String, IntakeError> {
        let relations = self.relations("")?;
        let target = relations.into_values().find(|relation| relation.kind == "officeDocument").map(|relation| relation.target);
        match target {
            // Excel and PowerPoint files are built the same way; saying what the file is helps more than "no document".
            Some(target) if target.starts_with("xl/") => Err(IntakeError::OtherContainer { container: "an Excel file (.xlsx)" }),
            Some(target) if target.starts_with("ppt/") => {
                Err(IntakeError::OtherContainer { container: "a PowerPoint file (.pptx)" })
            }
            Some(target) => Ok(target),
            None => {
                let kind = self.text("mimetype")?.unwrap_or_default();
                Err(IntakeError::OtherContainer {
                    container: match kind.trim() {
                        "application/vnd.oasis.opendocument.text" => "an OpenDocument text (.odt): save it as .docx",
                        kind if kind.starts_with("application/vnd.oasis.opendocument") => "an OpenDocument file that is no text",
                        "application/epub+zip" => "an e-book (.epub)",
                        _ => "a zip archive that is no Word document",
                    },
                })
            }
        }
    }

    /// Returns the main document part.
    pub(super) fn main(&mut self) -> Result<Element, IntakeError> {
        let name = self.document.clone();
        let missing = || unreadable(&format!("the Word document is damaged: its part {name} is missing"));
        let root = self.tree(&name)?.ok_or_else(missing)?;
        if root.name == "w:document" { Ok(root) } else { Err(unreadable(&format!("the part {name} is no Word document"))) }
    }

    /// Returns who saved the document last. A damaged part that says it is no loss.
    pub(super) fn saved_by(&mut self) -> Option<String> {
        let relations = self.relations("").ok()?;
        let core = relations.into_values().find(|relation| relation.kind == "core-properties")?;
        let name = self.tree(&core.target).ok()??.child("lastModifiedBy")?.text();
        Some(name.trim().to_owned()).filter(|name| !name.is_empty())
    }

    /// Returns the relationships of the main document part.
    pub(super) fn main_relations(&mut self) -> Result<Relations, IntakeError> {
        let name = self.document.clone();
        self.relations(&name)
    }

    /// Returns the relationships of a part; those of the package itself for an empty name.
    pub(super) fn relations(&mut self, part: &str) -> Result<Relations, IntakeError> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let Some(root) = self.tree(&joined(folder, &format!("_rels/{name}.rels")))? else { return Ok(Relations::new()) };
        let relation = |element: &Element| {
            let kind = element.attribute("Type")?.rsplit('/').next()?.to_owned();
            let target = element.attribute("Target")?;
            let is_outside = element.attribute("TargetMode") == Some("External");
            let target = if is_outside { target.to_owned() } else { joined(folder, target) };
            Some((element.attribute("Id")?.to_owned(), Relation { kind, target }))
        };
        Ok(root.elements().filter_map(relation).collect())
    }

    /// Returns a part as a tree; `None` if it does not exist.
    pub(super) fn tree(&mut self, part: &str) -> Result<Option<Element>, IntakeError> {
        match self.text(part)? {
            Some(text) => xml::parse(part, &text, &mut self.budget.allowance).map(Some),
            None => Ok(None),
        }
    }

    fn text(&mut self, part: &str) -> Result<Option<String>, IntakeError> {
        let Some(bytes) = self.bytes(part)? else { return Ok(None) };
        match decode(&bytes) {
            (_, Some(_)) => Err(unreadable(&format!("the Word document is damaged: its part {part} is not UTF-8 text"))),
            (text, None) => Ok(Some(text.into_owned())),
        }
    }

    /// Returns a part's bytes; `None` if it does not exist.
    pub(super) fn bytes(&mut self, part: &str) -> Result<Option<Vec<u8>>, IntakeError> {
        let damaged = |_| unreadable(&format!("the Word document is damaged: its part {part} cannot be unpacked"));
        // Part names are case-insensitive in this format, but not in the zip archive.
        let name = self.archive.file_names().flatten().find(|name| name.eq_ignore_ascii_case(part)).map(|name| name.into_owned());
        let Some(name) = name else { return Ok(None) };
        let file = match self.archive.by_name(&name) {
            Ok(file) => file,
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(unreadable("the Word document is locked with a password"));
            }
            Err(_) => return Err(damaged(std::io::ErrorKind::Other.into())),
        };
        let mut bytes = Vec::new();
        // The archive's own statement of a part's size may be false, so what comes out is counted.
        file.take(self.budget.bytes + 1).read_to_end(&mut bytes).map_err(damaged)?;
        let left = self.budget.bytes.checked_sub(bytes.len() as u64);
        let too_large = || unreadable(&format!("this unpacks to more than {} MB: no response is so large", LARGEST >> 20));
        self.budget.bytes = left.ok_or_else(too_large)?;
        Ok(Some(bytes))
    }
}

fn unreadable(why: &str) -> IntakeError {
    IntakeError::Unreadable(why.to_owned())
}

/// Resolves a part's name relative to the folder of the part that refers to it.
fn joined(folder: &str, target: &str) -> String {
    let path = match target.strip_prefix('/') {
        Some(path) => path.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let mut steps: Vec<&str> = Vec::new();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            // A path that leaves the package ends at its root: nothing outside can be read.
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}
