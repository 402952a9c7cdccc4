//! Sequents and proofs: parsed like everything else, so that where they end is certain, and dropped.

use super::super::operators::IN;
use super::super::token::{Kind, Step, Token, Word};
use super::{Parsed, Parser};
use crate::codes;
use crate::diag::Diagnostic;

/// As in the reference parser.
const MAX_PROOF_DEPTH: usize = 100;

/// The level that a step's name begins with.
enum Level {
    /// `<1>`
    Number(u64),
    /// `<*>`
    Same,
    /// `<+>`
    Deeper,
}

impl Parser<'_> {
    /// `ASSUME ... PROVE ...`, perhaps with a label.
    pub(super) fn begins_sequent(&self) -> bool {
        let assume = |kind| matches!(kind, Kind::Word(Word::Assume | Word::BoxAssume));
        let labelled = self.raw(0).kind == Kind::Ident
            && self.raw(1).kind == Kind::Label
            && assume(self.raw(2).kind);
        assume(self.peek()) || labelled
    }

    pub(super) fn sequent(&mut self) -> Parsed<()> {
        self.nested(|p| {
            if p.at(Kind::Ident) {
                p.advance();
                p.advance();
            }
            p.advance();
            p.list(Self::assumption)?;
            if !p.eat_word(Word::Prove) && !p.eat_word(Word::BoxProve) {
                return Err(p.unexpected("`,` or PROVE"));
            }
            p.expression().map(drop)
        })
    }

    fn assumption(&mut self) -> Parsed<()> {
        match self.peek() {
            _ if self.begins_sequent() => self.sequent(),
            Kind::Word(
                Word::New
                | Word::Constant
                | Word::Variable
                | Word::State
                | Word::Action
                | Word::Temporal,
            ) => self.new_symbol(),
            _ => self.expression().map(drop),
        }
    }

    /// `NEW x \in S`, `NEW VARIABLE x`, `STATE F(_)`, ...
    fn new_symbol(&mut self) -> Parsed<()> {
        let new = self.eat_word(Word::New);
        match self.peek() {
            Kind::Word(Word::Variable) => {
                self.advance();
                return self.name("a name").map(drop);
            }
            Kind::Word(Word::State | Word::Action | Word::Temporal) => {
                self.advance();
                return self.declaration().map(drop);
            }
            Kind::Word(Word::Constant) => {
                self.advance();
            }
            _ if new => {}
            _ => return Err(self.unexpected("the declaration of a symbol")),
        }
        let declared = self.declaration()?;
        if self.at(Kind::Op(IN)) {
            if declared.arity > 0 {
                return Err(
                    self.wrong(codes::UNEXPECTED, "an operator with arguments is in no set")
                );
            }
            self.advance();
            self.expression()?;
        }
        Ok(())
    }

    pub(super) fn optional_proof(&mut self) -> Parsed<()> {
        if self.begins_proof()? {
            self.proof()
        } else {
            Ok(())
        }
    }

    fn begins_proof(&self) -> Parsed<bool> {
        let token = self.raw(0);
        match token.kind {
            Kind::Word(Word::By | Word::Proof | Word::Obvious | Word::Omitted) => return Ok(true),
            Kind::Step(_) => {}
            _ => return Ok(false),
        }
        Ok(match (self.level(token)?, self.proofs.last()) {
            (Level::Deeper, _) => true,
            (Level::Same, around) => around.is_none(),
            (Level::Number(_), None) => true,
            (Level::Number(level), Some(around)) => around.is_some_and(|around| level > around),
        })
    }

    fn level(&self, token: Token) -> Parsed<Level> {
        let text = self.slice(token);
        match text[1..].split('>').next() {
            Some("*") => Ok(Level::Same),
            Some("+") => Ok(Level::Deeper),
            Some(digits) if digits.len() <= 9 => digits
                .parse()
                .map(Level::Number)
                .map_err(|_| self.bad_level(token)),
            _ => Err(self.bad_level(token)),
        }
    }

    fn bad_level(&self, token: Token) -> Box<Diagnostic> {
        let message = format!(
            "the level of step {} does not fit here",
            self.describe(token)
        );
        let hint =
            "all steps of a proof have one level, which is higher than that of the step it proves";
        Box::new(Diagnostic::error(codes::BAD_STEP, self.span(token), message).hint(hint))
    }

    fn proof(&mut self) -> Parsed<()> {
        if self.proofs.len() >= MAX_PROOF_DEPTH {
            return Err(self.too_deep());
        }
        self.proofs.push(None);
        self.nested(Self::proof_body)?;
        self.proofs.pop();
        Ok(())
    }

    fn proof_body(&mut self) -> Parsed<()> {
        let proof = self.eat_word(Word::Proof);
        match self.raw(0).kind {
            Kind::Word(Word::By) => self.facts(),
            Kind::Word(Word::Obvious | Word::Omitted) => {
                self.advance();
                Ok(())
            }
            Kind::Step(_) => self.steps(),
            _ if proof => {
                Err(self.unexpected("a proof step such as `<1>1.`, BY, OBVIOUS or OMITTED"))
            }
            _ => Err(self.unexpected("a proof")),
        }
    }

    fn steps(&mut self) -> Parsed<()> {
        loop {
            let token = self.raw(0);
            if !matches!(token.kind, Kind::Step(_)) {
                let mut error = self.unexpected("a proof step");
                error.hint = Some("a proof in steps ends with a QED step".into());
                return Err(error);
            }
            self.check_level(token)?;
            self.advance();
            if self.eat_word(Word::Qed) {
                return self.optional_proof();
            }
            let provable = self.step()?;
            if self.begins_proof()? {
                if !provable {
                    return Err(self.wrong(codes::BAD_STEP, "the step before has nothing to prove"));
                }
                self.proof()?;
            }
        }
    }

    /// Whether a step may stand in the innermost proof; the first one gives the proof its level.
    fn check_level(&mut self, token: Token) -> Parsed<()> {
        let level = self.level(token)?;
        let depth = self.proofs.len();
        let around = if depth > 1 {
            self.proofs[depth - 2]
        } else {
            None
        };
        let deeper = around.map_or(0, |level| level + 1);
        let Some(own) = self.proofs.last_mut() else {
            return Err(self.bad_level(token));
        };
        let fits = match (level, *own) {
            (Level::Same | Level::Deeper, None) => {
                *own = Some(deeper);
                true
            }
            (Level::Same, Some(_)) => true,
            (Level::Deeper, Some(_)) => false,
            (Level::Number(level), None) => {
                *own = Some(level);
                around.is_none_or(|around| level > around)
            }
            (Level::Number(level), Some(own)) => level == own,
        };
        if fits {
            Ok(())
        } else {
            Err(self.bad_level(token))
        }
    }

    /// The body of a step; whether it may have a proof.
    fn step(&mut self) -> Parsed<bool> {
        let token = self.raw(0);
        match token.kind {
            Kind::Word(Word::Use | Word::Hide) => self.use_or_hide().map(|()| false),
            Kind::Word(Word::Instance) => self.instance().map(|_| false),
            Kind::Word(Word::Define) => {
                self.advance();
                self.step_definitions().map(|()| false)
            }
            _ if self.is_definition(0) => self.step_definitions().map(|()| false),
            Kind::Word(Word::Have) => {
                self.advance();
                self.expression().map(|_| false)
            }
            Kind::Word(Word::Take) => {
                self.advance();
                self.bounds_or_names().map(|()| false)
            }
            Kind::Word(Word::Witness) => {
                self.advance();
                self.list(Self::expression).map(|_| false)
            }
            Kind::Word(Word::Pick) => {
                self.advance();
                self.bounds_or_names()?;
                self.expect(Kind::Colon, "`,` or `:`")?;
                self.expression().map(|_| true)
            }
            Kind::Word(Word::Case) => {
                self.advance();
                self.expression().map(|_| true)
            }
            _ => {
                self.eat_word(Word::Suffices);
                if self.begins_sequent() {
                    self.sequent()?
                } else {
                    drop(self.expression()?)
                }
                Ok(true)
            }
        }
    }

    fn step_definitions(&mut self) -> Parsed<()> {
        loop {
            let start = self.raw(0).start;
            let local = self.eat_word(Word::Local);
            self.definition(local, start)?;
            if !self.is_definition(0) {
                return Ok(());
            }
        }
    }

    fn bounds_or_names(&mut self) -> Parsed<()> {
        if self.at(Kind::LAngle) || self.is_bound(true) {
            self.bounds().map(drop)
        } else {
            self.names().map(drop)
        }
    }

    /// `USE ...`, `HIDE ...`
    pub(super) fn use_or_hide(&mut self) -> Parsed<()> {
        self.facts()
    }

    /// What follows BY, USE and HIDE: facts, then DEF and definitions.
    fn facts(&mut self) -> Parsed<()> {
        self.advance();
        self.eat_word(Word::Only);
        if self.begins_fact() {
            self.list(Self::fact)?;
        }
        if self.eat_word(Word::Definitions) {
            self.list(Self::fact)?;
        }
        Ok(())
    }

    fn begins_fact(&self) -> bool {
        match self.peek() {
            Kind::Word(word) => {
                matches!(
                    word,
                    Word::Module
                        | Word::If
                        | Word::Case
                        | Word::Let
                        | Word::Choose
                        | Word::WeakFairness
                        | Word::StrongFairness
                )
            }
            Kind::Ident => !self.is_definition(0),
            Kind::Step(step) => step == Step::Named,
            Kind::Separator | Kind::ModuleEnd | Kind::ModuleStart | Kind::End => false,
            _ => true,
        }
    }

    fn fact(&mut self) -> Parsed<()> {
        if self.eat_word(Word::Module) {
            return self.name_or_word("the name of a module").map(drop);
        }
        // Operators are named by their symbols.
        let lone = matches!(
            self.raw(1).kind,
            Kind::Comma | Kind::Step(_) | Kind::Word(_) | Kind::ModuleEnd | Kind::Separator
        );
        if matches!(self.peek(), Kind::Op(_)) && lone {
            self.advance();
            return Ok(());
        }
        self.expression().map(drop)
    }
}
