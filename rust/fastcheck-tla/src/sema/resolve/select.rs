//! Names with `!` in them: operators of instances, labels, and subexpressions of definitions.

use std::collections::HashMap;
use std::sync::Arc;

use super::Resolver;
use super::near::suggestion;
use crate::codes;
use crate::diag::Diagnostic;
use crate::sema::hir::*;
use crate::source::Span;
use crate::syntax::ast::{Expr, Selector};

/// An operator found, its arguments, and the selectors that follow it.
struct Found<'s> {
    sym: SymId,
    at: Span,
    args: Vec<&'s Expr>,
    rest: &'s [Selector],
}

/// Where a selection stands.
struct Place {
    node: HirId,
    instances: Vec<InstId>,
    bindings: Vec<(SymId, Arg)>,
    /// Labels that a name may select here.
    labels: HashMap<Arc<str>, HirId>,
    /// LETs whose operators the node may use, outermost first.
    lets: Vec<HirId>,
}

impl Resolver<'_> {
    pub(super) fn qualified(&mut self, selectors: &[Selector], span: Span) -> HirId {
        let Some(found) = self.operator_path(selectors) else {
            return self.push(Kind::Error, span);
        };
        if found.rest.is_empty() {
            self.apply_sym(found.sym, found.at, &found.args, span)
        } else {
            self.subexpression(&found, span)
        }
    }

    /// An operator as argument: arguments that are given are those of parameterised instances.
    pub(super) fn qualified_argument(
        &mut self,
        selectors: &[Selector],
        wanted: u32,
        span: Span,
    ) -> Arg {
        let Some(found) = self.operator_path(selectors) else {
            return Arg::Expr(self.push(Kind::Error, span));
        };
        if !found.rest.is_empty() {
            let message = "a subexpression with parameters cannot be an argument";
            return Arg::Expr(self.error_at(codes::BAD_SUBEXPRESSION, span, message));
        }
        let arities = self.parameter_arities(found.sym);
        let first = found
            .args
            .iter()
            .zip(arities)
            .map(|(e, n)| self.argument(e, n));
        let first = first.collect();
        self.operator_argument(found.sym, first, wanted, span)
    }

    /// The longest way to an operator: `I!J!Op` is one name.
    fn operator_path<'s>(&mut self, selectors: &'s [Selector]) -> Option<Found<'s>> {
        let mut name = String::new();
        let mut args = Vec::new();
        let mut instance = None;
        for (i, selector) in selectors.iter().enumerate() {
            let Selector::Name(part, some) = selector else {
                self.no_operator(&name, selector_span(selector), instance);
                return None;
            };
            if i > 0 {
                name.push('!');
            }
            name.push_str(&part.name);
            args.extend(some);
            let sym = self.lookup(&name);
            let is_instance =
                sym.is_some_and(|id| matches!(self.hir.sym(id).kind, SymKind::Instance));
            match sym {
                Some(_) if is_instance => instance = sym,
                Some(sym) => {
                    let rest = &selectors[i + 1..];
                    let at = part.span;
                    return Some(Found {
                        sym,
                        at,
                        args,
                        rest,
                    });
                }
                None if self.is_prefix(&name) => {}
                None => {
                    self.no_operator(&name, part.span, instance);
                    return None;
                }
            }
        }
        let at = selectors.last().map(selector_span)?;
        self.no_operator(&name, at, instance);
        None
    }

    /// Whether names that begin with this one and a `!` are in sight.
    fn is_prefix(&self, name: &str) -> bool {
        let start = format!("{name}!");
        let mut frames = self.frames.iter();
        frames.any(|frame| {
            let mut symbols = frame.symbols.iter();
            symbols.any(|id| self.hir.sym(*id).name.starts_with(&start))
        })
    }

    fn no_operator(&mut self, name: &str, at: Span, instance: Option<SymId>) {
        let Some(instance) = instance else {
            let diagnostic = self.unknown(name, at);
            return self.report(diagnostic);
        };
        let instance = self.hir.sym(instance).name.clone();
        let diagnostic = match name
            .strip_prefix(&*instance)
            .and_then(|n| n.strip_prefix('!'))
        {
            Some(part) => {
                let symbols = self.frames.iter().flat_map(|frame| &frame.symbols);
                let names = symbols.filter_map(|id| {
                    self.hir
                        .sym(*id)
                        .name
                        .strip_prefix(&*instance)?
                        .strip_prefix('!')
                });
                let hint = suggestion(part, names);
                let message = format!("instance `{instance}` has no operator `{part}`");
                let diagnostic = Diagnostic::error(codes::UNKNOWN_NAME, at, message);
                match hint {
                    Some(hint) => diagnostic.hint(hint),
                    None => diagnostic,
                }
            }
            None => {
                let message =
                    format!("`{instance}` is an instance of a module: `!` and a name must follow");
                Diagnostic::error(codes::INSTANCE_AS_NAME, at, message)
            }
        };
        self.report(diagnostic);
    }

    /// A part of a definition, with values for what is bound around it.
    fn subexpression(&mut self, found: &Found<'_>, span: Span) -> HirId {
        let sym = self.hir.sym(found.sym);
        if sym.arity as usize != found.args.len() {
            return self.wrong_arity(found.sym, found.args.len(), span);
        }
        let arities = self.parameter_arities(found.sym);
        let args = found
            .args
            .iter()
            .zip(arities)
            .map(|(e, n)| self.argument(e, n));
        let args: Vec<Arg> = args.collect();
        let Some(mut place) = self.definition_place(found.sym, args) else {
            let message =
                "only a defined operator has subexpressions, and not inside its own definition";
            return self.error_at(codes::BAD_SUBEXPRESSION, found.at, message);
        };
        let mut rest = found.rest;
        while let Some((selector, after)) = rest.split_first() {
            let next = self.select(&mut place, selector, after, span);
            match next {
                Ok(used) => rest = &after[used..],
                Err(message) => {
                    return self.error_at(
                        codes::BAD_SUBEXPRESSION,
                        selector_span(selector),
                        message,
                    );
                }
            }
        }
        let mut body = place.node;
        for let_in in place.lets.iter().rev() {
            if let Kind::Let(defs, instances, _) = &self.hir.node(*let_in).kind {
                let kind = Kind::Let(defs.clone(), instances.clone(), body);
                body = self.push(kind, span);
            }
        }
        let kind = Kind::Selected {
            instance: place.instances,
            bindings: place.bindings,
            body,
        };
        self.push(kind, span)
    }

    /// The body of a definition, through all instances.
    fn definition_place(&self, sym: SymId, args: Vec<Arg>) -> Option<Place> {
        let mut instances = Vec::new();
        let mut id = sym;
        let params = &self.hir.def(sym)?.params;
        if params.len() != args.len() {
            return None;
        }
        let bindings = params.iter().copied().zip(args).collect();
        loop {
            let def = self.hir.def(id)?;
            match def.body {
                Body::Expr(node) | Body::Function(node) => {
                    return Some(Place {
                        node,
                        instances,
                        bindings,
                        labels: def.labels.clone(),
                        lets: Vec::new(),
                    });
                }
                Body::Instance { instance, of } => {
                    instances.push(instance);
                    id = of;
                }
                Body::Pending | Body::AssumeProve => return None,
            }
        }
    }

    /// Takes one step; gives the number of further selectors that it used.
    fn select(
        &mut self,
        place: &mut Place,
        selector: &Selector,
        after: &[Selector],
        span: Span,
    ) -> Result<usize, String> {
        if let Selector::Name(name, args) = selector {
            return self.select_label(place, &name.name, args).map(|()| 0);
        }
        place.labels.clear();
        if let Selector::Body(_) = selector {
            return Ok(0);
        }
        while let Kind::Label(_, _, body, _) = self.hir.node(place.node).kind {
            place.node = body;
        }
        match self.hir.node(place.node).kind.clone() {
            Kind::Let(_, _, body) => {
                child(selector, 1)?;
                place.lets.push(place.node);
                place.node = body;
                self.let_operator(place, after, span)
            }
            Kind::Quantified(_, bounds, body) => {
                let names: Vec<SymId> = bounds.iter().flat_map(|b| b.names.clone()).collect();
                match selector {
                    Selector::Arguments(args, _) => self.bind_values(place, &names, args, body)?,
                    _ => {
                        let mut sets: Vec<HirId> = bounds.iter().map(|b| b.set).collect();
                        sets.dedup();
                        place.node = sets[child(selector, sets.len())? - 1];
                    }
                }
                Ok(0)
            }
            Kind::Unbounded(_, names, body) => match selector {
                Selector::Arguments(args, _) => {
                    self.bind_values(place, &names, args, body)?;
                    Ok(0)
                }
                _ => Err("what is bound here has no set; give its value with `!(e)`".to_owned()),
            },
            Kind::Case(arms, other) => {
                let count = arms.len() + usize::from(other.is_some());
                let arm = child(selector, count)?;
                let second = after
                    .first()
                    .ok_or("a part of a CASE is named by two numbers: `!i!j`")?;
                let part = child(second, 2)?;
                place.node = match (arms.get(arm - 1), part, other) {
                    (Some(arm), 1, _) => arm.0,
                    (Some(arm), _, _) => arm.1,
                    (None, 2, Some(other)) => other,
                    _ => return Err("OTHER is not an expression".to_owned()),
                };
                Ok(1)
            }
            kind => {
                let children = children(&kind);
                place.node = children[child(selector, children.len())? - 1];
                Ok(0)
            }
        }
    }

    fn select_label(&mut self, place: &mut Place, name: &str, args: &[Expr]) -> Result<(), String> {
        let Some(label) = place.labels.get(name).copied() else {
            return Err(format!("there is no label `{name}` here"));
        };
        let Kind::Label(_, params, body, labels) = self.hir.node(label).kind.clone() else {
            return Err(format!("there is no label `{name}` here"));
        };
        if params.len() != args.len() {
            return Err(format!(
                "label `{name}` takes {} argument(s), but {} are given",
                params.len(),
                args.len()
            ));
        }
        for (param, arg) in params.iter().zip(args) {
            let arg = Arg::Expr(self.expr(arg));
            place.bindings.push((*param, arg));
        }
        place.node = body;
        place.labels = labels;
        Ok(())
    }

    fn bind_values(
        &mut self,
        place: &mut Place,
        names: &[SymId],
        args: &[Expr],
        body: HirId,
    ) -> Result<(), String> {
        if names.len() != args.len() {
            return Err(format!(
                "{} variable(s) are bound here, but {} value(s) are given",
                names.len(),
                args.len()
            ));
        }
        for (name, arg) in names.iter().zip(args) {
            let arg = Arg::Expr(self.expr(arg));
            place.bindings.push((*name, arg));
        }
        place.node = body;
        Ok(())
    }

    /// Behind the body of a LET a name is that of an operator of the LET.
    fn let_operator(
        &mut self,
        place: &mut Place,
        after: &[Selector],
        span: Span,
    ) -> Result<usize, String> {
        let Some(Selector::Name(name, args)) = after.first() else {
            return Ok(0);
        };
        let let_in = place.lets.last().map(|id| self.hir.node(*id).kind.clone());
        let Some(Kind::Let(defs, ..)) = let_in else {
            return Ok(0);
        };
        let sym = defs
            .into_iter()
            .find(|d| self.hir.sym(*d).name == name.name);
        let sym = sym.ok_or_else(|| format!("this LET defines no `{}`", name.name))?;
        let args: Vec<&Expr> = args.iter().collect();
        place.node = self.apply_sym(sym, name.span, &args, span);
        Ok(1)
    }
}

/// The number of the child that a selector means, of `count`.
fn child(selector: &Selector, count: usize) -> Result<usize, String> {
    let number = match selector {
        Selector::Child(n, _) => *n as usize,
        Selector::Left(_) => 1,
        Selector::Right(_) if count == 2 => 2,
        Selector::Right(_) => {
            return Err("`!>>` is the second of two operands; there are not two".to_owned());
        }
        Selector::Arguments(..) | Selector::At(_) => return Err("nothing is bound here".to_owned()),
        Selector::Body(_) | Selector::Name(..) => {
            return Err("a number, `<<` or `>>` must follow here".to_owned());
        }
    };
    if number == 0 || number > count {
        return Err(format!("there is no operand {number}; there are {count}"));
    }
    Ok(number)
}

/// The operands of an expression that binds nothing.
fn children(kind: &Kind) -> Vec<HirId> {
    match kind {
        Kind::Apply(_, args) => args
            .iter()
            .filter_map(|a| match a {
                Arg::Expr(e) => Some(*e),
                _ => None,
            })
            .collect(),
        Kind::Builtin(_, args) => args.clone(),
        Kind::Record(fields) | Kind::RecordSet(fields) => fields.iter().map(|f| f.1).collect(),
        Kind::Except(function, _) => vec![*function],
        _ => Vec::new(),
    }
}

fn selector_span(selector: &Selector) -> Span {
    match selector {
        Selector::Name(name, _) => name.span,
        Selector::Child(_, span)
        | Selector::Left(span)
        | Selector::Right(span)
        | Selector::Body(span)
        | Selector::At(span)
        | Selector::Arguments(_, span) => *span,
    }
}
