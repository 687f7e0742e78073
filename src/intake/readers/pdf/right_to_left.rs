//! Hebrew and Arabic: a page draws them as they are seen, from left to right; text has them as they are read.

use unicode_normalization::UnicodeNormalization;

/// Returns a line in reading order. Lines without such letters stay as they are.
pub(super) fn in_reading_order(line: &str) -> String {
    if !line.chars().any(is_right_to_left) {
        return line.to_owned();
    }
    let (mut others, mut own) = (0, 0);
    for letter in line.chars().filter(|letter| letter.is_alphabetic()) {
        *(if is_right_to_left(letter) { &mut own } else { &mut others }) += 1;
    }
    let letters: Vec<char> = line.chars().collect();
    // Stretches from the first to the last letter that runs this way, with the blanks and digits inside.
    let mut parts: Vec<String> = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        // The last round has the rest, without such letters.
        let start = (at..letters.len()).find(|i| is_right_to_left(letters[*i])).unwrap_or(letters.len());
        let end = (start..letters.len()).find(|i| letters[*i].is_alphabetic() && !is_right_to_left(letters[*i]));
        let end = (start..end.unwrap_or(letters.len())).rfind(|i| is_right_to_left(letters[*i])).map_or(start, |i| i + 1);
        parts.push(letters[at..start].iter().collect());
        parts.push(turned_round(&letters[start..end]));
        at = end;
    }
    // A line runs the way of both its ends; where these differ, the way of most letters.
    let mut ends = line.chars().filter(|letter| letter.is_alphabetic()).map(is_right_to_left);
    let (first, last) = (ends.next(), ends.next_back());
    let from_the_right = if last.is_none() || first == last { first == Some(true) } else { own >= others };
    if !from_the_right {
        return parts.concat();
    }
    let mut line: String = parts.iter().rev().map(|part| with_edges_swapped(part)).collect();
    line.truncate(line.trim_end().len());
    line
}

/// Swaps the blanks at the ends of a part, and turns its brackets round if there is nothing else.
fn with_edges_swapped(part: &str) -> String {
    let start = part.len() - part.trim_start().len();
    let end = part.trim_end().len().max(start);
    let inside = &part[start..end];
    let inside =
        if inside.contains(char::is_alphanumeric) { inside.to_owned() } else { inside.chars().rev().map(mirrored).collect() };
    [&part[end..], &inside, &part[..start]].concat()
}

/// Returns the letters of a stretch as they are read.
fn turned_round(letters: &[char]) -> String {
    // Some programs draw each letter where the next one belongs, and so the wrong way round for the eye: then letters that only
    // end words stand at their ends already.
    let words = || letters.split(|letter| letter.is_whitespace());
    let ends = |word: &&[char]| word.len() > 1 && word.last().is_some_and(|last| ends_words(*last));
    let begins = |word: &&[char]| word.len() > 1 && word.first().is_some_and(|first| ends_words(*first));
    let read: String = if words().filter(ends).count() > words().filter(begins).count() {
        letters.iter().collect()
    } else {
        let mut read: Vec<char> = letters.iter().rev().map(|letter| mirrored(*letter)).collect();
        // Numbers run from left to right in these scripts too.
        for number in read.chunk_by_mut(|a, b| is_of_number(*a) && is_of_number(*b)).filter(|part| is_of_number(part[0])) {
            number.reverse();
        }
        read.into_iter().collect()
    };
    // Shapes of letters within words are the letters themselves. Those after U+FDCF are whole phrases, and stay.
    let plain = |letter: char| matches!(letter, '\u{fb1d}'..='\u{fdcf}' | '\u{fe70}'..='\u{fefe}');
    read.chars().flat_map(|c| if plain(c) { c.nfkc().collect::<Vec<char>>() } else { vec![c] }).collect()
}

fn is_right_to_left(letter: char) -> bool {
    let is_digit = matches!(letter, '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}');
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}') && !is_digit
}

/// Whether a letter is one of the Hebrew ones that stand at the end of words only.
fn ends_words(letter: char) -> bool {
    matches!(letter, 'ך' | 'ם' | 'ן' | 'ף' | 'ץ')
}

fn is_of_number(letter: char) -> bool {
    letter.is_numeric()
}

fn mirrored(letter: char) -> char {
    match letter {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '«' => '»',
        '»' => '«',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_drawn_as_it_is_seen_is_read_from_the_right() {
        assert_eq!(in_reading_order("plain words"), "plain words");
        assert_eq!(in_reading_order("םולש"), "שלום");
        assert_eq!(in_reading_order("hello there םלוע םולש"), "hello there שלום עולם");
        assert_eq!(in_reading_order("hello םלוע םולש 25"), "25 שלום עולם hello");
        assert_eq!(in_reading_order("(ב) 12 א"), "א 12 (ב)");
        assert_eq!(in_reading_order("בתכמ Borsetshire Police תבושת"), "תשובת Borsetshire Police מכתב");
    }

    #[test]
    fn what_is_drawn_the_wrong_way_round_is_left_so() {
        assert_eq!(in_reading_order("שלום עולם hello"), "hello שלום עולם");
    }
}
