//! Modules IOUtils and CSV.

use std::io;

use fastcheck_values::{Shape, Value};

use super::args::{
    boolean, entries, failed, from_items, function, items, sequence, string, text, wrong,
    wrong_only,
};
use super::format::fill;
use super::json::{lines, read};
use super::table::{Entry, Purity};
use super::world::{Opening, Outcome};
use crate::eval::{Eval, EvalError, Host, V, code};

pub(super) const TABLE: &[Entry] = &[
    Entry::pure("IOUtils", "IOEnv", 0, environment),
    Entry::pure("IOUtils", "atoi", 1, atoi),
    Entry::of(Purity::Executes, "IOUtils", "IOExec", 1, exec),
    Entry::of(Purity::Executes, "IOUtils", "IOEnvExec", 2, env_exec),
    Entry::of(
        Purity::Executes,
        "IOUtils",
        "IOExecTemplate",
        2,
        exec_template,
    ),
    Entry::of(
        Purity::Executes,
        "IOUtils",
        "IOEnvExecTemplate",
        3,
        env_exec_template,
    ),
    Entry::of(Purity::Writes, "IOUtils", "IOSerialize", 3, io_serialize),
    Entry::of(Purity::Reads, "IOUtils", "IODeserialize", 2, io_deserialize),
    Entry::of(Purity::Writes, "IOUtils", "Serialize", 3, serialize),
    Entry::of(Purity::Reads, "IOUtils", "Deserialize", 2, deserialize),
    Entry::of(Purity::Writes, "CSV", "CSVWrite", 3, csv_write),
    Entry::of(Purity::Writes, "CSV", "CSVWriteRecord", 4, csv_write_record),
    Entry::of(Purity::Reads, "CSV", "CSVRead", 3, csv_read),
    Entry::of(Purity::Reads, "CSV", "CSVRecords", 1, csv_records),
];

/// A line goes behind what is there.
const BEHIND: Opening = Opening {
    create: true,
    new: false,
    truncate: false,
    append: true,
};

/// How a value is written anew.
const ANEW: Opening = Opening {
    append: false,
    truncate: true,
    ..BEHIND
};

fn record(host: &mut dyn Host, fields: Vec<(&str, Value)>) -> Eval<V> {
    let universe = host.universe();
    let fields = fields
        .into_iter()
        .map(|(name, value)| (universe.string(name), value))
        .collect();
    function(host, fields)
}

/// Variables do not change during a run, so it counts as a constant.
fn environment(host: &mut dyn Host, _: &[V]) -> Eval<V> {
    let variables = host.outside().world().environment();
    let universe = host.universe();
    let fields = variables
        .iter()
        .map(|(name, value)| (universe.string(name), universe.string(value)))
        .collect();
    function(host, fields)
}

fn atoi(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let value = host.value(&args[0])?;
    let universe = host.universe();
    match text(universe, value).and_then(|text| text.parse::<i64>().ok()) {
        Some(int) => Ok(V::Val(universe.int(int))),
        None => wrong_only(host, "atoi", "string", &args[0]),
    }
}

/// The words of a command, or the parameters of a template.
fn words(host: &mut dyn Host, operator: &str, v: &V) -> Eval<Vec<String>> {
    let value = host.value(v)?;
    let universe = host.universe();
    let words = items(universe, value).and_then(|items| {
        let words = items
            .into_iter()
            .map(|item| text(universe, item).map(str::to_owned));
        words.collect()
    });
    match words {
        Some(words) => Ok(words),
        None => wrong_only(host, operator, "sequence of strings", v),
    }
}

/// Variables for a process: strings as they are, other values in TLA+ notation.
fn variables(host: &mut dyn Host, operator: &str, v: &V) -> Eval<Vec<(String, String)>> {
    let value = host.value(v)?;
    let universe = host.universe();
    let variables = entries(universe, value).and_then(|entries| {
        let variable = |(name, value): (Value, Value)| {
            let value =
                text(universe, value).map_or_else(|| universe.display(value), str::to_owned);
            Some((text(universe, name)?.to_owned(), value))
        };
        entries.into_iter().map(variable).collect()
    });
    match variables {
        Some(variables) => Ok(variables),
        None => wrong_only(host, operator, "record", v),
    }
}

fn run(
    host: &mut dyn Host,
    operator: &str,
    command: &[String],
    environment: &[(String, String)],
) -> Eval<V> {
    match host.outside().world().run(command, environment) {
        Ok(outcome) => outcome_record(host, &outcome),
        Err(error) => failed(
            operator,
            command.first().map_or("no command", String::as_str),
            &error,
        ),
    }
}

fn outcome_record(host: &mut dyn Host, outcome: &Outcome) -> Eval<V> {
    let universe = host.universe();
    let fields = vec![
        ("exitValue", universe.int(outcome.exit)),
        ("stdout", universe.string(&outcome.stdout)),
        ("stderr", universe.string(&outcome.stderr)),
    ];
    record(host, fields)
}

fn exec(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let command = words(host, "IOExec", &args[0])?;
    run(host, "IOExec", &command, &[])
}

fn env_exec(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let environment = variables(host, "IOEnvExec", &args[0])?;
    let command = words(host, "IOEnvExec", &args[1])?;
    run(host, "IOEnvExec", &command, &environment)
}

/// A command whose words have places for the parameters.
fn template(host: &mut dyn Host, operator: &str, command: &V, parameters: &V) -> Eval<Vec<String>> {
    let command = words(host, operator, command)?;
    let parameters = words(host, operator, parameters)?;
    let filled = command.iter().map(|word| fill(word, &parameters));
    filled
        .collect::<Result<_, _>>()
        .map_err(|message| bad_template(operator, &message))
}

fn bad_template(operator: &str, message: &str) -> Box<EvalError> {
    EvalError::new(
        code::NATIVE,
        format!("The template of {operator} cannot be filled: {message}."),
    )
}

fn exec_template(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let command = template(host, "IOExecTemplate", &args[0], &args[1])?;
    run(host, "IOExecTemplate", &command, &[])
}

fn env_exec_template(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let environment = variables(host, "IOEnvExecTemplate", &args[0])?;
    let command = template(host, "IOEnvExecTemplate", &args[1], &args[2])?;
    run(host, "IOEnvExecTemplate", &command, &environment)
}

/// The file is JSON that keeps the kinds of values apart, not TLC's format; it is never compressed.
fn io_serialize(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let value = host.value(&args[0])?;
    let path = string(host, "second", "IOSerialize", &args[1])?;
    let text = host.universe().json(value).to_string();
    match host
        .outside()
        .world()
        .write(&path, text.as_bytes(), ANEW, false)
    {
        Ok(()) => boolean(host, true),
        Err(error) => failed("IOSerialize", &path, &error),
    }
}

fn io_deserialize(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let path = string(host, "first", "IODeserialize", &args[0])?;
    let text = read(host, "IODeserialize", &path)?;
    let json = serde_json::from_str(&text).map_err(|error| error.to_string());
    let value = json.and_then(|json| {
        host.universe()
            .from_json(&json)
            .map_err(|error| error.to_string())
    });
    match value {
        Ok(value) => Ok(V::Val(value)),
        Err(message) => failed("IODeserialize", &path, &io::Error::other(message)),
    }
}

/// A string field of the options.
fn option(host: &mut dyn Host, options: &V, name: &str) -> Eval<String> {
    let name = host.universe().string(name);
    let field = host.apply(options, name)?;
    string(host, "last", "Serialize or Deserialize", &field)
}

/// The open options of Java, as far as they are about files that are written.
fn opening(host: &mut dyn Host, options: &V) -> Eval<Opening> {
    let name = host.universe().string("openOptions");
    let field = host.apply(options, name)?;
    let mut opening = Opening::default();
    for word in words(host, "Serialize", &field)? {
        match word.as_str() {
            "WRITE" => {}
            "CREATE" => opening.create = true,
            "CREATE_NEW" => opening.new = true,
            "TRUNCATE_EXISTING" => opening.truncate = true,
            "APPEND" => opening.append = true,
            _ => {
                let expected = "record whose openOptions are of WRITE, CREATE, CREATE_NEW, TRUNCATE_EXISTING, APPEND";
                return wrong(host, "third", "Serialize", expected, options);
            }
        }
    }
    Ok(opening)
}

/// The text in a character set; `None` if it has no place there or the set is not known.
fn encoded(text: &str, charset: &str) -> Option<Vec<u8>> {
    match charset.to_ascii_uppercase().as_str() {
        "UTF-8" | "UTF8" => Some(text.as_bytes().to_vec()),
        "US-ASCII" | "ASCII" => text.is_ascii().then(|| text.as_bytes().to_vec()),
        "ISO-8859-1" | "LATIN1" => text
            .chars()
            .map(|c| u8::try_from(u32::from(c)).ok())
            .collect(),
        _ => None,
    }
}

fn decoded(bytes: Vec<u8>, charset: &str) -> Option<String> {
    match charset.to_ascii_uppercase().as_str() {
        "UTF-8" | "UTF8" => String::from_utf8(bytes).ok(),
        "US-ASCII" | "ASCII" => bytes.is_ascii().then(|| String::from_utf8(bytes).ok())?,
        "ISO-8859-1" | "LATIN1" => Some(bytes.into_iter().map(char::from).collect()),
        _ => None,
    }
}

/// The outcome of reading or writing a text.
fn answer(host: &mut dyn Host, result: Result<String, String>) -> Eval<V> {
    let outcome = match result {
        Ok(stdout) => Outcome {
            exit: 0,
            stdout,
            stderr: String::new(),
        },
        Err(stderr) => Outcome {
            exit: 1,
            stdout: String::new(),
            stderr,
        },
    };
    outcome_record(host, &outcome)
}

fn unknown_format(operator: &str, format: &str) -> Box<EvalError> {
    EvalError::new(
        code::NATIVE,
        format!("{operator} knows no format \"{format}\"."),
    )
}

fn serialize(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let options = &args[2];
    let format = option(host, options, "format")?;
    let path = string(host, "second", "Serialize", &args[1])?;
    let text = match format.as_str() {
        "TXT" => string(host, "first", "Serialize", &args[0])?,
        "NDJSON" => {
            let items = sequence(host, "first", "Serialize", &args[0])?;
            lines(host.universe(), &items)?
        }
        _ => return Err(unknown_format("Serialize", &format)),
    };
    let (opening, charset) = (opening(host, options)?, option(host, options, "charset")?);
    let bytes =
        encoded(&text, &charset).ok_or_else(|| format!("the text cannot be written in {charset}"));
    let written = bytes.and_then(|bytes| {
        let world = host.outside().world();
        world
            .write(&path, &bytes, opening, false)
            .map_err(|error| error.to_string())
    });
    match (format.as_str(), written) {
        ("TXT", Ok(())) => answer(
            host,
            Ok("Finish writing to the file with success!".to_owned()),
        ),
        ("TXT", Err(message)) => answer(
            host,
            Err(format!("Serialize error writing to the file: {message}")),
        ),
        (_, Ok(())) => boolean(host, true),
        (_, Err(message)) => failed("Serialize", &path, &io::Error::other(message)),
    }
}

fn deserialize(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let format = option(host, &args[1], "format")?;
    if format != "TXT" {
        return Err(unknown_format("Deserialize", &format));
    }
    let path = string(host, "first", "Deserialize", &args[0])?;
    let charset = option(host, &args[1], "charset")?;
    let text = match host.outside().world().read(&path) {
        Ok(Some(bytes)) => {
            decoded(bytes, &charset).ok_or_else(|| format!("it is no text in {charset}"))
        }
        Ok(None) => Err(format!("there is no {path}")),
        Err(error) => Err(error.to_string()),
    };
    answer(
        host,
        text.map_err(|message| format!("Deserialize error reading from the file: {message}")),
    )
}

fn add_line(host: &dyn Host, operator: &str, path: &str, line: &str) -> Eval<()> {
    let line = format!("{line}\n");
    match host
        .outside()
        .world()
        .write(path, line.as_bytes(), BEHIND, false)
    {
        Ok(()) => Ok(()),
        Err(error) => failed(operator, path, &error),
    }
}

/// Values are written in TLA+ notation, strings with their quotes.
fn csv_write(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let template = string(host, "first", "CSVWrite", &args[0])?;
    let values = sequence(host, "second", "CSVWrite", &args[1])?;
    let path = string(host, "third", "CSVWrite", &args[2])?;
    let universe = host.universe();
    let values: Vec<String> = values
        .into_iter()
        .map(|value| universe.display(value))
        .collect();
    let line = fill(&template, &values).map_err(|message| bad_template("CSVWrite", &message))?;
    add_line(host, "CSVWrite", &path, &line)?;
    boolean(host, true)
}

fn csv_write_record(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    const OPERATOR: &str = "CSVWriteRecord";
    let value = host.value(&args[0])?;
    let universe = host.universe();
    let Shape::Record(fields) = universe.shape(value) else {
        return wrong_only(host, OPERATOR, "record", &args[0]);
    };
    let names: Vec<&str> = fields
        .iter()
        .filter_map(|(name, _)| text(universe, *name))
        .collect();
    let values: Vec<String> = fields
        .iter()
        .map(|(_, value)| universe.display(*value))
        .collect();
    let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
    let delimiter = string(host, "second", OPERATOR, &args[1])?;
    let path = string(host, "fourth", OPERATOR, &args[3])?;
    if host.truth(&args[2])? {
        add_line(host, OPERATOR, &path, &names.join(&delimiter))?;
    }
    add_line(host, OPERATOR, &path, &values.join(&delimiter))?;
    boolean(host, true)
}

/// A record of strings per line; nothing if there is no file. Empty fields at the end of a line do not count, as in TLC.
fn csv_read(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let columns = words(host, "CSVRead", &args[0])?;
    let delimiter = string(host, "second", "CSVRead", &args[1])?;
    let path = string(host, "third", "CSVRead", &args[2])?;
    let mut records = Vec::new();
    for line in csv_lines(host, "CSVRead", &path)? {
        host.poll()?;
        let mut fields: Vec<&str> = if delimiter.is_empty() {
            vec![&line]
        } else {
            line.split(&delimiter).collect()
        };
        while fields.len() > 1 && fields.last().is_some_and(|field| field.is_empty()) {
            fields.pop();
        }
        if fields.len() != columns.len() {
            let message = format!(
                "a line has {} fields, not {}: {line}",
                fields.len(),
                columns.len()
            );
            return failed("CSVRead", &path, &io::Error::other(message));
        }
        let universe = host.universe();
        let values = fields.into_iter().map(|field| universe.string(field));
        let named = columns.iter().map(String::as_str).zip(values).collect();
        let record = record(host, named)?;
        records.push(host.value(&record)?);
    }
    from_items(host, records)
}

fn csv_lines(host: &dyn Host, operator: &str, path: &str) -> Eval<Vec<String>> {
    match host.outside().world().read(path) {
        Ok(Some(_)) => Ok(read(host, operator, path)?
            .lines()
            .map(str::to_owned)
            .collect()),
        Ok(None) => Ok(Vec::new()),
        Err(error) => failed(operator, path, &error),
    }
}

fn csv_records(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let path = string(host, "first", "CSVRecords", &args[0])?;
    let count = csv_lines(host, "CSVRecords", &path)?.len() as i64;
    Ok(V::Val(host.universe().int(count)))
}
