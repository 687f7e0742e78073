//! Maps bytes and glyph names to letters.

const WIN_ANSI: [&str; 4] = [
    "€\u{fffd}‚ƒ„…†‡ˆ‰Š‹Œ\u{fffd}Ž\u{fffd}\u{fffd}‘’“”•–—˜™š›œ\u{fffd}žŸ",
    "\u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿",
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß",
    "àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ",
];
const MAC_ROMAN: [&str; 4] = [
    "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü",
    "†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø",
    "¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ",
    "‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{f8ff}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ",
];
const STANDARD: [&str; 4] = [
    "\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}",
    "\u{fffd}¡¢£⁄¥ƒ§¤'“«‹›\u{fb01}\u{fb02}\u{fffd}–†‡·\u{fffd}¶•‚„”»…‰\u{fffd}¿",
    "\u{fffd}`´ˆ˜¯˘˙¨\u{fffd}˚¸\u{fffd}˝˛ˇ—\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}",
    "\u{fffd}Æ\u{fffd}ª\u{fffd}\u{fffd}\u{fffd}\u{fffd}ŁØŒº\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}æ\u{fffd}\u{fffd}\u{fffd}ı\u{fffd}\u{fffd}łøœß\u{fffd}\u{fffd}\u{fffd}\u{fffd}",
];

/// Glyph names in fonts for Western and Central European languages, with their code points.
const NAMES: &str = "\
    ff:fb00 fi:fb01 fl:fb02 ffi:fb03 ffl:fb04 AE:c6 Aacute:c1 Abreve:102 Acircumflex:c2 Adieresis:c4 Agrave:c0 Amacron:100 Aogonek:104 Aring:c5 Atilde:c3 Cacute:106 \
    Ccaron:10c Ccedilla:c7 Ccircumflex:108 Cdotaccent:10a Dcaron:10e Dcroat:110 Delta:2206 Eacute:c9 Ebreve:114 Ecaron:11a \
    Ecircumflex:ca Edieresis:cb Edotaccent:116 Egrave:c8 Emacron:112 Eng:14a Eogonek:118 Eth:d0 Euro:20ac Gbreve:11e \
    Gcircumflex:11c Gdotaccent:120 Hbar:126 Hcircumflex:124 IJ:132 Iacute:cd Ibreve:12c Icircumflex:ce Idieresis:cf \
    Idotaccent:130 Igrave:cc Imacron:12a Iogonek:12e Itilde:128 Jcircumflex:134 Lacute:139 Lcaron:13d Ldot:13f Lslash:141 \
    Nacute:143 Ncaron:147 Ntilde:d1 OE:152 Oacute:d3 Obreve:14e Ocircumflex:d4 Odieresis:d6 Ograve:d2 Ohungarumlaut:150 \
    Omacron:14c Oslash:d8 Otilde:d5 Racute:154 Rcaron:158 Sacute:15a Scaron:160 Scedilla:15e Scircumflex:15c Tbar:166 \
    Tcaron:164 Thorn:de Uacute:da Ubreve:16c Ucircumflex:db Udieresis:dc Ugrave:d9 Uhungarumlaut:170 Umacron:16a \
    Uogonek:172 Uring:16e Utilde:168 Wcircumflex:174 Yacute:dd Ycircumflex:176 Ydieresis:178 Zacute:179 Zcaron:17d \
    Zdotaccent:17b aacute:e1 abreve:103 acircumflex:e2 acute:b4 adieresis:e4 ae:e6 agrave:e0 amacron:101 ampersand:26 \
    aogonek:105 approxequal:2248 aring:e5 arrowright:2192 asciicircum:5e asciitilde:7e asterisk:2a at:40 atilde:e3 \
    backslash:5c bar:7c braceleft:7b braceright:7d bracketleft:5b bracketright:5d breve:2d8 brokenbar:a6 bullet:2022 \
    cacute:107 caron:2c7 ccaron:10d ccedilla:e7 ccircumflex:109 cdotaccent:10b cedilla:b8 cent:a2 circle:25cb \
    circumflex:2c6 colon:3a comma:2c copyright:a9 currency:a4 dagger:2020 daggerdbl:2021 dcaron:10f dcroat:111 degree:b0 \
    dieresis:a8 divide:f7 dollar:24 dotaccent:2d9 dotlessi:131 eacute:e9 ebreve:115 ecaron:11b ecircumflex:ea edieresis:eb \
    edotaccent:117 egrave:e8 eight:38 ellipsis:2026 emacron:113 emdash:2014 endash:2013 eng:14b eogonek:119 equal:3d \
    eth:f0 exclam:21 exclamdown:a1 filledbox:25a0 five:35 florin:192 four:34 fraction:2044 gbreve:11f gcircumflex:11d \
    gdotaccent:121 germandbls:df grave:60 greater:3e greaterequal:2265 guillemotleft:ab guillemotright:bb \
    guilsinglleft:2039 guilsinglright:203a hbar:127 hcircumflex:125 hungarumlaut:2dd hyphen:2d iacute:ed ibreve:12d \
    icircumflex:ee idieresis:ef igrave:ec ij:133 imacron:12b infinity:221e integral:222b iogonek:12f itilde:129 \
    jcircumflex:135 kgreenlandic:138 lacute:13a lcaron:13e ldot:140 less:3c lessequal:2264 logicalnot:ac longs:17f \
    lozenge:25ca lslash:142 macron:af minus:2212 mu:b5 multiply:d7 nacute:144 napostrophe:149 ncaron:148 nine:39 \
    notequal:2260 ntilde:f1 numbersign:23 oacute:f3 obreve:14f ocircumflex:f4 odieresis:f6 oe:153 ogonek:2db ograve:f2 \
    ohungarumlaut:151 omacron:14d one:31 onehalf:bd onequarter:bc ordfeminine:aa ordmasculine:ba oslash:f8 otilde:f5 \
    paragraph:b6 parenleft:28 parenright:29 partialdiff:2202 percent:25 period:2e periodcentered:b7 perthousand:2030 \
    pi:3c0 plus:2b plusminus:b1 product:220f question:3f questiondown:bf quotedbl:22 quotedblbase:201e quotedblleft:201c \
    quotedblright:201d quoteleft:2018 quoteright:2019 quotesinglbase:201a quotesingle:27 racute:155 radical:221a \
    rcaron:159 registered:ae ring:2da sacute:15b scaron:161 scedilla:15f scircumflex:15d section:a7 semicolon:3b seven:37 \
    six:36 slash:2f space:20 sterling:a3 summation:2211 tbar:167 tcaron:165 thorn:fe three:33 threequarters:be tilde:2dc \
    trademark:2122 two:32 uacute:fa ubreve:16d ucircumflex:fb udieresis:fc ugrave:f9 uhungarumlaut:171 umacron:16b \
    underscore:5f uogonek:173 uring:16f utilde:169 wcircumflex:175 yacute:fd ycircumflex:177 ydieresis:ff yen:a5 \
    zacute:17a zcaron:17e zdotaccent:17c zero:30";

fn upper(table: &[&str; 4], byte: u8) -> Option<char> {
    let at = usize::from(byte - 128);
    table[at / 32].chars().nth(at % 32).filter(|c| *c != char::REPLACEMENT_CHARACTER)
}

fn letter(table: &[&str; 4], byte: u8) -> Option<char> {
    match byte {
        // Control characters other than tab, line feed and carriage return mean nothing in text.
        0..=8 | 11 | 12 | 14..=31 | 127 => None,
        0..=127 => Some(char::from(byte)),
        _ => upper(table, byte),
    }
}

/// Returns the letter of a byte in Windows' Western European encoding.
pub(super) fn win_ansi(byte: u8) -> Option<char> {
    letter(&WIN_ANSI, byte)
}

/// Returns the letter of a byte in one of the encodings that PDF fonts name.
pub(super) fn named_encoding(encoding: &str, byte: u8) -> Option<char> {
    match (encoding, byte) {
        ("MacRomanEncoding", _) => letter(&MAC_ROMAN, byte),
        // In this encoding the ASCII quotes are typographic ones.
        ("StandardEncoding", b'\'') => Some('’'),
        ("StandardEncoding", b'`') => Some('‘'),
        ("StandardEncoding", _) => letter(&STANDARD, byte),
        // The PDF standard defines a bullet for every unused code above 32 in WinAnsiEncoding.
        _ => letter(&WIN_ANSI, byte).or((byte > 32).then_some('•')),
    }
}

/// Returns the letter of a glyph name: `eacute`, `uni00E9`, `u1F600`, or a single letter. A suffix after a dot is only a
/// variant.
pub(super) fn named_letter(name: &str) -> Option<char> {
    let name = name.split('.').next().unwrap_or(name);
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return Some(letter);
    }
    let hex = |digits: &str| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
    let found = NAMES.split(' ').filter_map(|entry| entry.split_once(':')).find(|(known, _)| *known == name);
    match found {
        Some((_, code)) => hex(code),
        None => name
            .strip_prefix("uni")
            .filter(|digits| digits.len() == 4)
            .or_else(|| name.strip_prefix('u').filter(|digits| (4..=6).contains(&digits.len())))
            .and_then(hex),
    }
}

/// Appends a letter in plain form: ligatures as letters, special blanks as blanks, symbol bullets as bullets.
pub(super) fn push_plain(out: &mut String, letter: char) {
    match letter {
        '\u{fb00}' => out.push_str("ff"),
        '\u{fb01}' => out.push_str("fi"),
        '\u{fb02}' => out.push_str("fl"),
        '\u{fb03}' => out.push_str("ffi"),
        '\u{fb04}' => out.push_str("ffl"),
        '\u{fb05}' | '\u{fb06}' => out.push_str("st"),
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\t' | '\n' | '\r' => out.push(' '),
        // Words with a typographic hyphen have to match those with a plain one.
        '\u{2010}' | '\u{2011}' => out.push('-'),
        // The bullets of Word, from symbol fonts in the private use area.
        '\u{f0b7}' | '\u{f0a7}' | '\u{f0d8}' | '\u{f0fc}' | '\u{f06f}' => out.push('•'),
        '\u{feff}' | '\u{200b}'..='\u{200d}' | '\u{0}'..='\u{1f}' => {}
        other => out.push(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_found_by_byte_and_by_name() {
        assert_eq!(win_ansi(0x93), Some('“'));
        assert_eq!(named_encoding("MacRomanEncoding", 0x8e), Some('é'));
        assert_eq!(named_encoding("StandardEncoding", 0xae), Some('\u{fb01}'));
        for (name, letter) in
            [("eacute", 'é'), ("A", 'A'), ("uni2013", '–'), ("u00E9", 'é'), ("one.oldstyle", '1'), ("bullet", '•')]
        {
            assert_eq!(named_letter(name), Some(letter), "{name}");
        }
        assert_eq!(named_letter("g123"), None);
    }
}
