//! JSON with the TLA+ kinds kept apart, after the Informal Trace Format of Apalache (ITF).
//!
//! | value | JSON |
//! |---|---|
//! | boolean, string | `true`, `"s"` |
//! | integer | `1`; beyond 2^53 - 1 in magnitude `{"#bigint": "9007199254740992"}` |
//! | atom | `{"#atom": "a1"}` |
//! | set | `{"#set": [..]}` |
//! | tuple, empty function | `{"#tup": [..]}` |
//! | record | `{"field": ..}`, unless a field name starts with `#` |
//! | other function | `{"#map": [[key, value], ..]}` |

use std::convert::Infallible;
use std::fmt;

use serde_json::Value as Json;

use crate::universe::Universe;
use crate::value::{Shape, Value};

/// The deepest nesting of values that [`Universe::from_json`] reads.
pub const MAX_JSON_DEPTH: usize = 10_000;

/// The largest integer that every JSON reader keeps exact.
const MAX_PLAIN_INT: u64 = (1 << 53) - 1;

const ATOM: &str = "#atom";
const BIGINT: &str = "#bigint";
const SET: &str = "#set";
const TUPLE: &str = "#tup";
const MAP: &str = "#map";

/// Why JSON is not a value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum JsonError {
    /// `null` stands for no value.
    Null,
    /// A number that is no integer, or an integer beyond 64 bits; as written.
    Number(String),
    /// A key that starts with `#` and is no kind, or does not stand alone in its object.
    Kind(String),
    /// What stands under the `#` key has the wrong form for that kind.
    Content(&'static str),
    /// A `#map` has a key twice; the key in TLA+ notation.
    DuplicateKey(String),
    /// Values nested deeper than [`MAX_JSON_DEPTH`].
    TooDeep,
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => write!(f, "null is not a value"),
            Self::Number(n) => write!(f, "{n} is not an integer of 64 bits"),
            Self::Kind(key) => write!(f, "\"{key}\" is not a kind of value standing alone"),
            Self::Content(kind) => write!(f, "malformed content under \"{kind}\""),
            Self::DuplicateKey(key) => write!(f, "the key {key} occurs twice in a \"#map\""),
            Self::TooDeep => write!(f, "values nested deeper than {MAX_JSON_DEPTH}"),
        }
    }
}

impl std::error::Error for JsonError {}

/// How the parts of a compound value are put together, in either direction.
enum Form<'a> {
    Set,
    Tuple,
    /// Keys and values in turn.
    Map,
    /// Values, under these names.
    Object(Vec<&'a str>),
}

/// A value, or its JSON, opened one level.
enum Opened<'a, P, R> {
    Scalar(R),
    Compound(Form<'a>, Vec<P>),
}

impl Universe {
    /// The value as JSON, each kind told apart: booleans, strings and integers as themselves
    /// (integers beyond 2^53 - 1 in magnitude as `{"#bigint": ".."}`), `{"#atom": ..}`,
    /// `{"#set": [..]}`, `{"#tup": [..]}`, records as objects unless a field name starts with `#`,
    /// other functions as `{"#map": [[key, value], ..]}`. Members and entries come in canonical
    /// order.
    ///
    /// Any depth is safe here, but dropping, printing and parsing a `serde_json` tree recurse:
    /// look at [`depth`](Self::depth) first where values may be thousands deep. Shared parts are
    /// written out each time they occur.
    #[must_use]
    pub fn json(&self, v: Value) -> Json {
        let open = |v| Ok::<_, Infallible>(self.open_value(v));
        let Ok(json) = fold(v, open, |form, parts| Ok(json_of(form, parts)));
        json
    }

    /// The value that [`json`](Self::json) wrote as `j`. Also reads arrays as sequences, as ITF
    /// writes them, sets with repeated members, and entries in any order.
    ///
    /// # Errors
    /// See [`JsonError`]: nothing is skipped or guessed.
    pub fn from_json(&self, j: &Json) -> Result<Value, JsonError> {
        let open = |(j, depth)| self.open_json(j, depth);
        fold((j, 0), open, |form, parts| self.value_of(form, parts))
    }

    fn open_value(&self, v: Value) -> Opened<'_, Value, Json> {
        match self.shape(v) {
            Shape::Bool(b) => Opened::Scalar(b.into()),
            Shape::Int(i) if i.unsigned_abs() <= MAX_PLAIN_INT => Opened::Scalar(i.into()),
            Shape::Int(i) => Opened::Scalar(tagged(BIGINT, i.to_string())),
            Shape::Str(s) => Opened::Scalar(s.into()),
            Shape::Atom(s) => Opened::Scalar(tagged(ATOM, s)),
            Shape::Set(members) => Opened::Compound(Form::Set, members.to_vec()),
            Shape::Tuple(items) => Opened::Compound(Form::Tuple, items.to_vec()),
            Shape::Record(pairs) | Shape::Function(pairs) => self.open_pairs(pairs),
        }
    }

    fn open_pairs(&self, pairs: &[(Value, Value)]) -> Opened<'_, Value, Json> {
        let plain_name = |&(key, _): &(Value, Value)| match self.shape(key) {
            Shape::Str(name) if !name.starts_with('#') => Some(name),
            _ => None,
        };
        match pairs.iter().map(plain_name).collect() {
            Some(names) => {
                let values = pairs.iter().map(|&(_, value)| value);
                Opened::Compound(Form::Object(names), values.collect())
            }
            None => {
                let parts = pairs.iter().flat_map(|&(key, value)| [key, value]);
                Opened::Compound(Form::Map, parts.collect())
            }
        }
    }

    fn open_json<'j>(
        &self,
        j: &'j Json,
        depth: usize,
    ) -> Result<Opened<'j, (&'j Json, usize), Value>, JsonError> {
        let (form, parts) = match j {
            Json::Null => return Err(JsonError::Null),
            Json::Bool(b) => return Ok(Opened::Scalar(self.boolean(*b))),
            Json::String(s) => return Ok(Opened::Scalar(self.string(s))),
            Json::Number(n) => {
                let i = n.as_i64().ok_or_else(|| JsonError::Number(n.to_string()))?;
                return Ok(Opened::Scalar(self.int(i)));
            }
            Json::Array(items) => (Form::Tuple, items.iter().collect()),
            Json::Object(object) => match object.iter().find(|(key, _)| key.starts_with('#')) {
                None => {
                    let names = object.keys().map(String::as_str).collect();
                    (Form::Object(names), object.values().collect())
                }
                Some((kind, _)) if object.len() > 1 => return Err(JsonError::Kind(kind.clone())),
                Some((kind, content)) => match self.tagged_scalar(kind, content)? {
                    Some(scalar) => return Ok(Opened::Scalar(scalar)),
                    None => tagged_compound(kind, content)?,
                },
            },
        };
        if depth == MAX_JSON_DEPTH {
            return Err(JsonError::TooDeep);
        }
        let parts = parts.into_iter().map(|part| (part, depth + 1));
        Ok(Opened::Compound(form, parts.collect()))
    }

    /// The scalar under a `#` key; `None` if the key is of no scalar.
    fn tagged_scalar(&self, kind: &str, content: &Json) -> Result<Option<Value>, JsonError> {
        match kind {
            BIGINT => {
                let digits = content.as_str().ok_or(JsonError::Content(BIGINT))?;
                let i = digits
                    .parse()
                    .map_err(|_| JsonError::Number(digits.to_owned()))?;
                Ok(Some(self.int(i)))
            }
            ATOM => Ok(Some(
                self.atom(content.as_str().ok_or(JsonError::Content(ATOM))?),
            )),
            _ => Ok(None),
        }
    }

    fn value_of(&self, form: Form<'_>, parts: Vec<Value>) -> Result<Value, JsonError> {
        let pairs = match form {
            Form::Set => return Ok(self.set(parts)),
            Form::Tuple => return Ok(self.tuple(parts)),
            Form::Map => parts
                .chunks_exact(2)
                .map(|pair| (pair[0], pair[1]))
                .collect(),
            Form::Object(names) => names
                .into_iter()
                .map(|name| self.string(name))
                .zip(parts)
                .collect(),
        };
        self.function(pairs)
            .map_err(|e| JsonError::DuplicateKey(self.display(e.key)))
    }
}

/// Opens a tree from the root down and closes it from the leaves up, on stacks of its own: depth
/// costs memory, not stack.
fn fold<'a, P, R, E>(
    root: P,
    open: impl Fn(P) -> Result<Opened<'a, P, R>, E>,
    close: impl Fn(Form<'a>, Vec<R>) -> Result<R, E>,
) -> Result<R, E> {
    enum Step<'a, P> {
        Open(P),
        Close(Form<'a>, usize),
    }
    let mut steps = vec![Step::Open(root)];
    let mut done = Vec::new();
    while let Some(step) = steps.pop() {
        match step {
            Step::Open(part) => match open(part)? {
                Opened::Scalar(result) => done.push(result),
                Opened::Compound(form, parts) => {
                    steps.push(Step::Close(form, parts.len()));
                    steps.extend(parts.into_iter().rev().map(Step::Open));
                }
            },
            Step::Close(form, count) => {
                let parts = done.split_off(done.len() - count);
                done.push(close(form, parts)?);
            }
        }
    }
    Ok(done.pop().expect("each opened part leaves one result"))
}

fn json_of(form: Form<'_>, parts: Vec<Json>) -> Json {
    match form {
        Form::Set => tagged(SET, parts),
        Form::Tuple => tagged(TUPLE, parts),
        Form::Map => {
            let mut parts = parts.into_iter();
            let mut pairs = Vec::new();
            while let (Some(key), Some(value)) = (parts.next(), parts.next()) {
                pairs.push(Json::Array(vec![key, value]));
            }
            tagged(MAP, pairs)
        }
        Form::Object(names) => {
            Json::Object(names.into_iter().map(str::to_owned).zip(parts).collect())
        }
    }
}

fn tagged(kind: &str, content: impl Into<Json>) -> Json {
    Json::Object([(kind.to_owned(), content.into())].into_iter().collect())
}

/// The form and parts under a `#` key that is of no scalar.
fn tagged_compound<'j>(
    kind: &str,
    content: &'j Json,
) -> Result<(Form<'j>, Vec<&'j Json>), JsonError> {
    let items = |kind| content.as_array().ok_or(JsonError::Content(kind));
    match kind {
        SET => Ok((Form::Set, items(SET)?.iter().collect())),
        TUPLE => Ok((Form::Tuple, items(TUPLE)?.iter().collect())),
        MAP => {
            let mut parts = Vec::new();
            for pair in items(MAP)? {
                match pair.as_array().map(Vec::as_slice) {
                    Some([key, value]) => parts.extend([key, value]),
                    _ => return Err(JsonError::Content(MAP)),
                }
            }
            Ok((Form::Map, parts))
        }
        _ => Err(JsonError::Kind(kind.to_owned())),
    }
}
