//! A line in each file that `irr init` writes, by which a later irr knows whether the file was edited since.

use flate2::Crc;

/// Stands before the checksum in a stamp. Later versions of irr look for these words: they must not change.
const MARK: &str = " wrote this file; `irr init` of a later version renews it, unless it was edited: ";
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What a stamp says of the file that it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Origin {
    /// This version of irr or an earlier one wrote it, and nobody edited it.
    Unedited,
    /// Somebody edited it since this version of irr wrote it.
    Edited(String),
    /// A later version of irr wrote it.
    Later(String),
    /// It has no stamp.
    Unknown,
}

/// Adds a stamp to a text: a comment at the top, or a `$comment` in a JSON object.
pub(super) fn stamped(text: &str) -> String {
    let stamp = format!("irr {VERSION}{MARK}{:08x}", checksum(text));
    match text.strip_prefix("{\n") {
        Some(rest) => format!("{{\n  \"$comment\": \"{stamp}\",\n{rest}"),
        None => format!("# {stamp}\n{text}"),
    }
}

/// Returns where a text comes from, and the text without its stamp.
pub(super) fn origin(text: &str) -> (Origin, String) {
    // A checkout may have turned the line ends.
    let text = text.replace("\r\n", "\n");
    let Some((line, before, after)) = text.lines().find_map(|line| {
        let (before, after) = line.split_once(MARK)?;
        Some((line, before, after))
    }) else {
        return (Origin::Unknown, text);
    };
    let version = before.rsplit(' ').next().unwrap_or("").to_owned();
    let bare = text.replacen(&format!("{line}\n"), "", 1);
    let is_unedited = after.get(..8) == Some(format!("{:08x}", checksum(&bare)).as_str());
    let origin = match numbers(&version) > numbers(VERSION) {
        true => Origin::Later(version),
        false if is_unedited => Origin::Unedited,
        false => Origin::Edited(version),
    };
    (origin, bare)
}

fn checksum(text: &str) -> u32 {
    let mut crc = Crc::new();
    crc.update(text.as_bytes());
    crc.sum()
}

fn numbers(version: &str) -> Vec<u64> {
    version.split(['.', '-', '+']).map_while(|part| part.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::{MARK, Origin, VERSION, numbers, origin, stamped};

    const TEXTS: [&str; 2] = ["{\n  \"a\": 1\n}\n", "repos:\n  - repo: local\n"];

    #[test]
    fn what_was_not_edited_is_known_and_comes_back() {
        for text in TEXTS {
            assert_eq!(origin(&stamped(text)), (Origin::Unedited, text.to_owned()));
            assert_eq!(origin(&stamped(text).replace('\n', "\r\n")).0, Origin::Unedited);
        }
    }

    #[test]
    fn what_was_edited_is_known() {
        for text in TEXTS {
            let edited = format!("{}# a line more\n", stamped(text));
            assert_eq!(origin(&edited).0, Origin::Edited(VERSION.to_owned()));
        }
    }

    #[test]
    fn a_text_of_a_later_version_is_known_and_one_without_a_stamp() {
        let later = stamped(TEXTS[1]).replace(VERSION, "123.0.0");
        assert_eq!(origin(&later).0, Origin::Later("123.0.0".to_owned()));
        assert_eq!(origin(TEXTS[0]).0, Origin::Unknown);
        assert!(numbers("0.10.0") > numbers("0.9.3"));
    }

    #[test]
    fn a_stamp_in_json_stays_json() {
        let value: serde_json::Value = serde_json::from_str(&stamped(TEXTS[0])).unwrap();
        assert!(value["$comment"].as_str().unwrap().contains(MARK));
    }
}
