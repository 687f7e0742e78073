//! The documentation of the rules (`irr explain`): the list of all, and the page of one.

use super::View;
use super::export::{Export, v1};
use crate::model::RuleLevel;
use crate::prose::Prose;
use crate::rules::{Basis, Example, ExamplePurpose, FAMILIES, Rule, RuleCode, RuleDocs};
use crate::view::{Block, Cell, Fit, Role, Table, TableColumn};

/// The page of one rule.
#[derive(Debug, Clone)]
pub struct RulePage(pub RuleCode);

/// The list of all rules, by family.
#[derive(Debug, Clone, Copy)]
pub struct RuleList;

/// Returns a rule's description for the JSON.
pub(super) fn card(rule: &'static Rule) -> v1::RuleCard {
    let page = RuleDocs::of(rule);
    let family = FAMILIES.iter().find(|family| family.rules.contains(&rule)).map_or("", |family| family.title);
    let example = |example: Example| v1::RuleExample {
        shows: match example.shows {
            ExamplePurpose::Bad => "bad",
            ExamplePurpose::Good => "good",
            ExamplePurpose::Before => "before",
        },
        on: example.on,
        yaml: example.yaml,
    };
    v1::RuleCard {
        rule: rule.code,
        family,
        level: rule.level.as_str(),
        counts: rule.counts.in_words(),
        what: page.what,
        why: page.why,
        mend: page.fix,
        examples: page.examples.into_iter().map(example).collect(),
        basis: page.basis.as_ref().map_or("", |basis| basis.kind.words()),
        basis_source: page.basis.map(|basis| basis.source).unwrap_or_default(),
    }
}

/// Returns a rule's basis, such as "statute: Police Act 1996 s55(5B)".
fn basis(page: &RuleDocs) -> Cell {
    let words = |basis: &Basis| format!("{}: {}", basis.kind.words(), basis.source);
    Cell::plain(page.basis.as_ref().map(words).unwrap_or_default())
}

fn level(level: RuleLevel) -> Cell {
    match level {
        RuleLevel::Deny => Cell::new("error", Role::Overdue),
        RuleLevel::Warn => Cell::new("warning", Role::Soon),
        // "Allow" is the word in settings; for a reader of the page the rule is simply off.
        RuleLevel::Allow => Cell::new("off", Role::Muted),
    }
}

impl View for RulePage {
    fn blocks(&self) -> Vec<Block> {
        let RuleCode(rule) = self.0;
        let page = RuleDocs::of(rule);
        let mut blocks = vec![
            Block::Heading(1, rule.code.to_owned()),
            Block::Paragraph(Cell::new(&page.what, Role::Strong)),
            Block::Fields(vec![
                ("level", level(rule.level)),
                ("counts", Cell::plain(rule.counts.in_words())),
                ("basis", basis(&page)),
            ]),
            Block::Heading(2, "Why".to_owned()),
            Block::Prose(Prose::from_text(&page.why)),
            Block::Heading(2, "How to fix it".to_owned()),
            Block::Prose(Prose::from_text(&page.fix)),
        ];
        for example in &page.examples {
            let on = example.on.map_or_else(String::new, |day| format!(", on {day}"));
            let shows = match example.shows {
                ExamplePurpose::Bad => "Wrong",
                ExamplePurpose::Good => "Right",
                ExamplePurpose::Before => "Before",
            };
            blocks.push(Block::Heading(3, format!("{shows}{on}")));
            blocks.push(Block::Code("yaml", example.yaml.to_owned()));
        }
        blocks
    }

    fn export(&self) -> Export {
        Export::Explain(v1::Explain { schema: "irr.explain/1", items: vec![card(self.0.0)] })
    }
}

impl View for RuleList {
    fn blocks(&self) -> Vec<Block> {
        let columns = [
            ("rule", "rule", Fit::Whole),
            ("level", "level", Fit::Whole),
            ("what", "what is wrong", Fit::Words),
            ("basis", "basis", Fit::Words),
        ];
        let columns: Vec<TableColumn> = columns.map(|(key, title, fit)| TableColumn { key, title, fit }).to_vec();
        let words = "`irr explain RULE` explains why a rule exists and how to fix a problem. Rules that are off are checked only on request. \
             The basis says whether a rule is law (statute), an inspectorate's guidance, audit practice, or a house rule of irr: \
             only a statute is law.";
        let mut blocks = vec![Block::Heading(1, "The rules".to_owned()), Block::Prose(Prose::from_text(words))];
        for family in FAMILIES {
            let row = |rule: &&'static Rule| {
                let page = RuleDocs::of(rule);
                let basis = basis(&page);
                vec![Cell::plain(rule.code), level(rule.level), Cell::plain(page.what), basis]
            };
            blocks.push(Block::Heading(2, family.title.to_owned()));
            blocks.push(Block::Table(Table { columns: columns.clone(), rows: family.rules.iter().map(row).collect() }));
        }
        blocks
    }

    fn export(&self) -> Export {
        Export::Explain(v1::Explain { schema: "irr.explain/1", items: crate::rules::all().map(card).collect() })
    }
}
