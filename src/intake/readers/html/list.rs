//! An open list, and the numbers of its items.

use scraper::ElementRef;

/// An open list and its current item.
pub(super) struct HtmlList {
    /// The next number and the increment; `None` for bullets.
    numbers: Option<(i64, i64)>,
    /// The mark of the item's first block; taken once used.
    mark: Option<String>,
    /// Whether an item is open. Words between items belong to none.
    pub(super) is_in_item: bool,
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

    pub(super) fn begin(&mut self, item: ElementRef<'_>) {
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
