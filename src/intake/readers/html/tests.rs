mod kept_words;

use super::*;
use crate::intake::ImportNote;

/// Returns one line for each block, with cells in brackets.
fn told(blocks: &[SourceBlock]) -> String {
    let cell = |blocks: &Vec<SourceBlock>| format!("[{}]", told(blocks).replace('\n', " / "));
    let line = |block: &SourceBlock| match &block.kind {
        SourceBlockKind::Heading(level, text) => format!("h{level} {text}"),
        SourceBlockKind::Paragraph(text) => format!("p {text}"),
        SourceBlockKind::Item { depth, mark, text } => format!("{depth}{mark} {text}"),
        SourceBlockKind::Row { label, value } => format!("{label}: {}", cell(value)),
        SourceBlockKind::Cells { is_header, cells } => {
            format!("{}{}", if *is_header { "head " } else { "" }, cells.iter().map(cell).collect::<String>())
        }
        SourceBlockKind::AsWritten(text) => format!("{text:?}"),
        SourceBlockKind::Filled { tag, blocks } => format!("{tag}: {}", cell(blocks)),
        SourceBlockKind::PageBreak => "page".into(),
    };
    blocks.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn read(page: &str) -> String {
    told(&open(page.as_bytes()).unwrap().blocks)
}

fn left_out(page: &str) -> Vec<String> {
    let told = |note: &ImportNote| format!("{}: {}", note.message, note.quote.as_deref().unwrap_or(""));
    open(page.as_bytes()).unwrap().notes.iter().map(told).collect()
}

#[test]
fn a_leaked_list_becomes_items() {
    let found =
        blocks("<ul> <li>One</li> <li>Two <ul> <li>inner &amp; more</li> </ul> </li> <li>Three</li> </ul>", SourcePlace::Line(7));
    assert_eq!(told(&found), "0- One\n0- Two\n1- inner & more\n0- Three");
    assert!(found.iter().all(|block| block.at == SourcePlace::Line(7)));
}

#[test]
fn plain_text_is_a_paragraph() {
    assert_eq!(blocks(" R&D; x < y > z ", SourcePlace::Line(1)).len(), 1);
    assert_eq!(blocks("  ", SourcePlace::Line(1)), []);
}

#[test]
fn tags_nested_without_end_are_survived() {
    assert!(!blocks(&format!("{}x", "<ul><li>".repeat(200)), SourcePlace::Line(1)).is_empty());
}

#[test]
fn parts_are_what_browsers_show_as_parts() {
    insta::assert_snapshot!(read(
        "<h1>A <b>title</b><br>of two lines</h1><div>One<p>Two\n  lines</p>Three</div><p>Four<br>five<br> <br>six</p>\
         <hr><details><summary>More</summary>inside</details><figure><img alt=\"A plan\"><figcaption>A figure</figcaption></figure>\
         <pre>kept\n  lines</pre><p> </p><p>&nbsp;</p>"
    ), @r"
    h1 A title of two lines
    p One
    p Two lines
    p Three
    p Four\
    five
    p six
    p More
    p inside
    p A plan
    p A figure
    p kept\
    lines
    ");
}

#[test]
fn text_is_markdown_with_no_more_marks_than_it_needs() {
    insta::assert_snapshot!(read(
        "<p><b>All of it <br></b></p><p>a<b> bold </b>and <i>italic</i>, <strong><b>twice</b></strong></p>\
         <p><a href='https://example.org/x'>a <em>link</em></a> <a href='#x'>none</a> <a href='javascript:x()'>none</a>\
         <a href='/y'>no origin</a></p><p>1. <span style='font-weight: 700'>no list</span> *</p><b>over<p>parts</p>more</b>"
    ), @r"
    p **All of it**
    p a **bold** and *italic*, **twice**
    p [a *link*](https://example.org/x) none noneno origin
    p 1\. **no list** \*
    p **over**
    p **parts**
    p **more**
    ");
}

#[test]
fn lists_have_the_numbers_that_they_show() {
    insta::assert_snapshot!(read(
        "<ol start=3><li>three<li><p>four</p><p>more of it</p><ul><li>inner<li><h3>Layout</h3><p>text</p></ul>\
         <li value=9>nine<li>ten</ol><ol reversed><li>two<li>one</ol><li>stray"
    ), @"
    03. three
    04. four
    0- more of it
    1- inner
    h3 Layout
    p text
    09. nine
    010. ten
    02. two
    01. one
    0- stray
    ");
}

#[test]
fn tables_are_rows_cells_or_layout() {
    insta::assert_snapshot!(read(
        "<table><caption>Facts</caption><tr><th colspan=2>Part one<tr><th>Force:</th><td><p>Kent</p><ul><li>x</ul>\
         <tr><td rowspan=2><b>Findings</b><td>one<tr><td>two<tr><td>Inner<td><table><tr><td>a<td>b</table></table>\
         <table><thead><tr><th>A<th>B<th>C</thead><tr><td rowspan=2>1<td colspan=2>2<tr><td><td>3</table>\
         <table><tr><td><h2>Only layout</h2><p>text</table>\
         <dl><dt>Term<dd>said<dd>more<div><dt>Other</dt><dd>x</dd></div><dt>Nothing</dl>"
    ), @"
    p Facts
    p Part one
    Force:: [p Kent / 0- x]
    Findings: [p one]
    : [p two]
    Inner: [p a / p b]
    head [p A][p B][p C]
    [p 1][p 2][]
    [][][p 3]
    h2 Only layout
    p text
    Term: [p said]
    : [p more]
    Other: [p x]
    Nothing: []
    ");
}

#[test]
fn a_quotation_is_quoted() {
    insta::assert_snapshot!(
        read("<p>He says:</p><blockquote><p>One<br>two</p><ul><li>item</ul><footer>A. Chief</footer></blockquote><p>I agree.</p>"),
        @r"
    p He says:
    p > One\
    > two
    p > - item
    p > A. Chief
    p I agree.
    "
    );
}

#[test]
fn a_page_is_its_content_and_the_rest_is_told() {
    let page = "<!doctype html><html><head><title>t</title><base href='https://example.org/'><style>x</style></head><body class='cookies-unset'>\
        <a href='#main' class='skip'>Skip to content</a><div id='cookie-bar'>We use cookies. <button>Fine</button></div>\
        <header>The office</header><nav><a href='/'>Home</a></nav>Loose words\
        <div><main id=main><div class='breadcrumbs'>Home / Responses</div><header><h1>Response</h1></header>\
        <p>The report has <a href='r.pdf'>recommendations</a>, and this is what we say of them at some length, so that it counts.</p>\
        <p hidden>secret</p><form><label>Was this useful?</label><button>Yes</button></form><p>After.</p></main><aside>Related</aside></div>\
        <footer>Contact us</footer><script>x()</script></body></html>";
    insta::assert_snapshot!(read(page), @"
    h1 Response
    p The report has [recommendations](https://example.org/r.pdf), and this is what we say of them at some length, so that it counts.
    p After.
    ");
    insta::assert_snapshot!(left_out(page).join("\n"), @"
    a link to the content was left out: Skip to content
    a cookie banner was left out: We use cookies. Fine
    the page's header was left out: The office
    navigation was left out: Home
    text outside the page's main content was left out: Loose words
    a breadcrumb trail was left out: Home / Responses
    hidden text was left out: secret
    a form to fill in was left out: Was this useful? Yes
    a side column was left out: Related
    the page's footer was left out: Contact us
    ");
}

#[test]
fn a_page_whose_form_stands_outside_its_main_content_is_all_of_it() {
    let page = "<html><body><main><p>Welcome to our office.</p></main><table><tr><td>Force<td>Kent<tr><td>Title of inspection<td>Custody\
        </table></body></html>";
    assert_eq!(read(page), "p Welcome to our office.\nForce: [p Kent]\nTitle of inspection: [p Custody]");
}

#[test]
fn a_form_around_all_of_a_page_is_no_form_to_fill_in() {
    let page = "<html><body><form id=aspnetForm><h1>Response</h1><p>Words.</p></form></body></html>";
    assert_eq!((read(page).as_str(), left_out(page).len()), ("h1 Response\np Words.", 0));
}

#[test]
fn prose_that_irr_rendered_is_read_to_the_character() {
    insta::assert_snapshot!(read(
        "<div class=irr-prose><h4 class=irr-h2>Head</h4><p>One\ntwo<br>three <strong>b</strong> <a href='/x'>l</a>\
         <span data-href='javascript:x'>j</span></p><ol start=2><li>a<ul><li>b</ul><li>c</ol></div>\
         <table><tr><th>L<td><div class=irr-as-written>  &lt;b>\n\n x &#13;</div><tr><th>M<td class=irr-as-written> y <tr><th>N\
         <td class=irr-as-written></table>"
    ), @r###"
    "## Head\n\nOne\ntwo\\\nthree **b** [l](/x)[j](javascript:x)\n\n2. a\n   - b\n3. c"
    L: ["  <b>\n\n x \r"]
    M: [" y "]
    N: []
    "###);
}

#[test]
fn what_nests_without_end_is_refused() {
    for page in [
        "<div>".repeat(100_000),
        "<table><tr><td>".repeat(100_000),
        "<b><i><p>".repeat(100_000),
        (0..5_000).map(|at| format!("<p><b a{at}>x")).collect(),
        "<ul><li>".repeat(100_000),
        "<blockquote>".repeat(100_000),
        "<p>".to_owned() + &"<a b".repeat(500_000),
        format!("<p {}>", "a ".repeat(100_000)),
    ] {
        let error = open(page.as_bytes()).map_err(|error| error.to_string()).expect_err(&page[..40]);
        assert!(error.starts_with("this page ") || error.contains("attributes"), "{error}");
    }
}

#[test]
fn what_nests_as_deep_as_it_may_is_read() {
    for (nested, times) in [
        ("<div>", 190),
        ("<table><tr><td>", 45),
        ("<ul><li>", 90),
        ("<blockquote>", 190),
        ("<section><span>", 90),
        ("<dl><dt>a<dd>", 90),
    ] {
        let page = format!("{}word", nested.repeat(times));
        let found = open(page.as_bytes()).unwrap();
        assert!(format!("{:?}", found.blocks).contains("word"), "{nested}");
    }
}

#[test]
fn what_is_hidden_in_a_cell_stays_in_it() {
    assert_eq!(told(&blocks("<p hidden>a</p><nav>b</nav><dl><p>c</p></dl>", SourcePlace::Line(1))), "p a\np b\np c");
}

#[test]
fn no_bytes_are_too_strange() {
    let parts: &[&[u8]] = &[
        b"<",
        b"<!--",
        b"-->",
        b"</",
        b"<table>",
        b"<td>",
        b"</td>",
        b"<tr>",
        b"<select>",
        b"<template>",
        b"</template>",
        b"<svg>",
        b"<math><mi>",
        b"<p>",
        b"</p>",
        b"<b>",
        b"</b>",
        b"<a href=x>",
        b"<li>",
        b"<frameset>",
        b"<body>",
        b"</html>",
        b"\0",
        b"\xff",
        b"&#x0;",
        b"<plaintext>",
        b"<form>",
        b"text ",
        b"<br>",
        b"<h1>",
        b"</table>",
        b"<caption>",
        b"<noscript>",
        b"<head>",
        b"'",
        b"\"",
        b"=",
        b"<main>",
        b"<![CDATA[",
        b"<?x",
        b"<dl><dt>",
        b"<colgroup><col>",
        b"</body>",
        b"<textarea>",
        b"<title>",
        b"<div class=irr-prose>",
        b"<ol><li>",
    ];
    let mut state: u64 = 7;
    for _ in 0..2_000 {
        let mut page = Vec::new();
        for _ in 0..24 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            page.extend_from_slice(parts[usize::try_from(state >> 33).unwrap() % parts.len()]);
        }
        drop(open(&page));
    }
}

#[test]
fn a_page_ends_where_the_style_says_so() {
    let page = "<p>One</p><div style='PAGE-BREAK-BEFORE: always'>Two</div><p style=\"break-after:page; color: red\">Three</p><p>Four</p>";
    assert_eq!(read(page), "p One\npage\np Two\np Three\npage\np Four");
    assert_eq!(read("<p style='page-break-before: avoid'>One</p>"), "p One");
}

#[test]
fn what_somebody_put_into_prose_of_irrs_own_is_not_lost() {
    for inside in [
        "<div>One two</div>",
        "<span>One two</span>",
        "One two",
        "<p>One</p><table><tr><td>two</td></tr></table>",
        "<ul><li><p>One two</p></li></ul>",
    ] {
        let told = read(&format!("<div class=\"irr-prose\">{inside}</div>"));
        assert!(told.contains("One") && told.contains("two"), "{inside}: {told}");
    }
    let told =
        read("<table><tr><th>Owner</th><td class=\"irr-as-written\">One<table><tr><td>two</td></tr></table></td></tr></table>");
    assert!(told.contains("One") && told.contains("two") && !told.contains("Onetwo"), "{told}");
}
