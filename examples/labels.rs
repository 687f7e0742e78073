#![allow(clippy::print_stdout)]
use irr::intake::{KnownFacts, label::write_labels, labels};
fn main() {
    for f in std::env::args().skip(1) {
        println!("======== {f}");
        match labels(&std::fs::read(&f).unwrap(), None, &KnownFacts::default()) {
            Ok(d) => {
                println!("{:?} unsure {:.3} of {}", d.writer, d.unsure, d.pieces.len());
                print!(
                    "{}",
                    write_labels(&d)
                        .lines()
                        .filter(|l| !l.starts_with('#'))
                        .map(|l| l.chars().take(170).collect::<String>() + "\n")
                        .collect::<String>()
                )
            }
            Err(e) => println!("ERROR {e}"),
        }
    }
}
