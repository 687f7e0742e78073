//! What a PDF is made of.

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

/// A part of a PDF. Copies are cheap: what is large is shared.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Object {
    Null,
    Number(f64),
    Name(Rc<str>),
    Text(Rc<[u8]>),
    Array(Rc<[Object]>),
    Dict(Rc<Dict>),
    Stream(Rc<Stream>),
    /// The number of an object that stands elsewhere. Its generation says nothing that the number does not.
    Reference(u32),
    /// An operator, or another bare word.
    Word(Rc<[u8]>),
}

/// Objects by name.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Dict(pub(super) BTreeMap<Rc<str>, Object>);

/// A dictionary, and where in the file its packed bytes are.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stream {
    pub(super) dict: Dict,
    pub(super) body: Range<usize>,
}

impl Dict {
    pub(super) fn get(&self, name: &str) -> &Object {
        self.0.get(name).unwrap_or(&Object::Null)
    }
}

impl Object {
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// A number that counts something.
    pub(super) fn count(&self) -> Option<usize> {
        self.number().filter(|number| *number >= 0.0 && *number < 1e12).map(|number| number as usize)
    }

    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }

    pub(super) fn text(&self) -> Option<&[u8]> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn array(&self) -> Option<Rc<[Object]>> {
        match self {
            Self::Array(array) => Some(Rc::clone(array)),
            _ => None,
        }
    }

    /// A dictionary, also that of a stream.
    pub(super) fn dict(&self) -> Option<&Dict> {
        match self {
            Self::Dict(dict) => Some(dict),
            Self::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }

    pub(super) fn is_word(&self, word: &[u8]) -> bool {
        matches!(self, Self::Word(is) if **is == *word)
    }
}

/// A text of the document's own words (not of a page): UTF-16 or UTF-8 with a mark before it, else Latin letters.
pub(super) fn words_of(bytes: &[u8]) -> String {
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => utf16(rest),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().filter_map(|byte| super::encoding::win_ansi(*byte)).collect(),
    };
    text.replace('\r', "\n")
}

/// UTF-16, the high byte first.
pub(super) fn utf16(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}
