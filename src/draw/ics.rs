//! Writes deadlines as an iCalendar file (RFC 5545): one all-day event each, with alarms.
//!
//! The `icalendar` crate builds the parts and escapes text. Corrected here: it would take the clock and random ids for what
//! is missing, it lets carriage returns through, and it folds some lines after the 76th octet.

use std::io::Write;

use chrono::TimeDelta;
use icalendar::{Alarm, Calendar as Ics, Component, Event, EventLike, Property};

use super::DrawError;
use crate::draw::visible;
use crate::view::{Calendar, CalendarEntry};

/// The `PRODID` of the calendar.
const PRODUCT: &str = "-//irr//irr due//EN";
/// The calendar's name, as calendar apps show it.
const NAME: &str = "Inspection deadlines";
/// How often calendar apps should fetch the file again: daily.
const REFRESH: &str = "P1D";
/// The placeholder for a calendar without deadlines: a time zone.
const CLOCK: &str = "BEGIN:VTIMEZONE\r\nTZID:Etc/UTC\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0000\r\n\
    TZOFFSETTO:+0000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
/// The calendar's last line.
const END: &str = "END:VCALENDAR\r\n";
/// The hour of alarms, local time.
const HOUR: u64 = 9;
/// The longest line, in octets without its ending (RFC 5545, section 3.1).
const LONGEST_LINE: usize = 75;

/// Writes a calendar to `out`.
///
/// # Errors
/// Fails if `out` cannot be written to.
pub fn write_calendar(calendar: &Calendar, out: &mut dyn Write) -> Result<(), DrawError> {
    // Midnight of the reporting day instead of the clock, so that the same records give the same bytes.
    let stamp = format!("{}T000000Z", basic(&calendar.on));
    let mut head = Ics::empty();
    head.append_property(("VERSION", "2.0"));
    head.append_property(("PRODID", PRODUCT));
    head.append_property(("CALSCALE", "GREGORIAN"));
    head.name(NAME);
    head.append_property(typed("REFRESH-INTERVAL", REFRESH, "DURATION"));
    head.append_property(("X-PUBLISHED-TTL", REFRESH));
    let head = head.to_string();
    write_lines(head.trim_end_matches(END), out)?;
    if calendar.entries.is_empty() {
        // RFC 5545 requires at least one component; calendar apps show nothing of a time zone.
        write_lines(CLOCK, out)?;
    }
    for entry in &calendar.entries {
        let event = event(entry, &calendar.alarms, &stamp).try_into_string();
        write_lines(&event.map_err(std::io::Error::other)?, out)?;
    }
    write_lines(END, out)
}

/// Folds the lines again, as `icalendar` folds some of them too late.
fn write_lines(text: &str, out: &mut dyn Write) -> Result<(), DrawError> {
    text.replace("\r\n ", "").split_terminator("\r\n").try_for_each(|line| write_folded(line, out))
}

fn event(entry: &CalendarEntry, alarms: &[u32], stamp: &str) -> Event {
    let summary = text(&entry.summary);
    let mut event = Event::with_uid(&text(&entry.uid));
    event.add_property("DTSTAMP", stamp);
    event.append_property(typed("DTSTART", &basic(&entry.date), "DATE"));
    // The last day that a record can hold has no day after it. An event without an end lasts one day.
    if let Some(end) = entry.date.checked_plus_days(1) {
        event.append_property(typed("DTEND", &basic(&end), "DATE"));
    }
    // A deadline does not occupy the day, so it must not show as busy.
    event.add_property("TRANSP", "TRANSPARENT");
    // Calendar apps take a changed event only if its sequence number has grown.
    event.add_property("SEQUENCE", entry.sequence.to_string());
    event.summary(&summary);
    event.description(&text(&entry.description));
    event.categories(entry.categories.iter().map(|category| text(category)));
    for days in alarms {
        event.alarm(alarm(*days, &summary, &entry.uid, stamp));
    }
    event
}

fn alarm(days: u32, summary: &str, event: &str, stamp: &str) -> Alarm {
    // `icalendar` writes a duration in seconds only, which some apps do not accept, so the trigger is replaced below.
    let mut alarm = Alarm::display(summary, TimeDelta::zero());
    alarm.add_property("TRIGGER", trigger(days));
    alarm.uid(&text(&format!("alarm:{days}:{event}")));
    alarm.add_property("DTSTAMP", stamp);
    alarm
}

/// Returns the alarm's trigger relative to midnight of the day: `-P6DT15H` is 9:00 seven days before.
fn trigger(days: u32) -> String {
    match u64::from(days).checked_sub(1) {
        None => format!("PT{HOUR}H"),
        Some(0) => format!("-PT{}H", 24 - HOUR),
        Some(whole) => format!("-P{whole}DT{}H", 24 - HOUR),
    }
}

/// Returns a day in basic format: `20261124`.
fn basic(day: &impl ToString) -> String {
    day.to_string().replace('-', "")
}

/// Returns a property with an explicit value type.
fn typed(key: &str, value: &str, kind: &str) -> Property {
    Property::new(key, value).add_parameter("VALUE", kind).done()
}

/// Normalises line endings and replaces control characters, which RFC 5545 does not allow in text.
fn text(text: &str) -> String {
    visible(&text.replace("\r\n", "\n").replace('\r', "\n")).into_owned()
}

/// Writes a line, folded between characters into pieces of at most 75 octets.
fn write_folded(line: &str, out: &mut dyn Write) -> Result<(), DrawError> {
    let mut rest = line;
    let mut room = LONGEST_LINE;
    while rest.len() > room {
        let end = (1..=room).rev().find(|at| rest.is_char_boundary(*at)).unwrap_or(room);
        let (piece, more) = rest.split_at(end);
        write!(out, "{piece}\r\n ")?;
        rest = more;
        // The continuation line's leading space counts.
        room = LONGEST_LINE - 1;
    }
    Ok(write!(out, "{rest}\r\n")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(summary: &str, description: &str) -> CalendarEntry {
        CalendarEntry {
            uid: "finding:kent/2025-05-16-subject:R1@irr".into(),
            date: "2026-11-24".parse().unwrap(),
            sequence: 2,
            summary: summary.into(),
            description: description.into(),
            categories: vec!["finding".into(), "Devon, Cornwall".into()],
        }
    }

    fn written(entry: CalendarEntry, alarms: &[u32]) -> String {
        let calendar = Calendar { on: "2026-11-01".parse().unwrap(), alarms: alarms.to_vec(), entries: vec![entry] };
        let mut out = Vec::new();
        write_calendar(&calendar, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn an_event_takes_its_whole_day_and_has_no_name_or_stamp_of_chance() {
        let text = written(entry("R1 due", "Act."), &[7, 1, 0]);
        insta::assert_snapshot!(text.replace("\r\n", "\n"), @r"
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//irr//irr due//EN
        CALSCALE:GREGORIAN
        NAME:Inspection deadlines
        X-WR-CALNAME:Inspection deadlines
        REFRESH-INTERVAL;VALUE=DURATION:P1D
        X-PUBLISHED-TTL:P1D
        BEGIN:VEVENT
        DESCRIPTION:Act.
        DTEND;VALUE=DATE:20261125
        DTSTAMP:20261101T000000Z
        DTSTART;VALUE=DATE:20261124
        SEQUENCE:2
        SUMMARY:R1 due
        TRANSP:TRANSPARENT
        UID:finding:kent/2025-05-16-subject:R1@irr
        CATEGORIES:finding,Devon\, Cornwall
        BEGIN:VALARM
        ACTION:DISPLAY
        DESCRIPTION:R1 due
        DTSTAMP:20261101T000000Z
        TRIGGER:-P6DT15H
        UID:alarm:7:finding:kent/2025-05-16-subject:R1@irr
        END:VALARM
        BEGIN:VALARM
        ACTION:DISPLAY
        DESCRIPTION:R1 due
        DTSTAMP:20261101T000000Z
        TRIGGER:-PT15H
        UID:alarm:1:finding:kent/2025-05-16-subject:R1@irr
        END:VALARM
        BEGIN:VALARM
        ACTION:DISPLAY
        DESCRIPTION:R1 due
        DTSTAMP:20261101T000000Z
        TRIGGER:PT9H
        UID:alarm:0:finding:kent/2025-05-16-subject:R1@irr
        END:VALARM
        END:VEVENT
        END:VCALENDAR
        ");
        assert_eq!(text, written(entry("R1 due", "Act."), &[7, 1, 0]));
    }

    #[test]
    fn no_line_is_longer_than_75_octets_and_unfolded_it_says_what_it_said() {
        for part in ["x", "wort ", "äöü", "👮🏽‍♀️ ", "中文, ", "a;b\\", "é\n"] {
            for times in 1..120 {
                let description = part.repeat(times);
                let text = written(entry(&description, &description), &[]);
                assert!(text.split("\r\n").all(|line| line.len() <= LONGEST_LINE && !line.contains(['\r', '\n'])), "{text}");
                let escaped = description.replace('\\', "\\\\").replace(',', "\\,").replace(';', "\\;").replace('\n', "\\n");
                assert!(text.replace("\r\n ", "").contains(&format!("\r\nDESCRIPTION:{escaped}\r\n")), "{text}");
            }
        }
    }

    #[test]
    fn a_calendar_without_deadlines_has_a_clock_in_it_and_nothing_to_show() {
        let calendar = Calendar { on: "2026-11-01".parse().unwrap(), alarms: vec![1], entries: Vec::new() };
        let mut out = Vec::new();
        write_calendar(&calendar, &mut out).unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap().replace("\r\n", "\n"), @"
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//irr//irr due//EN
        CALSCALE:GREGORIAN
        NAME:Inspection deadlines
        X-WR-CALNAME:Inspection deadlines
        REFRESH-INTERVAL;VALUE=DURATION:P1D
        X-PUBLISHED-TTL:P1D
        BEGIN:VTIMEZONE
        TZID:Etc/UTC
        BEGIN:STANDARD
        DTSTART:19700101T000000
        TZOFFSETFROM:+0000
        TZOFFSETTO:+0000
        END:STANDARD
        END:VTIMEZONE
        END:VCALENDAR
        ");
    }

    #[test]
    fn a_text_cannot_end_its_line() {
        let text = written(entry("a\r\nBEGIN:VALARM\rb\u{1b}", "\0"), &[]);
        assert!(text.contains("\r\nSUMMARY:a\\nBEGIN:VALARM\\nb␛\r\n") && text.contains("\r\nDESCRIPTION:␀\r\n"), "{text}");
    }

    #[test]
    fn the_last_day_of_the_calendar_has_no_day_after_it() {
        let text = written(CalendarEntry { date: "9999-12-31".parse().unwrap(), ..entry("a", "b") }, &[]);
        assert!(text.contains("DTSTART;VALUE=DATE:99991231\r\n") && !text.contains("DTEND"), "{text}");
    }
}
