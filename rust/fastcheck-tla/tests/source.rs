//! Bytes to texts, and places in texts.
#![allow(clippy::unwrap_used)]

use fastcheck_tla::source::{Position, Sources, decode};

fn refusal(bytes: &[u8]) -> String {
    let error = decode(bytes).unwrap_err();
    assert_eq!((error.code, error.span), ("FC1001", None));
    error.message
}

#[test]
fn what_is_no_text_is_refused() {
    assert_eq!(decode("a∧\r\n".as_bytes()).unwrap(), "a∧\r\n");
    assert!(refusal(b"ab\ncd\xffe").contains("line 2, byte 5"));
    assert!(refusal(b"\x7fELF\x00\x01").contains("NUL byte at line 1, byte 4"));
    assert!(refusal(b"\xff\xfea\x00").contains("UTF-16"));
    assert!(refusal(b"\xe2\x88").contains("byte 0"));
}

#[test]
fn lines_and_columns_count_characters() {
    let text = "a∧b\r\nc\rd\n\ne";
    let mut sources = Sources::default();
    let file = sources.add("M.tla", text);
    let source = sources.get(file);
    let place = |needle: char| source.position(text.find(needle).unwrap() as u32);
    assert_eq!(place('a'), Position { line: 1, column: 1 });
    assert_eq!(place('b'), Position { line: 1, column: 3 });
    assert_eq!(place('c'), Position { line: 2, column: 1 });
    assert_eq!(place('d'), Position { line: 3, column: 1 });
    assert_eq!(place('e'), Position { line: 5, column: 1 });
    assert_eq!(
        source.position(text.len() as u32),
        Position { line: 5, column: 2 }
    );
    assert_eq!(
        (1..=5).map(|line| source.line(line)).collect::<Vec<_>>(),
        ["a∧b", "c", "d", "", "e"]
    );
}
