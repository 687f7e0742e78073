//! Resolves the links of a page.

use scraper::{Html, Node};

/// Returns the address to keep for a link: a web or mail address. Links within the page, and other schemes such as
/// `javascript:`, are dropped.
pub(super) fn kept(href: &str, origin: Option<&str>) -> Option<String> {
    // Browsers drop control characters, so `java\tscript:` is a script address too.
    let href: String = href.trim().chars().filter(|c| !c.is_control()).collect();
    let scheme = href.split_once(':').map(|(scheme, _)| scheme.to_lowercase());
    match scheme.filter(|scheme| scheme.starts_with(|c: char| c.is_ascii_lowercase()) && scheme.chars().all(is_of_scheme)) {
        Some(scheme) => matches!(scheme.as_str(), "http" | "https" | "mailto").then_some(href),
        None if href.is_empty() || href.starts_with('#') => None,
        // A relative address means nothing outside of the page unless the page states its own.
        None => resolved(&href, origin?),
    }
}

fn is_of_scheme(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.')
}

/// Resolves an address relative to the page's own.
fn resolved(href: &str, origin: &str) -> Option<String> {
    let (scheme, rest) = origin.split_once("://")?;
    if let Some(other) = href.strip_prefix("//") {
        return Some(format!("{scheme}://{other}"));
    }
    let rest = rest.split(['?', '#']).next()?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    if href.starts_with('/') {
        return Some(format!("{scheme}://{host}{href}"));
    }
    if href.starts_with('?') {
        return Some(format!("{scheme}://{host}/{path}{href}"));
    }
    let mut folders: Vec<&str> = path.split('/').collect();
    // The last part of the path is the page itself.
    folders.pop();
    let mut href = href;
    loop {
        if let Some(behind) = href.strip_prefix("../") {
            folders.pop();
            href = behind;
        } else if let Some(behind) = href.strip_prefix("./") {
            href = behind;
        } else {
            break;
        }
    }
    folders.push(href);
    Some(format!("{scheme}://{host}/{}", folders.join("/")))
}

/// Returns the page's own address, if it states one.
pub(super) fn origin(page: &Html) -> Option<String> {
    let of = |name: &str| {
        page.tree.values().filter_map(Node::as_element).find_map(|element| match name {
            "base" if element.name() == "base" => element.attr("href"),
            "canonical" if element.name() == "link" && element.attr("rel") == Some("canonical") => element.attr("href"),
            _ => None,
        })
    };
    let is_of_web = |href: &&str| href.starts_with("https://") || href.starts_with("http://");
    of("base").filter(is_of_web).or_else(|| of("canonical").filter(is_of_web)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_kept_where_it_is_one() {
        let origin = Some("https://example.org/a/b.html?c");
        for (href, told) in [
            ("https://example.org/x", Some("https://example.org/x")),
            (" mailto:a@example.org\n", Some("mailto:a@example.org")),
            ("/x?y=1:2", Some("https://example.org/x?y=1:2")),
            ("x.pdf", Some("https://example.org/a/x.pdf")),
            ("../x.pdf", Some("https://example.org/x.pdf")),
            ("//example.com/x", Some("https://example.com/x")),
            ("#top", None),
            ("java\nscript:alert(1)", None),
            ("file:///C:/x", None),
        ] {
            assert_eq!(kept(href, origin).as_deref(), told, "{href}");
        }
        assert_eq!(kept("x.pdf", None), None);
    }
}
