//! The order of strings and model values: TLC orders them as it first met their texts.

use std::sync::Arc;

use super::Spec;
use super::hir::{Hir, Kind};
use crate::config::{Config, Value, ValueKind};

/// Texts in the order in which TLC meets them; some more than once.
pub(super) fn names(hir: &Hir, _spec: &Spec, config: Option<&Config>) -> Vec<Arc<str>> {
    let mut names = Vec::new();
    for constant in config.iter().flat_map(|c| &c.constants) {
        names.push(constant.name.name.clone());
        if let crate::config::Meaning::Value(args, value) = &constant.meaning {
            args.iter().for_each(|v| value_names(v, &mut names));
            value_names(value, &mut names);
        }
    }
    for node in &hir.exprs {
        match &node.kind {
            Kind::String(text) => names.push(text.clone()),
            Kind::Record(fields) | Kind::RecordSet(fields) => {
                names.extend(fields.iter().map(|f| f.0.clone()))
            }
            _ => {}
        }
    }
    names
}

fn value_names(value: &Value, names: &mut Vec<Arc<str>>) {
    match &value.kind {
        ValueKind::String(text) | ValueKind::Model(text) => names.push(text.clone()),
        ValueKind::Set(items) => items.iter().for_each(|v| value_names(v, names)),
        ValueKind::Number(_) | ValueKind::Boolean(_) => {}
    }
}
