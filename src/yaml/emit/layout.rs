//! Converts a record into the layout of its text.
//!
//! This is a serde serialiser, because the types decide the form: `Prose` becomes a block, `Date` is bare, vocabulary words need
//! no quotes, and other text may need them.

use serde::ser::{self, Serialize};

/// A value and the form in which it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::yaml) enum Layout {
    /// Written as it is: a date, a number, a boolean, a vocabulary word.
    Bare(String),
    /// Text on one line, quoted where YAML requires it.
    Text(String),
    /// Text in a block.
    Prose(String),
    /// A list; on one line where `flow` is true.
    List { items: Vec<Layout>, flow: bool },
    /// Fields; on one line where `flow` is true.
    Map { fields: Vec<(&'static str, Layout)>, flow: bool },
}

/// The fields whose lists are written on one line, because their items are short names.
const FLOW_LISTS: [&str; 2] = ["inspectorates", "addressed_to"];
/// The structs that are written on one line.
const FLOW_STRUCTS: [&str; 1] = ["Grade"];

/// Returns the layout of a value of the model.
///
/// # Errors
/// [`Unsupported`] where the value contains something that records cannot have: a map with free keys, bytes or a float.
pub(in crate::yaml) fn layout_of(value: &impl Serialize) -> Result<Layout, Unsupported> {
    value.serialize(Shaper)
}

/// The error for a kind of value that records cannot have.
#[derive(Debug, thiserror::Error)]
#[error("a record cannot contain {0}")]
pub(in crate::yaml) struct Unsupported(String);

impl ser::Error for Unsupported {
    fn custom<T: std::fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

struct Shaper;

/// Implements the methods for kinds of values that records cannot have.
macro_rules! unsupported {
    ($($method:ident($($arg:ident: $type:ty),*) -> $ok:ty = $what:literal;)+) => {
        $(fn $method(self, $($arg: $type),*) -> Result<$ok, Unsupported> {
            $(let _ = $arg;)*
            Err(Unsupported($what.into()))
        })+
    };
}

macro_rules! bare {
    ($($method:ident: $type:ty;)+) => {
        $(fn $method(self, value: $type) -> Result<Layout, Unsupported> {
            Ok(Layout::Bare(value.to_string()))
        })+
    };
}

impl ser::Serializer for Shaper {
    type Ok = Layout;
    type Error = Unsupported;
    type SerializeSeq = Items;
    type SerializeTuple = ser::Impossible<Layout, Unsupported>;
    type SerializeTupleStruct = ser::Impossible<Layout, Unsupported>;
    type SerializeTupleVariant = ser::Impossible<Layout, Unsupported>;
    type SerializeMap = ser::Impossible<Layout, Unsupported>;
    type SerializeStruct = Fields;
    type SerializeStructVariant = ser::Impossible<Layout, Unsupported>;

    bare! {
        serialize_bool: bool;
        serialize_i8: i8; serialize_i16: i16; serialize_i32: i32; serialize_i64: i64;
        serialize_u8: u8; serialize_u16: u16; serialize_u32: u32; serialize_u64: u64;
    }

    unsupported! {
        serialize_f32(v: f32) -> Layout = "a fraction";
        serialize_f64(v: f64) -> Layout = "a fraction";
        serialize_bytes(v: &[u8]) -> Layout = "bytes";
        serialize_tuple(n: usize) -> Self::SerializeTuple = "a tuple";
        serialize_tuple_struct(n: &'static str, l: usize) -> Self::SerializeTupleStruct = "a tuple";
        serialize_tuple_variant(n: &'static str, i: u32, v: &'static str, l: usize) -> Self::SerializeTupleVariant = "a tuple";
        serialize_map(l: Option<usize>) -> Self::SerializeMap = "a map with free keys";
        serialize_struct_variant(n: &'static str, i: u32, v: &'static str, l: usize) -> Self::SerializeStructVariant = "a variant with fields";
    }

    fn serialize_char(self, value: char) -> Result<Layout, Unsupported> {
        Ok(Layout::Text(value.to_string()))
    }

    fn serialize_str(self, value: &str) -> Result<Layout, Unsupported> {
        Ok(Layout::Text(value.to_owned()))
    }

    fn serialize_none(self) -> Result<Layout, Unsupported> {
        Ok(Layout::Bare("null".into()))
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Layout, Unsupported> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Layout, Unsupported> {
        self.serialize_none()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Layout, Unsupported> {
        self.serialize_none()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, word: &'static str) -> Result<Layout, Unsupported> {
        Ok(Layout::Bare(word.to_owned()))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<Layout, Unsupported> {
        Ok(match (name, value.serialize(self)?) {
            // The type's name is all that tells prose and dates from other text here.
            ("Prose", Layout::Text(text)) => Layout::Prose(text),
            ("Date", Layout::Text(text)) => Layout::Bare(text),
            (_, layout) => layout,
        })
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Layout, Unsupported> {
        Err(Unsupported("a variant with fields".into()))
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Items, Unsupported> {
        Ok(Items(Vec::with_capacity(length.unwrap_or(0))))
    }

    fn serialize_struct(self, name: &'static str, length: usize) -> Result<Fields, Unsupported> {
        Ok(Fields { fields: Vec::with_capacity(length), flow: FLOW_STRUCTS.contains(&name) })
    }
}

struct Items(Vec<Layout>);

impl ser::SerializeSeq for Items {
    type Ok = Layout;
    type Error = Unsupported;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unsupported> {
        self.0.push(value.serialize(Shaper)?);
        Ok(())
    }

    fn end(self) -> Result<Layout, Unsupported> {
        // An empty list can only be written as `[]`.
        Ok(Layout::List { flow: self.0.is_empty(), items: self.0 })
    }
}

struct Fields {
    fields: Vec<(&'static str, Layout)>,
    flow: bool,
}

impl ser::SerializeStruct for Fields {
    type Ok = Layout;
    type Error = Unsupported;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Unsupported> {
        let mut layout = value.serialize(Shaper)?;
        if let Layout::List { flow, .. } = &mut layout {
            *flow |= FLOW_LISTS.contains(&key);
        }
        self.fields.push((key, layout));
        Ok(())
    }

    fn end(self) -> Result<Layout, Unsupported> {
        // Likewise, an empty mapping can only be written as `{}`.
        Ok(Layout::Map { flow: self.flow || self.fields.is_empty(), fields: self.fields })
    }
}
