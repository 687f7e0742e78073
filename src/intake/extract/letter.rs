//! Reads what is around the prose: the opening and closing of a letter, the title of a page.

use super::block_lines::{bare, one_line};
use super::extractor::Extractor;
use super::signature::salutes;
use crate::intake::block::{SourceBlock, SourceBlockKind};
use crate::intake::block_markdown::markdown;
use crate::intake::phrases::form_label::Label;
use crate::intake::phrases::heading::{Answerer, HeadingSection};
use crate::intake::phrases::normalized_text::normal;
use crate::intake::phrases::office_name::{force_in, office_in};
use crate::intake::phrases::prose_date::named_days;
use crate::intake::{ImportNoteCode, SourcePlace};

impl Extractor {
    /// Reads what is around the prose of a letter or page, and returns the prose.
    pub(super) fn split_letter_parts(&mut self, blocks: &[SourceBlock], annex: &[SourceBlock]) -> Vec<SourceBlock> {
        let (start, end) = self.signature(blocks);
        let blocks = &[&blocks[..start], &blocks[end..]].concat()[..];
        // The same limit as for the author: a later "Dear" is in a quoted or annexed letter.
        let salutation = blocks.iter().take(30).position(salutes);
        let mut prose = match salutation {
            Some(at) => self.letter_head(blocks, at),
            None => self.page_head(blocks),
        };
        if !annex.is_empty() {
            prose.extend(self.annex(annex));
        }
        prose
    }

    fn letter_head(&mut self, blocks: &[SourceBlock], salutation: usize) -> Vec<SourceBlock> {
        let (head, body) = (&blocks[..salutation], &blocks[salutation + 1..]);
        let texts: Vec<String> = blocks[..=salutation].iter().map(|block| markdown([block])).collect();
        self.prose_facts.to_secretary =
            texts.iter().any(|text| text.contains("Home Secretary") || text.contains("Secretary of State"));
        for (block, text) in head.iter().zip(&texts) {
            if let (None, [day, ..]) = (self.prose_facts.responded, &named_days(&one_line(text))[..]) {
                self.prose_facts.responded = Some((block.at, day.date));
            }
        }
        // The line below "Dear" is nearest to the letter's own subject; references above it are the addressee's.
        let below = body.first().and_then(|block| Some((block.at, subject(block, true)?)));
        let used = usize::from(below.is_some());
        let above = || head.iter().rev().find_map(|block| Some((block.at, subject(block, false)?)));
        self.prose_facts.title = below.or_else(above);
        let at = head.first().or(blocks.first()).map_or(SourcePlace::START, |block| block.at);
        let quote = texts.join("\n");
        let message = "opening of the letter; only its date and addressee were read";
        self.add_note(ImportNoteCode::LeftOut, at, message, Some(&quote));
        for (block, text) in body.iter().take(used).map(|block| (block, markdown([block]))) {
            self.add_note(
                ImportNoteCode::Guessed,
                block.at,
                "the subject of the letter is taken as the report's title",
                Some(&text),
            );
        }
        self.title();
        body[used..].to_vec()
    }

    fn page_head(&mut self, blocks: &[SourceBlock]) -> Vec<SourceBlock> {
        let mut body = blocks.to_vec();
        // Case 25 has the subject near its top; one further down is that of a quoted letter.
        let named = body.iter().take(12).find_map(|block| Some((block.at, named_subject(block)?)));
        let titled = body.iter().take(12).position(is_title).filter(|_| named.is_none());
        if let Some((at, subject)) = named {
            self.add_note(ImportNoteCode::Guessed, at, "the subject is taken as the report's title", Some(&subject));
            self.prose_facts.title = Some((at, subject));
            self.title();
        }
        // Case 20: the office's name stands above the title.
        while let Some(at) = body[..titled.unwrap_or(0)].iter().position(is_office) {
            let block = body.remove(at);
            let message = "name of the office above the title; left out";
            self.add_note(ImportNoteCode::LeftOut, block.at, message, block.text());
        }
        let titled = body.iter().take(12).position(is_title).filter(|_| titled.is_some());
        if let Some(at) = titled {
            let block = body.remove(at);
            let text = markdown([&block]);
            self.prose_facts.title = Some((block.at, block.text().unwrap_or("").to_owned()));
            self.prose_facts.is_headed = true;
            let message = "the first heading is taken as the report's title";
            self.add_note(ImportNoteCode::Guessed, block.at, message, Some(&text));
            self.title();
        }
        if self.prose_facts.title.is_none()
            && let Some(block) = body
                .iter()
                .take(12)
                .find(|block| matches!(&block.kind, SourceBlockKind::Heading(_, text) if office_title(text).is_none()))
        {
            self.prose_facts.title = block.text().map(|text| (block.at, text.to_owned()));
            self.prose_facts.is_headed = true;
            let message = "only the heading of the response names the report; taken as its title";
            self.add_note(ImportNoteCode::Guessed, block.at, message, block.text());
            self.title();
        }
        self.around_title(&mut body);
        // Case 29: "Posted on" below the title. Further down a lone date is part of the text.
        let dated = body.iter().take(6).position(|block| {
            let text = block.text().unwrap_or("").trim();
            let text = ["Date:", "Posted on", "Posted:"].iter().find_map(|name| text.strip_prefix(name)).unwrap_or(text).trim();
            named_days(text).first().is_some_and(|day| day.start == 0 && day.end + 1 >= text.len())
        });
        if let Some(at) = dated {
            let block = body.remove(at);
            let text = markdown([&block]);
            self.prose_facts.responded = named_days(&text).first().map(|day| (block.at, day.date)).or(self.prose_facts.responded);
            self.add_note(
                ImportNoteCode::Guessed,
                block.at,
                "this date stands alone; taken as the date of the response",
                Some(&text),
            );
        }
        body
    }

    /// Leaves out text around a page's title that is not a sentence: breadcrumbs, where it was posted.
    fn around_title(&mut self, body: &mut Vec<SourceBlock>) {
        let is_line = |text: &str| {
            let words = text.split_whitespace().count();
            // Breadcrumbs and bylines are short and without punctuation (cases 08, 21, 24 and 25).
            words <= 10
                && !text.ends_with(|c: char| !c.is_alphanumeric())
                && !text.contains([':', '.'])
                && named_days(text).is_empty()
        };
        let mut at = 0;
        // Eight blocks at most: after that the response has begun, whatever the lines look like.
        while let Some(block) = body.get(at).filter(|_| at < 8) {
            match &block.kind {
                // Where no title stands above it, a finding's label opens the response.
                SourceBlockKind::Paragraph(text)
                    if self.prose_facts.title.is_none() && HeadingSection::of_letter(text).is_some() =>
                {
                    break;
                }
                SourceBlockKind::Paragraph(text) if is_line(text.trim()) || is_last_changed_line(text) => {
                    let block = body.remove(at);
                    let message = "this is next to the title of the page and not part of the response; left out";
                    self.add_note(ImportNoteCode::LeftOut, block.at, message, block.text());
                }
                SourceBlockKind::Row { label, value }
                    if Label::of(label).is_none() && Answerer::of(label).is_none() && is_short(value) =>
                {
                    let block = body.remove(at);
                    let message = "this is next to the title of the page and not part of the response; left out";
                    self.add_note(ImportNoteCode::LeftOut, block.at, message, Some(&markdown([&block])));
                }
                SourceBlockKind::Row { .. } => at += 1,
                SourceBlockKind::Paragraph(text) if text.contains(':') && text.chars().count() < 120 => at += 1,
                SourceBlockKind::PageBreak => at += 1,
                _ => break,
            }
        }
    }

    /// Extracts the report's title from the title of the response.
    fn title(&mut self) {
        let Some((at, text)) = self.prose_facts.title.take() else { return };
        let mut title = joined_years(&one_line(&text));
        let lower = title.to_lowercase();
        if self.prose_facts.force.is_none() {
            self.prose_facts.force = force_in(&title).map(|force| (at, force));
        }
        if lower.len() == title.len()
            && let Some(found) = lower.find("response to ")
            && answers_report(&lower[..found])
        {
            let mut cut = found + "response to ".len();
            const BEFORE: [&str; 11] = [
                "the ",
                "hmicfrs ",
                "hmic ",
                "hmicfrs’s ",
                "hmicfrs's ",
                "hmicfrs: ",
                "hmicfrs – ",
                "report: ",
                "report – ",
                "inspection: ",
                "inspection – ",
            ];
            for word in BEFORE {
                if lower[cut..].starts_with(word) {
                    cut += word.len();
                }
            }
            let rest = title[cut..].trim_start_matches([':', '–', '-', ' ', '“', '"']).trim_end_matches(['”', '"']).to_owned();
            title = rest;
        }
        title = first_upper(without_report(&title));
        if title.chars().any(char::is_alphabetic) && !title.chars().any(char::is_lowercase) {
            title = sentence_case(&title);
            let message = "the title was in capitals; check the capital letters of names";
            self.add_note(ImportNoteCode::Guessed, at, message, Some(&title));
        }
        self.prose_facts.title = Some((at, title));
    }
}

/// Removes words before a title that only say it is a report: "HMICFRS report: “Unseen harm”", "report Child protection".
fn without_report(title: &str) -> &str {
    let mut rest = title;
    for word in ["hmicfrs ", "hmic "] {
        if rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
            && rest[word.len()..].to_lowercase().starts_with("report")
        {
            rest = &rest[word.len()..];
        }
    }
    if let Some(behind) =
        rest.get(.."report".len()).filter(|start| start.eq_ignore_ascii_case("report")).map(|start| &rest[start.len()..])
    {
        let bare = behind.trim_start_matches([':', '–', '-', ' ']);
        if bare.len() < behind.len() && bare.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"' | '‘' | '\'')) {
            rest = bare;
        }
    }
    let quoted = rest.strip_prefix(['“', '"', '‘']).and_then(|inside| inside.strip_suffix(['”', '"', '’']));
    quoted.unwrap_or(rest)
}

/// Returns whether a title begins with whose response it is: "Surrey PCC response to …". Other titles may be about a response.
fn answers_report(before: &str) -> bool {
    let before = before.trim();
    matches!(before, "" | "our" | "statutory" | "the" | "a")
        // An office with its area has up to ten words; more is a title that has a response as its subject.
        || before.split_whitespace().count() <= 10 && office_in(before).is_some()
}

/// Returns whether a line says when a page was last changed, which is not the date of the response.
fn is_last_changed_line(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words = text.split_whitespace().count();
    // "Page last updated: 3 May 2024 at 10.15" has eight words; a sentence about updating is longer.
    words <= 8 && ["last updated", "page last updated", "last reviewed", "updated"].iter().any(|name| lower.starts_with(name))
}

/// Returns whether the value of a row is a few words and not a sentence.
fn is_short(value: &[SourceBlock]) -> bool {
    matches!(value, [only] if only.text().is_some_and(|text| text.split_whitespace().count() <= 6 && !text.ends_with('.')))
}

/// Returns whether a heading may be a page's title: it opens no section and is not the name of an office.
fn is_title(block: &SourceBlock) -> bool {
    const NONE: [&str; 5] = ["summary", "executive summary", "contents", "purpose", "main report"];
    matches!(&block.kind, SourceBlockKind::Heading(_, text)
        if HeadingSection::of_letter(text).is_none() && office_title(text).is_none() && !NONE.contains(&normal(text).as_str()))
}

fn is_office(block: &SourceBlock) -> bool {
    matches!(&block.kind, SourceBlockKind::Heading(_, text) if office_title(text).is_some())
}

/// Returns the subject of a labelled block: "Subject: Response to …".
fn named_subject(block: &SourceBlock) -> Option<String> {
    let text = match &block.kind {
        SourceBlockKind::Row { label, .. } if label.to_lowercase().starts_with("subject:") => label.clone(),
        SourceBlockKind::Row { label, value } => format!("{label}: {}", markdown(value)),
        SourceBlockKind::Cells { cells, .. } => return cells.iter().flatten().find_map(named_subject),
        _ => block.text()?.to_owned(),
    };
    let plain = bare(&text);
    let rest = plain.strip_prefix("Subject:").or_else(|| plain.strip_prefix("SUBJECT:"))?.trim();
    (!rest.is_empty()).then(|| rest.to_owned())
}

/// Returns `Some` if a heading is only the name of an office.
fn office_title(text: &str) -> Option<()> {
    let lower = text.to_lowercase();
    // "Office of the Police, Fire and Crime Commissioner for West Mercia" has eleven words.
    (office_in(text).is_some() && text.split_whitespace().count() <= 11 && !lower.contains("response")).then_some(())
}

/// Returns the subject in a block: labelled, or a line of its own. Directly below the salutation it need not be marked.
pub(super) fn subject(block: &SourceBlock, below_salutation: bool) -> Option<String> {
    let text = match &block.kind {
        SourceBlockKind::Row { label, value } => format!("{label}: {}", markdown(value)),
        _ => block.text()?.to_owned(),
    };
    let plain = bare(&text);
    let lower = plain.to_lowercase();
    for name in ["subject:", "re:", "ref:", "title:", "regarding:"] {
        if let Some(rest) = lower.strip_prefix(name)
            && lower.len() == plain.len()
        {
            return Some(plain[plain.len() - rest.len()..].trim().to_owned());
        }
    }
    // A subject may run over several printed lines, but does not end as a sentence does.
    let short = plain.chars().count() <= 250 && plain.split_whitespace().count() >= 3 && !plain.ends_with(['.', ',', ';', ':']);
    match block.kind {
        SourceBlockKind::Heading(..) => {
            (office_title(&plain).is_none() && HeadingSection::of_letter(&plain).is_none()).then_some(plain)
        }
        SourceBlockKind::Paragraph(_) if below_salutation && short => Some(plain),
        _ => None,
    }
}

/// Rejoins a range of years that a line break divided: "2023– 25".
fn joined_years(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        let before: Vec<char> = out.chars().rev().take(3).collect();
        if let ([' ', '–' | '-', digit, ..], true) = (&before[..], c.is_ascii_digit())
            && digit.is_ascii_digit()
        {
            out.pop();
        }
        out.push(c);
    }
    out
}

fn first_upper(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Converts a title in capitals to sentence case, except for known names.
fn sentence_case(title: &str) -> String {
    const NAMES: [&str; 12] = [
        "England",
        "Wales",
        "HMICFRS",
        "HMIC",
        "PEEL",
        "Police and Crime Plan",
        "Home Office",
        "Crown Prosecution Service",
        "UK",
        "Surrey",
        "West Mercia",
        "London",
    ];
    let mut small = first_upper(&title.to_lowercase());
    for name in NAMES {
        let lower = name.to_lowercase();
        while let Some(at) = small.match_indices(&lower).map(|(at, _)| at).find(|at| {
            !small[..*at].ends_with(char::is_alphanumeric) && !small[at + lower.len()..].starts_with(char::is_alphanumeric)
        }) {
            small.replace_range(at..at + lower.len(), name);
        }
    }
    small
}
