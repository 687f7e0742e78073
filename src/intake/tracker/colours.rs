//! The names of colours: which shade of green an office has chosen says nothing.

use super::heads::folded;

/// The names of colours, in the words of RAG and BRAG ratings.
pub(super) const NAMES: [&str; 10] = ["red", "amber", "yellow", "green", "blue", "purple", "grey", "gray", "black", "white"];

/// Returns the name of the colour that a word or a letter means: "Green", "G".
pub(super) fn colour_named(word: &str) -> Option<&'static str> {
    Some(match folded(word).as_str() {
        "r" | "red" => "red",
        "a" | "amber" => "amber",
        "g" | "green" => "green",
        "b" | "blue" => "blue",
        "y" | "yellow" => "yellow",
        "grey" | "gray" => "grey",
        "purple" => "purple",
        "black" => "black",
        "w" | "white" => "white",
        _ => return None,
    })
}

/// Returns the name of a colour given as RRGGBB; `None` for white, and for what is no colour.
pub(super) fn colour_of(hex: &str) -> Option<&'static str> {
    let part = |at: usize| hex.get(at..at + 2).and_then(|two| i32::from_str_radix(two, 16).ok());
    let (red, green, blue) = (part(0)?, part(2)?, part(4)?);
    let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
    if most - least < 24 {
        return match most {
            230.. => None,
            100..230 => Some("grey"),
            _ => Some("black"),
        };
    }
    let hue = match () {
        () if most == red => 60 * (green - blue) / (most - least),
        () if most == green => 120 + 60 * (blue - red) / (most - least),
        () => 240 + 60 * (red - green) / (most - least),
    };
    Some(match hue.rem_euclid(360) {
        0..20 | 340.. => "red",
        20..50 => "amber",
        50..66 => "yellow",
        66..170 => "green",
        170..255 => "blue",
        _ => "purple",
    })
}

#[cfg(test)]
mod tests {
    use super::colour_of;

    #[test]
    fn the_shades_of_offices_have_the_names_that_people_give_them() {
        for (hex, name) in [
            ("FF0000", "red"),
            ("FFC000", "amber"),
            ("FFBF00", "amber"),
            ("FFFF00", "yellow"),
            ("00B050", "green"),
            ("92D050", "green"),
            ("C6EFCE", "green"),
            ("0070C0", "blue"),
            ("7030A0", "purple"),
            ("D9D9D9", "grey"),
        ] {
            assert_eq!(colour_of(hex), Some(name), "{hex}");
        }
        assert_eq!(colour_of("FFFFFF"), None);
        assert_eq!(colour_of("theme 4"), None);
    }
}
