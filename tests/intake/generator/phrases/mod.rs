//! Two sets of phrases that share none: whoever adjusts the reader to documents of one set has not adjusted it to the other.

mod measuring;
mod measuring_forms;
mod measuring_topics;
mod training;
mod training_forms;
mod training_topics;

use super::Vocabulary;

/// Phrases by the place they are for. `{slots}` are filled by `scene.rs`.
pub(crate) type Phrases = &'static [(&'static str, &'static [&'static str])];

/// What an inspection looked at. Things are singular, asks and plans follow "to", what is done follows "has".
pub(crate) struct Topic {
    pub(crate) title: &'static str,
    pub(crate) things: [&'static str; 4],
    pub(crate) asks: [&'static str; 3],
    pub(crate) done: [&'static str; 3],
    pub(crate) plans: [&'static str; 3],
    pub(crate) concern: &'static str,
}

impl Topic {
    fn phrases(&self) -> impl Iterator<Item = &'static str> {
        [self.title, self.concern].into_iter().chain(self.things).chain(self.asks).chain(self.done).chain(self.plans)
    }
}

impl Vocabulary {
    fn sets(self) -> [Phrases; 2] {
        match self {
            Self::Training => [training::SENTENCES, training_forms::FORMS],
            Self::Measuring => [measuring::SENTENCES, measuring_forms::FORMS],
        }
    }

    /// The phrases for a place; none if this vocabulary has no such place.
    pub(crate) fn of(self, place: &str) -> &'static [&'static str] {
        self.sets().into_iter().flatten().find(|(key, _)| *key == place).map_or(&[], |(_, phrases)| phrases)
    }

    pub(crate) fn topics(self, of_fire: bool) -> &'static [Topic] {
        match (self, of_fire) {
            (Self::Training, false) => training_topics::POLICE,
            (Self::Training, true) => training_topics::FIRE,
            (Self::Measuring, false) => measuring_topics::POLICE,
            (Self::Measuring, true) => measuring_topics::FIRE,
        }
    }

    pub(crate) fn all_phrases(self) -> Vec<&'static str> {
        let listed = self.sets().into_iter().flatten().flat_map(|(_, phrases)| phrases.iter().copied());
        let topics = [false, true].into_iter().flat_map(|of_fire| self.topics(of_fire)).flat_map(Topic::phrases);
        listed.chain(topics).collect()
    }

    pub(crate) fn places(self) -> Vec<&'static str> {
        self.sets().into_iter().flatten().map(|(key, _)| *key).collect()
    }
}
