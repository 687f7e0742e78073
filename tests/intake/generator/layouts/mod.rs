//! From a seed to a document in one of the layouts.

mod answers;
mod forms;
mod layout;
mod letters;
mod papers;
mod parts;
mod plans;
mod voices;

use super::dice::Dice;
use super::draft::{Draft, Numbering};
use super::page::Habits;
use super::record::Record;
use super::{Generated, Vocabulary};

pub(crate) use layout::Layout;

pub(crate) fn write(seed: u64, vocabulary: Vocabulary, layout: Layout) -> Generated {
    // The same seed makes another record for each layout: a set of documents is not twenty times about one force.
    let place = Layout::ALL.iter().position(|listed| *listed == layout).unwrap_or(0) as u64;
    let mut dice = Dice::new(seed.wrapping_mul(64).wrapping_add(place * 2 + u64::from(vocabulary == Vocabulary::Measuring)));
    let format = dice.pick(layout.formats());
    let numberings = layout.numberings();
    let numbering = numberings[dice.below(numberings.len())];
    let is_numbered = !matches!(numbering, Numbering::Word | Numbering::Nothing);
    let mut record = Record::new(&mut dice, vocabulary, layout.wanted(), is_numbered);
    // Quoted words and signed letters are in the first person.
    match layout {
        Layout::LetterFromChief | Layout::QuotedChief | Layout::TwoVoices => record.chief_says_we = true,
        Layout::LetterToHomeSecretary => (record.chief_says_we, record.holder_says_i) = (true, true),
        Layout::UnlabelledAnswers => record.holder_says_i = true,
        _ => {}
    }
    let habits = Habits::any(&mut dice, format);
    let mut draft = Draft::new(dice, &record, habits, numbering);
    layout.writer()(&mut draft);
    draft.finish(layout)
}
