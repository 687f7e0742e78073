//! What other programs write and nobody expects: each word of it is read or told.

use super::*;

#[test]
fn the_template_of_a_shadow_root_is_read_and_others_are_not() {
    let page = "<html><body><main><x-a><template shadowrootmode=open><p>Accepted</p><ul><li>item</li></ul></template>light</x-a>\
        <template><p>waits for a script</p></template></main><nav><x-b><template shadowrootmode=closed>Menu</template></x-b></nav></body></html>";
    assert_eq!(read(page), "p Accepted\n0- item\np light");
    assert_eq!(left_out(page), ["navigation was left out: Menu"]);
}

#[test]
fn the_words_of_a_frame_are_told() {
    let long = "frame ".repeat(1_000);
    let page = format!(
        "<iframe srcdoc='<p>framed</p><iframe srcdoc=\"inner\"></iframe><p>{long}</p>'></iframe><iframe src=x>none</iframe><p>After"
    );
    assert_eq!(read(&page), "p After");
    assert_eq!(left_out(&page), [format!("a frame was left out: framed {}", long.trim())]);
}

#[test]
fn what_was_typed_or_chosen_is_read_and_other_choices_are_told() {
    let long = "answer ".repeat(700);
    let page = format!(
        "<html><body><main><p>Owner <input value='Head of Custody'><input type=hidden value=token><input type=password value=secret></p>\
         <textarea>two\nlines</textarea><p>Grade <select><option>Good<option selected>Inadequate<option>Adequate</select> today</p>\
         <input type=submit value=Send><input value=\"{long}\"></main></body></html>"
    );
    assert_eq!(read(&page), format!("p Owner Head of Custody\np two\\\nlines\np Grade Inadequate today\np {}", long.trim()));
    assert_eq!(left_out(&page), ["choices of a form's field were left out: Good Adequate", "a button was left out: Send"]);
    let form = "<html><body><main><p>Words.</p></main><form><input type=search value=custody><textarea>mine</textarea></form></body></html>";
    assert_eq!(left_out(form), ["a form to fill in was left out: custody mine"]);
}

#[test]
fn words_left_out_of_lists_and_menus_are_apart() {
    let page = "<html><body><nav><ul><li>Policing<ul><li>Custody</li><li>Youth</li></ul></li></ul><a>Home</a><a>About</a> <b>no</b>t<b style='display: block'>b</b></nav>\
        <main><p>Words.</p></main></body></html>";
    assert_eq!(left_out(page), ["navigation was left out: Policing Custody Youth Home About not b"]);
}

#[test]
fn words_between_terms_and_blanks_between_spans_are_kept() {
    assert_eq!(
        read("<dl>loose<dt>Term<dd>said<div>in a div<dt>Other</dt><p>stray</p><dd>x</dd></div></dl>"),
        "p loose\nTerm: [p said / p in a div]\np stray\nOther: [p x]"
    );
    assert_eq!(
        read("<p><span style='Display: Block'>One</span><a style='display:inline-block'>two</a><b>3</b></p>"),
        "p One two **3**"
    );
    assert_eq!(read("<pre><b>for</b> x <b>in</b>\ny</pre><xmp>a<b></xmp>"), "p **for** x **in**\\\ny\np a\\<b>");
    assert_eq!(read("<dl><div>in a div<dt>Other</dt><p>stray</p><dd>x</dd></div></dl>"), "p in a div\np stray\nOther: [p x]");
}

#[test]
fn a_page_of_frames_has_words_too() {
    assert!(
        read("<html><frameset><frame src=x></frameset><noframes>Please use another browser</noframes></html>")
            .contains("another browser")
    );
}

#[test]
fn an_xhtml_page_a_web_archive_and_a_page_with_a_zero_byte_are_pages() {
    let archive =
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>Words</p>\n--b--";
    for page in ["<?xml version='1.0'?>\n<!DOCTYPE html><html><body><p>Words</p></body></html>", archive, "<p>Wor\0ds</p>"] {
        let read = crate::intake::readers::open(page.as_bytes(), None).unwrap();
        assert_eq!(told(&read.blocks), "p Words", "{page}");
    }
}

#[test]
fn pages_and_texts_in_utf_16_are_read() {
    for text in ["\u{feff}<p>Café 5€</p>", "\u{feff}Café 5€", "<p>Café 5€</p>"] {
        for bytes in [u16::to_le_bytes, u16::to_be_bytes] {
            let document: Vec<u8> = text.encode_utf16().flat_map(bytes).collect();
            assert_eq!(told(&crate::intake::readers::open(&document, None).unwrap().blocks), "p Café 5€");
        }
    }
    let error = crate::intake::readers::open(b"\x7fELF\0\0\x01", None).unwrap_err();
    assert_eq!(error.to_string(), "this is binary data");
}
