//! A record's text as anybody might have typed it: quotes, brackets, depths, comments, line ends and empty lists as chance has
//! it.

use serde_json::{Map, Value};

/// Chance, the same for the same bytes.
struct Chance<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Chance<'_> {
    fn of(&mut self, number: usize) -> usize {
        self.at += 1;
        usize::from(self.bytes[self.at % self.bytes.len()]).wrapping_add(self.at * 7) % number
    }
}

/// How a whole file is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Habits {
    pub(crate) deep: bool,
    pub(crate) indentless: bool,
    pub(crate) crlf: bool,
    pub(crate) no_end: bool,
    pub(crate) comments: bool,
}

/// A text, with the lines that each field takes: from the first to behind the last.
#[derive(Debug, Clone)]
pub(crate) struct Styled {
    pub(crate) text: String,
    pub(crate) lines: Vec<(String, usize, usize)>,
    /// Fields that stand in brackets, or hold nothing yet.
    pub(crate) tight: Vec<String>,
}

struct Typist<'a> {
    chance: Chance<'a>,
    habits: Habits,
    lines: Vec<String>,
    places: Vec<(String, usize, usize)>,
    tight: Vec<String>,
    notes: usize,
}

/// The record's text by these habits and these bytes.
pub(crate) fn styled(record: &irr::model::Record, habits: Habits, bytes: &[u8]) -> Styled {
    let json = serde_json::to_value(record).unwrap();
    let fields = json.as_object().unwrap();
    let mut typist =
        Typist { chance: Chance { bytes, at: 0 }, habits, lines: Vec::new(), places: Vec::new(), tight: Vec::new(), notes: 0 };
    typist.fields(fields, 0, "", true);
    let end = if habits.crlf { "\r\n" } else { "\n" };
    let mut text = typist.lines.join(end);
    // A block that keeps its line breaks needs its last one.
    if !habits.no_end || typist.lines.last().is_some_and(|line| line.is_empty()) {
        text += end;
    }
    Styled { text, lines: typist.places, tight: typist.tight }
}

impl Typist<'_> {
    fn note(&mut self) -> String {
        self.notes += 1;
        format!("# note {}.", self.notes)
    }

    /// A comment or a blank line between two fields.
    fn breathe(&mut self, column: usize) {
        if self.habits.comments && self.chance.of(6) == 0 {
            let note = self.note();
            self.lines.push(format!("{}{note}", " ".repeat(column)));
        }
        if self.chance.of(9) == 0 {
            self.lines.push(String::new());
        }
    }

    fn beside(&mut self) -> String {
        if self.habits.comments && self.chance.of(8) == 0 { format!("  {}", self.note()) } else { String::new() }
    }

    fn fields(&mut self, fields: &Map<String, Value>, column: usize, at: &str, mut own_line: bool) {
        for (key, value) in fields {
            let path = if at.is_empty() { key.clone() } else { format!("{at}.{key}") };
            if own_line {
                self.breathe(column);
                self.lines.push(" ".repeat(column));
            }
            own_line = true;
            let first = self.lines.len() - 1;
            self.lines[first].push_str(&format!("{key}:"));
            self.value(value, column, &path);
            self.places.push((path, first, self.lines.len()));
        }
        // A list that says nothing, for something to come into.
        let is_finding = fields.contains_key("ref") && !at.is_empty();
        if is_finding && !fields.contains_key("progress") && self.chance.of(2) == 0 {
            let nothing = ["progress: []", "progress:", "progress: [ ]"][self.chance.of(3)];
            let beside = self.beside();
            self.lines.push(format!("{}{nothing}{beside}", " ".repeat(column)));
            let path = format!("{at}.progress");
            self.tight.push(path.clone());
            self.places.push((path, self.lines.len() - 1, self.lines.len()));
        }
    }

    fn push(&mut self, text: &str) {
        if let Some(line) = self.lines.last_mut() {
            line.push_str(text);
        }
    }

    fn value(&mut self, value: &Value, column: usize, at: &str) {
        let step = if self.habits.deep { 4 } else { 2 };
        match value {
            Value::Object(fields) if !self.fits_brackets(value) => {
                let beside = self.beside();
                self.push(&beside);
                self.fields(fields, column + step, at, true);
            }
            Value::Array(items) if !items.is_empty() && !self.fits_brackets(value) => {
                let beside = self.beside();
                self.push(&beside);
                let dash = if self.habits.indentless { column } else { column + step };
                for (index, item) in items.iter().enumerate() {
                    self.breathe(dash);
                    let path = format!("{at}[{index}]");
                    self.lines.push(format!("{}-", " ".repeat(dash)));
                    let first = self.lines.len() - 1;
                    match item {
                        Value::Object(fields) if !self.fits_brackets(item) => {
                            self.push(" ");
                            self.fields(fields, dash + 2, &path, false);
                        }
                        item => self.value(item, dash, &path),
                    }
                    self.places.push((path, first, self.lines.len()));
                }
            }
            Value::Object(_) | Value::Array(_) => {
                let inline = inline(value, &mut self.chance);
                let beside = self.beside();
                self.push(&format!(" {inline}{beside}"));
                self.tight.push(at.to_owned());
            }
            Value::String(text) => self.string(text, column, step),
            value => {
                let beside = self.beside();
                self.push(&format!(" {value}{beside}"));
            }
        }
    }

    fn string(&mut self, text: &str, column: usize, step: usize) {
        let fits_block = !text.trim().is_empty()
            && text.ends_with('\n')
            && !text.ends_with("\n\n")
            && !text.starts_with([' ', '\n', '\t'])
            && text.lines().all(|line| line.is_empty() || !line.starts_with([' ', '\t']))
            && !text.chars().any(|c| c != '\n' && is_special(c));
        if fits_block && (text.len() > 60 || self.chance.of(3) > 0) {
            let beside = self.beside();
            self.push(&format!(" |{beside}"));
            for line in text.lines() {
                self.lines.push(if line.is_empty() { String::new() } else { format!("{}{line}", " ".repeat(column + step)) });
            }
        } else {
            let inline = quoted(text, &mut self.chance);
            let beside = self.beside();
            self.push(&format!(" {inline}{beside}"));
        }
    }

    fn fits_brackets(&mut self, value: &Value) -> bool {
        let short = |value: &Value| match value {
            Value::Array(items) => items.iter().all(|item| !item.is_object() && !item.is_array()),
            Value::Object(fields) => fields.values().all(|item| !item.is_object() && !item.is_array()),
            _ => true,
        };
        short(value) && value.to_string().len() < 120 && self.chance.of(3) == 0
    }
}

fn is_special(c: char) -> bool {
    c.is_control() || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn inline(value: &Value, chance: &mut Chance<'_>) -> String {
    match value {
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| inline(item, chance)).collect();
            let last = if !items.is_empty() && chance.of(5) == 0 { "," } else { "" };
            format!("[{}{last}]", items.join(", "))
        }
        Value::Object(fields) => {
            let fields: Vec<String> = fields.iter().map(|(key, item)| format!("{key}: {}", inline(item, chance))).collect();
            if chance.of(2) == 0 { format!("{{ {} }}", fields.join(", ")) } else { format!("{{{}}}", fields.join(", ")) }
        }
        Value::String(text) => quoted(text, chance),
        value => value.to_string(),
    }
}

/// A text on one line: bare where nobody could mistake it, else in either kind of quotes.
fn quoted(text: &str, chance: &mut Chance<'_>) -> String {
    let word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_alphabetic());
    let doubtful = ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "inf", "nan", "e"];
    let bare = text.split(' ').all(word) && !doubtful.contains(&text.to_lowercase().as_str());
    let is_date = text.parse::<irr::model::Date>().is_ok() && text.len() == 10;
    if is_date || bare && chance.of(3) > 0 {
        return text.to_owned();
    }
    if !text.chars().any(is_special) && chance.of(2) == 0 {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if is_special(c) && u32::from(c) > 0xff => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c if is_special(c) => out.push_str(&format!("\\x{:02X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out + "\""
}
