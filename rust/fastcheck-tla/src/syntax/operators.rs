//! The operator symbols of TLA+: their one name, how tightly they bind, and on which side their operands stand.
//!
//! Precedence is a *range*: of two operators the one with the higher range binds tighter, and if the ranges overlap,
//! parentheses are needed. Several spellings of an operator are one operator; the tree has the names of this table only.

/// On which side the operands stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// Before its operand.
    Prefix,
    /// Between its operands.
    Infix,
    /// Behind its operand.
    Postfix,
}

/// An operator symbol.
#[derive(Clone, Copy, Debug)]
pub struct Operator {
    /// Its name in the tree.
    pub name: &'static str,
    /// Lower end of its range.
    pub low: u8,
    /// Upper end.
    pub high: u8,
    /// `a + b + c` is `(a + b) + c`. No operator associates to the right.
    pub left: bool,
    /// Where the operands stand.
    pub position: Position,
}

/// Index into [`OPERATORS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpId(u8);

impl OpId {
    /// The operator.
    #[must_use]
    pub fn get(self) -> &'static Operator {
        &OPERATORS[self.0 as usize]
    }
}

/// The operator of this name; evaluated at compile time only, where an unknown name is an error.
pub(crate) const fn named(name: &str) -> OpId {
    let mut i = 0;
    while i < OPERATORS.len() {
        if same(OPERATORS[i].name.as_bytes(), name.as_bytes()) {
            return OpId(i as u8);
        }
        i += 1;
    }
    panic!("no operator of this name")
}

const fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut i = 0;
    while i < a.len() {
        if a[i] != b[i] {
            return false;
        }
        i += 1;
    }
    true
}

/// `/\`
pub const AND: OpId = named("/\\");
/// `\/`
pub const OR: OpId = named("\\/");
/// `=`
pub const EQUALS: OpId = named("=");
/// `\in`
pub const IN: OpId = named("\\in");
/// `-` between two operands, and as it is written before one.
pub const MINUS: OpId = named("-");
/// `-` before its operand; written `-.` where it stands alone.
pub const NEGATE: OpId = named("-.");
/// `[]`
pub const BOX: OpId = named("[]");
/// `\X`
pub const TIMES: OpId = named("\\X");

const fn prefix(name: &'static str, low: u8, high: u8) -> Operator {
    Operator {
        name,
        low,
        high,
        left: false,
        position: Position::Prefix,
    }
}

const fn postfix(name: &'static str) -> Operator {
    Operator {
        name,
        low: 15,
        high: 15,
        left: false,
        position: Position::Postfix,
    }
}

/// Associates to the left.
const fn left(name: &'static str, low: u8, high: u8) -> Operator {
    Operator {
        name,
        low,
        high,
        left: true,
        position: Position::Infix,
    }
}

/// Does not associate.
const fn infix(name: &'static str, low: u8, high: u8) -> Operator {
    Operator {
        name,
        low,
        high,
        left: false,
        position: Position::Infix,
    }
}

/// All operator symbols.
pub static OPERATORS: [Operator; 99] = [
    infix("=>", 1, 1),
    infix("<=>", 2, 2),
    infix("~>", 2, 2),
    infix("-+->", 2, 2),
    left("/\\", 3, 3),
    left("\\/", 3, 3),
    prefix("~", 4, 4),
    prefix("[]", 4, 15),
    prefix("<>", 4, 15),
    prefix("ENABLED", 4, 15),
    prefix("UNCHANGED", 4, 15),
    infix("=", 5, 5),
    infix("#", 5, 5),
    infix("\\in", 5, 5),
    infix("\\notin", 5, 5),
    infix("<", 5, 5),
    infix("<=", 5, 5),
    infix(">", 5, 5),
    infix(">=", 5, 5),
    infix("\\subset", 5, 5),
    infix("\\subseteq", 5, 5),
    infix("\\supset", 5, 5),
    infix("\\supseteq", 5, 5),
    infix("\\sqsubset", 5, 5),
    infix("\\sqsubseteq", 5, 5),
    infix("\\sqsupset", 5, 5),
    infix("\\sqsupseteq", 5, 5),
    infix("\\prec", 5, 5),
    infix("\\preceq", 5, 5),
    infix("\\succ", 5, 5),
    infix("\\succeq", 5, 5),
    infix("\\ll", 5, 5),
    infix("\\gg", 5, 5),
    infix("\\sim", 5, 5),
    infix("\\simeq", 5, 5),
    infix("\\approx", 5, 5),
    infix("\\cong", 5, 5),
    infix("\\asymp", 5, 5),
    infix("\\doteq", 5, 5),
    infix("\\propto", 5, 5),
    infix("|-", 5, 5),
    infix("|=", 5, 5),
    infix("-|", 5, 5),
    infix("=|", 5, 5),
    infix(":=", 5, 5),
    infix("::=", 5, 5),
    left("\\cdot", 5, 14),
    left("@@", 6, 6),
    infix(":>", 7, 7),
    infix("<:", 7, 7),
    infix("\\", 8, 8),
    left("\\cap", 8, 8),
    left("\\cup", 8, 8),
    infix("..", 9, 9),
    infix("...", 9, 9),
    infix("!!", 9, 13),
    left("##", 9, 13),
    left("$", 9, 13),
    left("$$", 9, 13),
    left("??", 9, 13),
    left("\\sqcap", 9, 13),
    left("\\sqcup", 9, 13),
    left("\\uplus", 9, 13),
    infix("\\wr", 9, 14),
    left("+", 10, 10),
    left("++", 10, 10),
    left("\\oplus", 10, 10),
    infix("%", 10, 11),
    left("%%", 10, 11),
    left("|", 10, 11),
    left("||", 10, 11),
    prefix("SUBSET", 10, 13),
    prefix("UNION", 10, 13),
    prefix("DOMAIN", 10, 13),
    left("\\X", 10, 13),
    left("-", 11, 11),
    left("--", 11, 11),
    left("\\ominus", 11, 11),
    prefix("-.", 12, 12),
    left("*", 13, 13),
    left("**", 13, 13),
    infix("/", 13, 13),
    infix("//", 13, 13),
    infix("\\div", 13, 13),
    left("&", 13, 13),
    left("&&", 13, 13),
    left("\\o", 13, 13),
    left("\\bigcirc", 13, 13),
    left("\\bullet", 13, 13),
    left("\\star", 13, 13),
    left("\\odot", 13, 13),
    infix("\\oslash", 13, 13),
    left("\\otimes", 13, 13),
    infix("^", 14, 14),
    infix("^^", 14, 14),
    postfix("'"),
    postfix("^+"),
    postfix("^*"),
    postfix("^#"),
];
