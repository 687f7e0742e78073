//! Numbers the lists of a Word document. Each list that starts anew needs an id of its own, or Word continues the count.

/// The highest number that a list may start with.
const LARGEST: u64 = 30_000;
/// Word's list levels are 0 to 8.
const DEEPEST: usize = 8;

/// The lists of a document.
#[derive(Clone)]
pub(super) struct DocxLists {
    bullets: usize,
    numbers: usize,
    first: usize,
    /// The numbered lists, each with its level and its first number.
    counted: Vec<(usize, u64)>,
    /// The list that is open at each level: its id and the number that would come next.
    open: Vec<Option<(usize, Option<u64>)>>,
}

impl DocxLists {
    /// Creates the lists for a template with these definitions, whose list ids are free from `first`.
    pub(super) fn of(bullets: usize, numbers: usize, first: usize) -> Self {
        Self { bullets, numbers, first, counted: Vec::new(), open: Vec::new() }
    }

    /// Returns whether Word can show an item at this depth with this number.
    pub(super) fn can_hold(depth: usize, number: Option<u64>) -> bool {
        depth <= DEEPEST && number.is_none_or(|number| number <= LARGEST)
    }

    /// Ends all open lists, because other text follows.
    pub(super) fn end(&mut self) {
        self.open.clear();
    }

    /// Returns the id of the list that the next item belongs to.
    pub(super) fn item(&mut self, depth: usize, number: Option<u64>) -> usize {
        self.open.resize(depth + 1, None);
        let next = number.map(|number| number + 1);
        let known = self.open[depth].filter(|(_, expected)| *expected == number);
        let id = match (known, number) {
            (Some((id, _)), _) => id,
            (None, None) => self.first,
            (None, Some(number)) => {
                self.counted.push((depth, number));
                self.first + self.counted.len()
            }
        };
        self.open[depth] = Some((id, next));
        id
    }

    /// Returns the list instances as XML for the numbering part.
    pub(super) fn instances(&self) -> String {
        let list = |id: usize, kind: usize, inside: &str| {
            format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{kind}\"/>{inside}</w:num>")
        };
        let mut out = list(self.first, self.bullets, "");
        for (at, (level, start)) in self.counted.iter().enumerate() {
            let start = format!("<w:lvlOverride w:ilvl=\"{level}\"><w:startOverride w:val=\"{start}\"/></w:lvlOverride>");
            out.push_str(&list(self.first + 1 + at, self.numbers, &start));
        }
        out
    }
}
