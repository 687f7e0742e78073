//! Converts a record into the layout of its text.
//!
//! This is a serde serialiser, because the types decide the form: `Prose` becomes a block, `Date` is bare, vocabulary words need
//! no quotes, and other text may need them.

use serde::ser::{self, Serialize};

/// A value and the form in which it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ValueLayout {
    /// Written as it is: a date, a number, a boolean, a vocabulary word.
    Bare(String),
    /// Text on one line, quoted where YAML requires it.
    Text(String),
    /// Text in a block.
    Prose(String),
    /// A list; on one line where `flow` is true.
    List { items: Vec<ValueLayout>, flow: bool },
    /// Fields; on one line where `flow` is true.
    Map { fields: Vec<(&'static str, ValueLayout)>, flow: bool },
}

/// The fields whose lists are written on one line, because their items are short names.
const FLOW_LISTS: [&str; 2] = ["inspectorates", "addressed_to"];
/// The structs that are written on one line.
const FLOW_STRUCTS: [&str; 1] = ["Grade"];

/// Returns the layout of a value of the model.
///
/// # Errors
/// [`Unsupported`] where the value contains something that records cannot have: a map with free keys, bytes or a float.
pub(crate) fn layout_of(value: &impl Serialize) -> Result<ValueLayout, Unsupported> {
    value.serialize(LayoutSerializer)
}

/// The error for a kind of value that records cannot have.
#[derive(Debug, thiserror::Error)]
#[error("a record cannot contain {0}")]
pub(crate) struct Unsupported(String);

impl ser::Error for Unsupported {
    fn custom<T: std::fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

struct LayoutSerializer;

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
        $(fn $method(self, value: $type) -> Result<ValueLayout, Unsupported> {
            Ok(ValueLayout::Bare(value.to_string()))
        })+
    };
}

impl ser::Serializer for LayoutSerializer {
    type Ok = ValueLayout;
    type Error = Unsupported;
    type SerializeSeq = ListSerializer;
    type SerializeTuple = ser::Impossible<ValueLayout, Unsupported>;
    type SerializeTupleStruct = ser::Impossible<ValueLayout, Unsupported>;
    type SerializeTupleVariant = ser::Impossible<ValueLayout, Unsupported>;
    type SerializeMap = ser::Impossible<ValueLayout, Unsupported>;
    type SerializeStruct = StructSerializer;
    type SerializeStructVariant = ser::Impossible<ValueLayout, Unsupported>;

    bare! {
        serialize_bool: bool;
        serialize_i8: i8; serialize_i16: i16; serialize_i32: i32; serialize_i64: i64;
        serialize_u8: u8; serialize_u16: u16; serialize_u32: u32; serialize_u64: u64;
    }

    unsupported! {
        serialize_f32(v: f32) -> ValueLayout = "a fraction";
        serialize_f64(v: f64) -> ValueLayout = "a fraction";
        serialize_bytes(v: &[u8]) -> ValueLayout = "bytes";
        serialize_tuple(n: usize) -> Self::SerializeTuple = "a tuple";
        serialize_tuple_struct(n: &'static str, l: usize) -> Self::SerializeTupleStruct = "a tuple";
        serialize_tuple_variant(n: &'static str, i: u32, v: &'static str, l: usize) -> Self::SerializeTupleVariant = "a tuple";
        serialize_map(l: Option<usize>) -> Self::SerializeMap = "a map with free keys";
        serialize_struct_variant(n: &'static str, i: u32, v: &'static str, l: usize) -> Self::SerializeStructVariant = "a variant with fields";
    }

    fn serialize_char(self, value: char) -> Result<ValueLayout, Unsupported> {
        Ok(ValueLayout::Text(value.to_string()))
    }

    fn serialize_str(self, value: &str) -> Result<ValueLayout, Unsupported> {
        Ok(ValueLayout::Text(value.to_owned()))
    }

    fn serialize_none(self) -> Result<ValueLayout, Unsupported> {
        Ok(ValueLayout::Bare("null".into()))
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<ValueLayout, Unsupported> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<ValueLayout, Unsupported> {
        self.serialize_none()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<ValueLayout, Unsupported> {
        self.serialize_none()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, word: &'static str) -> Result<ValueLayout, Unsupported> {
        Ok(ValueLayout::Bare(word.to_owned()))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<ValueLayout, Unsupported> {
        Ok(match (name, value.serialize(self)?) {
            // The type's name is all that tells prose and dates from other text here.
            ("Prose", ValueLayout::Text(text)) => ValueLayout::Prose(text),
            ("Date", ValueLayout::Text(text)) => ValueLayout::Bare(text),
            (_, layout) => layout,
        })
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<ValueLayout, Unsupported> {
        Err(Unsupported("a variant with fields".into()))
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<ListSerializer, Unsupported> {
        Ok(ListSerializer(Vec::with_capacity(length.unwrap_or(0))))
    }

    fn serialize_struct(self, name: &'static str, length: usize) -> Result<StructSerializer, Unsupported> {
        Ok(StructSerializer { fields: Vec::with_capacity(length), flow: FLOW_STRUCTS.contains(&name) })
    }
}

struct ListSerializer(Vec<ValueLayout>);

impl ser::SerializeSeq for ListSerializer {
    type Ok = ValueLayout;
    type Error = Unsupported;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unsupported> {
        self.0.push(value.serialize(LayoutSerializer)?);
        Ok(())
    }

    fn end(self) -> Result<ValueLayout, Unsupported> {
        // An empty list can only be written as `[]`.
        Ok(ValueLayout::List { flow: self.0.is_empty(), items: self.0 })
    }
}

struct StructSerializer {
    fields: Vec<(&'static str, ValueLayout)>,
    flow: bool,
}

impl ser::SerializeStruct for StructSerializer {
    type Ok = ValueLayout;
    type Error = Unsupported;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Unsupported> {
        let mut layout = value.serialize(LayoutSerializer)?;
        if let ValueLayout::List { flow, .. } = &mut layout {
            *flow |= FLOW_LISTS.contains(&key);
        }
        self.fields.push((key, layout));
        Ok(())
    }

    fn end(self) -> Result<ValueLayout, Unsupported> {
        // Likewise, an empty mapping can only be written as `{}`.
        Ok(ValueLayout::Map { flow: self.flow || self.fields.is_empty(), fields: self.fields })
    }
}
