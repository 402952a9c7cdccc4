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
    /// Labels that a name selects here; `None`: a name is that of an operator of a LET.
    labels: Option<HashMap<Arc<str>, HirId>>,
    /// LETs whose operators the node may use, outermost first.
    lets: Vec<HirId>,
    /// Names for which no values were given: the parameters, if an operator is selected.
    free: Option<Vec<SymId>>,
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
            return self.subexpression_operator(&found, wanted, span);
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
        match self.selected(found, None, span) {
            Ok(place) => self.selection(place, span),
            Err(error) => error,
        }
    }

    /// The same as an operator: what is given no value is a parameter.
    fn subexpression_operator(&mut self, found: &Found<'_>, wanted: u32, span: Span) -> Arg {
        let mut place = match self.selected(found, Some(Vec::new()), span) {
            Ok(place) => place,
            Err(error) => return Arg::Expr(error),
        };
        let free = place.free.take().unwrap_or_default();
        let higher = free.iter().any(|p| self.hir.sym(*p).arity > 0);
        if higher || free.len() != wanted as usize {
            let message = format!(
                "an operator with {wanted} argument(s) is required here, but this takes {}",
                free.len()
            );
            return Arg::Expr(self.error_at(codes::NOT_AN_OPERATOR, span, message));
        }
        let params: Vec<SymId> = free
            .iter()
            .map(|p| self.push_sym(self.hir.sym(*p).name.clone(), span, 0, SymKind::Param))
            .collect();
        for (free, param) in free.iter().zip(&params) {
            let value = self.push(Kind::Apply(*param, Vec::new()), span);
            place.bindings.push((*free, Arg::Expr(value)));
        }
        let body = self.selection(place, span);
        let def = self.new_def(params, Body::Expr(body), span);
        Arg::Lambda(self.push_sym("LAMBDA".into(), span, wanted, SymKind::Def(Box::new(def))))
    }

    fn selection(&mut self, place: Place, span: Span) -> HirId {
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

    /// Follows all selectors.
    fn selected(
        &mut self,
        found: &Found<'_>,
        free: Option<Vec<SymId>>,
        span: Span,
    ) -> Result<Place, HirId> {
        let Some(mut place) = self.definition_place(found.sym) else {
            let message =
                "only a defined operator has subexpressions, and not inside its own definition";
            return Err(self.error_at(codes::BAD_SUBEXPRESSION, found.at, message));
        };
        place.free = free;
        let params = self
            .hir
            .def(found.sym)
            .map_or(Vec::new(), |def| def.params.clone());
        if let Err(message) = self.give(&mut place, &params, &found.args) {
            return Err(self.error_at(codes::ARGUMENT_COUNT, span, message));
        }
        let mut rest = found.rest;
        while let Some((selector, after)) = rest.split_first() {
            match self.select(&mut place, selector, after) {
                Ok(used) => rest = &after[used..],
                Err(message) => {
                    let at = selector_span(selector);
                    return Err(self.error_at(codes::BAD_SUBEXPRESSION, at, message));
                }
            }
        }
        Ok(place)
    }

    /// The body of a definition, through all instances.
    fn definition_place(&self, sym: SymId) -> Option<Place> {
        let mut instances = Vec::new();
        let mut id = sym;
        loop {
            let def = self.hir.def(id)?;
            match def.body {
                Body::Expr(node) | Body::Function(node) => {
                    return Some(Place {
                        node,
                        instances,
                        bindings: Vec::new(),
                        labels: Some(def.labels.clone()),
                        lets: Vec::new(),
                        free: None,
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

    /// Gives values to what is bound; without any, it is free if that is allowed.
    fn give(&mut self, place: &mut Place, names: &[SymId], args: &[&Expr]) -> Result<(), String> {
        if let (Some(free), true) = (&mut place.free, args.is_empty()) {
            free.extend(names);
            return Ok(());
        }
        if names.len() != args.len() {
            return Err(format!(
                "{} argument(s) are required here, but {} are given",
                names.len(),
                args.len()
            ));
        }
        for (name, arg) in names.iter().zip(args) {
            let arity = self.hir.sym(*name).arity;
            let arg = self.argument(arg, arity);
            place.bindings.push((*name, arg));
        }
        Ok(())
    }

    /// Takes one step; gives the number of further selectors that it used.
    fn select(
        &mut self,
        place: &mut Place,
        selector: &Selector,
        after: &[Selector],
    ) -> Result<usize, String> {
        if let Selector::Name(name, args) = selector {
            let args: Vec<&Expr> = args.iter().collect();
            return match place.labels.take() {
                Some(labels) => self.select_label(place, &labels, &name.name, &args),
                None => self.select_let(place, &name.name, &args),
            }
            .map(|()| 0);
        }
        place.labels = None;
        if let Selector::Body(_) = selector {
            return Ok(0);
        }
        self.skip_labels(place);
        match self.hir.node(place.node).kind.clone() {
            Kind::Let(_, _, body) => {
                child(selector, 1)?;
                place.lets.push(place.node);
                place.node = body;
            }
            Kind::Quantified(_, bounds, body) => {
                let names: Vec<SymId> = bounds.iter().flat_map(|b| b.names.clone()).collect();
                if self.bound_values(place, selector, &names)? {
                    place.node = body;
                } else {
                    let mut sets: Vec<HirId> = bounds.iter().map(|b| b.set).collect();
                    sets.dedup();
                    place.node = sets[child(selector, sets.len())? - 1];
                }
            }
            Kind::Unbounded(_, names, body) => {
                if !self.bound_values(place, selector, &names)? {
                    return Err(
                        "what is bound here has no set; give its value with `!(e)`".to_owned()
                    );
                }
                place.node = body;
            }
            Kind::Case(arms, other) => {
                place.node = case_part(selector, after, &arms, other)?;
                return Ok(1);
            }
            kind => {
                let children = children(&kind);
                place.node = children[child(selector, children.len())? - 1];
            }
        }
        Ok(0)
    }

    /// `!(e)` and `!@`: values for bound variables, or none.
    fn bound_values(
        &mut self,
        place: &mut Place,
        selector: &Selector,
        names: &[SymId],
    ) -> Result<bool, String> {
        match selector {
            Selector::Arguments(args, _) => {
                let args: Vec<&Expr> = args.iter().collect();
                self.give(place, names, &args).map(|()| true)
            }
            Selector::At(_) if place.free.is_some() => self.give(place, names, &[]).map(|()| true),
            Selector::At(_) => {
                Err("`!@` names an operator, so it can only be an argument".to_owned())
            }
            _ => Ok(false),
        }
    }

    fn skip_labels(&self, place: &mut Place) {
        while let Kind::Label(_, _, body, _) = self.hir.node(place.node).kind {
            place.node = body;
        }
    }

    fn select_label(
        &mut self,
        place: &mut Place,
        labels: &HashMap<Arc<str>, HirId>,
        name: &str,
        args: &[&Expr],
    ) -> Result<(), String> {
        let Some(label) = labels.get(name).copied() else {
            return Err(format!("there is no label `{name}` here"));
        };
        let Kind::Label(_, params, body, inner) = self.hir.node(label).kind.clone() else {
            return Err(format!("there is no label `{name}` here"));
        };
        place.lets.extend(self.hir.lets_between(place.node, label));
        self.give(place, &params, args)
            .map_err(|message| format!("label `{name}`: {message}"))?;
        place.node = body;
        place.labels = Some(inner);
        Ok(())
    }

    /// An operator of the LET that stands here: another definition to go on from.
    fn select_let(&mut self, place: &mut Place, name: &str, args: &[&Expr]) -> Result<(), String> {
        self.skip_labels(place);
        let Kind::Let(defs, ..) = &self.hir.node(place.node).kind else {
            return Err(format!(
                "`{name}` can only be an operator of a LET, but there is no LET here"
            ));
        };
        let sym = defs
            .iter()
            .copied()
            .find(|d| &*self.hir.sym(*d).name == name);
        let sym = sym.ok_or_else(|| format!("this LET defines no `{name}`"))?;
        let inner = self
            .definition_place(sym)
            .ok_or_else(|| format!("`{name}` has no subexpressions here"))?;
        place.lets.push(place.node);
        place.node = inner.node;
        place.labels = inner.labels;
        place.instances.extend(inner.instances);
        let params = self
            .hir
            .def(sym)
            .map_or(Vec::new(), |def| def.params.clone());
        self.give(place, &params, args)
    }
}

/// `!i!j`: a guard or a value of a CASE.
fn case_part(
    selector: &Selector,
    after: &[Selector],
    arms: &[(HirId, HirId)],
    other: Option<HirId>,
) -> Result<HirId, String> {
    let arm = child(selector, arms.len() + usize::from(other.is_some()))?;
    let second = after
        .first()
        .ok_or("a part of a CASE is named by two numbers: `!i!j`")?;
    match (arms.get(arm - 1), child(second, 2)?, other) {
        (Some(arm), 1, _) => Ok(arm.0),
        (Some(arm), _, _) => Ok(arm.1),
        (None, 2, Some(other)) => Ok(other),
        _ => Err("OTHER is not an expression".to_owned()),
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
