//! Decrypts a PDF that opens without a password: the standard security handler, with the empty user password.
//!
//! ISO 32000-2, 7.6. Many publishers encrypt a file only to forbid printing or copying; every viewer opens it.

use std::rc::Rc;

use aes::{Aes128, Aes256};
use cbc::cipher::block_padding::NoPadding;
use cbc::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyInit, KeyIvInit, StreamCipher};
use md5::{Digest, Md5};
use rc4::Rc4;
use sha2::{Sha256, Sha384, Sha512};

use super::object::{Dict, Object, ObjectId};

/// What an empty password is padded with.
const PADDING: &[u8; 32] = b"(\xbfN^Nu\x8aAd\0NV\xff\xfa\x01\x08..\0\xb6\xd0h>\x80/\x0c\xa9\xfedSiz";

/// How strings or streams are encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Method {
    Identity,
    Rc4,
    Aes128,
    Aes256,
}

/// The key of a file, and what it is used for.
#[derive(Debug)]
pub(super) struct Decryption {
    key: Vec<u8>,
    strings: Method,
    streams: Method,
}

impl Decryption {
    /// Returns the key of the file, from its dictionary and its `ID`; `None` if it needs a password, or another handler.
    pub(super) fn of(dict: &Dict, id: &Object, resolve: impl Fn(&Object) -> Object) -> Option<Self> {
        let get = |dict: &Dict, name: &str| resolve(dict.get(name));
        let number = |name| get(dict, name).number().map(|number| number as i64);
        if get(dict, "Filter").name() != Some("Standard") {
            return None;
        }
        let version = number("V").unwrap_or(0);
        let filters = get(dict, "CF");
        let method = |name: &str| -> Option<Method> {
            if version < 4 {
                return Some(Method::Rc4);
            }
            let filter = get(dict, name);
            let filter = filter.name().unwrap_or("Identity");
            if filter == "Identity" {
                return Some(Method::Identity);
            }
            let filter = get(filters.dict()?, filter);
            match get(filter.dict()?, "CFM").name() {
                Some("V2") => Some(Method::Rc4),
                Some("AESV2") => Some(Method::Aes128),
                Some("AESV3") => Some(Method::Aes256),
                _ => Some(Method::Identity),
            }
        };
        let (strings, streams) = (method("StrF")?, method("StmF")?);
        if (strings, streams) == (Method::Identity, Method::Identity) {
            // Only attachments are encrypted.
            return Some(Self { key: Vec::new(), strings, streams });
        }
        let bytes = |name| get(dict, name).text().map(<[u8]>::to_vec);
        let (owner, user) = (bytes("O")?, bytes("U")?);
        let revision = number("R")?;
        let key = if revision >= 5 {
            // A file may be locked against changes only: then the empty password is the owner's.
            key_of_256_bits(revision, &user, &[], &bytes("UE")?)
                .or_else(|| key_of_256_bits(revision, &owner, user.get(..48)?, &bytes("OE")?))?
        } else {
            let length = match (version, revision) {
                (1, _) | (_, 2) => 5,
                // Some files give the length in bytes, some only in the crypt filter, where only 128 bits are possible.
                (2 | 3, _) => number("Length").map_or(5, |length| if length < 40 { length } else { length / 8 }).clamp(5, 16),
                _ => 16,
            } as usize;
            let id = id.array().and_then(|ids| ids.first().map(&resolve));
            let id = id.as_ref().and_then(Object::text).unwrap_or(&[]);
            let in_clear = get(dict, "EncryptMetadata").is_word(b"false");
            let key = key_of_128_bits(revision, length, owner.get(..32)?, number("P")?, id, in_clear);
            (user.get(..16)? == &check_of_128_bits(revision, &key, id)?[..16]).then_some(key)?
        };
        Some(Self { key, strings, streams })
    }

    /// Decrypts the strings of an object.
    pub(super) fn object(&self, object: Object, id: ObjectId) -> Object {
        match object {
            Object::Text(text) => Object::Text(self.decrypted(self.strings, &text, id).into()),
            Object::Array(items) => Object::Array(items.iter().map(|item| self.object(item.clone(), id)).collect()),
            Object::Dict(dict) => Object::Dict(Rc::new(self.dict(&dict, id))),
            other => other,
        }
    }

    fn dict(&self, dict: &Dict, id: ObjectId) -> Dict {
        Dict(dict.0.iter().map(|(name, value)| (Rc::clone(name), self.object(value.clone(), id))).collect())
    }

    /// Decrypts the body of a stream.
    pub(super) fn stream(&self, bytes: &[u8], id: ObjectId) -> Vec<u8> {
        self.decrypted(self.streams, bytes, id)
    }

    fn decrypted(&self, method: Method, bytes: &[u8], id: ObjectId) -> Vec<u8> {
        match method {
            Method::Identity => bytes.to_vec(),
            Method::Rc4 => rc4(&self.object_key(id, b""), bytes),
            Method::Aes128 => aes_with_start::<Aes128>(&self.object_key(id, b"sAlT"), bytes),
            Method::Aes256 => aes_with_start::<Aes256>(&self.key, bytes),
        }
    }

    fn object_key(&self, id: ObjectId, salt: &[u8]) -> Vec<u8> {
        let (number, generation) = (id.number.to_le_bytes(), id.generation.to_le_bytes());
        let hash = Md5::new().chain_update(&self.key).chain_update(&number[..3]).chain_update(generation).chain_update(salt);
        hash.finalize()[..(self.key.len() + 5).min(16)].to_vec()
    }
}

/// Algorithm 2 of the standard: the key of revisions 2 to 4.
fn key_of_128_bits(revision: i64, length: usize, owner: &[u8], permissions: i64, id: &[u8], in_clear: bool) -> Vec<u8> {
    let mut hash = Md5::new().chain_update(PADDING).chain_update(owner).chain_update((permissions as i32).to_le_bytes());
    hash.update(id);
    if revision >= 4 && in_clear {
        hash.update([0xff; 4]);
    }
    let mut key = hash.finalize();
    if revision >= 3 {
        for _ in 0..50 {
            key = Md5::digest(&key[..length]);
        }
    }
    key[..length].to_vec()
}

/// Algorithms 4 and 5: what `U` begins with if the key is right.
fn check_of_128_bits(revision: i64, key: &[u8], id: &[u8]) -> Option<Vec<u8>> {
    if revision < 3 {
        return Some(rc4(key, PADDING));
    }
    let check = Md5::new().chain_update(PADDING).chain_update(id).finalize().to_vec();
    let keys = (0..20_u8).map(|round| key.iter().map(|byte| byte ^ round).collect::<Vec<u8>>());
    Some(keys.fold(check, |check, key| rc4(&key, &check)))
}

/// Algorithm 2.A: the key of revisions 5 and 6. `check` is a hash and two salts; `user` goes into the owner's hashes.
fn key_of_256_bits(revision: i64, check: &[u8], user: &[u8], encrypted: &[u8]) -> Option<Vec<u8>> {
    let hash = |salt: &[u8]| match revision {
        5 => Some(Sha256::new().chain_update(salt).chain_update(user).finalize().to_vec()),
        _ => hardened_hash(salt, user),
    };
    (hash(check.get(32..40)?)? == check[..32]).then_some(())?;
    aes::<Aes256>(&hash(check.get(40..48)?)?, &[0; 16], encrypted.get(..32)?)
}

/// Algorithm 2.B: the hash of revision 6.
fn hardened_hash(salt: &[u8], user: &[u8]) -> Option<Vec<u8>> {
    let mut hash = Sha256::new().chain_update(salt).chain_update(user).finalize().to_vec();
    for round in 0.. {
        let mut text = [&hash, user].concat().repeat(64);
        let length = text.len();
        cbc::Encryptor::<Aes128>::new_from_slices(&hash[..16], &hash[16..32])
            .ok()?
            .encrypt_padded::<NoPadding>(&mut text, length)
            .ok()?;
        hash = match text[..16].iter().map(|byte| u32::from(*byte)).sum::<u32>() % 3 {
            0 => Sha256::digest(&text).to_vec(),
            1 => Sha384::digest(&text).to_vec(),
            _ => Sha512::digest(&text).to_vec(),
        };
        if round >= 63 && u32::from(*text.last()?) <= round - 31 {
            break;
        }
    }
    hash.truncate(32);
    Some(hash)
}

fn rc4(key: &[u8], bytes: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    if let Ok(mut cipher) = Rc4::new_from_slice(key) {
        cipher.apply_keystream(&mut out);
    }
    out
}

/// Decrypts what begins with its first block (IV) and ends with padding; a damaged end is left as it is.
fn aes_with_start<Cipher>(key: &[u8], bytes: &[u8]) -> Vec<u8>
where
    cbc::Decryptor<Cipher>: KeyIvInit + BlockModeDecrypt,
    Cipher: cbc::cipher::BlockCipherDecrypt,
{
    let Some((start, rest)) = bytes.split_at_checked(16) else { return Vec::new() };
    let whole = &rest[..rest.len() / 16 * 16];
    let mut out = aes::<Cipher>(key, start, whole).unwrap_or_default();
    if let Some(padding) = out.last().map(|last| usize::from(*last)).filter(|padding| (1..=16).contains(padding)) {
        out.truncate(out.len().saturating_sub(padding));
    }
    out
}

fn aes<Cipher>(key: &[u8], start: &[u8], bytes: &[u8]) -> Option<Vec<u8>>
where
    cbc::Decryptor<Cipher>: KeyIvInit + BlockModeDecrypt,
    Cipher: cbc::cipher::BlockCipherDecrypt,
{
    let mut out = bytes.to_vec();
    cbc::Decryptor::<Cipher>::new_from_slices(key, start).ok()?.decrypt_padded::<NoPadding>(&mut out).ok()?;
    Some(out)
}
