use super::*;

/// A Saturday.
const TODAY: &str = "2026-11-28";

fn read(text: &str, role: DateRole) -> String {
    match TypedDate::new(text).read(TODAY.parse().unwrap(), role) {
        Ok(DateReading { date, other: Some(other), .. }) => format!("{date} or {other}"),
        Ok(DateReading { date, .. }) => date.to_string(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_full_date_is_read_with_the_day_first_however_it_is_written() {
    for text in [
        "2026-12-31",
        "31 December 2026",
        "31/12/2026",
        "31/12/26",
        "31.12.26",
        "31-12-2026",
        "31st of December 2026",
        "Thursday, 31 December 2026",
        "Thu 31/12/26",
        "the 31st Dec 26",
        "December 31, 2026",
        "31 dec, 2026",
        "12/31/2026",
    ] {
        assert_eq!(read(text, DateRole::Deadline), "2026-12-31", "{text}");
    }
    assert_eq!(read("3/4/27", DateRole::Deadline), "2027-04-03");
}

#[test]
fn a_day_is_counted_from_today() {
    for (text, day) in [
        ("today", "2026-11-28"),
        ("Tomorrow", "2026-11-29"),
        ("yesterday", "2026-11-27"),
        ("+4w", "2026-12-26"),
        ("+ 4 weeks", "2026-12-26"),
        ("-3m", "2026-08-28"),
        ("today+3m", "2027-02-28"),
        ("today-30d", "2026-10-29"),
        ("in six weeks", "2027-01-09"),
        ("in 6 weeks' time", "2027-01-09"),
        ("a week ago", "2026-11-21"),
        ("two months from now", "2027-01-28"),
    ] {
        assert_eq!(read(text, DateRole::Any), day, "{text}");
    }
}

#[test]
fn a_weekday_is_the_next_one_for_a_deadline_and_the_last_one_for_an_event() {
    for (text, role, day) in [
        ("fri", DateRole::Deadline, "2026-12-04"),
        ("Friday", DateRole::Event, "2026-11-27"),
        ("last wed", DateRole::Deadline, "2026-11-25"),
        ("next friday", DateRole::Deadline, "2026-12-04"),
        ("next Sunday", DateRole::Deadline, "2026-11-29 or 2026-12-06"),
        ("sat", DateRole::Deadline, "2026-11-28 or 2026-12-05"),
        ("sat", DateRole::Event, "2026-11-28"),
        ("thurs", DateRole::Any, "2026-12-03 or 2026-11-26"),
    ] {
        assert_eq!(read(text, role), day, "{text} {role:?}");
    }
}

#[test]
fn a_date_without_a_year_is_in_the_year_that_its_use_asks_for() {
    for (text, role, day) in [
        ("27 Nov", DateRole::Event, "2026-11-27"),
        ("27/11", DateRole::Event, "2026-11-27"),
        ("Fri 27 Nov", DateRole::Event, "2026-11-27"),
        ("Nov 27th", DateRole::Event, "2026-11-27"),
        ("5 Jan", DateRole::Deadline, "2027-01-05"),
        ("5 Jan", DateRole::Event, "2026-01-05"),
        ("2 Dec", DateRole::Event, "2025-12-02 or 2026-12-02"),
        ("20 Nov", DateRole::Deadline, "2027-11-20 or 2026-11-20"),
        ("1 August", DateRole::Event, "2026-08-01"),
        ("27 Nov", DateRole::Any, "2026-11-27"),
        ("29 Feb", DateRole::Deadline, "2028-02-29"),
    ] {
        assert_eq!(read(text, role), day, "{text} {role:?}");
    }
}

#[test]
fn a_month_or_a_quarter_is_its_last_day_for_a_deadline_and_its_first_for_a_start() {
    for (text, last, first) in [
        ("March 2027", "2027-03-31", "2027-03-01"),
        ("Mar 27", "2027-03-27", "2026-03-27"),
        ("end of March", "2027-03-31", "2026-03-31"),
        ("the end of February 2028", "2028-02-29", "2028-02-29"),
        ("month end", "2026-11-30", "2026-11-30"),
        ("next month", "2026-12-31", "2026-12-01"),
        ("end of the year", "2026-12-31", "2026-12-31"),
        ("end of the financial year", "2027-03-31", "2027-03-31"),
        ("end of 2027", "2027-12-31", "2027-12-31"),
        ("Q3 2026/27", "2026-12-31", "2026-10-01"),
        ("2026/27-Q4", "2027-03-31", "2027-01-01"),
        ("Q3 2027", "2027-09-30 or 2027-12-31", "2027-07-01 or 2027-10-01"),
    ] {
        assert_eq!(read(text, DateRole::Deadline), last, "{text}");
        assert_eq!(read(text, DateRole::Start), first, "{text}");
    }
    assert_eq!(read("March 2026", DateRole::Event), "`March 2026` is not one day");
}

#[test]
fn day_and_month_are_asked_about_only_where_the_day_first_is_improbable() {
    for (text, role, day) in [
        ("11/12/26", DateRole::Event, "2026-12-11 or 2026-11-12"),
        ("11/12/26", DateRole::Deadline, "2026-12-11"),
        ("05/06/2026", DateRole::Event, "2026-06-05"),
        ("12/11/26", DateRole::Deadline, "2026-11-12 or 2026-12-11"),
        ("Monday 07/12/2026", DateRole::Any, "2026-12-07"),
        ("Sunday 07/12/2026", DateRole::Any, "2026-12-07 or 2026-07-12"),
        ("26-12-31", DateRole::Any, "2031-12-26 or 2026-12-31"),
    ] {
        assert_eq!(read(text, role), day, "{text} {role:?}");
    }
}

#[test]
fn what_is_no_day_is_refused_with_the_reason() {
    for (text, error) in [
        ("31 June 2027", "there is no date `31 June 2027` in the calendar"),
        ("2027-02-29", "there is no date `2027-02-29` in the calendar"),
        ("29/02/27", "there is no date `29/02/27` in the calendar"),
        ("Monday 31 December 2026", "`Monday 31 December 2026` is not possible: 31 December 2026 is a Thursday"),
    ] {
        assert_eq!(read(text, DateRole::Any), error, "{text}");
    }
    for text in
        ["soon", "", "2026", "31", "Q5 2026/27", "-", "+", "+4", "fri fri", "31 December 20266", "1/2/3/4", "é", "99/99/99x"]
    {
        let refused = read(text, DateRole::Any);
        assert!(refused.contains("is not a date") || text == "+4", "{text}: {refused}");
    }
}

#[test]
fn every_day_reads_back_in_each_form_in_which_people_write_it() {
    let mut on = Date::new(2024, 1, 1);
    while let Some(day) = on.filter(|day| day.year() < 2029) {
        let (short, figures) = (day.year() - 2000, format!("{}/{}", day.weekday_in_words(), day.in_words()));
        for text in [day.in_words(), format!("{} {}", day.weekday(), day.in_words()), figures.replace('/', " ")] {
            let read = TypedDate::new(&text).read(TODAY.parse().unwrap(), DateRole::Any);
            assert_eq!(read.map(|read| read.date), Ok(day), "{text} {short}");
        }
        on = day.checked_plus_days(1);
    }
}
