use super::*;
use crate::prose::Prose;
use crate::view::{Cell, Chart, Fit, Role, Shape, Table, TableColumn};

fn body(blocks: &[Block]) -> String {
    body::of(&[DocumentSection { name: "all", blocks: blocks.to_vec() }]).concat()
}

fn prose(text: &str) -> Block {
    Block::Prose(Prose::from_text(text))
}

fn page(template: Option<&str>) -> Result<String, String> {
    let paper = Paper { title: "R&D <1>".into(), language: "en-GB", author: String::new(), notice: None };
    let template = template.map(|text| Template { name: "letter.html", text });
    let pieces = [DocumentSection { name: "all", blocks: vec![Block::Heading(1, "R&D <1>".into())] }];
    let data = TemplateData { name: "record", value: serde_json::json!({"note": "<b>"}) };
    write_html(&pieces, &paper, &data, template).map_err(|error| error.to_string())
}

#[test]
fn blocks_are_the_elements_they_are() {
    let column = |title, fit| TableColumn { key: "k", title, fit };
    let table = Table {
        columns: vec![column("Ref", Fit::Whole), column("Asks", Fit::Excerpt), column("Days", Fit::Number)],
        rows: vec![vec![Cell::plain("R1"), Cell::prose(Prose::from_text("Act **now**.")), Cell::new("3 overdue", Role::Overdue)]],
    };
    insta::assert_snapshot!(body(&[
        Block::Heading(2, "Findings & more".into()),
        Block::Paragraph(Cell::new("None is \"late\".", Role::Muted)),
        Block::Fields(vec![("Force", Cell::plain("Kent\r\n <Police>\0")), ("Grade", Cell::plain(""))]),
        Block::Table(table),
        Block::Code("yaml", "a: <b>\n".into()),
    ]), @r#"
    <h2>Findings &amp; more</h2>
    <p class="muted">None is &quot;late&quot;.</p>
    <table class="fields">
    <tbody>
    <tr><th scope="row">Force</th><td class="irr-as-written">Kent\u{d}
     &lt;Police&gt;\u{0}</td></tr>
    <tr><th scope="row">Grade</th><td class="irr-as-written"></td></tr>
    </tbody>
    </table>
    <div class="wide">
    <table class="irr-table" role="table">
    <thead role="rowgroup">
    <tr role="row"><th scope="col" role="columnheader" class="whole">Ref</th><th scope="col" role="columnheader" class="excerpt">Asks</th><th scope="col" role="columnheader" class="number">Days</th></tr>
    </thead>
    <tbody role="rowgroup">
    <tr role="row"><th scope="row" role="rowheader" data-title="Ref" class="irr-as-written whole">R1</th><td role="cell" data-title="Asks" class="excerpt"><div class="irr-prose"><p>Act <strong>now</strong>.</p></div></td><td role="cell" data-title="Days" class="irr-as-written number overdue">3 overdue</td></tr>
    </tbody>
    </table>
    </div>
    <pre><code class="language-yaml">a: &lt;b&gt;
    </code></pre>
    "#);
}

#[test]
fn prose_is_what_it_means() {
    insta::assert_snapshot!(body(&[
        Block::Heading(2, "Answer".into()),
        prose("# Aims\n\n### Now\n\nOne\ntwo\\\n**three** *four* [five](https://example.org/?a&b) <https://example.org/>"),
        prose("- a\n- b\n  1. c\n  2. d\n- e\n\n7. f\n8. g\n\nend"),
        prose("[x](javascript:alert\\(1\\)) <b>\n\n| a | b |"),
        prose("[x](javascript:x)"),
    ]), @r#"
    <h2>Answer</h2>
    <div class="irr-prose"><h3 class="irr-h1">Aims</h3><h4 class="irr-h3">Now</h4><p>One
    two<br><strong>three</strong> <em>four</em> <a href="https://example.org/?a&amp;b">five</a> <a class="bare" href="https://example.org/">https://example.org/</a></p></div>
    <div class="irr-as-written">- a
    - b
      1. c
      2. d
    - e

    7. f
    8. g

    end</div>
    <div class="irr-as-written">[x](javascript:alert\(1\)) &lt;b&gt;

    | a | b |</div>
    <div class="irr-prose"><p><span data-href="javascript:x">x</span></p></div>
    "#);
}

#[test]
fn a_page_asks_for_nothing_and_says_what_it_is() {
    let page = page(None).unwrap();
    assert!(page.starts_with("<!doctype html>\n<html lang=\"en-GB\">"));
    assert!(page.contains("<title>R&amp;D &lt;1&gt;</title>"));
    assert!(page.contains("<h1>R&amp;D &lt;1&gt;</h1>"));
    for other in ["<script", "src=", "@import", "url(", "<link"] {
        assert!(!page.contains(other), "{other}");
    }
}

#[test]
fn an_office_lays_out_its_own() {
    assert_eq!(
        page(Some("{{ title }}|{{ record.note }}|{{ body }}")).unwrap(),
        "R&amp;D &lt;1&gt;|&lt;b&gt;|<h1>R&amp;D &lt;1&gt;</h1>\n"
    );
    let own = page(Some("<!DOCTYPE html><html><HEAD><title>x</title></HEAD>{{ body }}")).unwrap();
    assert!(own.starts_with(&format!("<!DOCTYPE html><html><HEAD>{}<title>", super::OWN_POLICY)), "{own}");
    let says = "<html><head><meta http-equiv=content-security-policy content=\"script-src 'self'\">{{ body }}";
    assert!(!page(Some(says)).unwrap().contains(super::OWN_POLICY));
    assert_eq!(page(Some("\n{{ letterhead }}")).unwrap_err(), "letter.html, line 2: there is no `letterhead`");
}

fn drawn_as(shape: Shape, series: &[&'static str], points: &[(&str, &[usize])]) -> Block {
    let points = points.iter().map(|(name, counts)| ((*name).to_owned(), counts.to_vec())).collect();
    let table = Table { columns: vec![TableColumn { key: "name", title: "what", fit: Fit::Name }], rows: Vec::new() };
    Block::Chart(Chart { shape, title: "A & B".into(), series: series.to_vec(), points, table })
}

/// Returns only the SVG.
fn picture(chart: Block) -> String {
    let drawn = body(&[chart]);
    drawn[drawn.find("<svg").unwrap()..drawn.rfind("</svg>").unwrap() + 6].to_owned()
}

#[test]
fn a_chart_has_its_title_its_words_and_its_table() {
    insta::assert_snapshot!(body(&[drawn_as(Shape::Bars, &["overdue"], &[("R&D", &[2]), ("none", &[0])])]), @r#"
    <figure>
    <figcaption id="chart-1">A &amp; B</figcaption>
    <svg role="img" aria-label="A &amp; B. R&amp;D: 2 overdue; none: 0 overdue. The table below has all the figures." height="86">
    <text x="0" y="14">R&amp;D: 2</text>
    <rect x="0.00%" y="20" width="100.00%" height="16" class="ink"/>
    <text x="0" y="56">none: 0</text>
    <line class="grid" x1="0" y1="62" x2="0" y2="78"/>
    </svg>
    <table class="irr-table">
    <thead>
    <tr><th scope="col">what</th></tr>
    </thead>
    <tbody>
    </tbody>
    </table>
    </figure>
    "#);
}

#[test]
fn what_a_colour_says_a_pattern_and_words_say_too() {
    let points: &[(&str, &[usize])] = &[("custody", &[1, 2, 0])];
    insta::assert_snapshot!(picture(drawn_as(Shape::Stacked, &["not started", "in progress", "pending"], points)), @r##"
    <svg role="img" aria-label="A &amp; B. custody: 1 not started, 2 in progress, 0 pending. The table below has all the figures." height="124">
    <defs><pattern id="hatched-1" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#fff"/><rect width="3" height="6" fill="#12284b"/></pattern></defs>
    <rect x="1" y="2" width="24" height="12" class="empty"/><text x="34" y="13">not started</text>
    <rect x="1" y="20" width="24" height="12" class="empty" style="fill:url(#hatched-1)"/><text x="34" y="31">in progress</text>
    <rect x="1" y="38" width="24" height="12" class="ink"/><text x="34" y="49">pending</text>
    <text x="0" y="76">custody</text>
    <text x="0" y="94">1 not started, 2 in progress</text>
    <rect x="0.00%" y="100" width="33.33%" height="16" class="empty"/>
    <rect x="33.33%" y="100" width="66.67%" height="16" class="empty" style="fill:url(#hatched-1)"/>
    </svg>
    "##);
    let points: &[(&str, &[usize])] = &[("2025-12-31", &[3, 1]), ("2026-01-31", &[4, 0])];
    insta::assert_snapshot!(picture(drawn_as(Shape::Lines, &["open", "overdue"], points)), @r#"
    <svg role="img" aria-label="A &amp; B. From 3 open, 1 overdue on 2025-12-31 to 4 open, 0 overdue on 2026-01-31. The table below has all the figures." height="260">
    <line class="grid" x1="10%" y1="232" x2="96%" y2="232"/><text class="small" x="8%" y="236" text-anchor="end">0</text>
    <line class="grid" x1="10%" y1="142" x2="96%" y2="142"/><text class="small" x="8%" y="146" text-anchor="end">2</text>
    <line class="grid" x1="10%" y1="52" x2="96%" y2="52"/><text class="small" x="8%" y="56" text-anchor="end">4</text>
    <line class="line" x1="0" y1="10" x2="40" y2="10"/><circle class="ink" cx="20" cy="10" r="4"/><text x="50" y="15">open: 4 at the end</text>
    <line class="line" x1="10.00%" y1="97" x2="96.00%" y2="52"/>
    <circle class="ink" cx="10.00%" cy="97" r="4"/><circle class="ink" cx="96.00%" cy="52" r="4"/>
    <line class="dashed" x1="0" y1="28" x2="40" y2="28"/><svg x="20" y="28" overflow="visible"><rect class="square" x="-4" y="-4" width="8" height="8"/></svg><text x="50" y="33">overdue: 0 at the end</text>
    <line class="dashed" x1="10.00%" y1="187" x2="96.00%" y2="232"/>
    <svg x="10.00%" y="187" overflow="visible"><rect class="square" x="-4" y="-4" width="8" height="8"/></svg><svg x="96.00%" y="232" overflow="visible"><rect class="square" x="-4" y="-4" width="8" height="8"/></svg>
    <text class="small" x="10.00%" y="252" text-anchor="start">2025-12-31</text>
    <text class="small" x="96.00%" y="252" text-anchor="end">2026-01-31</text>
    </svg>
    "#);
}

fn chart(shape: Shape, points: Vec<(String, Vec<usize>)>, series: &[&'static str]) -> String {
    let column = |title, fit| TableColumn { key: "k", title, fit };
    let table = Table { columns: vec![column("owner", Fit::Name), column("overdue", Fit::Number)], rows: Vec::new() };
    body(&[Block::Chart(Chart { shape, title: "Overdue".into(), series: series.to_vec(), points, table })])
}

#[test]
fn a_chart_is_never_higher_than_a_page_and_says_what_it_leaves_out() {
    let name = |number: usize| format!("westmarch/2026-05-16-the-response-to-stolen-tractors-and-other-machines-{number}");
    let points = |most: usize| (0..most).map(|number| (name(number), vec![number, 1, 1])).collect();
    for (shape, series, drawn) in [(Shape::Ranked, &["overdue"][..], 14), (Shape::Stacked, &["new", "old", "done"], 10)] {
        let page = chart(shape, points(60), series);
        let height = page.split("height=\"").nth(1).unwrap().split('"').next().unwrap().parse::<usize>().unwrap();
        assert!(height <= 900, "{height}");
        assert!(page.contains(&format!("</svg>\n<p>The {drawn} largest; {} more are in the table.</p>", 60 - drawn)), "{page}");
    }
}

#[test]
fn a_chart_of_names_leaves_out_those_that_have_nothing_and_puts_the_longest_first() {
    let points = vec![("A".to_owned(), vec![1]), ("B".to_owned(), vec![0]), ("C".to_owned(), vec![3])];
    let page = chart(Shape::Ranked, points.clone(), &["overdue"]);
    assert!(page.contains("aria-label=\"Overdue. C: 3 overdue; A: 1 overdue. The table below has all the figures.\""), "{page}");
    let page = chart(Shape::Bars, points, &["overdue"]);
    assert!(
        page.contains("aria-label=\"Overdue. A: 1 overdue; B: 0 overdue; C: 3 overdue. The table below has all the figures.\""),
        "{page}"
    );
}

#[test]
fn a_few_figures_stay_a_table_on_a_phone() {
    let table = |titles: &[&'static str]| Table {
        columns: (titles.iter().enumerate())
            .map(|(at, title)| TableColumn { key: "k", title, fit: if at == 0 { Fit::Name } else { Fit::Number } })
            .collect(),
        rows: Vec::new(),
    };
    let narrow = body(&[Block::Table(table(&["day", "open", "overdue"]))]);
    assert!(narrow.starts_with("<table class=\"irr-table figures\">"), "{narrow}");
    let wide = body(&[Block::Table(table(&["kind", "total", "open", "overdue"]))]);
    assert!(wide.starts_with("<div class=\"wide\">"), "{wide}");
}
