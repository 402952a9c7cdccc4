//! The configuration file and the options as one list of wishes. Texts of expressions become definitions of the root module.

use std::sync::Arc;

use super::{Asked, Named};
use crate::config::Config;
use crate::diag::Diagnostic;
use crate::sema::hir::{Hir, SymId};
use crate::sema::resolve::texts::Texts;
use crate::sema::{Options, Spec};
use crate::source::Sources;
use crate::syntax::ast::Ident;

pub(super) fn asked(
    spec: &Spec,
    sources: &mut Sources,
    config: Option<&Config>,
    options: &Options,
) -> Result<(Asked, Hir), Vec<Diagnostic>> {
    let mut texts = Texts::new(spec.hir.clone(), spec.root, sources);
    let empty = Config::default();
    let mut asked = of_config(&texts, config.unwrap_or(&empty));
    let mut more = |names: &[String], list: &mut Vec<Named>| {
        list.extend(names.iter().map(|text| named_text(&mut texts, text)));
    };
    more(&options.invariants, &mut asked.invariants);
    more(&options.properties, &mut asked.properties);
    more(&options.constraints, &mut asked.constraints);
    more(&options.action_constraints, &mut asked.action_constraints);
    more(&options.postconditions, &mut asked.postconditions);
    if let Some(text) = &options.specification {
        asked.specification = Some(named_text(&mut texts, text));
        (asked.init, asked.next) = (None, None);
    }
    for (text, place) in [(&options.init, 0), (&options.next, 1)] {
        let Some(text) = text else { continue };
        let named = Some(named_text(&mut texts, text));
        if place == 0 {
            asked.init = named;
        } else {
            asked.next = named;
        }
        if options.specification.is_none() {
            asked.specification = None;
        }
    }
    for (name, text) in &options.constants {
        let Some(target) = spec.constant_or_definition(name) else {
            asked.unknown.push(named(&texts, name, None));
            continue;
        };
        if let Some(def) = texts.define(&format!("-D {name}"), text) {
            asked.defined.push((target, name.as_str().into(), def));
        }
    }
    let (hir, diagnostics) = texts.finish();
    match diagnostics.is_empty() {
        true => Ok((asked, hir)),
        false => Err(diagnostics),
    }
}

fn of_config(texts: &Texts<'_>, config: &Config) -> Asked {
    let one = |name: &Option<Ident>| name.as_ref().map(|n| named(texts, &n.name, Some(n)));
    let all = |names: &[Ident]| -> Vec<Named> {
        names
            .iter()
            .map(|n| named(texts, &n.name, Some(n)))
            .collect()
    };
    Asked {
        constants: config.constants.clone(),
        defined: Vec::new(),
        unknown: Vec::new(),
        specification: one(&config.specification),
        init: one(&config.init),
        next: one(&config.next),
        invariants: all(&config.invariants),
        properties: all(&config.properties),
        constraints: all(&config.constraints),
        action_constraints: all(&config.action_constraints),
        postconditions: all(&config.postconditions),
        possible: all(&config.possible),
        symmetry: one(&config.symmetry),
        view: one(&config.view),
        alias: one(&config.alias),
        periodic: one(&config.periodic),
        reward: one(&config.rl_reward),
        check_deadlock: config.check_deadlock.map(|(check, _)| check),
    }
}

fn named(texts: &Texts<'_>, name: &str, place: Option<&Ident>) -> Named {
    Named {
        name: name.into(),
        span: place.map(|n| n.span),
        sym: texts.lookup(name),
    }
}

/// The name of a definition (with `!` in it too), else the text of an expression.
fn named_text(texts: &mut Texts<'_>, text: &str) -> Named {
    let name = named(texts, text.trim(), None);
    let is_name = text
        .trim()
        .chars()
        .all(|c| c.is_alphanumeric() || c == '_' || c == '!');
    if name.sym.is_some() || is_name {
        return name;
    }
    let sym: Option<SymId> = texts.define(text, text);
    let name: Arc<str> = text.trim().into();
    Named {
        name,
        span: None,
        sym,
    }
}
