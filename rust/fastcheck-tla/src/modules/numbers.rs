//! Modules Bitwise, Combinatorics, DyadicRationals and Statistics.

use fastcheck_values::Value;

use super::args::{entries, function, int, integer, overflow, string, wrong, wrong_only};
use super::table::Entry;
use crate::eval::{Eval, EvalError, Host, V, code};

pub(super) const TABLE: &[Entry] = &[
    Entry::pure("Bitwise", "&", 2, and).ours(),
    Entry::pure("Bitwise", "|", 2, or).ours(),
    Entry::pure("Bitwise", "^^", 2, xor).ours(),
    Entry::pure("Bitwise", "And", 4, and),
    Entry::pure("Bitwise", "Or", 4, or),
    Entry::pure("Bitwise", "Xor", 4, xor),
    Entry::pure("Bitwise", "Not", 1, not),
    Entry::pure("Bitwise", "shiftR", 2, shift_right),
    Entry::pure("Combinatorics", "choose", 2, choose),
    Entry::pure("DyadicRationals", "Reduce", 1, reduce),
    Entry::pure("Statistics", "ChiSquare", 3, chi_square),
];

fn two(host: &mut dyn Host, operator: &str, args: &[V]) -> Eval<[i64; 2]> {
    Ok([
        integer(host, "first", operator, &args[0])?,
        integer(host, "second", operator, &args[1])?,
    ])
}

fn number(host: &dyn Host, i: i64) -> Eval<V> {
    Ok(V::Val(host.universe().int(i)))
}

fn and(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let [x, y] = two(host, "&", args)?;
    number(host, x & y)
}

fn or(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let [x, y] = two(host, "|", args)?;
    number(host, x | y)
}

fn xor(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let [x, y] = two(host, "^^", args)?;
    number(host, x ^ y)
}

/// The bits below the highest one, and that one, inverted.
fn not(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let x = integer(host, "first", "Not", &args[0])?;
    if x < 0 {
        return wrong_only(host, "Not", "natural number", &args[0]);
    }
    let mask = u64::MAX.checked_shr(x.leading_zeros()).unwrap_or(0);
    number(host, !x & mask as i64)
}

fn shift_right(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let [x, by] = two(host, "shiftR", args)?;
    match u32::try_from(by) {
        _ if x < 0 => wrong(host, "first", "shiftR", "natural number", &args[0]),
        Err(_) => wrong(host, "second", "shiftR", "natural number", &args[1]),
        Ok(by) => number(host, x.checked_shr(by).unwrap_or(0)),
    }
}

fn choose(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let [n, k] = two(host, "choose", args)?;
    for (position, i, v) in [("first", n, &args[0]), ("second", k, &args[1])] {
        if i < 0 {
            return wrong(host, position, "choose", "natural number", v);
        }
    }
    if k > n {
        return number(host, 0);
    }
    // The product of the first i factors, divided by i!, is an integer: it is "n choose i".
    let mut result: i128 = 1;
    for i in 1..=i128::from(k.min(n - k)) {
        let product = result.checked_mul(i128::from(n) - i + 1);
        let Some(product) = product.filter(|product| *product <= i128::from(i64::MAX) * i) else {
            return overflow(format_args!("{n}choose{k}"));
        };
        result = product / i;
    }
    match i64::try_from(result) {
        Ok(result) => number(host, result),
        Err(_) => overflow(format_args!("{n}choose{k}")),
    }
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// A fraction in lowest terms.
fn reduce(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let mut parts = [0i64; 2];
    let names = ["num", "den"].map(|name| host.universe().string(name));
    for (part, name) in parts.iter_mut().zip(names) {
        let field = host.apply(&args[0], name)?;
        *part = host.int(&field)?;
    }
    let divisor = i64::try_from(gcd(parts[0].unsigned_abs(), parts[1].unsigned_abs())).unwrap_or(1);
    let universe = host.universe();
    let parts = parts.map(|part| universe.int(if divisor == 0 { part } else { part / divisor }));
    function(host, names.into_iter().zip(parts).collect())
}

/// The counts of a function, in the order of its domain.
fn counts(host: &mut dyn Host, position: &'static str, v: &V) -> Eval<Vec<i64>> {
    let value = host.value(v)?;
    let universe = host.universe();
    let count = |(_, value): (Value, Value)| int(universe, value);
    match entries(universe, value)
        .and_then(|entries| entries.into_iter().map(count).collect::<Option<Vec<_>>>())
    {
        Some(counts) => Ok(counts),
        None => wrong(host, position, "ChiSquare", "function to integers", v),
    }
}

/// Pearson's chi-square test: FALSE if counts such as these are less likely than the significance, were they drawn as
/// expected. Expected counts are scaled to the same total.
fn chi_square(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let expected = counts(host, "first", &args[0])?;
    let actual = counts(host, "second", &args[1])?;
    let significance = string(host, "third", "ChiSquare", &args[2])?;
    let significance = match significance.trim().parse::<f64>() {
        Ok(alpha) if alpha > 0.0 && alpha <= 0.5 => alpha,
        _ => {
            return wrong(
                host,
                "third",
                "ChiSquare",
                "string that is a number in (0, 0.5]",
                &args[2],
            );
        }
    };
    if expected.len() < 2 || expected.len() != actual.len() {
        return Err(EvalError::new(
            code::NATIVE,
            "ChiSquare needs two functions on the same domain of two or more.",
        ));
    }
    if expected.iter().any(|count| *count <= 0) || actual.iter().any(|count| *count < 0) {
        return Err(EvalError::new(
            code::NATIVE,
            "ChiSquare needs expected counts above 0 and counts that are not negative.",
        ));
    }
    let total = |counts: &[i64]| counts.iter().map(|count| *count as f64).sum::<f64>();
    let scale = total(&actual) / total(&expected);
    let statistic: f64 = expected
        .iter()
        .zip(&actual)
        .map(|(expected, actual)| {
            let expected = *expected as f64 * scale;
            (*actual as f64 - expected).powi(2) / expected
        })
        .sum();
    let likely = 1.0 - lower_gamma((expected.len() - 1) as f64 / 2.0, statistic / 2.0);
    Ok(V::Val(host.universe().boolean(likely >= significance)))
}

/// The regularized lower incomplete gamma function P(a, x): the power series below a + 1, the continued fraction of its
/// complement above.
fn lower_gamma(a: f64, x: f64) -> f64 {
    const STEPS: u32 = 10_000;
    if x <= 0.0 {
        return 0.0;
    }
    let front = (a * x.ln() - x - ln_gamma(a)).exp();
    if x < a + 1.0 {
        let (mut term, mut sum) = (1.0 / a, 1.0 / a);
        for n in 1..STEPS {
            term *= x / (a + f64::from(n));
            sum += term;
            if term < sum * 1e-15 {
                break;
            }
        }
        return front * sum;
    }
    let tiny = 1e-300;
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / tiny;
    let mut d = 1.0 / b;
    let mut h = d;
    for i in 1..STEPS {
        let i = f64::from(i);
        let an = -i * (i - a);
        b += 2.0;
        d = an * d + b;
        c = b + an / c;
        d = 1.0 / if d.abs() < tiny { tiny } else { d };
        c = if c.abs() < tiny { tiny } else { c };
        h *= d * c;
        if (d * c - 1.0).abs() < 1e-15 {
            break;
        }
    }
    1.0 - front * h
}

/// The logarithm of the gamma function of a positive multiple of one half.
fn ln_gamma(a: f64) -> f64 {
    let half = a.fract() != 0.0;
    let (mut x, mut sum) = if half {
        (0.5, std::f64::consts::PI.sqrt().ln())
    } else {
        (1.0, 0.0)
    };
    while x < a - 0.25 {
        sum += f64::ln(x);
        x += 1.0;
    }
    sum
}
