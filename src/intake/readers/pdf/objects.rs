//! Reads the objects of a PDF on demand.
//!
//! The file's own index is used if it is readable; otherwise the file is scanned for objects.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::budget::Budget;
use super::encryption::Decryption;
use super::filter::{layers, unpack};
use super::lexer::{Lexer, find, is_blank};
use super::object::{Dict, Object, ObjectId, PdfStream};
use super::scan::scan_objects;

/// The longest chain of objects that need each other to be read.
const DEEPEST: usize = 12;

/// Where an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ObjectLocation {
    /// At an offset in the file.
    At(usize),
    /// In an object stream: its number, and the position inside it.
    Within(u32, usize),
}

/// A PDF, with a cache of the objects read so far.
pub(super) struct Objects<'a> {
    bytes: &'a [u8],
    pub(super) places: BTreeMap<u32, ObjectLocation>,
    pub(super) trailer: Dict,
    pub(super) budget: Budget,
    /// The key of an encrypted file.
    pub(super) decryption: Option<Decryption>,
    /// Where a scan finds the objects, made once the index has told a wrong place.
    scanned: OnceCell<BTreeMap<u32, usize>>,
    /// Whether the file is encrypted, and not with the empty password.
    pub(super) needs_password: bool,
    /// Whether a stream that was unpacked lately was damaged.
    pub(super) is_damaged: Cell<bool>,
    pub(super) read: RefCell<BTreeMap<u32, Object>>,
    /// The objects that are being read, to detect circles.
    open: RefCell<BTreeSet<u32>>,
    pub(super) containers: RefCell<BTreeMap<u32, Rc<ObjectStream>>>,
}

/// An object stream: a stream that contains other objects.
pub(super) struct ObjectStream {
    bytes: Vec<u8>,
    /// The number of each object, and its offset.
    pub(super) index: Vec<(u32, usize)>,
}

impl<'a> Objects<'a> {
    /// Creates a file in which no object has a place yet.
    pub(super) fn without_index(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            places: BTreeMap::new(),
            trailer: Dict::default(),
            budget: Budget::new(),
            decryption: None,
            scanned: OnceCell::new(),
            needs_password: false,
            is_damaged: Cell::new(false),
            read: RefCell::default(),
            open: RefCell::default(),
            containers: RefCell::default(),
        }
    }

    pub(super) fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Finds the key if the trailer says that the file is encrypted, and forgets what was read without it.
    pub(super) fn find_key(&mut self) {
        // The strings of this dictionary are never encrypted, so the key that was found before must not be used.
        self.decryption = None;
        self.read.borrow_mut().clear();
        let encrypt = self.get(&self.trailer, "Encrypt");
        let id = self.get(&self.trailer, "ID");
        self.decryption = encrypt.dict().and_then(|dict| Decryption::of(dict, &id, |object| self.resolve(object)));
        self.needs_password = encrypt.dict().is_some() && self.decryption.is_none();
        self.read.borrow_mut().clear();
        self.containers.borrow_mut().clear();
    }

    /// Records where an object is, unless a newer index has done so.
    pub(super) fn place(&mut self, number: u32, at: ObjectLocation) {
        self.places.entry(number).or_insert(at);
    }

    /// Returns the number of known objects.
    pub(super) fn object_count(&self) -> usize {
        self.places.len()
    }

    /// Returns the numbers of all known objects.
    pub(super) fn numbers(&self) -> Vec<u32> {
        self.places.keys().copied().collect()
    }

    /// Returns a dictionary's value, with references resolved; `Null` if there is none.
    pub(super) fn get(&self, dict: &Dict, name: &str) -> Object {
        self.resolve(dict.get(name))
    }

    /// Returns the object itself, or the one it refers to.
    pub(super) fn resolve(&self, object: &Object) -> Object {
        let mut object = object.clone();
        for _ in 0..DEEPEST {
            match object {
                Object::Reference(number) => object = self.object(number),
                _ => return object,
            }
        }
        Object::Null
    }

    pub(super) fn object(&self, number: u32) -> Object {
        if let Some(object) = self.read.borrow().get(&number) {
            return object.clone();
        }
        // An object that needs itself, such as a stream whose length is in that stream, is `Null`.
        let is_new = {
            let mut open = self.open.borrow_mut();
            open.len() < DEEPEST && open.insert(number)
        };
        if !is_new || self.budget.objects() == 0 {
            return Object::Null;
        }
        let object = match self.places.get(&number) {
            Some(ObjectLocation::At(at)) => {
                let read = self.read_at(*at, Some(number));
                read.or_else(|| self.read_at(self.scanned_place(number)?, Some(number))).map(|(_, object)| object)
            }
            Some(ObjectLocation::Within(container, index)) => self.read_within(*container, *index, number),
            None => None,
        }
        .unwrap_or(Object::Null);
        self.open.borrow_mut().remove(&number);
        self.read.borrow_mut().insert(number, object.clone());
        object
    }

    /// Returns where a scan of the whole file finds an object.
    fn scanned_place(&self, number: u32) -> Option<usize> {
        let places = self.scanned.get_or_init(|| {
            self.budget.spend_bytes(self.bytes.len());
            scan_objects(self.bytes)
        });
        places.get(&number).copied()
    }

    /// Reads the object at an offset and returns it with its number; `None` if it is not the `wanted` one.
    pub(super) fn read_at(&self, at: usize, wanted: Option<u32>) -> Option<(u32, Object)> {
        let mut lexer = Lexer::of_file(self.bytes, at, self.budget.objects());
        let left = lexer.left;
        let read = self.read_with(&mut lexer, wanted);
        self.budget.spend_objects(left - lexer.left);
        self.budget.spend_bytes(lexer.at.saturating_sub(at) + 40);
        read
    }

    fn read_with(&self, lexer: &mut Lexer<'_>, wanted: Option<u32>) -> Option<(u32, Object)> {
        let number = lexer.next()?.count()? as u32;
        let id = ObjectId { number, generation: lexer.next()?.count()? as u16 };
        if !lexer.next()?.is_word(b"obj") || wanted.is_some_and(|wanted| wanted != number) {
            return None;
        }
        let object = lexer.next()?;
        let object = match &self.decryption {
            Some(key) => key.object(object, id),
            None => object,
        };
        let after = lexer.at;
        if let Object::Dict(dict) = &object {
            if lexer.next().is_some_and(|word| word.is_word(b"stream")) {
                let body = self.body(lexer.at, dict);
                return Some((number, Object::Stream(Rc::new(PdfStream { dict: (**dict).clone(), body, id }))));
            }
            lexer.at = after;
        }
        Some((number, object))
    }

    /// Returns the range of a stream's bytes: by its declared length if the end mark follows there, otherwise up to the next
    /// end mark.
    fn body(&self, after_word: usize, dict: &Dict) -> std::ops::Range<usize> {
        let start = match (self.bytes.get(after_word), self.bytes.get(after_word + 1)) {
            (Some(b'\r'), Some(b'\n')) => after_word + 2,
            (Some(b'\r' | b'\n'), _) => after_word + 1,
            _ => after_word,
        }
        .min(self.bytes.len());
        let told =
            self.get(dict, "Length").count().and_then(|length| start.checked_add(length)).filter(|end| *end <= self.bytes.len());
        if let Some(end) = told {
            let rest = &self.bytes[end..];
            let blanks = rest.iter().take(4).take_while(|byte| is_blank(**byte)).count();
            // Damaged and hand-edited files have wrong lengths, so the end mark is checked.
            if rest[blanks..].starts_with(b"endstream") {
                return start..end;
            }
        }
        let length = find(&self.bytes[start..], b"endstream").unwrap_or(self.bytes.len() - start);
        self.budget.spend_bytes(length);
        start..start + length
    }

    fn read_within(&self, container: u32, index: usize, wanted: u32) -> Option<Object> {
        let container = self.container(container)?;
        let (_, at) = container
            .index
            .get(index)
            .filter(|(number, _)| *number == wanted)
            // The position in the index may be wrong in damaged files; the number is not.
            .or_else(|| {
                self.budget.spend_bytes(8 * container.index.len());
                container.index.iter().find(|(n, _)| *n == wanted)
            })?;
        let mut lexer = Lexer::of_file(&container.bytes, *at, self.budget.objects());
        let left = lexer.left;
        let object = lexer.next();
        self.budget.spend_objects(left - lexer.left);
        self.budget.spend_bytes(lexer.at.saturating_sub(*at) + 40);
        object
    }

    pub(super) fn container(&self, number: u32) -> Option<Rc<ObjectStream>> {
        if let Some(container) = self.containers.borrow().get(&number) {
            return Some(Rc::clone(container));
        }
        // An object stream inside another is not allowed.
        let Some(ObjectLocation::At(_)) = self.places.get(&number) else { return None };
        let Object::Stream(stream) = self.object(number) else { return None };
        let first = self.get(&stream.dict, "First").count()?;
        let count = self.get(&stream.dict, "N").count()?;
        let bytes = self.unpacked(&stream)?;
        let mut lexer = Lexer::of_content(&bytes);
        lexer.left = self.budget.objects();
        let mut index = Vec::new();
        while index.len() < count && lexer.at < first {
            let (Some(number), Some(at)) = (lexer.next().and_then(|n| n.count()), lexer.next().and_then(|n| n.count())) else {
                break;
            };
            index.push((number as u32, first.saturating_add(at)));
        }
        self.budget.spend_objects(2 * index.len());
        let container = Rc::new(ObjectStream { bytes, index });
        self.containers.borrow_mut().insert(number, Rc::clone(&container));
        Some(container)
    }

    /// Decodes a stream; `None` if it is a picture, or too large.
    pub(super) fn unpacked(&self, stream: &PdfStream) -> Option<Vec<u8>> {
        // An empty stream costs something too, because a page may name it thousands of times.
        if !self.budget.spend_bytes(500 + stream.body.len()) {
            return None;
        }
        let layers = layers(stream.dict.get("Filter"), stream.dict.get("DecodeParms"), |object| self.resolve(object));
        let body = self.bytes.get(stream.body.clone())?;
        // The index of a file is in clear, and so is what names a filter of its own for it.
        let is_clear = stream.dict.get("Type").name() == Some("XRef") || layers.iter().any(|(filter, _)| filter == "Crypt");
        let mut bytes = match &self.decryption {
            Some(key) if !is_clear => key.stream(body, stream.id),
            _ => body.to_vec(),
        };
        for (filter, parameters) in layers {
            let most = self.budget.to_unpack();
            bytes = unpack(&filter, &parameters, &bytes, most, &self.is_damaged)?;
            if !self.budget.spend_unpacked(bytes.len()) {
                return None;
            }
        }
        self.budget.spend_bytes(bytes.len()).then_some(bytes)
    }
}
