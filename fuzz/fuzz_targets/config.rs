//! Any text as a configuration: it is read without a panic, and every place points into it.
#![no_main]

use fastcheck_tla::config;
use fastcheck_tla::source::{Sources, decode};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = decode(bytes) else { return };
    let mut sources = Sources::default();
    let file = sources.add("M.cfg", &*text);
    for found in config::parse(&sources, file).1 {
        for span in found
            .span
            .iter()
            .chain(found.notes.iter().map(|note| &note.0))
        {
            assert!(text.get(span.start as usize..span.end as usize).is_some());
        }
    }
});
