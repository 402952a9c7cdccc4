//! Environments: what INSTANCEs say the constants and variables of a module are, and what names of definitions are bound
//! to where a formula is looked at through them.

use std::collections::HashMap;
use std::sync::Arc;

use crate::sema::hir::{Arg, Hir, InstId, ModId, SymId};

/// Index of an environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct EnvId(u32);

impl EnvId {
    /// The root module as it is.
    pub(crate) const ROOT: EnvId = EnvId(0);
}

#[derive(Debug)]
enum Env {
    Root,
    /// Inside an instance.
    Instance(InstId, EnvId),
    /// Names have values, each an argument under an environment.
    Bind(HashMap<SymId, (Arg, EnvId)>, EnvId),
}

/// All environments; equal ones without bindings are one.
#[derive(Debug)]
pub(super) struct Envs {
    envs: Vec<Env>,
    instances: HashMap<(InstId, EnvId), EnvId>,
}

impl Default for Envs {
    fn default() -> Self {
        Envs {
            envs: vec![Env::Root],
            instances: HashMap::new(),
        }
    }
}

/// One step outwards.
pub(super) enum Step<'e> {
    Root,
    Instance(InstId, EnvId),
    Bind(&'e HashMap<SymId, (Arg, EnvId)>, EnvId),
}

impl Envs {
    pub(super) fn step(&self, env: EnvId) -> Step<'_> {
        match &self.envs[env.0 as usize] {
            Env::Root => Step::Root,
            Env::Instance(instance, outer) => Step::Instance(*instance, *outer),
            Env::Bind(values, outer) => Step::Bind(values, *outer),
        }
    }

    pub(super) fn instance(&mut self, instance: InstId, outer: EnvId) -> EnvId {
        let next = EnvId(self.envs.len() as u32);
        let env = *self.instances.entry((instance, outer)).or_insert(next);
        if env == next {
            self.envs.push(Env::Instance(instance, outer));
        }
        env
    }

    pub(super) fn bind(&mut self, values: HashMap<SymId, (Arg, EnvId)>, outer: EnvId) -> EnvId {
        if values.is_empty() {
            return outer;
        }
        self.envs.push(Env::Bind(values, outer));
        EnvId(self.envs.len() as u32 - 1)
    }

    /// The instances of an environment with the environments around them, outermost first.
    pub(super) fn instances(&self, env: EnvId) -> Vec<(InstId, EnvId)> {
        let mut chain = Vec::new();
        let mut env = env;
        loop {
            match self.step(env) {
                Step::Root => break,
                Step::Instance(instance, outer) => {
                    chain.push((instance, outer));
                    env = outer;
                }
                Step::Bind(_, outer) => env = outer,
            }
        }
        chain.reverse();
        chain
    }

    /// The same as numbers, without what is around them.
    pub(super) fn within(&self, env: EnvId) -> Box<[u32]> {
        let chain = self.instances(env);
        chain.iter().map(|(instance, _)| instance.0).collect()
    }

    /// The innermost environment in which the definitions of a module stand.
    pub(super) fn owner(&self, hir: &Hir, env: EnvId, module: ModId) -> EnvId {
        let mut env = env;
        if hir.module(module).closed {
            return EnvId::ROOT;
        }
        loop {
            match self.step(env) {
                Step::Root => return env,
                Step::Instance(instance, outer) => {
                    let instantiated = hir.instance(instance).module;
                    if hir.module(instantiated).includes.contains(&module) {
                        return env;
                    }
                    env = outer;
                }
                Step::Bind(_, outer) => env = outer,
            }
        }
    }

    /// The same environment without bindings; what is around an instance in a LET stays as it is.
    pub(super) fn stripped(&mut self, hir: &Hir, env: EnvId) -> EnvId {
        let chain = self.instances(env);
        let nested = chain
            .iter()
            .position(|(instance, _)| hir.instance(*instance).nested);
        let (start, rest) = match nested {
            Some(at) => (self.instance(chain[at].0, chain[at].1), &chain[at + 1..]),
            None => (EnvId::ROOT, &chain[..]),
        };
        let rest = rest.iter();
        rest.fold(start, |outer, (instance, _)| {
            self.instance(*instance, outer)
        })
    }

    /// Whether an instance that stands in a LET is part of it.
    pub(super) fn nested(&self, hir: &Hir, env: EnvId) -> bool {
        let chain = self.instances(env);
        chain
            .iter()
            .any(|(instance, _)| hir.instance(*instance).nested)
    }

    /// The instances whose parameters are parameters of the definitions inside: all, or those from an instance in a LET on.
    pub(super) fn passed(&self, hir: &Hir, env: EnvId) -> Vec<(InstId, EnvId)> {
        let mut chain = self.instances(env);
        let nested = chain
            .iter()
            .position(|(instance, _)| hir.instance(*instance).nested);
        chain.drain(..nested.unwrap_or(0));
        chain.retain(|(instance, _)| !hir.instance(*instance).params.is_empty());
        chain
    }

    /// The name of a definition as it is seen from the root: `I!J!Op`.
    pub(super) fn name(&self, hir: &Hir, env: EnvId, name: &Arc<str>) -> Arc<str> {
        let chain = self.instances(env);
        let mut parts: Vec<&str> = chain
            .iter()
            .filter_map(|(instance, _)| hir.instance(*instance).name.as_deref())
            .collect();
        if parts.is_empty() {
            return name.clone();
        }
        parts.push(name);
        parts.join("!").into()
    }
}
