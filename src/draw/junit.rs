//! Writes JUnit XML as Jenkins reads it: one test case for all records, and a failed one for each error.

use std::io::Write;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::DrawError;
use crate::view::ValidationReport;
use crate::view::export::v1::ProblemJson;

pub(super) fn write(verdict: &ValidationReport, out: &mut dyn Write) -> Result<(), DrawError> {
    let breaches = verdict.breaches();
    let failures = breaches.iter().filter(|breach| breach.severity == "error").count();
    let mut xml = Writer::new_with_indent(&mut *out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    // Warnings must not fail a build, so they go to the output of the test case for all records.
    let cases = (failures + 1).to_string();
    let counts = [("tests", cases.as_str()), ("failures", &failures.to_string()), ("errors", "0")];
    let mut suites = BytesStart::new("testsuites");
    let mut suite = BytesStart::new("testsuite");
    for element in [&mut suites, &mut suite] {
        element.push_attribute(("name", "irr validate"));
        counts.iter().for_each(|count| element.push_attribute(*count));
    }
    xml.write_event(Event::Start(suites))?;
    xml.write_event(Event::Start(suite))?;
    let mut whole = BytesStart::new("testcase");
    whole.push_attribute(("classname", "records"));
    whole.push_attribute(("name", "all records"));
    xml.write_event(Event::Start(whole))?;
    let warnings = breaches.iter().filter(|breach| breach.severity != "error").map(message);
    let lines: Vec<String> =
        std::iter::once(verdict.sentence().text).chain(warnings).chain(verdict.not_listed_in_words()).collect();
    element(&mut xml, "system-out", &[], &lines.join("\n"))?;
    xml.write_event(Event::End(BytesEnd::new("testcase")))?;
    for breach in breaches.iter().filter(|breach| breach.severity == "error") {
        let mut case = BytesStart::new("testcase");
        case.push_attribute(("classname", clean(&breach.path).as_str()));
        case.push_attribute(("name", format!("{} at line {}", breach.rule, breach.line).as_str()));
        xml.write_event(Event::Start(case))?;
        let attributes = [("type", breach.rule), ("message", &clean(&breach.message))];
        element(&mut xml, "failure", &attributes, &message(breach))?;
        xml.write_event(Event::End(BytesEnd::new("testcase")))?;
    }
    xml.write_event(Event::End(BytesEnd::new("testsuite")))?;
    xml.write_event(Event::End(BytesEnd::new("testsuites")))?;
    writeln!(out)?;
    Ok(())
}

fn message(breach: &ProblemJson) -> String {
    let help = breach.help.as_ref().map_or_else(String::new, |help| format!("\nhelp: {help}"));
    format!("{}:{}:{}: {}[{}] {}{help}", breach.path, breach.line, breach.column, breach.severity, breach.rule, breach.message)
}

fn element<W: Write>(xml: &mut Writer<W>, name: &str, attributes: &[(&str, &str)], text: &str) -> Result<(), std::io::Error> {
    let mut start = BytesStart::new(name);
    attributes.iter().for_each(|attribute| start.push_attribute(*attribute));
    xml.write_event(Event::Start(start))?;
    xml.write_event(Event::Text(BytesText::new(&clean(text))))?;
    xml.write_event(Event::End(BytesEnd::new(name)))
}

/// Replaces the characters that XML 1.0 does not allow by spaces.
fn clean(text: &str) -> String {
    text.chars()
        // XML 1.0 has no way to write these, not even escaped.
        .map(|c| if c.is_control() && !matches!(c, '\n' | '\t') || matches!(c, '\u{fffe}' | '\u{ffff}') { ' ' } else { c })
        .collect()
}
