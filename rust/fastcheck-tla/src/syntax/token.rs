//! Tokens.

use super::operators::OpId;

/// A token: what it is, and where.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    /// What it is.
    pub(crate) kind: Kind,
    /// First byte.
    pub(crate) start: u32,
    /// Byte behind the last.
    pub(crate) end: u32,
    /// Column of its first character, from 0; a tab leads to the next multiple of 8.
    pub(crate) column: u32,
    /// It is the first of its line.
    pub(crate) first: bool,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The end of the module, or of a text in which the module does not end.
    End,
    /// Never made by the lexer: the next token is not to the right of the bullet of the list item being read.
    Outdent,
    /// `---- MODULE`
    ModuleStart,
    /// `----`
    Separator,
    /// `====`
    ModuleEnd,
    /// A reserved word.
    Word(Word),
    /// A name.
    Ident,
    /// `@`
    At,
    /// `10`, `\b1010`, `\o12`, `\hA`
    Number,
    /// A string with its quotes.
    String,
    /// An operator symbol, also `[]`.
    Op(OpId),
    /// `<1>`, `<1>2`, `<*>a.`, ...; see [`Step`].
    Step(Step),
    /// `(`
    LParen,
    /// `)`
    RParen,
    /// `[`
    LBracket,
    /// `]`
    RBracket,
    /// `]_`
    RBracketSub,
    /// `{`
    LBrace,
    /// `}`
    RBrace,
    /// `<<`
    LAngle,
    /// `>>`
    RAngle,
    /// `>>_`
    RAngleSub,
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// `::`
    Label,
    /// `.`
    Dot,
    /// `_`
    Underscore,
    /// `==`
    Def,
    /// `!`
    Bang,
    /// `->`
    Arrow,
    /// `<-`
    Substitute,
    /// `|->`
    MapsTo,
    /// `\E`
    Exists,
    /// `\A`
    Forall,
    /// `\EE`
    TemporalExists,
    /// `\AA`
    TemporalForall,
}

/// How the start of a proof step is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// `<1>2`, `<*>a`: may be referred to.
    Named,
    /// `<1>2.`
    Dotted,
    /// `<1>`
    Bare,
    /// `<1>*`, `<1>-`, `<1>.`
    Anonymous,
}

macro_rules! words {
    ($($name:ident $($text:literal)+),* $(,)?) => {
        /// Reserved words.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs)]
        pub(crate) enum Word { $($name),* }

        /// The reserved word that is written so.
        pub(crate) fn word(text: &str) -> Option<Word> {
            match text {
                $($($text)|+ => Some(Word::$name),)*
                _ => None,
            }
        }
    };
}

words! {
    Action "ACTION" "ACTIONS",
    Assume "ASSUME",
    BoxAssume "[]ASSUME",
    Assumption "ASSUMPTION",
    Axiom "AXIOM",
    By "BY",
    Case "CASE",
    Choose "CHOOSE",
    Constant "CONSTANT" "CONSTANTS",
    Define "DEFINE",
    Definitions "DEF" "DEFS",
    Else "ELSE",
    Except "EXCEPT",
    Extends "EXTENDS",
    Have "HAVE",
    Hide "HIDE",
    If "IF",
    In "IN",
    Instance "INSTANCE",
    Lambda "LAMBDA",
    Let "LET",
    Local "LOCAL",
    Module "MODULE",
    New "NEW",
    Obvious "OBVIOUS",
    Omitted "OMITTED",
    Only "ONLY",
    Other "OTHER",
    Pick "PICK",
    Proof "PROOF",
    Proposition "PROPOSITION" "LEMMA" "COROLLARY",
    Prove "PROVE",
    BoxProve "[]PROVE",
    Qed "QED",
    Recursive "RECURSIVE",
    StrongFairness "SF_",
    State "STATE",
    Suffices "SUFFICES",
    Take "TAKE",
    Temporal "TEMPORAL" "TEMPORALS",
    Then "THEN",
    Theorem "THEOREM",
    Use "USE",
    Variable "VARIABLE" "VARIABLES",
    WeakFairness "WF_",
    With "WITH",
    Witness "WITNESS",
}
