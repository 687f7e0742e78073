//! Walks lists and their items.

use scraper::ElementRef;

use super::list::HtmlList;
use super::walker::HtmlWalker;

/// The deepest nesting of lists that is kept; deeper ones are flattened.
const MAX_DEPTH: usize = 20;

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
