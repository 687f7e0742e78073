//! Decodes the compression and encoding filters of PDF streams.

use std::cell::Cell;
use std::rc::Rc;

use flate2::{Decompress, FlushDecompress, Status};

use super::lexer::is_blank;
use super::object::{Dict, Object};

/// The decoding parameters that [`unpack`] uses.
const PARAMETERS: [&str; 5] = ["Predictor", "Colors", "BitsPerComponent", "Columns", "EarlyChange"];

/// The bytes of zlib's checksum, and of a line break after it.
const CHECKSUM: usize = 6;

/// Decodes one filter, up to `most` bytes and a little more; `None` if it is an image filter or unknown. Notes damage.
pub(super) fn unpack(filter: &str, parameters: &Dict, packed: &[u8], most: usize, is_damaged: &Cell<bool>) -> Option<Vec<u8>> {
    match filter {
        "FlateDecode" | "Fl" => Some(unpredict(parameters, inflate(packed, most, is_damaged))),
        "LZWDecode" | "LZW" => {
            Some(unpredict(parameters, lzw(packed, parameters.get("EarlyChange").number() != Some(0.0), most)))
        }
        "ASCIIHexDecode" | "AHx" => Some(ascii_hex(packed)),
        "ASCII85Decode" | "A85" => Some(ascii_85(packed)),
        // Already undone, where the key is.
        "Crypt" => Some(packed.to_vec()),
        "RunLengthDecode" | "RL" => Some(run_length(packed, most)),
        _ => None,
    }
}

/// Unpacks what zlib packed, as far as it is not damaged: the part before may still have text.
fn inflate(packed: &[u8], most: usize, is_damaged: &Cell<bool>) -> Vec<u8> {
    let mut zlib = Decompress::new(true);
    let mut out = Vec::new();
    loop {
        out.reserve((4 * packed.len()).clamp(1 << 10, 1 << 20).min(most + 1));
        let (read, written) = (zlib.total_in() as usize, out.len());
        let status = zlib.decompress_vec(&packed[read..], &mut out, FlushDecompress::Finish);
        let is_stuck = zlib.total_in() as usize == read && out.len() == written;
        // A wrong checksum at the end of the bytes loses nothing.
        if (status.is_err() || is_stuck) && zlib.total_in() as usize + CHECKSUM < packed.len() {
            is_damaged.set(true);
        }
        if is_stuck || out.len() > most || !matches!(status, Ok(Status::Ok | Status::BufError)) {
            out.truncate(most + 1);
            return out;
        }
    }
}

/// Undoes the PNG predictors: each row is stored as a difference to its neighbours.
fn unpredict(parameters: &Dict, bytes: Vec<u8>) -> Vec<u8> {
    let number = |name, otherwise| parameters.get(name).count().unwrap_or(otherwise);
    // Predictor 2 (TIFF) is used for pictures only.
    if number("Predictor", 1) < 10 {
        return bytes;
    }
    let bits = number("Colors", 1).clamp(1, 32) * number("BitsPerComponent", 8).clamp(1, 16);
    let pixel = bits.div_ceil(8);
    // A row cannot be longer than the data; without this a declared width could exhaust the memory.
    let width = (bits * number("Columns", 1).clamp(1, 1 << 20)).div_ceil(8).min(bytes.len());
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut above = vec![0; width];
    for line in bytes.chunks(width + 1) {
        let Some((kind, values)) = line.split_first() else { break };
        let mut row = values.to_vec();
        for i in 0..row.len() {
            let left = if i >= pixel { row[i - pixel] } else { 0 };
            let up = above[i];
            let corner = if i >= pixel { above[i - pixel] } else { 0 };
            row[i] = row[i].wrapping_add(match kind {
                1 => left,
                2 => up,
                3 => ((u16::from(left) + u16::from(up)) / 2) as u8,
                4 => paeth(left, up, corner),
                _ => 0,
            });
        }
        out.extend_from_slice(&row);
        row.resize(width, 0);
        above = row;
    }
    out
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let (a, b, c) = (i16::from(left), i16::from(up), i16::from(corner));
    let guess = a + b - c;
    let (to_a, to_b, to_c) = ((guess - a).abs(), (guess - b).abs(), (guess - c).abs());
    if to_a <= to_b && to_a <= to_c {
        left
    } else if to_b <= to_c {
        up
    } else {
        corner
    }
}

fn lzw(packed: &[u8], early: bool, most: usize) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::new();
    // Where in `out` the text of each code is: always the text of the previous code and one byte more.
    let mut table: Vec<(usize, usize)> = Vec::new();
    let mut last: Option<(usize, usize)> = None;
    let (mut bits, mut have) = (0_u32, 0_u32);
    for byte in packed {
        bits = bits << 8 | u32::from(*byte);
        have += 8;
        let next = 258 + table.len() + usize::from(early);
        // Codes grow from 9 to 12 bits as the table fills.
        let width = if next < 512 {
            9
        } else if next < 1024 {
            10
        } else if next < 2048 {
            11
        } else {
            12
        };
        if have < width {
            continue;
        }
        have -= width;
        let code = (bits >> have & ((1 << width) - 1)) as usize;
        bits &= (1 << have) - 1;
        let start = out.len();
        match code {
            256 => {
                table.clear();
                last = None;
                continue;
            }
            257 => break,
            0..=255 => out.push(code as u8),
            _ => match (table.get(code - 258).copied(), last) {
                (Some((from, length)), _) => out.extend_from_within(from..from + length),
                (None, Some((from, length))) => {
                    out.extend_from_within(from..from + length);
                    out.push(out[from]);
                }
                (None, None) => break,
            },
        }
        if let Some((from, length)) = last
            // The table is full at 12 bits; writers then reset it with code 256.
            && table.len() < 4096 - 258
        {
            // The previous text, and the first byte of this one, which follows it in `out`.
            table.push((from, length + 1));
        }
        last = Some((start, out.len() - start));
        if out.len() > most {
            break;
        }
    }
    out
}

fn ascii_hex(packed: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = packed
        .iter()
        .take_while(|byte| **byte != b'>')
        .filter_map(|byte| char::from(*byte).to_digit(16))
        .map(|d| d as u8)
        .collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).unwrap_or(&0)).collect()
}

fn ascii_85(packed: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut group: Vec<u8> = Vec::new();
    for byte in packed.iter().filter(|byte| !is_blank(**byte)) {
        match byte {
            b'z' if group.is_empty() => out.extend([0; 4]),
            b'!'..=b'u' => group.push(byte - b'!'),
            _ => break,
        }
        if group.len() == 5 {
            out.extend(four(&group));
            group.clear();
        }
    }
    if group.len() > 1 {
        // A last group of n digits stands for n - 1 bytes, padded with the highest digit.
        let kept = group.len() - 1;
        group.resize(5, 84);
        out.extend(&four(&group)[..kept]);
    }
    out
}

fn four(group: &[u8]) -> [u8; 4] {
    group.iter().fold(0_u32, |value, digit| value.wrapping_mul(85).wrapping_add(u32::from(*digit))).to_be_bytes()
}

fn run_length(packed: &[u8], most: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = packed;
    while let [length, tail @ ..] = rest {
        match *length {
            128 => break,
            length @ 0..=127 => {
                let (run, after) = tail.split_at((usize::from(length) + 1).min(tail.len()));
                out.extend_from_slice(run);
                rest = after;
            }
            length => {
                let Some((byte, after)) = tail.split_first() else { break };
                out.extend(std::iter::repeat_n(*byte, 257 - usize::from(length)));
                rest = after;
            }
        }
        if out.len() > most {
            break;
        }
    }
    out
}

/// Returns the filters of a stream in decoding order, each with its parameters.
pub(super) fn layers(filters: &Object, parameters: &Object, resolve: impl Fn(&Object) -> Object) -> Vec<(String, Dict)> {
    let list = |object: &Object| match resolve(object) {
        // No honest stream has more than two or three filters; each one can multiply the work.
        Object::Array(items) => items.iter().take(6).map(&resolve).collect(),
        Object::Null => Vec::new(),
        other => vec![other],
    };
    let parameters = list(parameters);
    list(filters)
        .iter()
        .enumerate()
        .map(|(i, filter)| {
            let nothing = Dict::default();
            let own = parameters.get(i).and_then(Object::dict).unwrap_or(&nothing);
            let own = Dict(PARAMETERS.iter().map(|name| (Rc::from(*name), resolve(own.get(name)))).collect());
            (filter.name().unwrap_or("").to_owned(), own)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(filter: &str, packed: &[u8]) -> Vec<u8> {
        unpack(filter, &Dict::default(), packed, 1000, &Cell::new(false)).unwrap_or_default()
    }

    #[test]
    fn each_packing_is_undone() {
        assert_eq!(plain("ASCIIHexDecode", b"48 65 6c6C 6f>"), b"Hello");
        assert_eq!(plain("ASCII85Decode", b"87cURD]j7BEbo80~>"), b"Hello world!");
        assert_eq!(plain("RunLengthDecode", &[2, b'a', b'b', b'c', 254, b'x', 128]), b"abcxxx");
        // The example in the PDF standard.
        assert_eq!(
            plain("LZWDecode", &[0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01]),
            [45, 45, 45, 45, 45, 65, 45, 45, 45, 66]
        );
        assert_eq!(unpack("DCTDecode", &Dict::default(), b"", 10, &Cell::new(false)), None);
    }

    #[test]
    fn rows_written_as_differences_are_added_up() {
        let mut parameters = Dict::default();
        parameters.0.insert("Predictor".into(), Object::Number(12.0));
        parameters.0.insert("Columns".into(), Object::Number(3.0));
        assert_eq!(unpredict(&parameters, vec![2, 1, 2, 3, 2, 1, 1, 1]), [1, 2, 3, 2, 3, 4]);
    }
}
