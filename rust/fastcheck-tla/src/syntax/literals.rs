//! What numbers and strings stand for.

/// A number longer than this is refused: conversion to decimal is quadratic.
pub(crate) const MAX_DIGITS: usize = 4096;

/// The value of a number token as decimal digits without leading zeros; `None` if it has more than [`MAX_DIGITS`].
pub(crate) fn number(text: &str) -> Option<String> {
    if text.len() > MAX_DIGITS {
        return None;
    }
    let decimal = match text.as_bytes() {
        [b'\\', b'b' | b'B', ..] => convert(&text[2..], 2),
        [b'\\', b'o' | b'O', ..] => convert(&text[2..], 8),
        [b'\\', b'h' | b'H', ..] => convert(&text[2..], 16),
        _ => text.to_owned(),
    };
    let short = decimal.trim_start_matches('0');
    Some(if short.is_empty() { "0" } else { short }.to_owned())
}

fn convert(digits: &str, base: u32) -> String {
    const LIMB: u64 = 1_000_000_000;
    let mut limbs: Vec<u64> = Vec::new();
    for digit in digits.chars().filter_map(|c| c.to_digit(base)) {
        let mut carry = u64::from(digit);
        for limb in &mut limbs {
            let value = *limb * u64::from(base) + carry;
            (*limb, carry) = (value % LIMB, value / LIMB);
        }
        if carry > 0 {
            limbs.push(carry);
        }
    }
    limbs
        .iter()
        .rev()
        .map(|limb| format!("{limb:09}"))
        .collect()
}

/// The text of a string token, its quotes still on, escapes resolved; where an escape is none, its offset.
pub(crate) fn string(token: &str) -> Result<String, usize> {
    let inner = token.strip_prefix('"').unwrap_or(token);
    let inner = inner.strip_suffix('"').unwrap_or(inner);
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.char_indices();
    while let Some((at, c)) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        out.push(match chars.next() {
            Some((_, 'n')) => '\n',
            Some((_, 't')) => '\t',
            Some((_, 'r')) => '\r',
            Some((_, 'f')) => '\u{c}',
            Some((_, c @ ('\\' | '"'))) => c,
            _ => return Err(at + 1),
        });
    }
    Ok(out)
}
