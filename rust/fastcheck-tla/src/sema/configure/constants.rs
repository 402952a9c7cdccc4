//! Constants and replaced definitions.

use std::sync::Arc;

use fastcheck_values::Value;

use super::formulas::level_text;
use super::{Asked, Configurer};
use crate::codes;
use crate::config::{self, Constant, Meaning as Written, ValueKind};
use crate::diag::Diagnostic;
use crate::ir::{ConstBinding, Level};
use crate::sema::builtins::Builtin;
use crate::sema::hir::{ModId, SymId, SymKind};
use crate::sema::lower::Meaning;
use crate::sema::resolve::suggestion;
use crate::source::Span;
use crate::syntax::ast::Ident;

impl Configurer<'_> {
    pub(super) fn constants(&mut self, asked: &Asked) {
        for named in &asked.unknown {
            let near = self.near(&named.name);
            let message = format!("-D {}: the specification has no such constant", named.name);
            let diagnostic = Diagnostic::error(codes::NO_SUCH_CONSTANT, None, message);
            self.error(with_hint(diagnostic, near));
        }
        for (sym, _, def) in &asked.defined {
            self.lowerer.set_meaning(*sym, Meaning::Def(*def));
        }
        let by_option: Vec<&str> = asked.defined.iter().map(|(_, name, _)| &**name).collect();
        let entries = asked.constants.iter();
        let entries: Vec<&Constant> = entries
            .filter(|c| !by_option.contains(&&*c.name.name))
            .collect();
        for (i, entry) in entries.iter().enumerate() {
            let rows = entries[..i].iter().filter(|e| same_target(e, entry));
            self.constant(entry, &rows.copied().collect::<Vec<_>>(), &entries);
        }
        self.unassigned(&entries);
    }

    /// `before`: entries for the same constant that stand before this one.
    fn constant(&mut self, entry: &Constant, before: &[&Constant], all: &[&Constant]) {
        let Some(sym) = self.target(entry) else {
            return;
        };
        let scoped = entry.module.is_some();
        let meaning = match &entry.meaning {
            Written::Value(args, value) if args.is_empty() => {
                let arity = self.hir().sym(sym).arity;
                if arity > 0 && matches!(self.hir().sym(sym).kind, SymKind::Constant) {
                    let message = format!(
                        "`{}` takes {arity} argument(s): give its value for each",
                        entry.name.name
                    );
                    return self.error(Diagnostic::error(codes::WRONG_KIND, entry.span, message));
                }
                Meaning::Value(self.value(value))
            }
            Written::Value(args, value) => {
                let row = (self.values(args), self.value(value));
                if !self.table_fits(sym, args.len(), entry) {
                    return;
                }
                match self.lowerer.meaning(sym).cloned() {
                    Some(Meaning::Table(mut rows)) if !before.is_empty() => {
                        rows.push(row);
                        Meaning::Table(rows)
                    }
                    _ => Meaning::Table(vec![row]),
                }
            }
            Written::Definition(name) => match self.replacement(sym, name, entry, all) {
                Some(meaning) => meaning,
                None => return,
            },
        };
        match scoped {
            true => self.lowerer.set_body_meaning(sym, meaning),
            false => self.lowerer.set_meaning(sym, meaning),
        }
    }

    fn table_fits(&mut self, sym: SymId, given: usize, entry: &Constant) -> bool {
        let target = self.hir().sym(sym);
        let message = if !matches!(target.kind, SymKind::Constant) {
            format!(
                "`{}` is defined; only a declared constant can be given by a table of values",
                target.name
            )
        } else if target.arity as usize != given {
            format!(
                "`{}` takes {} argument(s), but {given} are given",
                target.name, target.arity
            )
        } else {
            return true;
        };
        self.error(Diagnostic::error(codes::WRONG_KIND, entry.span, message));
        false
    }

    /// The constant or definition that an entry is about.
    fn target(&mut self, entry: &Constant) -> Option<SymId> {
        let module = match &entry.module {
            None => self.root,
            Some(name) => self.module_named(name)?,
        };
        let hir = self.hir();
        let found = hir.module(module).by_name.get(&entry.name.name).copied();
        let sym = found.filter(|s| match &hir.sym(*s).kind {
            SymKind::Constant => entry.module.is_none(),
            SymKind::Def(_) => true,
            _ => false,
        });
        if sym.is_none() {
            let place = match &entry.module {
                Some(module) => format!("module {}", module.name),
                None => "the specification".to_owned(),
            };
            let message = format!(
                "{place} has no constant or definition `{}`",
                entry.name.name
            );
            let near = self.near(&entry.name.name);
            // As TLC has it, a value for nothing does no harm.
            let diagnostic = match entry.meaning {
                Written::Value(..) => {
                    Diagnostic::warning(codes::UNUSED_CONSTANT, entry.name.span, message)
                }
                Written::Definition(_) => {
                    Diagnostic::error(codes::NO_SUCH_CONSTANT, entry.name.span, message)
                }
            };
            let diagnostic = with_hint(diagnostic, near);
            match entry.meaning {
                Written::Value(..) => self.warn(diagnostic),
                Written::Definition(_) => self.error(diagnostic),
            }
        }
        sym
    }

    fn module_named(&mut self, name: &Ident) -> Option<ModId> {
        let modules = &self.hir().modules;
        let found = modules.iter().position(|m| m.name == name.name);
        if found.is_none() {
            let names: Vec<Arc<str>> = modules.iter().map(|m| m.name.clone()).collect();
            let near = suggestion(&name.name, names.iter().map(|n| &**n));
            let message = format!("no module `{}` is part of the specification", name.name);
            self.error(with_hint(
                Diagnostic::error(codes::NO_SUCH_MODULE, name.span, message),
                near,
            ));
        }
        found.map(|i| ModId(i as u32))
    }

    /// What a `<-` puts in place of a symbol.
    fn replacement(
        &mut self,
        sym: SymId,
        by: &Ident,
        entry: &Constant,
        all: &[&Constant],
    ) -> Option<Meaning> {
        let chained = |e: &&&Constant| {
            matches!(e.meaning, Written::Definition(_))
                && e.module == entry.module
                && e.name.name == by.name
        };
        if let Some(other) = all.iter().find(chained) {
            let message = format!("`{}` stands for something else itself", by.name);
            let diagnostic = Diagnostic::error(codes::CIRCULAR_REPLACEMENT, by.span, message)
                .hint("a name on the right of `<-` may not be replaced")
                .note(other.span, "here it is replaced");
            self.error(diagnostic);
            return None;
        }
        if let Some((_, op, 0)) = Builtin::named().find(|(name, ..)| *name == &*by.name) {
            match op {
                Builtin::True => return Some(Meaning::Value(self.lowerer.universe.boolean(true))),
                Builtin::False => {
                    return Some(Meaning::Value(self.lowerer.universe.boolean(false)));
                }
                _ => {}
            }
        }
        let hir = self.hir();
        let found = hir.module(self.root).by_name.get(&by.name).copied();
        let found =
            found.filter(|s| matches!(hir.sym(*s).kind, SymKind::Def(_) | SymKind::Constant));
        let Some(found) = found else {
            let near = self.near(&by.name);
            let message = format!(
                "`{}` is to stand for `{}`, but is not defined",
                by.name, entry.name.name
            );
            self.error(with_hint(
                Diagnostic::error(codes::NO_SUCH_DEFINITION, by.span, message),
                near,
            ));
            return None;
        };
        let (wanted, has) = (hir.sym(sym).arity, hir.sym(found).arity);
        if wanted != has {
            let message = format!(
                "`{}` takes {wanted} argument(s), but `{}`, which is to stand for it, takes {has}",
                entry.name.name, by.name
            );
            let note = (hir.sym(found).span, "defined here".to_owned());
            self.error(
                Diagnostic::error(codes::WRONG_KIND, entry.span, message).note(note.0, note.1),
            );
            return None;
        }
        if matches!(hir.sym(found).kind, SymKind::Constant) {
            return self.lowerer.meaning(found).cloned().or_else(|| {
                let value = all
                    .iter()
                    .find(|e| e.name.name == by.name && e.module.is_none())?;
                match &value.meaning {
                    Written::Value(args, value) if args.is_empty() => {
                        Some(Meaning::Value(self.value(value)))
                    }
                    _ => None,
                }
            });
        }
        Some(Meaning::Def(found))
    }

    fn value(&mut self, value: &config::Value) -> Value {
        let universe = self.lowerer.universe;
        match &value.kind {
            ValueKind::Number(digits) => match digits.parse() {
                Ok(n) => universe.int(n),
                Err(_) => {
                    let message = format!("{digits} does not fit 64 bits");
                    self.error(Diagnostic::error(
                        codes::VALUE_TOO_LARGE,
                        value.span,
                        message,
                    ));
                    universe.int(0)
                }
            },
            ValueKind::String(text) => universe.string(text),
            ValueKind::Boolean(b) => universe.boolean(*b),
            ValueKind::Model(name) => universe.atom(name),
            ValueKind::Set(items) => {
                let items = self.values(items);
                universe.set(items)
            }
        }
    }

    fn values(&mut self, values: &[config::Value]) -> Vec<Value> {
        values.iter().map(|v| self.value(v)).collect()
    }

    /// What stands for a constant without parameters must be one itself. An operator may be more, as in TLC: it is only
    /// looked at where it is used.
    pub(super) fn constant_levels(&mut self) {
        self.lowerer.drain();
        let bindings: Vec<_> = self
            .lowerer
            .program
            .constants
            .iter()
            .filter(|c| c.arity == 0)
            .filter_map(|c| match c.binding {
                Some(ConstBinding::Def(def)) => Some((c.name.clone(), def)),
                _ => None,
            })
            .collect();
        for (constant, def) in bindings {
            let def = self.lowerer.program.def(def);
            if def.level > Level::Constant {
                let message = format!(
                    "`{}` stands for the constant `{constant}`, but is {}",
                    def.name,
                    level_text(def.level)
                );
                let diagnostic = Diagnostic::error(codes::CONSTANT_LEVEL, def.span, message);
                self.error(diagnostic);
            }
        }
    }

    /// Constants that nothing is said about.
    fn unassigned(&mut self, entries: &[&Constant]) {
        let constants = self.hir().module(self.root).constants.clone();
        for id in constants {
            let sym = self.hir().sym(id);
            let named = entries
                .iter()
                .any(|e| e.module.is_none() && e.name.name == sym.name);
            if named || self.lowerer.meaning(id).is_some() {
                continue;
            }
            let (name, span) = (sym.name.clone(), sym.span);
            let message = format!("constant `{name}` has no value");
            let hint = format!(
                "give it one in the configuration, as `CONSTANT {name} = ...`, or by -D {name}=..."
            );
            self.error(Diagnostic::error(codes::UNASSIGNED, span, message).hint(hint));
        }
    }

    pub(super) fn near(&self, name: &str) -> Option<String> {
        let module = self.hir().module(self.root);
        let names = module.symbols.iter().map(|s| &*self.hir().sym(*s).name);
        suggestion(name, names)
    }

    /// A definition without parameters that the configuration makes depend on itself can have no value.
    pub(super) fn circular(&mut self) {
        let program = &self.lowerer.program;
        let cycles = crate::sema::lower::cycles(program);
        let bad: Vec<(Arc<str>, Span)> = cycles
            .iter()
            .filter(|cycle| cycle.iter().all(|d| program.def(*d).params.is_empty()))
            .filter(|cycle| {
                !cycle
                    .iter()
                    .any(|d| self.recursive_at(program.def(*d).span))
            })
            .filter_map(|cycle| cycle.first())
            .map(|d| (program.def(*d).name.clone(), program.def(*d).span))
            .collect();
        for (name, span) in bad {
            let message = format!(
                "`{name}` depends on itself by what the configuration puts in place of definitions"
            );
            self.error(Diagnostic::error(
                codes::CIRCULAR_REPLACEMENT,
                span,
                message,
            ));
        }
        for cycle in cycles {
            for def in cycle {
                self.lowerer.program.defs[def.0 as usize].recursive = true;
            }
        }
    }

    fn recursive_at(&self, span: Span) -> bool {
        let mut syms = self.hir().syms.iter();
        syms.any(|s| match &s.kind {
            SymKind::Def(def) => def.span == span && def.recursive,
            _ => false,
        })
    }
}

fn same_target(a: &Constant, b: &Constant) -> bool {
    a.name.name == b.name.name
        && a.module.as_ref().map(|m| &m.name) == b.module.as_ref().map(|m| &m.name)
}

pub(super) fn with_hint(diagnostic: Diagnostic, hint: Option<String>) -> Diagnostic {
    match hint {
        Some(hint) => diagnostic.hint(hint),
        None => diagnostic,
    }
}
