//! The order of strings and model values: TLC orders them as it first met their texts. When that is, is told in
//! [`crate::modules::order`].

use std::collections::{HashMap, HashSet};

use super::Spec;
use super::hir::{Hir, Kind};
use crate::config::{Config, Value, ValueKind};
use crate::modules::order::{TRACE_MODULE, words};
use crate::modules::text;
use crate::source::{FileId, Sources};
use crate::syntax::lexer::lex;
use crate::syntax::token::{Kind as Token, Word};

/// Texts in the order in which TLC meets them; some more than once.
pub(super) fn names<'s>(
    hir: &'s Hir,
    spec: &Spec,
    config: Option<&'s Config>,
    sources: &'s Sources,
) -> Vec<&'s str> {
    let mut names = Vec::new();
    for constant in config.iter().flat_map(|c| &c.constants) {
        if let crate::config::Meaning::Value(args, value) = &constant.meaning {
            args.iter().for_each(|v| value_names(v, &mut names));
            value_names(value, &mut names);
        }
    }
    let units = units(hir, spec, sources);
    for index in parse_order(&units) {
        names.extend(&units[index].words);
    }
    strings(hir, spec, &mut names);
    names
}

fn value_names<'s>(value: &'s Value, names: &mut Vec<&'s str>) {
    match &value.kind {
        ValueKind::String(text) | ValueKind::Model(text) => names.push(text),
        ValueKind::Set(items) => items.iter().for_each(|v| value_names(v, names)),
        ValueKind::Number(_) | ValueKind::Boolean(_) => {}
    }
}

/// String literals, module by module, in the order of the text.
fn strings<'s>(hir: &'s Hir, spec: &Spec, names: &mut Vec<&'s str>) {
    let mut by_file: HashMap<FileId, Vec<(u32, &str)>> = HashMap::new();
    for node in &hir.exprs {
        if let Kind::String(text) = &node.kind {
            by_file
                .entry(node.span.file)
                .or_default()
                .push((node.span.start, text));
        }
    }
    for module in &spec.modules {
        let file = hir.modules[module.0 as usize].span.file;
        let mut strings = by_file.remove(&file).unwrap_or_default();
        strings.sort_unstable_by_key(|(start, _)| *start);
        names.extend(strings.into_iter().map(|(_, text)| text));
    }
}

/// A module that has a file: its words, and what it depends on, those of the modules inside it behind its own.
#[derive(Debug, Default)]
struct Unit<'s> {
    name: &'s str,
    words: Vec<&'s str>,
    extends: Vec<&'s str>,
    instances: Vec<&'s str>,
    /// Names of modules inside it.
    inner: Vec<&'s str>,
    /// What modules inside it EXTEND.
    inner_extends: Vec<&'s str>,
}

/// The root first.
fn units<'s>(hir: &'s Hir, spec: &Spec, sources: &'s Sources) -> Vec<Unit<'s>> {
    let root = spec.root;
    let others = spec
        .modules
        .iter()
        .copied()
        .filter(|module| *module != root);
    let mut units: Vec<Unit<'s>> = [root]
        .into_iter()
        .chain(others)
        .map(|id| {
            let module = &hir.modules[id.0 as usize];
            let file = module.span.file;
            let mut unit = read(&sources.get(file).text, file, module.span.start);
            unit.name = &module.name;
            if let (true, Some(words)) = (module.built_in, words(&module.name)) {
                unit.words = words.collect();
            }
            unit
        })
        .collect();
    // TLC adds a module of its own, with which it could write a trace, and what that depends on.
    units[0].extends.push(TRACE_MODULE);
    units.push(Unit {
        name: TRACE_MODULE,
        words: words(TRACE_MODULE).into_iter().flatten().collect(),
        instances: vec!["TLC", "TLCExt", "Sequences", "Naturals"],
        ..Unit::default()
    });
    for name in [
        "TLC",
        "TLCExt",
        "Sequences",
        "Naturals",
        "FiniteSets",
        "Integers",
    ] {
        if units.iter().all(|unit| unit.name != name) {
            let mut unit = read(text(name).unwrap_or_default(), FileId(0), 0);
            unit.name = name;
            unit.words = words(name).into_iter().flatten().collect();
            units.push(unit);
        }
    }
    units
}

/// The words of a text, and what follows EXTENDS, INSTANCE and MODULE.
fn read(text: &str, file: FileId, start: u32) -> Unit<'_> {
    let mut unit = Unit::default();
    let mut seen = HashSet::new();
    let mut depth = 0;
    // What the next names are.
    let mut role = None;
    for token in lex(text, file, start as usize, text.len()).tokens {
        let word = &text[token.start as usize..token.end as usize];
        match token.kind {
            Token::ModuleStart => depth += 1,
            Token::ModuleEnd => depth -= 1,
            _ => {}
        }
        role = match token.kind {
            Token::ModuleStart | Token::Word(Word::Extends | Word::Instance) => Some(token.kind),
            Token::Comma => role.filter(|role| *role == Token::Word(Word::Extends)),
            Token::Ident => {
                match role {
                    Some(Token::ModuleStart) if depth > 1 => unit.inner.push(word),
                    Some(Token::Word(Word::Extends)) if depth > 1 => unit.inner_extends.push(word),
                    Some(Token::Word(Word::Extends)) => unit.extends.push(word),
                    Some(Token::Word(Word::Instance)) => unit.instances.push(word),
                    _ => {}
                }
                role.filter(|role| *role == Token::Word(Word::Extends))
            }
            _ => None,
        };
        if token.kind == Token::Ident && seen.insert(word) {
            unit.words.push(word);
        }
    }
    unit
}

/// The order in which TLC parses the files.
fn parse_order(units: &[Unit<'_>]) -> Vec<usize> {
    let index: HashMap<&str, usize> = units
        .iter()
        .enumerate()
        .map(|(at, unit)| (unit.name, at))
        .collect();
    let mut search = Search {
        units,
        index,
        parsed: vec![false; units.len()],
    };
    search.parsed[0] = true;
    let mut order = vec![0];
    while let Some(next) = search.next(false).or_else(|| search.next(true)) {
        search.parsed[next] = true;
        order.push(next);
    }
    order
}

/// The search for the next file to be parsed.
struct Search<'u, 's> {
    units: &'u [Unit<'s>],
    index: HashMap<&'s str, usize>,
    parsed: Vec<bool>,
}

impl Search<'_, '_> {
    /// The next one that is extended, or instanced.
    fn next(&self, instanced: bool) -> Option<usize> {
        let mut visited = vec![false; self.units.len()];
        let mut open = vec![0];
        while let Some(at) = open.pop() {
            if std::mem::replace(&mut visited[at], true) {
                continue;
            }
            let unit = &self.units[at];
            let own = if instanced {
                &unit.instances
            } else {
                &unit.extends
            };
            if let Some(missing) = self.files(unit, own).find(|file| !self.parsed[*file]) {
                return Some(missing);
            }
            let below = self
                .files(unit, &unit.extends)
                .chain(self.files(unit, &unit.instances));
            let below: Vec<usize> = below.filter(|file| self.parsed[*file]).collect();
            open.extend(below.into_iter().rev());
            let inner = self
                .files(unit, &unit.inner_extends)
                .find(|file| !self.parsed[*file]);
            if let (false, Some(missing)) = (instanced, inner) {
                return Some(missing);
            }
        }
        None
    }

    /// The files of these modules; those inside the unit have none.
    fn files(&self, unit: &Unit<'_>, names: &[&str]) -> impl Iterator<Item = usize> {
        let files = names.iter().filter(|name| !unit.inner.contains(name));
        let files: Vec<usize> = files
            .filter_map(|name| self.index.get(name).copied())
            .collect();
        files.into_iter()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::HashSet;

    use crate::config;
    use crate::source::{Loaded, SourceLoader, Sources};

    const ROOT: &str = r#"
---- MODULE R ----
EXTENDS Sequences, Foo, TLC
CONSTANT mv1, mv2
I == INSTANCE Baz
rootB == "rootStr2"
rootA == "rootStr1"
ASSUME PrintT({"zzz", "rootA"})
Inv == TRUE
===="#;

    struct Files;

    impl SourceLoader for Files {
        fn module(&self, name: &str) -> Result<Option<Loaded>, String> {
            let text = match name {
                "Foo" => {
                    r#"
---- MODULE Foo ----
EXTENDS Bar, FiniteSets
LOCAL INSTANCE Integers
fooZ == "fooStr2"
fooA(fooP) == [fooField |-> "fooStr1", barStr |-> 1]
===="#
                }
                "Bar" => {
                    r#"
---- MODULE Bar ----
barB == "barStr"
barA == "fooStr1"
===="#
                }
                "Baz" => {
                    r#"
---- MODULE Baz ----
EXTENDS Bar
bazB == "bazStr"
bazA == "fooStr2"
===="#
                }
                _ => return Ok(None),
            };
            Ok(Some(loaded(name, text)))
        }
    }

    fn loaded(name: &str, text: &str) -> Loaded {
        Loaded {
            name: format!("{name}.tla"),
            text: text.to_owned(),
        }
    }

    /// The order in which TLC prints a set of all these strings.
    #[test]
    fn words_and_strings_are_in_the_order_of_tlc() {
        let mut sources = Sources::default();
        let spec = crate::sema::load(&mut sources, loaded("R", ROOT), &Files).unwrap();
        let text = "CONSTANT mv2 = m2 mv1 = m1 INVARIANT Inv";
        let file = sources.add("R.cfg", text);
        let (config, errors) = config::parse(&sources, file);
        assert!(errors.is_empty());
        let expected = "m2 m1 R Sequences Foo TLC mv1 mv2 I Baz rootB rootA PrintT Seq n Nat s Bar FiniteSets Integers fooZ \
                        fooA fooP fooField barStr out val a b _TLCTrace TLCExt _TLCTraceFile state vars counterexample \
                        level Trace barB barA IsFiniteSet Cardinality bazB bazA Int TLCGetOrDefault fooStr1 fooStr2 bazStr \
                        rootStr2 rootStr1 zzz";
        let expected: Vec<&str> = expected.split_whitespace().collect();
        let mut seen = HashSet::new();
        let names = super::names(&spec.hir, &spec, Some(&config), &sources);
        let names: Vec<&str> = names
            .into_iter()
            .filter(|name| expected.contains(name) && seen.insert(*name))
            .collect();
        assert_eq!(names, expected);
    }
}
