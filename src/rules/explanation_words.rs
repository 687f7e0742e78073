//! Recognises texts that only agree, take note or refer elsewhere, and so explain nothing.

use std::collections::HashSet;
use std::sync::LazyLock;

/// The words of which such texts consist. Any other word leaves the text to a person's judgment. Therefore no word belongs here
/// that can name an action ("review", "ask", "fund", "will") or a reason ("because", "matter", "applicable").
const WORDS: &str = "\
    i we you it this that these those they the a an all each every both any no \
    my our your his her its their \
    am is are was were be been being have has had do does \
    and but with of on in to as per at by from \
    note notes noted accept accepts accepted acceptance agree agrees agreed agreement acknowledge acknowledges acknowledged \
    support supports supported supportive welcome welcomes welcomed endorse endorses endorsed recognise recognises recognised \
    concur concurs content satisfied pleased grateful happy yes ok okay also very fully full wholly entirely entirety strongly \
    thank thanks none nil na n comment comments observation observations further additional specific make made \
    see refer refers referred please above below previous previously earlier following same ditto overleaf \
    recommendation recommendations finding findings point points report reports inspection number response responses answer answers \
    position view views \
    pcc pfcc opcc mopac commissioner commissioners mayor mayors deputy chief constable constables officer officers force forces police \
    crime fire hmic hmicfrs hmi inspectorate inspectorates inspectors majestys";

/// Texts that also explain nothing, although they contain other words.
const PHRASES: &[&str] = &[
    "not applicable",
    "no action",
    "no further action",
    "no action required",
    "no action is required",
    "no further action required",
    "no further action is required",
    "no action needed",
    "no action is needed",
    "no action taken",
    "no action proposed",
    "tbc",
    "tbd",
    "to be confirmed",
    "to be completed",
    "to be determined",
    "to be provided",
    "to follow",
    "will follow",
    "pending",
    "awaited",
    "awaiting response",
    "in progress",
    "ongoing",
];

/// The longest text examined, in bytes; two or three sentences that only agree are shorter.
const LONGEST: usize = 400;

/// Returns whether a text names no action and gives no reason: "Noted.", "I accept this recommendation.", "See above."
pub(super) fn is_mere_assent(text: &str) -> bool {
    // Longer texts say more in practice, and skipping them saves time.
    if text.len() > LONGEST {
        return false;
    }
    static KNOWN: LazyLock<HashSet<&str>> = LazyLock::new(|| WORDS.split_whitespace().collect());
    let plain: String = text.chars().filter(|c| !matches!(c, '\'' | '’')).collect::<String>().to_lowercase();
    let words = || plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    // "R4", "2a" and "10" only say which finding is meant.
    let is_number = |word: &str| word.contains(|c: char| c.is_ascii_digit()) && word.len() <= 4;
    words().all(|word| KNOWN.contains(word) || is_number(word))
        || PHRASES.contains(&words().collect::<Vec<_>>().join(" ").as_str())
}

#[cfg(test)]
mod tests {
    use crate::rules::explanation_words::is_mere_assent;

    #[test]
    fn what_only_agrees_takes_note_or_points_elsewhere_explains_nothing() {
        for text in [
            "Noted.",
            "Agreed",
            "I accept this recommendation.",
            "The PCC accepts the recommendation in full.",
            "I fully support the recommendations of HMICFRS.",
            "I agree with the Chief Constable’s response.",
            "The force has accepted this recommendation.",
            "I welcome this finding and thank the inspectors.",
            "I have no further comments to make.",
            "See above.",
            "Please see my response to recommendation 2a.",
            "As per R4",
            "N/A",
            "Not applicable.",
            "None.",
            "No action required.",
            "**Noted**",
            "-",
            "TBC",
            "To be confirmed.",
            "Pending",
        ] {
            assert!(is_mere_assent(text), "{text}");
        }
    }

    #[test]
    fn what_names_an_action_or_gives_a_reason_is_left_alone() {
        for text in [
            "I accept this recommendation and will ask the Chief Constable for a plan.",
            "Agreed. We will review it in October.",
            "Noted. This is a matter for the Home Office.",
            "This is for the Home Office.",
            "The force will train its officers by March.",
            "The recommendation has been implemented.",
            "Completed.",
            "No action is required, because the force already does this.",
            "Not applicable to commissioners.",
            "I do not accept this recommendation: the force has no such unit.",
            "The precept pays for twelve more investigators.",
            "See the action plan that I published on 3 March.",
            "Rwy’n derbyn yr argymhelliad.",
        ] {
            assert!(!is_mere_assent(text), "{text}");
        }
    }
}
