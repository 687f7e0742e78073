//! The documentation of a rule: its section of the family's page.

use super::Rule;
use crate::model::Date;
use crate::rules::FAMILIES;

/// The purpose of an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExamplePurpose {
    /// A record that the rule reports.
    Bad,
    /// A similar record that it does not report.
    Good,
    /// The older version with which the two others are compared.
    Before,
}

/// An example: a fragment of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Its purpose.
    pub shows: ExamplePurpose,
    /// The day of the check, where it matters.
    pub on: Option<Date>,
    /// The relevant fields, as YAML.
    pub yaml: &'static str,
}

/// The kind of authority that a rule rests on, so that nobody takes practice for law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BasisKind {
    /// An Act or a statutory instrument, with its section.
    Statute,
    /// Published guidance of an inspectorate.
    Guidance,
    /// What auditors and public bodies expect of such records.
    AuditPractice,
    /// A requirement of irr and its format.
    HouseRule,
}

impl BasisKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Statute, Self::Guidance, Self::AuditPractice, Self::HouseRule];

    /// Returns the kind in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Statute => "statute",
            Self::Guidance => "guidance",
            Self::AuditPractice => "audit practice",
            Self::HouseRule => "house rule",
        }
    }
}

/// The authority that a rule rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// The kind of authority.
    pub kind: BasisKind,
    /// The section, document or principle.
    pub source: String,
}

impl Basis {
    /// Parses "Statute: Police Act 1996 s55(5B)."; `None` where the kind is unknown or the source is missing.
    fn parse(line: &str) -> Option<Self> {
        let (kind, source) = line.split_once(": ")?;
        let kind = BasisKind::ALL.into_iter().find(|known| known.words().eq_ignore_ascii_case(kind))?;
        let source = source.trim_end_matches('.').trim();
        (!source.is_empty()).then(|| Self { kind, source: source.to_owned() })
    }
}

/// The documentation of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleDocs {
    /// What it reports, in one sentence.
    pub what: String,
    /// The authority that it rests on; `None` where the section gives none, which a test forbids.
    pub basis: Option<Basis>,
    /// The reason for the rule: the law or the audit requirement.
    pub why: String,
    /// How to correct the problem.
    pub fix: String,
    /// Examples, in order.
    pub examples: Vec<Example>,
}

impl RuleDocs {
    /// Returns the documentation of a rule; empty where the family's page has no section for it, which a test forbids.
    pub fn of(rule: &Rule) -> Self {
        let mut page = Self { what: String::new(), basis: None, why: String::new(), fix: String::new(), examples: Vec::new() };
        let Some(section) = section(rule) else { return page };
        for part in parts(section) {
            if let Some(example) = part.strip_prefix("```yaml ") {
                page.examples.extend(read_example(example));
            } else if let Some(basis) = part.strip_prefix("**Basis.** ") {
                page.basis = Basis::parse(&in_a_line(basis));
            } else if let Some(why) = part.strip_prefix("**Why.** ") {
                page.why = in_a_line(why);
            } else if let Some(fix) = part.strip_prefix("**Fix.** ") {
                page.fix = in_a_line(fix);
            } else if page.what.is_empty() {
                page.what = in_a_line(part);
            }
        }
        page
    }
}

/// Joins the lines of a paragraph, which are broken only for the source file.
fn in_a_line(paragraph: &str) -> String {
    paragraph.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the text below the rule's heading in the family's page.
fn section(rule: &Rule) -> Option<&'static str> {
    let family = FAMILIES.iter().find(|family| family.rules.contains(&rule))?;
    let heading = format!("\n## {}\n", rule.code);
    let start = family.page.find(&heading)? + heading.len();
    let rest = &family.page[start..];
    Some(&rest[..rest.find("\n## ").unwrap_or(rest.len())])
}

/// Splits a section into paragraphs and fenced examples.
fn parts(section: &'static str) -> Vec<&'static str> {
    let mut parts = Vec::new();
    let mut rest = section.trim();
    while !rest.is_empty() {
        let end = match rest.strip_prefix("```") {
            Some(fenced) => fenced.find("\n```").map_or(rest.len(), |at| at + 3),
            None => rest.find("\n\n").unwrap_or(rest.len()),
        };
        parts.push(rest[..end].trim_end());
        rest = rest[end..].trim_start_matches("\n```").trim_start();
    }
    parts
}

/// Parses an example: `bad on=2025-07-11` and the lines below it.
fn read_example(text: &'static str) -> Option<Example> {
    let (info, yaml) = text.split_once('\n')?;
    let mut words = info.split(' ');
    let shows = match words.next()? {
        "bad" => ExamplePurpose::Bad,
        "good" => ExamplePurpose::Good,
        "before" => ExamplePurpose::Before,
        _ => return None,
    };
    let on = words.find_map(|word| word.strip_prefix("on=")?.parse().ok());
    Some(Example { shows, on, yaml })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{RuleScope, all};

    #[test]
    fn each_rule_has_a_section_with_all_its_parts() {
        for rule in all() {
            let page = RuleDocs::of(rule);
            let has = |shows| page.examples.iter().any(|example| example.shows == shows);
            assert!(!page.what.is_empty() && !page.why.is_empty() && !page.fix.is_empty(), "{}", rule.code);
            assert!(page.what.len() <= 120, "{}: {}", rule.code, page.what);
            assert!(has(ExamplePurpose::Bad) && has(ExamplePurpose::Good), "{}", rule.code);
            assert_eq!(has(ExamplePurpose::Before), rule.counts == RuleScope::Against, "{}", rule.code);
        }
    }

    /// The Acts and instruments that were read for these rules. A rule may rest on no other.
    const STATUTES: [&str; 11] = [
        "Police Act 1996",
        "Railways and Transport Safety Act 2003",
        "Ministry of Defence Police Act 1987",
        "SI 2017/399",
        "Domestic Violence, Crime and Victims Act 2004",
        "Domestic Abuse Act 2021",
        "Police Reform Act 2002",
        "Coroners (Investigations) Regulations 2013",
        "SI 2018/748",
        "SI 2011/3050",
        "SI 2021/547",
    ];

    #[test]
    fn each_rule_says_on_what_it_rests_and_a_statute_has_its_section() {
        for rule in all() {
            let Some(basis) = RuleDocs::of(rule).basis else {
                panic!("{} has no line `**Basis.** …`, or one of no kind", rule.code)
            };
            assert!(basis.source.len() <= 100, "{}: {}", rule.code, basis.source);
            if basis.kind != BasisKind::Statute {
                continue;
            }
            for source in basis.source.split("; ") {
                let section = STATUTES.iter().find_map(|statute| source.strip_prefix(statute));
                let is_section = |rest: &str| [" s", " Sch", " reg", " para"].iter().any(|mark| rest.starts_with(mark));
                assert!(section.is_some_and(is_section), "{}: {source}", rule.code);
            }
        }
    }

    #[test]
    fn a_basis_is_a_kind_and_what_it_is() {
        let kind = |line: &str| Basis::parse(line).map(|basis| (basis.kind, basis.source));
        assert_eq!(kind("Statute: Police Act 1996 s55(6)."), Some((BasisKind::Statute, "Police Act 1996 s55(6)".to_owned())));
        assert_eq!(
            kind("Audit practice: HM Treasury, DAO 02/20."),
            Some((BasisKind::AuditPractice, "HM Treasury, DAO 02/20".to_owned()))
        );
        assert_eq!([kind("Law: of nature."), kind("Statute."), kind("Statute: .")], [None, None, None]);
    }

    #[test]
    fn each_section_is_a_rules_and_in_its_order() {
        for family in FAMILIES {
            let headings: Vec<&str> = family.page.lines().filter_map(|line| line.strip_prefix("## ")).collect();
            let codes: Vec<&str> = family.rules.iter().map(|rule| rule.code).collect();
            assert_eq!(headings, codes);
            assert_eq!(family.page.lines().next(), Some(format!("# {}", family.title).as_str()));
        }
    }
}
