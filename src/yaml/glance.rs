//! Reads one field of a fragment of a record.

use super::tree::{Content, Node, Tree};

/// Returns the words of the field `key` in a fragment that is YAML by itself: `owner: Head of Custody`, a list in brackets or on
/// lines below the key, or a mapping in braces. Empty where the fragment is something else.
pub fn words_of_field(piece: &str, key: &str) -> Vec<String> {
    let Ok(tree) = Tree::of(piece) else { return Vec::new() };
    let Content::Mapping(entries) = &tree.root.content else { return Vec::new() };
    let value = entries.iter().find(|(name, _)| name.text() == Some(key)).map(|(_, value)| value);
    let word = |node: &Node| node.text().filter(|_| !node.is_null()).map(str::to_owned);
    match value.map(|value| (&value.content, value)) {
        Some((Content::Sequence(items), _)) => items.iter().filter_map(word).collect(),
        Some((_, value)) => word(value).into_iter().collect(),
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::words_of_field;

    #[test]
    fn a_field_is_read_however_it_is_written() {
        for (piece, words) in [
            ("owner: Head of Custody  # since May", &["Head of Custody"][..]),
            ("owner: 'Custody: nights'", &["Custody: nights"]),
            ("owner: [HMICFRS, \"HMI Prisons\"]", &["HMICFRS", "HMI Prisons"]),
            ("owner:\n  - chief constables\n  - the Home Office\n", &["chief constables", "the Home Office"]),
            ("{owner: Custody, grade: good}", &["Custody"]),
            ("owner:", &[]),
            ("owner: ~", &[]),
            ("owner: |", &[""]),
            ("Whoever is the owner: nobody knows", &[]),
            ("owner: 'half", &[]),
        ] {
            assert_eq!(words_of_field(piece, "owner"), words, "{piece}");
        }
    }
}
