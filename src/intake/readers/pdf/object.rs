//! The object types of PDF.

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

/// A PDF object. Cloning is cheap, because large contents are shared.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Object {
    Null,
    Number(f64),
    Name(Rc<str>),
    Text(Rc<[u8]>),
    Array(Rc<[Object]>),
    Dict(Rc<Dict>),
    Stream(Rc<PdfStream>),
    /// A reference to another object by its number. The generation is ignored: the number is unique in practice.
    Reference(u32),
    /// An operator, or another bare word.
    Word(Rc<[u8]>),
}

/// A dictionary.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Dict(pub(super) BTreeMap<Rc<str>, Object>);

/// The object that a string or stream belongs to; each has a key of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ObjectId {
    pub(super) number: u32,
    pub(super) generation: u16,
}

/// A stream: its dictionary, and the range of its encoded bytes in the file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PdfStream {
    pub(super) dict: Dict,
    pub(super) body: Range<usize>,
    /// The object that the stream is, whose key may encrypt it.
    pub(super) id: ObjectId,
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

    /// Returns a non-negative number as an integer.
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

    /// Returns a dictionary, also that of a stream.
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

/// What PDFDocEncoding has from 0x18 and from 0x80 on, where it differs from Latin-1.
const PDF_DOC: [&str; 2] = ["˘ˇˆ˙˝˛˚˜", "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž\u{fffd}€"];

/// Decodes a text string of the document (not of page content): UTF-16 or UTF-8 with a byte order mark, otherwise PDFDocEncoding.
pub(super) fn words_of(bytes: &[u8]) -> String {
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => utf16(rest),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        [0xff, 0xfe, rest @ ..] => utf16(&rest.chunks_exact(2).flat_map(|pair| [pair[1], pair[0]]).collect::<Vec<u8>>()),
        _ => bytes.iter().filter_map(|byte| pdf_doc(*byte)).collect(),
    };
    text.replace('\r', "\n")
}

/// Returns the letter of a byte in PDFDocEncoding (ISO 32000-2, D.2).
fn pdf_doc(byte: u8) -> Option<char> {
    match byte {
        0x18..=0x1f => PDF_DOC[0].chars().nth(usize::from(byte - 0x18)),
        0x80..=0xa0 => PDF_DOC[1].chars().nth(usize::from(byte - 0x80)),
        b'\t' | b'\n' | b'\r' | b' '..=0x7e | 0xa1.. => Some(char::from(byte)),
        _ => None,
    }
}

/// Decodes UTF-16, big-endian.
pub(super) fn utf16(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}
