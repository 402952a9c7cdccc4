//! Templates with places for texts, as `java.util.Formatter` has them: `%s`, `%2$s`, `%-10s`, `%n`, `%%`.

/// The template with the arguments in their places.
///
/// # Errors
/// A place that is not understood, or has no argument; the message says which.
pub(super) fn fill(template: &str, args: &[String]) -> Result<String, String> {
    let mut out = String::with_capacity(template.len());
    let mut next = 0;
    let mut rest = template;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        let place = Place::read(&rest[at + 1..])
            .ok_or_else(|| format!("the place at \"{}\" is not understood", &rest[at..]))?;
        match place.conversion {
            '%' => out.push_str(&place.padded("%")),
            'n' => out.push('\n'),
            _ => {
                let index = place.index.unwrap_or_else(|| {
                    next += 1;
                    next
                });
                let arg = index.checked_sub(1).and_then(|index| args.get(index));
                let arg = arg.ok_or_else(|| format!("there is no value number {index}"))?;
                let upper = place.conversion == 'S';
                out.push_str(&place.padded(&if upper {
                    arg.to_uppercase()
                } else {
                    arg.clone()
                }));
            }
        }
        rest = &rest[at + 1 + place.length..];
    }
    out.push_str(rest);
    Ok(out)
}

/// A place in a template.
struct Place {
    /// Which argument, from 1; else the next one.
    index: Option<usize>,
    /// Texts that are shorter are padded on the right.
    left: bool,
    width: usize,
    precision: Option<usize>,
    conversion: char,
    /// Bytes behind the percent sign.
    length: usize,
}

impl Place {
    /// The place that begins behind a percent sign.
    fn read(text: &str) -> Option<Place> {
        let mut rest = text;
        let mut index = None;
        if let Some((number, behind)) = number(rest)
            && let Some(behind) = behind.strip_prefix('$')
        {
            (index, rest) = (Some(number), behind);
        }
        let left = rest.starts_with('-');
        rest = rest.strip_prefix('-').unwrap_or(rest);
        let mut width = 0;
        if let Some((number, behind)) = number(rest) {
            (width, rest) = (number, behind);
        }
        let mut precision = None;
        if let Some(behind) = rest.strip_prefix('.') {
            let (number, behind) = number(behind)?;
            (precision, rest) = (Some(number), behind);
        }
        let conversion = rest.chars().next()?;
        matches!(conversion, 's' | 'S' | 'n' | '%').then(|| Place {
            index,
            left,
            width: width.min(10_000),
            precision,
            conversion,
            length: text.len() - rest.len() + 1,
        })
    }

    fn padded(&self, text: &str) -> String {
        let text: String = text
            .chars()
            .take(self.precision.unwrap_or(usize::MAX))
            .collect();
        let width = self.width;
        if self.left {
            format!("{text:<width$}")
        } else {
            format!("{text:>width$}")
        }
    }
}

/// The number in front of a text, and what is behind it.
fn number(text: &str) -> Option<(usize, &str)> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    Some((text[..digits].parse().ok()?, &text[digits..]))
}

#[cfg(test)]
mod tests {
    use super::fill;

    fn filled(template: &str) -> Result<String, String> {
        fill(template, &["one".to_owned(), "two".to_owned()])
    }

    #[test]
    fn places_take_arguments_in_order_or_by_number() {
        assert_eq!(filled("%s,%s"), Ok("one,two".to_owned()));
        assert_eq!(filled("%2$s #%1$s# %s"), Ok("two #one# one".to_owned()));
        assert_eq!(filled("100%% é%n"), Ok("100% é\n".to_owned()));
    }

    #[test]
    fn texts_are_padded_and_cut() {
        assert_eq!(
            filled("[%5s|%-5S|%.2s]"),
            Err("there is no value number 3".to_owned())
        );
        assert_eq!(filled("[%5s|%-5S]"), Ok("[  one|TWO  ]".to_owned()));
        assert_eq!(filled("[%1$.2s]"), Ok("[on]".to_owned()));
    }

    #[test]
    fn other_places_are_errors() {
        assert!(filled("%d").is_err());
        assert!(filled("%").is_err());
        assert!(filled("%3$s").is_err());
    }
}
