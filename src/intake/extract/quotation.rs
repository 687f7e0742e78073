//! Recognises the chief officer's words, quoted and signed inside the commissioner's.

use crate::intake::block::{SourceBlock, SourceBlockKind};
use crate::intake::phrases::office_name::is_name;

/// A quotation at the beginning of blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quotation {
    /// The quoted text, without quotation marks of the paragraph and without the signature.
    pub(super) blocks: Vec<SourceBlock>,
    /// The number of blocks it takes up.
    pub(super) used: usize,
    /// Its signature: "Quinn Stand-in, Chief Constable".
    pub(super) signed: Option<String>,
}

/// Returns the chief officer's quotation at the start of blocks: quoted paragraphs or paragraphs in quotation marks,
/// with the chief officer's name or title at the end.
pub(super) fn quotation(blocks: &[SourceBlock]) -> Option<Quotation> {
    let first = blocks.first()?.text()?;
    let is_set_off = first.starts_with("> ");
    let bare = first.trim_start_matches("> ");
    if !is_set_off && !bare.starts_with(['“', '"']) {
        return None;
    }
    let mut found = Vec::new();
    let mut signed = None;
    // A quotation without an end would take the rest of the document: 30 paragraphs are more than any letter quotes.
    for (at, block) in blocks.iter().enumerate().take(30) {
        if block.kind == SourceBlockKind::PageBreak {
            continue;
        }
        let text = block.text()?;
        let quoted = text.starts_with("> ");
        let plain = text.trim_start_matches("> ").trim();
        if let Some((before, who)) = signature(plain) {
            if !before.is_empty() {
                found.push(SourceBlock::new(block.at, SourceBlockKind::Paragraph(before.to_owned())));
            }
            signed = Some(who.to_owned());
            return (!found.is_empty()).then_some(Quotation { blocks: found, used: at + 1, signed });
        }
        if is_set_off && !quoted {
            break;
        }
        // Words behind the closing mark are somebody else's, unless another quoted paragraph follows.
        let closed = found.last().and_then(SourceBlock::text).is_some_and(|text: &str| text.trim_end().ends_with(['”', '"']));
        if !is_set_off && closed && !plain.starts_with(['“', '"']) {
            break;
        }
        found.push(unquoted(block));
    }
    let _ = signed;
    None
}

/// Splits a line into its text and the signature at its end: "– Name, Chief Constable of Kent".
fn signature(text: &str) -> Option<(&str, &str)> {
    let is_chief = |who: &str| {
        let who = who.trim_start_matches(['–', '—', '-', ' ', '*']).trim_end_matches(['*', '.']);
        (who.contains("Chief Constable") || who.contains("Commissioner of Police"))
            // A name with rank, honours and force is shorter; a longer text is a sentence.
            && who.split_whitespace().count() <= 12
            && !who.contains(['“', ':'])
            // A full stop ends a sentence, which is no signature; "A." is an initial.
            && !who.split_whitespace().any(|word| word.ends_with('.') && word.chars().count() > 2)
            && who
                .split_whitespace()
                .all(|word| word.starts_with(|c: char| c.is_uppercase()) || matches!(word, "of" | "the" | "and" | "for" | "–"))
    };
    if is_chief(text) {
        return Some(("", text));
    }
    ["” – ", "” — ", "” - ", "\" – ", "\" - ", "”\\\n", "\"\\\n"].iter().find_map(|dash| {
        let (before, who) = text.rsplit_once(dash)?;
        is_chief(who).then(|| (&text[..before.len() + dash.chars().next().map_or(0, char::len_utf8)], who))
    })
}

/// Returns whether a paragraph introduces the chief officer's words: "The Chief Constable's response is as follows:".
pub(super) fn announces(text: &str) -> bool {
    let text = text.trim_end();
    let chief = text.contains("Chief Constable") || text.contains("Chief Officer");
    chief && (text.ends_with(':') || text.to_lowercase().ends_with("as follows."))
}

/// Returns the quotation at the start of blocks, signed or not, given that the paragraph above introduces it.
pub(super) fn announced(blocks: &[SourceBlock]) -> Option<Quotation> {
    let first = blocks.first()?.text()?;
    let set_off = blocks.iter().take_while(|block| block.text().is_some_and(|text| text.starts_with("> "))).count();
    if set_off > 0 {
        return Some(Quotation { blocks: blocks[..set_off].iter().map(unquoted).collect(), used: set_off, signed: None });
    }
    if !first.starts_with(['“', '"']) {
        return None;
    }
    let end = blocks.iter().take(30).position(|block| block.text().is_some_and(|text| text.trim_end().ends_with(['”', '"'])))?;
    Some(Quotation { blocks: blocks[..=end].to_vec(), used: end + 1, signed: None })
}

/// Splits a paragraph with a quotation into the text before it, the quotation, and its signature.
pub(super) fn inline(block: &SourceBlock) -> Option<(SourceBlock, String, String)> {
    let SourceBlockKind::Paragraph(text) = &block.kind else { return None };
    let (quoted, who) = signature(text).filter(|(before, _)| !before.is_empty())?;
    let at = quoted.find('“').filter(|at| *at > 0 && announces(quoted[..*at].trim_end()))?;
    let lead = SourceBlock::new(block.at, SourceBlockKind::Paragraph(quoted[..at].trim_end().to_owned()));
    Some((lead, quoted[at..].trim().to_owned(), who.to_owned()))
}

/// Returns the chief officer's words quoted in a paragraph that says so: "The Chief Constable has told us: “…”".
pub(super) fn spoken(block: &SourceBlock) -> Option<SourceBlock> {
    let SourceBlockKind::Paragraph(text) = &block.kind else { return None };
    let (lead, quote) = lead_and_quote(text)?;
    let lower = lead.to_lowercase();
    let who = ["chief constable", "chief officer", "the force", "constabulary"].iter().any(|name| lower.contains(name));
    let says = ["told", "said", "say", "respond", "state", "comment", "repl", "writ", "explain", "answer"];
    let is_speech = who && says.iter().any(|verb| lower.contains(verb));
    is_speech.then(|| SourceBlock::new(block.at, SourceBlockKind::Paragraph(quote.to_owned())))
}

/// Splits a paragraph made of a short lead, a colon and one quotation.
pub(super) fn lead_and_quote(text: &str) -> Option<(&str, &str)> {
    let (lead, quote) = [": “", ": \""].iter().find_map(|joint| text.split_once(joint))?;
    let quote = quote.trim_end().strip_suffix(['”', '"'])?;
    // Cases 14 and 23: "The Chief Constable says:". A longer lead is a sentence of the answer.
    (lead.split_whitespace().count() <= 14 && !quote.contains(['“', '”', '"'])).then_some((lead, quote))
}

/// Returns the name and title of the chief officer who signed.
pub(super) fn name_and_title(signed: &str) -> (Option<String>, Option<String>) {
    let bare = signed.trim_start_matches(['–', '—', '-', ' ', '*']).replace(['*', '\\', '\n'], " ");
    let bare = bare.split_whitespace().collect::<Vec<_>>().join(" ");
    let title = if bare.contains("Chief Constable") { "Chief Constable" } else { "Commissioner" };
    let name = bare.split([',', '–']).map(str::trim).find(|part| is_name(part)).map(str::to_owned).or_else(|| {
        let rest = bare.strip_prefix("Chief Constable ")?.split([',', '–']).next()?.trim();
        is_name(rest).then(|| rest.to_owned())
    });
    // A deputy signs for the chief officer, and is not.
    let is_deputy = bare.contains("Deputy") || bare.contains("Assistant") || bare.contains("Temporary");
    if is_deputy { (None, None) } else { (name, Some(title.to_owned())) }
}

/// Returns a quoted paragraph without its mark.
pub(super) fn unquoted(block: &SourceBlock) -> SourceBlock {
    match &block.kind {
        SourceBlockKind::Paragraph(text) if text.starts_with("> ") => {
            SourceBlock::new(block.at, SourceBlockKind::Paragraph(text.trim_start_matches("> ").to_owned()))
        }
        _ => block.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::SourcePlace;

    fn paragraphs(texts: &[&str]) -> Vec<SourceBlock> {
        texts.iter().map(|text| SourceBlock::new(SourcePlace::Line(1), SourceBlockKind::Paragraph((*text).to_owned()))).collect()
    }

    #[test]
    fn a_quotation_is_the_chief_officers_where_the_chief_officer_signs_it() {
        for texts in [
            &["> “We act.", "> “Now.”", "> A. Name, Chief Constable of Kent Police", "And I agree."][..],
            &["“We act.", "“Now.”", "A. Name, Chief Constable"],
            &["“We act.", "“Now.” – A. Name, Chief Constable of Kent"],
        ] {
            let found = quotation(&paragraphs(texts)).unwrap();
            assert_eq!(found.blocks.len(), 2, "{texts:?}");
            assert_eq!(name_and_title(found.signed.as_deref().unwrap()).1.as_deref(), Some("Chief Constable"));
        }
        assert_eq!(quotation(&paragraphs(&["> We act.", "And I agree."])), None);
        assert_eq!(quotation(&paragraphs(&["“We act.”", "He, as Chief Constable, said so."])), None);
    }
}
