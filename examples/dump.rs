#![allow(clippy::print_stdout)]
use irr::intake::readers::open;
use irr::intake::{SourceBlock, SourceBlockKind as K};
fn show(b: &SourceBlock, ind: usize) {
    let p = " ".repeat(ind);
    match &b.kind {
        K::Heading(l, t) => println!("{p}H{l} {t}"),
        K::Paragraph(t) => println!("{p}P {}", t.replace('\n', "⏎")),
        K::Item { depth, mark, text } => println!("{p}I{depth} {mark} {}", text.replace('\n', "⏎")),
        K::Row { label, value } => {
            println!("{p}ROW {label}");
            value.iter().for_each(|v| show(v, ind + 4));
        }
        K::Cells { is_header, cells } => {
            println!("{p}CELLS {is_header}");
            for c in cells {
                println!("{p}  |");
                c.iter().for_each(|v| show(v, ind + 4));
            }
        }
        K::AsWritten(t) => println!("{p}AS {t}"),
        K::Filled { tag, blocks } => {
            println!("{p}FILLED {tag}");
            blocks.iter().for_each(|v| show(v, ind + 4));
        }
        K::PageBreak => println!("{p}PAGEBREAK"),
    }
}
fn main() {
    for f in std::env::args().skip(1) {
        println!("======== {f}");
        match open(&std::fs::read(&f).unwrap(), None) {
            Ok(d) => {
                d.blocks.iter().for_each(|b| show(b, 0));
                for n in d.notes {
                    println!("NOTE {}: {} {:?}", n.at, n.message, n.quote);
                }
            }
            Err(e) => println!("ERROR {e}"),
        }
    }
}
