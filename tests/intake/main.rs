//! Thirty-two responses as offices publish them, and what a careful person reads out of each.
//!
//! Run with `--nocapture` for the table: facts expected, right, wrong, how many of the wrong are complained about, and how many
//! are gaps that the case knows and gives a reason for.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "what cannot be read fails its test; the table is for people"
)]

mod authors;
mod containers;
mod facts;
mod generator;
mod layouts;

use facts::Case;

#[test]
fn no_fact_is_wrong_without_a_complaint() {
    let mut silent = Vec::new();
    let line = |name: &str, row: [&dyn std::fmt::Display; 5]| {
        println!("{name:<42} {:>8} {:>6} {:>6} {:>11} {:>5}", row[0], row[1], row[2], row[3], row[4]);
    };
    line("case", [&"expected", &"right", &"wrong", &"complained", &"gaps"]);
    let mut sum = [0; 5];
    for case in Case::all() {
        let read = case.read();
        let judged = case.judge(&read);
        let count = |is: &dyn Fn(&facts::Judged) -> bool| judged.iter().filter(|fact| is(fact)).count();
        let is_gap = |fact: &facts::Judged| !fact.right && !fact.complained && case.known_gaps.contains(&fact.key);
        let row = [
            judged.len(),
            count(&|fact| fact.right),
            count(&|fact| !fact.right),
            count(&|fact| !fact.right && fact.complained),
            count(&is_gap),
        ];
        line(&case.name, [&row[0], &row[1], &row[2], &row[3], &row[4]]);
        for (sum, of) in sum.iter_mut().zip(row) {
            *sum += of;
        }
        for fact in judged.iter().filter(|fact| !fact.right) {
            let told = if is_gap(fact) {
                "known gap"
            } else if fact.complained {
                "complained"
            } else {
                "silent"
            };
            println!("    {told}: {}: wanted “{}”, got “{}”", fact.key, fact.wanted, fact.got);
            if !fact.complained && !is_gap(fact) {
                silent.push(format!("{}: {}: wanted “{}”, got “{}”", case.name, fact.key, fact.wanted, fact.got));
            }
        }
    }
    line("all", [&sum[0], &sum[1], &sum[2], &sum[3], &sum[4]]);
    assert!(silent.is_empty(), "wrong without a complaint:\n{}", silent.join("\n"));
}

#[test]
fn each_sentence_is_in_the_record_or_in_a_complaint() {
    let mut lost = Vec::new();
    for case in Case::all() {
        let read = case.read();
        for sentence in case.lost(&read) {
            println!("{}: {sentence}", case.name);
            if !case.known_gaps.contains(&sentence) {
                lost.push(format!("{}: {sentence}", case.name));
            }
        }
    }
    assert!(lost.is_empty(), "lost:\n{}", lost.join("\n"));
}
