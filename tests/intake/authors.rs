//! Whose words a letter is: who signs it, whom it addresses, and the offices that are known.

use std::fs;
use std::path::Path;

use insta::assert_snapshot;
use irr::intake;
use irr::intake::{Author, ImportDraft, ImportNoteCode, KnownFacts, Offices};
use irr::model::Date;

fn letter(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/intake/letters").join(name);
    fs::read_to_string(path).unwrap()
}

fn read(text: &str, known: &KnownFacts) -> ImportDraft {
    intake::read(text.as_bytes(), None, known).unwrap()
}

/// The first words of a text.
fn first(text: Option<&irr::prose::Prose>) -> String {
    text.map_or_else(|| "–".to_owned(), |text| text.in_a_line().split(' ').take(4).collect::<Vec<_>>().join(" "))
}

/// Who says what in a record, and the notes on that.
fn voices(draft: &ImportDraft) -> String {
    let record = &draft.record;
    let chief = record.chief_officer_response.as_ref();
    let mut lines = vec![
        format!("commissioner: {}", first(record.commissioner_initial_response.as_ref())),
        format!("chief officer: {}", first(chief.and_then(|chief| chief.overview.as_ref()))),
    ];
    for (reference, _, finding) in record.findings() {
        let chief = finding.chief_officer_response.as_ref().and_then(|answer| answer.text.as_ref());
        let own = finding.commissioner_response.as_ref();
        let adopts = own.is_some_and(|own| own.adopts_chief_officer);
        let own = if adopts { "adopts".to_owned() } else { first(own.and_then(|own| own.text.as_ref())) };
        lines.push(format!("{reference}: commissioner: {own}; chief officer: {}", first(chief)));
    }
    let name = record.chief_officer.as_ref().and_then(|chief| chief.name.as_deref()).unwrap_or("–");
    lines.push(format!("chief officer's name: {name}"));
    lines.push(format!("unplaced: {}", first(record.unplaced.as_ref())));
    let published = record.publication.as_ref().and_then(|publication| publication.published);
    lines.push(format!("published: {}", published.map_or("–".to_owned(), |day: Date| day.to_string())));
    let undecided = draft.notes.iter().position(|note| note.code == ImportNoteCode::Undecided);
    lines.push(format!("undecided: {}", undecided.map_or("no".to_owned(), |at| format!("note {at}"))));
    lines.join("\n")
}

fn of(name: &str) -> String {
    voices(&read(&letter(name), &KnownFacts::default()))
}

#[test]
fn a_chief_constables_letter_is_the_chief_officers_and_no_published_response() {
    assert_snapshot!(of("chief.txt"), @"
    commissioner: –
    chief officer: Thank you for asking
    R1: commissioner: –; chief officer: We accept this. A
    R2: commissioner: –; chief officer: The form has asked
    chief officer's name: Robin Example
    unplaced: –
    published: –
    undecided: no
    ");
}

#[test]
fn a_deputys_letter_is_the_chief_officers_and_the_deputy_is_not_chief_officer() {
    assert_snapshot!(of("deputy.txt"), @"
    commissioner: –
    chief officer: Thank you for asking
    R1: commissioner: –; chief officer: We accept this. A
    R2: commissioner: –; chief officer: The form has asked
    chief officer's name: –
    unplaced: –
    published: –
    undecided: no
    ");
}

#[test]
fn a_commissioners_letter_to_the_home_secretary_is_the_response() {
    assert_snapshot!(of("commissioner.txt"), @"
    commissioner: This is my response
    chief officer: –
    R1: commissioner: I have seen the; chief officer: –
    R2: commissioner: I welcome the new; chief officer: –
    chief officer's name: –
    unplaced: –
    published: 2025-07-04
    undecided: no
    ");
}

#[test]
fn a_quotation_of_the_other_changes_nothing() {
    assert_snapshot!(of("chief-quotes.txt"), @"
    commissioner: –
    chief officer: Thank you for asking
    R1: commissioner: –; chief officer: We accept this. A
    R2: commissioner: –; chief officer: The form has asked
    chief officer's name: Robin Example
    unplaced: –
    published: –
    undecided: no
    ");
    assert_snapshot!(of("commissioner-quotes.txt"), @"
    commissioner: This is my response
    chief officer: –
    R1: commissioner: I have seen the; chief officer: –
    R2: commissioner: I welcome the new; chief officer: “The form has asked
    chief officer's name: –
    unplaced: –
    published: 2025-07-04
    undecided: no
    ");
}

#[test]
fn both_letters_on_one_page_are_each_their_own_in_either_order() {
    let text = letter("two-letters.txt");
    assert_snapshot!(voices(&read(&text, &KnownFacts::default())), @"
    commissioner: This is my response
    chief officer: Thank you for asking
    R1: commissioner: adopts; chief officer: We accept this. A
    R2: commissioner: adopts; chief officer: The form has asked
    chief officer's name: Robin Example
    unplaced: –
    published: 2025-07-04
    undecided: no
    ");
    let (chief, commissioner) = text.split_at(text.find("Office of the Police").unwrap());
    let turned = format!("{commissioner}\nAnnex A\n\n{chief}");
    assert_eq!(voices(&read(&turned, &KnownFacts::default())), voices(&read(&text, &KnownFacts::default())));
}

#[test]
fn what_nobody_signs_or_both_sign_is_taken_as_the_commissioners_and_said_to_be_undecided() {
    assert_snapshot!(of("unsigned.txt"), @"
    commissioner: These are comments on
    chief officer: –
    R1: commissioner: A plan was drawn; chief officer: –
    chief officer's name: –
    unplaced: –
    published: 2025-06-02
    undecided: note 0
    ");
    assert_snapshot!(of("joint.txt"), @"
    commissioner: We answer together the
    chief officer: –
    R1: commissioner: The plan is there,; chief officer: –
    chief officer's name: Robin Example
    unplaced: –
    published: 2025-07-04
    undecided: note 0
    ");
    let decided = |author| voices(&read(&letter("unsigned.txt"), &KnownFacts { author: Some(author), ..KnownFacts::default() }));
    assert_snapshot!(decided(Author::ChiefOfficer), @"
    commissioner: –
    chief officer: These are comments on
    R1: commissioner: –; chief officer: A plan was drawn
    chief officer's name: –
    unplaced: –
    published: –
    undecided: no
    ");
    assert_snapshot!(decided(Author::Commissioner), @"
    commissioner: These are comments on
    chief officer: –
    R1: commissioner: A plan was drawn; chief officer: –
    chief officer's name: –
    unplaced: –
    published: 2025-06-02
    undecided: no
    ");
}

#[test]
fn the_offices_that_are_known_decide_where_a_signature_is_a_name_alone() {
    let text = letter("unsigned.txt");
    let signed = |name: &str| format!("{text}\n{name}\n");
    let offices =
        Offices { holder: Some("Avery Sample".into()), chief_officer: Some("Robin Example".into()), ..Offices::default() };
    let known = KnownFacts { offices, ..KnownFacts::default() };
    let speaks = |text: &str| {
        let draft = read(text, &known);
        let is_undecided = draft.notes.iter().any(|note| note.code == ImportNoteCode::Undecided);
        let is_chiefs = draft.record.recommendations[0].chief_officer_response.is_some();
        if is_undecided {
            "undecided"
        } else if is_chiefs {
            "chief officer"
        } else {
            "commissioner"
        }
    };
    assert_eq!(speaks(&signed("Avery Sample")), "commissioner");
    assert_eq!(speaks(&signed("Robin Example")), "chief officer");
    assert_eq!(speaks(&signed("Somebody Else")), "undecided");
    assert_eq!(speaks(&text.replace("Dear colleague", "Dear Ms Sample")), "chief officer");
    assert_eq!(speaks(&text.replace("Dear colleague", "Dear Robin")), "commissioner");
    // Signed by the one, and addressed to the same: that is not decided.
    assert_eq!(speaks(&signed("Avery Sample").replace("Dear colleague", "Dear Commissioner")), "undecided");
}

#[test]
fn in_london_the_commissioner_is_the_chief_officer() {
    let text = letter("unsigned.txt").replace("Kent Police", "the Metropolitan Police");
    let record = |text: &str| read(text, &KnownFacts::default()).record;
    let met = record(
        &text.replace("Dear colleague", "Dear Deputy Mayor").replace("sincerely\n", "sincerely\n\nRobin Example\nCommissioner\n"),
    );
    assert!(met.recommendations[0].chief_officer_response.is_some());
    let mopac = "sincerely\n\nAvery Sample\nDeputy Mayor for Policing and Crime\n";
    let mopac = record(&text.replace("Dear colleague", "Dear Commissioner").replace("sincerely\n", mopac));
    assert!(mopac.recommendations[0].commissioner_response.is_some());
}

#[test]
fn a_london_commissioner_is_the_chief_officer_by_whichever_title_the_letter_has() {
    for (title, force, office) in [
        ("Commissioner, City of London Police", "City of London", "Commissioner of Police for the City of London"),
        ("Commissioner of Police for the City of London", "City of London", "Commissioner of Police for the City of London"),
        ("Commissioner of Police of the Metropolis", "Metropolitan", "Commissioner of Police of the Metropolis"),
        ("Commissioner of the Metropolitan Police Service", "Metropolitan", "Commissioner of Police of the Metropolis"),
        ("Commissioner, Metropolitan Police Service", "Metropolitan", "Commissioner of Police of the Metropolis"),
    ] {
        let text = letter("unsigned.txt").replace("Kent Police", "the force");
        let text = text.replace("sincerely\n", &format!("sincerely\n\nRobin Example\n{title}\n"));
        let known = KnownFacts { force: Some(force.into()), ..KnownFacts::default() };
        for known in [known, KnownFacts { force: None, ..KnownFacts::default() }] {
            let record = read(&text, &known).record;
            let finding = &record.recommendations[0];
            assert!(finding.commissioner_response.is_none() && finding.chief_officer_response.is_some(), "{title}");
            let chief = record.chief_officer.unwrap();
            assert_eq!((chief.name.as_deref(), chief.title.as_deref()), (Some("Robin Example"), Some(office)), "{title}");
        }
    }
}

#[test]
fn a_commissioners_letter_that_speaks_of_the_metropolitan_police_is_the_commissioners() {
    let text = letter("commissioner.txt").replace("Police and Crime Commissioner for Kent", "Commissioner");
    let text = text.replace("Recommendation 1\n", "The Metropolitan Police did the same.\n\nRecommendation 1\n");
    assert!(text.contains("Metropolitan") && text.contains("\nCommissioner"));
    let known = KnownFacts { force: Some("Kent".into()), ..KnownFacts::default() };
    assert!(read(&text, &known).record.recommendations[0].commissioner_response.is_some());
}

#[test]
fn a_page_that_says_nothing_of_its_author_is_taken_as_the_offices_and_that_is_noted_first() {
    let page = "# Stolen tractors\n\n4 July 2025\n\nHMICFRS published its report on stolen tractors on 16 May 2025. The Chief Constable of Kent Police knows it.\n\n\
        ## Recommendation 1\n\nBy 31 December 2025, chief constables should plan.\n\nThere is a plan.\n";
    assert_snapshot!(voices(&read(page, &KnownFacts::default())), @"
    commissioner: –
    chief officer: –
    R1: commissioner: There is a plan.; chief officer: –
    chief officer's name: –
    unplaced: –
    published: 2025-07-04
    undecided: note 0
    ");
}
