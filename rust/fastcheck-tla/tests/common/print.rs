//! One form for every construct; parentheses around every application of an operator symbol.

use fastcheck_tla::syntax::ast::*;

/// A unit.
pub(crate) fn unit(unit: &Unit) -> String {
    match unit {
        Unit::Constants(list) => format!("CONSTANT {}", each(list, declaration)),
        Unit::Variables(list) => format!("VARIABLE {}", each(list, ident)),
        Unit::Recursive(list) => format!("RECURSIVE {}", each(list, declaration)),
        Unit::Operator(d) => format!(
            "{}{}{} == {}",
            local(d.local),
            d.name.name,
            params(&d.params),
            expr(&d.body)
        ),
        Unit::Function(d) => {
            format!(
                "{}{}[{}] == {}",
                local(d.local),
                d.name.name,
                each(&d.bounds, bound),
                expr(&d.body)
            )
        }
        Unit::ModuleDef(d) => {
            format!(
                "{}{}{} == {}",
                local(d.local),
                d.name.name,
                params(&d.params),
                instance(&d.instance)
            )
        }
        Unit::Instance {
            local: is,
            instance: i,
        } => format!("{}{}", local(*is), instance(i)),
        Unit::Assume(a) => {
            let keyword = if a.axiom { "AXIOM" } else { "ASSUME" };
            format!(
                "{keyword} {}{}",
                title(&a.name),
                a.body.as_ref().map_or("-".into(), expr)
            )
        }
        Unit::Theorem(t) => format!(
            "THEOREM {}{}",
            title(&t.name),
            t.body.as_ref().map_or("-".into(), expr)
        ),
        Unit::Submodule(m) => format!("MODULE {} {{{}}}", m.name.name, each(&m.units, self::unit)),
    }
}

fn each<T>(items: &[T], show: impl Fn(&T) -> String) -> String {
    items.iter().map(show).collect::<Vec<_>>().join(", ")
}

fn local(local: bool) -> &'static str {
    if local { "LOCAL " } else { "" }
}

fn title(name: &Option<Ident>) -> String {
    name.as_ref()
        .map_or(String::new(), |name| format!("{} == ", name.name))
}

fn ident(ident: &Ident) -> String {
    ident.name.to_string()
}

fn declaration(d: &Declaration) -> String {
    if d.arity == 0 {
        d.name.name.to_string()
    } else {
        format!("{}/{}", d.name.name, d.arity)
    }
}

fn params(list: &[Declaration]) -> String {
    if list.is_empty() {
        String::new()
    } else {
        format!("({})", each(list, declaration))
    }
}

fn instance(i: &Instance) -> String {
    let substitution = |(name, value): &(Ident, Expr)| format!("{} <- {}", name.name, expr(value));
    let with = if i.substitutions.is_empty() {
        ""
    } else {
        " WITH "
    };
    format!(
        "INSTANCE {}{with}{}",
        i.module.name,
        each(&i.substitutions, substitution)
    )
}

fn bound(b: &Bound) -> String {
    format!("{} \\in {}", each(&b.patterns, pattern), expr(&b.set))
}

fn pattern(p: &Pattern) -> String {
    match p {
        Pattern::Name(name) => ident(name),
        Pattern::Tuple(names) => format!("<<{}>>", each(names, ident)),
    }
}

fn call(name: &str, args: &[Expr]) -> String {
    if args.is_empty() {
        name.to_owned()
    } else {
        format!("{name}({})", each(args, expr))
    }
}

fn selector(s: &Selector) -> String {
    match s {
        Selector::Name(name, args) => call(&name.name, args),
        Selector::Child(n, _) => n.to_string(),
        Selector::Left(_) => "<<".into(),
        Selector::Right(_) => ">>".into(),
        Selector::Body(_) => ":".into(),
        Selector::At(_) => "@".into(),
        Selector::Arguments(args, _) => format!("({})", each(args, expr)),
    }
}

fn update(u: &Update) -> String {
    let path: String = u
        .path
        .iter()
        .map(|step| match step {
            Accessor::Index(args) => format!("[{}]", each(args, expr)),
            Accessor::Field(name) => format!(".{}", name.name),
        })
        .collect();
    format!("!{path} = {}", expr(&u.value))
}

fn quantifier(q: Quantifier) -> &'static str {
    match q {
        Quantifier::Forall => "\\A",
        Quantifier::Exists => "\\E",
        Quantifier::TemporalForall => "\\AA",
        Quantifier::TemporalExists => "\\EE",
    }
}

fn field(separator: &'static str) -> impl Fn(&(Ident, Expr)) -> String {
    move |(name, value)| format!("{} {separator} {}", name.name, expr(value))
}

/// An expression.
pub(crate) fn expr(e: &Expr) -> String {
    match &e.kind {
        ExprKind::Number(digits) | ExprKind::Decimal(digits) => digits.to_string(),
        ExprKind::String(text) => format!("{text:?}"),
        ExprKind::At => "@".into(),
        ExprKind::Apply {
            operator,
            args,
            fix,
        } => match fix {
            Fix::Name => call(&operator.name, args),
            Fix::Prefix => format!("({} {})", operator.name, expr(&args[0])),
            Fix::Infix => format!("({} {} {})", expr(&args[0]), operator.name, expr(&args[1])),
            Fix::Postfix => format!("({}{})", expr(&args[0]), operator.name),
        },
        ExprKind::Qualified(path) => path.iter().map(selector).collect::<Vec<_>>().join("!"),
        ExprKind::Junction(and, items) => {
            let items: Vec<String> = items.iter().map(expr).collect();
            format!("{}[{}]", if *and { "/\\" } else { "\\/" }, items.join("; "))
        }
        ExprKind::Quantified {
            quantifier: q,
            bounds,
            body,
        } => {
            format!(
                "({} {} : {})",
                quantifier(*q),
                each(bounds, bound),
                expr(body)
            )
        }
        ExprKind::Unbounded {
            quantifier: q,
            names,
            body,
        } => {
            format!(
                "({} {} : {})",
                quantifier(*q),
                each(names, ident),
                expr(body)
            )
        }
        ExprKind::Choose {
            pattern: p,
            set,
            body,
        } => {
            let set = set
                .as_ref()
                .map_or(String::new(), |set| format!(" \\in {}", expr(set)));
            format!("(CHOOSE {}{set} : {})", pattern(p), expr(body))
        }
        ExprKind::SetEnum(items) => format!("{{{}}}", each(items, expr)),
        ExprKind::SetFilter {
            pattern: p,
            set,
            body,
        } => {
            format!("{{{} \\in {} : {}}}", pattern(p), expr(set), expr(body))
        }
        ExprKind::SetMap { body, bounds } => {
            format!("{{{} : {}}}", expr(body), each(bounds, bound))
        }
        ExprKind::Function { bounds, body } => {
            format!("[{} |-> {}]", each(bounds, bound), expr(body))
        }
        ExprKind::FunctionSet(from, to) => format!("[{} -> {}]", expr(from), expr(to)),
        ExprKind::Record(fields) => format!("[{}]", each(fields, field("|->"))),
        ExprKind::RecordSet(fields) => format!("[{}]", each(fields, field(":"))),
        ExprKind::Except(function, updates) => {
            format!("[{} EXCEPT {}]", expr(function), each(updates, update))
        }
        ExprKind::Index(function, args) => format!("{}[{}]", expr(function), each(args, expr)),
        ExprKind::Field(record, name) => format!("{}.{}", expr(record), name.name),
        ExprKind::Tuple(items) => format!("<<{}>>", each(items, expr)),
        ExprKind::Product(factors) => {
            format!(
                "({})",
                factors.iter().map(expr).collect::<Vec<_>>().join(" \\X ")
            )
        }
        ExprKind::BoxAction(action, v) => format!("[{}]_({})", expr(action), expr(v)),
        ExprKind::AngleAction(action, v) => format!("<<{}>>_({})", expr(action), expr(v)),
        ExprKind::Fairness {
            strong,
            subscript,
            action,
        } => {
            format!(
                "{}F_({})({})",
                if *strong { "S" } else { "W" },
                expr(subscript),
                expr(action)
            )
        }
        ExprKind::If(a, b, c) => format!("(IF {} THEN {} ELSE {})", expr(a), expr(b), expr(c)),
        ExprKind::Case { arms, other } => {
            let mut arms: Vec<String> = arms
                .iter()
                .map(|(g, v)| format!("{} -> {}", expr(g), expr(v)))
                .collect();
            arms.extend(
                other
                    .as_ref()
                    .map(|other| format!("OTHER -> {}", expr(other))),
            );
            format!("(CASE {})", arms.join(" [] "))
        }
        ExprKind::Let(units, body) => format!("(LET {} IN {})", each(units, unit), expr(body)),
        ExprKind::Lambda(names, body) => {
            format!("(LAMBDA {} : {})", each(names, ident), expr(body))
        }
        ExprKind::Label(name, names, body) => {
            let names = if names.is_empty() {
                String::new()
            } else {
                format!("({})", each(names, ident))
            };
            format!("({}{names} :: {})", name.name, expr(body))
        }
    }
}
