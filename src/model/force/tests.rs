//! Forces by their names, their bodies and their chief officers.

use super::*;

fn read(text: &str) -> Result<String, Option<String>> {
    Forces::default().read(text).map(|force| force.to_string()).map_err(|error| error.nearest)
}

#[test]
fn a_force_is_known_by_each_of_its_names() {
    for (text, name) in [
        ("Kent", "Kent"),
        ("kent", "Kent"),
        ("Kent Police", "Kent"),
        ("the Met", "Metropolitan"),
        ("Metropolitan Police Service", "Metropolitan"),
        ("Devon & Cornwall", "Devon and Cornwall"),
        ("Devon and Cornwall Police", "Devon and Cornwall"),
        ("Avon & Somerset", "Avon and Somerset"),
        ("Avon + Somerset Constabulary", "Avon and Somerset"),
        ("avon-somerset", "Avon and Somerset"),
        ("DEVON AND CORNWALL POLICE SERVICE", "Devon and Cornwall"),
        ("Devon/Cornwall", "Devon and Cornwall"),
        ("Hampshire & Isle of Wight", "Hampshire and Isle of Wight"),
        ("Hants & IoW", "Hampshire and Isle of Wight"),
        ("Dyfedpowys", "Dyfed-Powys"),
        ("Heddlu Dyfed Powys", "Dyfed-Powys"),
        ("Heddlu Gogledd Cymru", "North Wales"),
        ("W. Midlands", "West Midlands"),
        ("W Mids Police", "West Midlands"),
        ("N. Yorks", "North Yorkshire"),
        ("Gtr Manchester Police", "Greater Manchester"),
        ("GMP", "Greater Manchester"),
        ("Notts Police Force", "Nottinghamshire"),
        ("Kent County Constabulary", "Kent"),
        ("MoD Police", "Ministry of Defence Police"),
        ("Ministry of Defence Police Service", "Ministry of Defence Police"),
        ("MDP", "Ministry of Defence Police"),
        ("CNC", "Civil Nuclear Constabulary"),
        ("BTP", "British Transport Police"),
        ("British Transport Police Authority", "British Transport Police"),
        ("Devon & Somerset Fire & Rescue", "Devon and Somerset Fire and Rescue Service"),
        ("Tyne & Wear FRS", "Tyne and Wear Fire and Rescue Service"),
        ("LFB", "London Fire Brigade"),
        ("Dyfed Powys Police", "Dyfed-Powys"),
        ("Essex Constabulary", "Essex"),
        ("Hampshire and the Isle of Wight Constabulary", "Hampshire and Isle of Wight"),
        ("Police Scotland", "Police Scotland"),
        ("PSNI", "Police Service of Northern Ireland"),
        ("British Transport Police", "British Transport Police"),
        ("NCA", "National Crime Agency"),
        ("Kent Fire and Rescue", "Kent Fire and Rescue Service"),
        ("Kent Fire & Rescue Service", "Kent Fire and Rescue Service"),
        ("London Fire Brigade", "London Fire Brigade"),
        ("Essex County Fire and Rescue Service", "Essex County Fire and Rescue Service"),
        ("Northern Ireland Fire and Rescue Service", "Northern Ireland Fire and Rescue Service"),
    ] {
        assert_eq!(read(text).as_deref(), Ok(name), "{text}");
    }
}

#[test]
fn a_typing_error_is_no_force_and_finds_the_nearest() {
    assert_eq!(read("Kant"), Err(Some("Kent".into())));
    assert_eq!(read("Kant Police"), Err(Some("Kent".into())));
    assert_eq!(read("Stafordshire"), Err(Some("Staffordshire".into())));
    assert_eq!(read("Ministry of Silly Walks"), Err(None));
    assert!(read("").is_err() && read("Police").is_err() && read("Fire and Rescue Service").is_err());
}

#[test]
fn each_usual_name_is_its_own_and_none_is_there_twice() {
    let names = Forces::default().names();
    for name in &names {
        assert_eq!(read(name).as_deref(), Ok(name.as_str()));
        assert_eq!(names.iter().filter(|other| *other == name).count(), 1, "{name}");
    }
    // 43 territorial forces of England and Wales, Hampshire's former name, Scotland, Northern Ireland, and seven special forces.
    assert_eq!((POLICE.len(), FIRE.len()), (44 + 2 + 7, 44 + 3 + 2));
}

#[test]
fn names_are_compared_in_their_normal_form() {
    let same = |one: &str, two: &str| Force::from(one).is_same(&two.into());
    assert!(same("Avon & Somerset", "avon and somerset constabulary"));
    assert!(same("States of Jersey Police", "States of Jersey"));
    assert!(!same("Kent", "Surrey") && !same("West Mercia", "West Midlands") && !same("Kent", "Kent Fire and Rescue Service"));
    // Blanks alone are not a name.
    assert!(!same("Police", "Kent") && !same("", "Kent"));
}

#[test]
fn a_force_is_found_by_any_of_its_names_and_by_a_part_of_one() {
    let found = |force: &str, part: &str| Force::from(force).answers_to(part);
    for part in ["avon", "Avon & Somerset", "Avon & Somerset Constabulary", "AVON AND SOMERSET", "avon-and"] {
        assert!(found("Avon and Somerset", part), "{part}");
    }
    assert!(found("Avon & Somerset", "Avon and Somerset") && found("Greater Manchester", "GMP"));
    assert!(
        found("Kent", "Kent Police") && found("West Midlands", "W. Midlands") && found("Kent Fire and Rescue Service", "kent")
    );
    assert!(!found("Kent", "Surrey") && !found("Kent", "&") && !found("Kent", "Essex Police"));
}

#[test]
fn the_body_that_answers_is_the_one_of_the_day() {
    let fit = |force: &str, kind, on: &str| Force::from(force).fit(kind, on.parse().unwrap());
    let usual = |force: &str, on: &str| Force::from(force).usual_body(on.parse().unwrap());
    use BodyKind::{CommonCouncil, FireAuthority, Mayor, Mopac, Other, Pcc, Pfcc, TransportPoliceAuthority};
    for (force, on, is) in [
        ("Kent", "2025-05-16", Some(Pcc)),
        ("Staffordshire", "2025-05-16", Some(Pfcc)),
        ("Staffordshire", "2017-05-16", Some(Pcc)),
        ("West Midlands", "2026-05-16", Some(Pcc)),
        ("GMP", "2017-05-07", Some(Pcc)),
        ("GMP", "2017-05-08", Some(Mayor)),
        ("South Yorkshire", "2024-05-06", Some(Pcc)),
        ("South Yorkshire", "2024-05-07", Some(Mayor)),
        ("North Yorkshire", "2025-05-16", Some(Mayor)),
        ("West Yorkshire", "2025-05-16", Some(Mayor)),
        ("The Met", "2025-05-16", Some(Mopac)),
        ("City of London Police", "2025-05-16", Some(CommonCouncil)),
        ("BTP", "2025-05-16", Some(TransportPoliceAuthority)),
        ("MoD Police", "2025-05-16", Some(Other)),
        ("Kent Fire and Rescue", "2025-05-16", Some(FireAuthority)),
        ("Police Scotland", "2025-05-16", None),
        ("States of Jersey", "2025-05-16", None),
    ] {
        assert_eq!(usual(force, on), is, "{force} {on}");
        let Some(is) = is else { continue };
        assert_eq!(fit(force, is, on), BodyFit::Fits, "{force} {on}");
    }
    assert_eq!(fit("West Midlands", Mayor, "2025-05-16"), BodyFit::Another(Pcc));
    assert_eq!(fit("Greater Manchester", Pcc, "2025-05-16"), BodyFit::Another(Mayor));
    assert_eq!(fit("Greater Manchester", Pcc, "2017-05-07"), BodyFit::Fits);
    assert_eq!(fit("Kent", Mopac, "2025-05-16"), BodyFit::Another(Pcc));
    assert_eq!(fit("CNC", Pcc, "2025-05-16"), BodyFit::NoBody);
    // It is not yet known which mayors take over from 2027.
    assert_eq!(fit("Kent", Mayor, "2027-01-01"), BodyFit::Fits);
    // PCC and PFCC are one office; for Scotland and Northern Ireland any body is accepted.
    assert_eq!(fit("Kent", Pfcc, "2025-05-16"), BodyFit::Fits);
    assert_eq!(fit("Kent", Other, "2025-05-16"), BodyFit::Fits);
    assert_eq!(fit("Police Scotland", Pcc, "2025-05-16"), BodyFit::Fits);
}

#[test]
fn three_forces_have_no_local_policing_body() {
    let without: Vec<&str> =
        POLICE.iter().map(|row| row.name).filter(|name| !Force::from(*name).has_local_policing_body()).collect();
    assert_eq!(without, ["Civil Nuclear Constabulary", "Ministry of Defence Police", "National Crime Agency"]);
    assert!(!Force::from("MoD Police").has_local_policing_body() && Force::from("BTP").has_local_policing_body());
}

#[test]
fn a_chief_officer_has_the_title_of_the_force() {
    for (force, title) in [
        ("Kent Police", "Chief Constable"),
        ("Met", "Commissioner of Police of the Metropolis"),
        ("City of London Police", "Commissioner of Police for the City of London"),
        ("NCA", "Director General"),
        ("Kent FRS", "Chief Fire Officer"),
        ("London Fire Brigade", "London Fire Commissioner"),
        ("States of Jersey", "Chief Constable"),
    ] {
        assert_eq!(Force::from(force).chief_officer_title(), title, "{force}");
    }
    assert!(Force::from("the Met").is_led_by_commissioner() && !Force::from("LFB").is_led_by_commissioner());
}

#[test]
fn the_office_may_list_others() {
    let forces = Forces::also(&["States of Jersey Police".into()]);
    assert_eq!(forces.read("states of jersey police").map(|force| force.to_string()).as_deref(), Ok("States of Jersey Police"));
    assert_eq!(forces.read("Kent").map(|force| force.to_string()).as_deref(), Ok("Kent"));
}

#[test]
fn a_fire_service_is_one_by_its_name_or_its_abbreviation() {
    for (name, is_one) in [("Essex County Fire and Rescue Service", true), ("LFB", true), ("GMP", false), ("Kent", false)] {
        assert_eq!(Force::from(name).is_fire_service(), is_one, "{name}");
    }
}
