//! Counts and lists in sentences.

/// Returns a count with its noun in the right number: "1 finding", "12 findings".
pub fn counted(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

/// Returns names as a list in a sentence, "R1, R2 and R3".
/// After `most` names it says only how many of `all` remain: "and 4 more".
pub fn listed(names: impl IntoIterator<Item = impl ToString>, all: usize, most: usize) -> String {
    let mut told: Vec<String> = names.into_iter().take(most).map(|name| name.to_string()).collect();
    if all > told.len() {
        told.push(format!("{} more", all - told.len()));
    }
    match told.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => told.concat(),
    }
}

#[cfg(test)]
mod tests {
    use crate::prose::counted;
    use crate::prose::listed;

    #[test]
    fn names_are_told_up_to_a_number_and_then_counted() {
        assert_eq!(listed(["a"], 1, 3), "a");
        assert_eq!(listed(["a", "b", "c"], 3, 3), "a, b and c");
        assert_eq!(listed(["a", "b", "c", "d"], 4, 2), "a, b and 2 more");
    }

    #[test]
    fn one_is_not_many() {
        assert_eq!(counted(1, "finding", "findings"), "1 finding");
        assert_eq!(counted(0, "finding", "findings"), "0 findings");
    }
}
