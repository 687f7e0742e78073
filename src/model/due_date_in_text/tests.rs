use super::*;

const PUBLISHED: &str = "2025-05-16";

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn found(text: &str) -> Option<(&str, String)> {
    find(text, day(PUBLISHED)).map(|due| (due.printed, due.date.to_string()))
}

#[test]
fn a_term_that_counts_from_something_else_is_no_date() {
    for text in [
        "Within six months of the College moving house, forces should act.",
        "Within six months of the guidance, forces should act.",
        "They should act no later than three months after 1 June 2025.",
        "Within three months of receiving the letter of 1 September 2025 they should act.",
        "Immediately after 1 May 2026, forces should act.",
        "Within three months of the College publishing its guidance",
        "Within three months of the publication of the College's guidance",
        "Within six months of publishing their plan, forces should report to us.",
        "Within two months of the plan, report progress.",
    ] {
        assert_eq!(found(text).map(|(printed, _)| printed), None, "{text}");
    }
    for text in [
        "Within six months of publication",
        "within six months of the publication of this report",
        "Within three months from the date of this report",
        "Within three months of the date on which this report is published",
        "Within three months of publication, forces should publish a plan",
        "Within six weeks of the final report's publication",
    ] {
        assert!(found(text).is_some(), "{text}");
    }
}

#[test]
fn each_phrasing_of_a_deadline_is_read() {
    for (text, printed, date) in [
        ("By 31 December 2025, the National Crime Agency should act.", "By 31 December 2025", "2025-12-31"),
        ("Chief constables should, by 1st March 2026, act.", "by 1st March 2026", "2026-03-01"),
        ("Not later than 30 April 2026 the force should act.", "Not later than 30 April 2026", "2026-04-30"),
        ("No later than 31st of May, 2027 act.", "No later than 31st of May, 2027", "2027-05-31"),
        ("By Thursday the 30th of April 2026 act.", "By Thursday the 30th of April 2026", "2026-04-30"),
        ("By 31 March '27 act.", "By 31 March '27", "2027-03-31"),
        ("By 31 March ’27, act.", "By 31 March ’27", "2027-03-31"),
        ("By the end of quarter 3 of 2026/27 act.", "By the end of quarter 3 of 2026/27", "2026-12-31"),
        ("By the end of Q4 2026/27", "By the end of Q4 2026/27", "2027-03-31"),
        (
            "By the first quarter of the financial year 2026-27",
            "By the first quarter of the financial year 2026-27",
            "2026-06-30",
        ),
        ("By the end of the financial year 2026/27", "By the end of the financial year 2026/27", "2027-03-31"),
        ("By the end of 2026/2027", "By the end of 2026/2027", "2027-03-31"),
        ("They should act no later than Thursday 30 April 2026.", "no later than Thursday 30 April 2026", "2026-04-30"),
        ("By September 2024 forces should act.", "By September 2024", "2024-09-30"),
        ("By the end of February 2024 forces should act.", "By the end of February 2024", "2024-02-29"),
        ("Forces should act by the end of 2023.", "by the end of 2023", "2023-12-31"),
        ("Act by 30 April 2026", "by 30 April 2026", "2026-04-30"),
        ("By 16/06/2025 act.", "By 16/06/2025", "2025-06-16"),
        ("Within six months, chief constables should act.", "Within six months", "2025-11-16"),
        ("The force should, within three months:", "within three months", "2025-08-16"),
        ("Act within one year.", "within one year", "2026-05-16"),
        ("Act within a year.", "within a year", "2026-05-16"),
        ("Act within the next 18 months.", "within the next 18 months", "2026-11-16"),
        ("A plan within 12 weeks, to be reviewed after 12 months.", "within 12 weeks", "2025-08-08"),
        ("Act within 28 days.", "within 28 days", "2025-06-13"),
        ("The force should immediately act.", "should immediately", PUBLISHED),
        ("Immediately, forces should act.", "Immediately", PUBLISHED),
        ("With immediate effect, forces should act.", "With immediate effect", PUBLISHED),
        ("Chiefs should make an immediate and lasting commitment to act.", "immediate and lasting commitment", PUBLISHED),
    ] {
        assert_eq!(found(text), Some((printed, date.to_owned())), "{text}");
    }
}

#[test]
fn what_words_no_date_gets_none() {
    for text in [
        "If forces haven't yet reviewed their plans, they should do so.",
        "Officers who immediately attend are praised.",
        "The work by officers in 2025 was good.",
        "Victims' immediate families should be told.",
        "By 31 February 2026 act.",
        "By summer 2026 act.",
        "Act within ten working days.",
        "within reason",
        "",
    ] {
        assert_eq!(found(text), None, "{text}");
    }
}

#[test]
fn months_counted_from_publication_clamp() {
    let due = find("within six months", day("2025-08-31")).unwrap();
    assert_eq!(due.date, day("2026-02-28"));
}

#[test]
fn several_deadlines_are_told_in_their_order() {
    let dates: Vec<String> =
        find_all("By June 2026 plan, and by 1 May 2027 act.", day(PUBLISHED)).iter().map(|due| due.date.to_string()).collect();
    assert_eq!(dates, ["2026-06-30", "2027-05-01"]);
}

#[test]
fn words_that_give_no_day_say_why() {
    let read = |text| crate::model::due_date_in_text::read(text, day(PUBLISHED));
    for (text, no_day) in [
        ("By 31 June 2027", "31 June 2027"),
        ("no later than the 30th of February 2027", "30 February 2027"),
        ("By 31/06/2027", "31/06/2027"),
        ("2027-06-31", "2027-06-31"),
    ] {
        assert_eq!(read(text), DueTextMeaning::NoSuchDay(no_day.to_owned()), "{text}");
    }
    for text in ["By summer 2027", "By the end of Q3 2027", "in the next quarter", "Within ten working days", "by December"] {
        assert_eq!(read(text), DueTextMeaning::Unread, "{text}");
    }
    for text in ["as soon as possible", "when they may", "ongoing", ""] {
        assert_eq!(read(text), DueTextMeaning::Nothing, "{text}");
    }
    assert_eq!(read("By 3/4/27"), DueTextMeaning::Day(day("2027-04-03")));
    assert_eq!(read("within three months"), DueTextMeaning::Day(day("2025-08-16")));
}

#[test]
fn a_text_tells_its_days_however_they_are_written() {
    let days: Vec<String> =
        days_in("Moved from 1 August 2026 to 2027-02-01 (was 3/4/2026).").iter().map(ToString::to_string).collect();
    assert_eq!(days, ["2026-08-01", "2027-02-01", "2026-04-03"]);
}

#[test]
fn a_bare_date_resolves_and_so_does_a_phrase() {
    assert_eq!(resolve("Q3 2026/27", day(PUBLISHED)), Some(day("2026-12-31")));
    assert_eq!(resolve("December 2025", day(PUBLISHED)), Some(day("2025-12-31")));
    assert_eq!(resolve("31 December 2025", day(PUBLISHED)), Some(day("2025-12-31")));
    assert_eq!(resolve("within three months", day(PUBLISHED)), Some(day("2025-08-16")));
    assert_eq!(resolve("when there is time", day(PUBLISHED)), None);
}
