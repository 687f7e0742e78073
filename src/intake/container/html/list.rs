//! Lists and their numbers.

use scraper::ElementRef;

use super::walk::Walk;

/// Nested deeper than this, a list is no deeper list.
const MAX_DEPTH: usize = 20;

/// A list that is open, and the item in it.
pub(super) struct List {
    /// The next number and the step to the one behind it; `None` for a list without numbers.
    numbers: Option<(i64, i64)>,
    /// What stands before the item's first words; nothing behind them.
    mark: Option<String>,
    /// Whether an item is open; words between items belong to none.
    is_in_item: bool,
}

impl List {
    pub(super) fn bullets() -> Self {
        Self { numbers: None, mark: None, is_in_item: false }
    }

    pub(super) fn numbered(list: ElementRef<'_>) -> Self {
        let is_reversed = list.attr("reversed").is_some();
        let items = || list.child_elements().filter(|child| child.value().name() == "li").count();
        let first = number(list, "start").unwrap_or_else(|| if is_reversed { i64::try_from(items()).unwrap_or(1) } else { 1 });
        Self { numbers: Some((first, if is_reversed { -1 } else { 1 })), mark: None, is_in_item: false }
    }

    /// What stands before the text that comes now; `None` where it is no item's. An item's later words are an item without number.
    pub(super) fn mark(&mut self) -> Option<String> {
        self.is_in_item.then(|| self.mark.take().unwrap_or_else(|| "-".to_owned()))
    }

    fn begin(&mut self, item: ElementRef<'_>) {
        self.is_in_item = true;
        self.mark = Some(match &mut self.numbers {
            Some((next, step)) => {
                let this = number(item, "value").unwrap_or(*next);
                *next = this.saturating_add(*step);
                format!("{this}.")
            }
            None => "-".to_owned(),
        });
    }
}

fn number(element: ElementRef<'_>, name: &str) -> Option<i64> {
    element.attr(name)?.trim().parse().ok().filter(|number| (0..=999_999_999).contains(number))
}

/// Whether an item holds a heading or a table, those of lists within it not counted.
fn is_layout(item: ElementRef<'_>) -> bool {
    item.child_elements().any(|child| match child.value().name() {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "table" => true,
        "ul" | "ol" => false,
        _ => is_layout(child),
    })
}

impl Walk {
    pub(super) fn in_list(&mut self, element: ElementRef<'_>, list: List) {
        if self.lists.len() >= MAX_DEPTH {
            return self.inside(element);
        }
        self.lists.push(list);
        self.inside(element);
        self.flush();
        self.lists.pop();
    }

    /// An item; one that holds a heading or a table is a list in its layout only.
    pub(super) fn item(&mut self, element: ElementRef<'_>) {
        if is_layout(element) {
            let lists = std::mem::take(&mut self.lists);
            self.inside(element);
            self.flush();
            self.lists = lists;
            return;
        }
        // An item outside of any list is one all the same.
        let is_stray = self.lists.is_empty();
        if is_stray {
            self.lists.push(List::bullets());
        }
        if let Some(list) = self.lists.last_mut() {
            list.begin(element);
        }
        self.inside(element);
        self.flush();
        match self.lists.last_mut() {
            _ if is_stray => drop(self.lists.pop()),
            Some(list) => list.is_in_item = false,
            None => {}
        }
    }
}
