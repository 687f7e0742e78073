//! Evidence as people record it: a file's path, a link, or the number of a minute.

use super::{FieldPath, Record};

/// The most characters a file extension may have. Longer endings are taken for prose.
const LONGEST_ENDING: usize = 5;

/// Returns the path, relative to the folder that holds `records/`, if a piece of evidence looks like one: folders separated by
/// slashes, and a file with an extension. `None` for links, prose and paths that leave that folder.
pub fn path_in(evidence: &str) -> Option<String> {
    let path = evidence.trim();
    if path.contains("://") || path.contains(|c: char| c.is_control()) {
        return None;
    }
    // A fragment names a place inside the file; backslashes come from paths copied on Windows.
    let path = path.split('#').next().unwrap_or(path).replace('\\', "/");
    let path = path.strip_prefix("./").unwrap_or(&path);
    let parts: Vec<&str> = path.split('/').collect();
    let is_named = |part: &&str| !part.is_empty() && !matches!(*part, "." | "..") && !part.contains(':');
    let (file, folders) = parts.split_last()?;
    let (stem, ending) = file.rsplit_once('.')?;
    // With a letter, because "minutes/12.3" is the number of a minute and not a file.
    let is_ending = (1..=LONGEST_ENDING).contains(&ending.len())
        && ending.bytes().all(|b| b.is_ascii_alphanumeric())
        && ending.contains(|c: char| c.is_ascii_alphabetic());
    (!folders.is_empty() && !stem.is_empty() && is_ending && parts.iter().all(is_named)).then(|| path.to_owned())
}

impl Record {
    /// Returns every piece of evidence in the record with the path of its field.
    pub fn evidence(&self) -> impl Iterator<Item = (FieldPath, &str)> {
        self.findings().flat_map(|(_, at, finding)| {
            let of_actions = finding.actions.iter().enumerate().flat_map({
                let at = at.clone();
                move |(index, action)| {
                    let list = at.key("actions").index(index).key("evidence");
                    action.evidence.iter().enumerate().map(move |(index, it)| (list.index(index), it.as_str()))
                }
            });
            let of_closings = finding.closings().enumerate().flat_map(move |(index, closing)| {
                let list = at.join(&finding.closing_path(index)).key("evidence");
                closing.evidence.iter().enumerate().map(move |(index, it)| (list.index(index), it.as_str()))
            });
            of_actions.chain(of_closings)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::path_in;

    #[test]
    fn a_path_has_folders_and_a_file_with_an_ending() {
        for (evidence, path) in [
            ("minutes/2026-05-01.pdf", "minutes/2026-05-01.pdf"),
            ("./minutes/Board 12 May.docx", "minutes/Board 12 May.docx"),
            ("minutes\\12.pdf", "minutes/12.pdf"),
            ("minutes/12.pdf#page=3", "minutes/12.pdf"),
        ] {
            assert_eq!(path_in(evidence).as_deref(), Some(path), "{evidence}");
        }
        for evidence in [
            "https://example.org/minutes/12.pdf",
            "m.pdf",
            "Minute 12/3",
            "Letter of 12 May, see item 3/4.2",
            "/srv/minutes/12.pdf",
            "../minutes/12.pdf",
            "C:/minutes/12.pdf",
            "minutes//12.pdf",
            "",
        ] {
            assert_eq!(path_in(evidence), None, "{evidence}");
        }
    }
}
