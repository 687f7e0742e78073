//! Lists: each that begins anew is one of its own, or Word would go on counting.

/// A larger number no list begins with.
const LARGEST: u64 = 30_000;
/// Lists have levels 0 to 8.
const DEEPEST: usize = 8;

/// The lists of a document.
#[derive(Clone)]
pub(super) struct Lists {
    bullets: usize,
    numbers: usize,
    first: usize,
    /// Those that count, with the level at which they do, and from where.
    counted: Vec<(usize, u64)>,
    /// The list that goes on at each level: its id, and the number that comes next.
    open: Vec<Option<(usize, Option<u64>)>>,
}

impl Lists {
    /// Those of a template that has these kinds of lists, and leaves ids free from `first`.
    pub(super) fn of(bullets: usize, numbers: usize, first: usize) -> Self {
        Self { bullets, numbers, first, counted: Vec::new(), open: Vec::new() }
    }

    /// Whether Word can have an item so deep, of such a number.
    pub(super) fn can_hold(depth: usize, number: Option<u64>) -> bool {
        depth <= DEEPEST && number.is_none_or(|number| number <= LARGEST)
    }

    /// Other text ends all lists.
    pub(super) fn end(&mut self) {
        self.open.clear();
    }

    /// The id of the list that the next item belongs to.
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

    /// The lists as the part that lists them has it.
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
