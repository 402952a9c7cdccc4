//! Any text as a module: it is read without a panic, every place points into it, and a tree comes without errors alone.
#![no_main]

use fastcheck_tla::source::{Sources, decode};
use fastcheck_tla::syntax;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = decode(bytes) else { return };
    let mut sources = Sources::default();
    let file = sources.add("M.tla", &*text);
    let (module, errors) = syntax::parse(&sources, file);
    assert_eq!(module.is_none(), !errors.is_empty());
    for found in errors {
        for span in found
            .span
            .iter()
            .chain(found.notes.iter().map(|note| &note.0))
        {
            assert!(text.get(span.start as usize..span.end as usize).is_some());
        }
    }
});
