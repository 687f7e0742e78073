//! The force, and who holds its offices.

use super::Facts;
use crate::intake::SourcePlace;
use crate::intake::assemble::people::{chief_named, holder_named, name_of, signed};
use crate::intake::label::{Fact, Labelled, Role};
use crate::intake::note::{Note, Notes};
use crate::intake::phrases::normalized_text::normal;
use crate::intake::phrases::office_name::{force_in, is_name, office_in};
use crate::intake::segment::Piece;
use crate::model::force::Forces;
use crate::model::{BodyKind, ChiefOfficer, Date, Force, LocalPolicingBody};

impl Facts<'_> {
    pub(super) fn force(&self, notes: &mut Notes) -> Option<Force> {
        if let Some((at, text)) = self.value_in_a_line(Fact::Force) {
            let Ok(short) = Forces::default().read(&text) else { return Some(Force::from(text.as_str())) };
            if short.as_str() != text {
                notes.add(&Note::Force(short.clone()), at, Some(&text));
            }
            return Some(short);
        }
        // The force that is named first and most, by its own name or by its office.
        let mut named: Vec<(SourcePlace, &'static str, usize)> = Vec::new();
        for (at, text) in self.texts() {
            if let Some(force) = force_in(text) {
                match named.iter_mut().find(|(_, known, _)| *known == force) {
                    Some((.., count)) => *count += 1,
                    None => named.push((at, force, 1)),
                }
            }
        }
        let fire = self.texts().find_map(|(at, text)| fire_service(text).map(|name| (at, name)));
        let best = named.iter().map(|(.., count)| *count).max();
        let first = named.iter().find(|(.., count)| Some(*count) == best || *count > 1).or(named.first());
        let (at, force) = match (first, fire) {
            // A plan of a fire service may name the police beside it.
            (Some((_, _, count)), Some((at, name))) if *count < 3 => (at, Force::from(name.as_str())),
            (None, Some((at, name))) => (at, Force::from(name.as_str())),
            (Some((at, force, _)), _) => (*at, Force::from(*force)),
            (None, None) => return None,
        };
        // Named again and again, and no other half as often.
        let counts = |is: bool| {
            named.iter().filter(|(_, name, _)| (*name == force.as_str()) == is).map(|(.., count)| *count).max().unwrap_or(0)
        };
        if counts(true) < 2 || counts(false) * 2 >= counts(true) {
            notes.add(&Note::Force(force.clone()), at, None);
        }
        Some(force)
    }

    /// Notes that a document for an existing record names another force, and not the record's.
    pub(super) fn note_other_force(&self, known: &Force, notes: &mut Notes) {
        let names_known = || self.texts().any(|(_, text)| text.contains(known.as_str()));
        if self.known.into.is_none() || names_known() {
            return;
        }
        if let Some(said) = self.force(&mut Notes::default()).filter(|said| said != known) {
            notes.add(
                &Note::OtherReport(format!("the document names the force {said}, and not {known}")),
                SourcePlace::START,
                None,
            );
        }
    }

    pub(super) fn body(&self, force: &Force, published: Date, notes: &mut Notes) -> LocalPolicingBody {
        let label = [(Fact::Pcc, BodyKind::Pcc), (Fact::Pfcc, BodyKind::Pfcc), (Fact::Mayor, BodyKind::Mayor)]
            .into_iter()
            .find_map(|(fact, kind)| self.value_in_a_line(fact).map(|(_, name)| (kind, name)));
        // Without a label for the office: who signs as its holder, or is named as such.
        let signed = self
            .value_in_a_line(Fact::Signed)
            .map(|(_, text)| text.split([',', '\n', '\\']).next().unwrap_or("").trim().to_owned());
        let holder = label.as_ref().map(|(_, name)| {
            name.split(|c: char| matches!(c, ',' | '(') || c.is_ascii_digit()).next().unwrap_or("").trim().to_owned()
        });
        let holder = holder
            .map(|name| name_of(name.trim_end_matches('.')).unwrap_or(name))
            .filter(|name| !name.ends_with('.') && office_in(name).is_none());
        let holder = holder.or(signed.filter(|name| is_name(name)));
        let holder = holder.or_else(|| {
            let signed = signed_holder(self.labelled).map(|(_, name)| name);
            let told: Vec<(SourcePlace, String)> = self
                .texts()
                .filter_map(|(at, text)| holder_named(text, force.is_led_by_commissioner()).map(|name| (at, name)))
                .collect();
            let name = signed.clone().or_else(|| told.first().map(|(_, name)| name.clone()))?;
            let at = told.first().map_or(SourcePlace::START, |(at, _)| *at);
            // Who signs, where nobody else is named.
            if signed.is_none() && told.len() < 2 || told.iter().any(|(_, other)| *other != name) {
                notes.add(&Note::Holder(name.clone()), at, None);
            }
            Some(name)
        });
        if let Some(whole) = &self.known.into {
            let body = whole.local_policing_body.clone();
            return LocalPolicingBody { holder: holder.or(body.holder.clone()), ..body };
        }
        let named = self.texts().find_map(|(at, text)| office_in(text).map(|(kind, _)| (at, kind, text.to_owned())));
        let is_pfcc =
            |one: &&Labelled| one.role == Role::Head && matches!(office_in(&one.piece.plain), Some((BodyKind::Pfcc, _)));
        let headed = self.labelled.iter().find(is_pfcc).map(|one| one.piece.clone());
        let usual = force.usual_body(published);
        let kind = match (&label, named, &self.known.body) {
            // An empty form keeps the label of its first office; its own headings name the one that the force has.
            (Some((kind, _)), ..) if *kind == BodyKind::Pcc && headed.is_some() => {
                let at = headed.as_ref().map_or(SourcePlace::START, |piece| piece.at);
                notes.add(
                    &Note::Body(BodyKind::Pfcc, "the headings name another office than the label"),
                    at,
                    headed.as_ref().map(|piece| piece.text.as_str()),
                );
                BodyKind::Pfcc
            }
            (Some((kind, _)), ..) => *kind,
            (None, Some((at, kind, words)), _) => {
                let others = self.texts().any(|(_, text)| office_in(text).is_some_and(|(other, _)| other != kind));
                if others {
                    notes.add(&Note::Body(kind, "the text names it, and others"), at, Some(&words));
                }
                kind
            }
            (None, None, Some(body)) => {
                notes.add(
                    &Note::Body(body.kind, "the document does not say which body responds, and irr.yaml does"),
                    SourcePlace::START,
                    None,
                );
                return LocalPolicingBody { holder: holder.or(body.holder.clone()), ..body.clone() };
            }
            (None, None, None) => {
                let kind = if force.is_fire_service() { BodyKind::FireAuthority } else { usual.unwrap_or(BodyKind::Pcc) };
                notes.add(&Note::Body(kind, "the document does not say which body responds"), SourcePlace::START, None);
                kind
            }
        };
        LocalPolicingBody { kind, name: None, holder }
    }

    pub(super) fn chief(&self, notes: &mut Notes) -> Option<ChiefOfficer> {
        if let Some((_, name)) = self.value_in_a_line(Fact::Chief) {
            let metropolitan = self.labelled.iter().any(|one| one.piece.plain.starts_with("Commissioner"));
            let has_chief_label =
                self.labelled.iter().any(|one| normal(&one.piece.plain).contains("chief constable") && one.role == Role::Label);
            let title = if metropolitan && !has_chief_label { "Commissioner" } else { "Chief Constable" };
            return Some(ChiefOfficer {
                title: Some(title.to_owned()),
                name: (!name.is_empty()).then(|| name_of(name.trim_end_matches('.')).unwrap_or(name)),
            });
        }
        let pieces: Vec<&Piece> = self.labelled.iter().map(|one| &one.piece).collect();
        // Without a name: a chief constable is spoken of.
        let mentioned = || {
            pieces.iter().find_map(|piece| {
                [("Chief Constable", "Chief Constable"), ("Commissioner of Police", "Commissioner")]
                    .iter()
                    .find(|(name, _)| piece.plain.contains(name))
                    .map(|(_, title)| (piece.at, None, *title))
            })
        };
        let signed = (0..pieces.len()).find_map(|at| signed(&pieces[..=at]).map(|(name, title)| (pieces[at].at, name, title)));
        let told: Vec<String> = self.texts().filter_map(|(_, text)| chief_named(text).map(|(name, _)| name)).collect();
        let is_sure = |name: &Option<String>| {
            name.as_ref().is_some_and(|name| told.iter().all(|other| other == name) && (signed.is_some() || told.len() > 1))
        };
        let (at, name, title) = signed
            .clone()
            .or_else(|| self.texts().find_map(|(at, text)| chief_named(text).map(|(name, title)| (at, Some(name), title))))
            // A record has its office holders already.
            .or_else(|| mentioned().filter(|_| self.known.into.is_none()))?;
        if is_sure(&name) {
            return Some(ChiefOfficer { title: Some(title.to_owned()), name });
        }
        notes.add(&Note::Chief(format!("{title} {}", name.as_deref().unwrap_or_default()).trim().to_owned()), at, None);
        Some(ChiefOfficer { title: Some(title.to_owned()), name })
    }
}

/// Returns who signs as the holder of the office: the name in the line of the office, or in the line above it.
fn signed_holder(labelled: &[Labelled]) -> Option<(SourcePlace, String)> {
    let is_line = |one: &Labelled| {
        matches!(one.role, Role::Letter | Role::Head | Role::Unplaced | Role::Label | Role::Fact(Fact::Signed))
            && one.piece.words() <= 25
    };
    let offices: Vec<usize> =
        (0..labelled.len()).filter(|at| is_line(&labelled[*at]) && office_in(&labelled[*at].piece.plain).is_some()).collect();
    // Of two who sign beside each other, the first.
    let last = offices.last().copied()?;
    let first = offices.iter().copied().find(|at| last - at <= 3)?;
    [first].into_iter().chain(offices.into_iter().rev()).find_map(|at| {
        let text = labelled[at].piece.plain.as_str();
        let (_, start) = office_in(text)?;
        let before = text.get(..start)?.trim_end_matches([',', ' ', '–', '-']);
        let before = before.rsplit(['–', ',']).next().unwrap_or("").trim();
        if let Some(name) = name_of(before) {
            return Some((labelled[at].piece.at, name));
        }
        let above = at.checked_sub(1).map(|above| &labelled[above])?;
        name_of(above.piece.plain.split(',').next().unwrap_or("")).filter(|_| is_line(above)).map(|name| (above.piece.at, name))
    })
}

/// Returns the fire and rescue service that a text names.
fn fire_service(text: &str) -> Option<String> {
    let at = ["Fire and Rescue Service", "Fire & Rescue Service", "Fire Brigade", "Fire and Rescue Authority"]
        .iter()
        .filter_map(|name| text.find(name))
        .min()?;
    if text[..at].contains("Inspectorate") || text[..at].contains("Inspector of") {
        return None;
    }
    let mut names: Vec<&str> = text[..at]
        .split_whitespace()
        .rev()
        .take_while(|word| word.starts_with(char::is_uppercase) || matches!(*word, "and" | "&" | "of"))
        .take(5)
        .collect();
    names.reverse();
    while names.first().is_some_and(|word| matches!(*word, "and" | "&" | "of" | "The" | "Dear" | "Constabulary")) {
        names.remove(0);
    }
    let end = if text[at..].starts_with("Fire Brigade") { "Fire Brigade" } else { "Fire and Rescue Service" };
    (!names.is_empty()).then(|| format!("{} {end}", names.join(" ")))
}
