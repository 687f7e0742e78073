//! Reads lists and their numbers.

use scraper::ElementRef;

use crate::intake::readers::html::walker::HtmlWalker;

/// The deepest nesting of lists that is kept; deeper ones are flattened.
const MAX_DEPTH: usize = 20;

/// An open list and its current item.
pub(super) struct HtmlList {
    /// The next number and the increment; `None` for bullets.
    numbers: Option<(i64, i64)>,
    /// The mark of the item's first block; taken once used.
    mark: Option<String>,
    /// Whether an item is open. Words between items belong to none.
    is_in_item: bool,
}

impl HtmlList {
    pub(super) fn bullets() -> Self {
        Self { numbers: None, mark: None, is_in_item: false }
    }

    pub(super) fn numbered(list: ElementRef<'_>) -> Self {
        // A reversed list counts down, by default from the number of its items.
        let is_reversed = list.attr("reversed").is_some();
        let items = || list.child_elements().filter(|child| child.value().name() == "li").count();
        let first = number(list, "start").unwrap_or_else(|| if is_reversed { i64::try_from(items()).unwrap_or(1) } else { 1 });
        Self { numbers: Some((first, if is_reversed { -1 } else { 1 })), mark: None, is_in_item: false }
    }

    /// Returns the mark for the next block; `None` outside of items. Later blocks of an item get a bullet.
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

/// Returns whether an item contains a heading or a table, not counting lists inside it.
fn is_layout(item: ElementRef<'_>) -> bool {
    item.child_elements().any(|child| match child.value().name() {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "table" => true,
        "ul" | "ol" => false,
        _ => is_layout(child),
    })
}

impl HtmlWalker {
    pub(super) fn in_list(&mut self, element: ElementRef<'_>, list: HtmlList) {
        // Deeper lists stay in the list around them, so that their items are not lost.
        if self.lists.len() >= MAX_DEPTH {
            return self.inside(element);
        }
        self.lists.push(list);
        self.inside(element);
        self.flush();
        self.lists.pop();
    }

    /// Reads an item. If it contains a heading or a table, the list is only page layout, and its content is read as such.
    pub(super) fn item(&mut self, element: ElementRef<'_>) {
        if is_layout(element) {
            // An item block holds only text, so headings and tables cannot be inside one.
            let lists = std::mem::take(&mut self.lists);
            self.inside(element);
            self.flush();
            self.lists = lists;
            return;
        }
        // An `li` outside of any list counts as a bullet.
        let is_stray = self.lists.is_empty();
        if is_stray {
            self.lists.push(HtmlList::bullets());
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
