//! Writes a realistic store of any size, the same one every time: `cargo run --release --example generate_store -- N DIR`.
//!
//! For benchmarks. Forces, people, reports and numbers are made up; the records use the whole format and break no rule.

mod generator;

use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [number, folder] = &arguments[..] else {
        return Err("usage: generate_store N DIR".into());
    };
    let number: usize = number.parse().map_err(|_| format!("`{number}` is no number of records"))?;
    let folder = Path::new(folder);
    if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(format!("{} is not empty", folder.display()).into());
    }
    let mut bytes = 0;
    for (id, record) in generator::records(number) {
        let path = folder.join("records").join(format!("{id}.yaml"));
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        let text = irr::yaml::write(&record);
        bytes += text.len();
        fs::write(path, text)?;
    }
    writeln!(std::io::stdout(), "{number} records, {bytes} bytes, in {}", folder.display())?;
    Ok(())
}
