//! Where modules come from: the loader, then the built-in texts.

use std::sync::Arc;

use super::Resolver;
use super::near::suggestion;
use crate::codes;
use crate::diag::{Diagnostic, Severity};
use crate::modules;
use crate::sema::hir::*;
use crate::source::{FileId, Loaded};
use crate::syntax;
use crate::syntax::ast::Ident;

/// Modules may depend on each other this deep; a chain that is longer is not one that people write.
const MAX_DEPTH: usize = 200;

/// What is known of a module that was asked for by name.
#[derive(Clone, Copy, Debug)]
pub(super) enum External {
    Ready(ModId),
    /// It was reported why not.
    Failed,
}

impl Resolver<'_> {
    /// The root module. Its file and its module must have one name.
    pub(super) fn root(&mut self, loaded: Loaded) -> Option<ModId> {
        let stem = loaded.name.rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = stem.strip_suffix(".tla").map(str::to_owned);
        let file = self.sources.add(loaded.name, loaded.text);
        self.root_file = Some(file);
        let tree = self.parse(file, None)?;
        if let Some(stem) = stem
            && *stem != *tree.name.name
        {
            let message = format!(
                "module `{}` is in a file of another name: {stem}.tla",
                tree.name.name
            );
            let hint = format!("name the file {}.tla, or the module {stem}", tree.name.name);
            self.report(Diagnostic::error(codes::MODULE_NAME, tree.name.span, message).hint(hint));
        }
        self.loading.push(tree.name.name.clone());
        let root = self.top_module(&tree);
        self.loading.pop();
        Some(root)
    }

    /// The module of a name: one inside this module, around it, or of its own text.
    pub(super) fn module_named(&mut self, name: &Ident) -> Option<ModId> {
        if let Some(module) = self.find_module(&name.name) {
            return Some(module);
        }
        match self.externals.get(&name.name) {
            Some(External::Ready(module)) => return Some(*module),
            Some(External::Failed) => return None,
            None => {}
        }
        if !self.may_load(name) {
            return None;
        }
        let module = self.load(name);
        let state = module.map_or(External::Failed, External::Ready);
        self.externals.insert(name.name.clone(), state);
        module
    }

    /// Not if it is being read already: then it would depend on itself.
    fn may_load(&mut self, name: &Ident) -> bool {
        let diagnostic = if let Some(start) = self.loading.iter().position(|n| *n == name.name) {
            let cycle: Vec<&str> = self.loading[start..].iter().map(|n| &**n).collect();
            let message = format!(
                "module {} depends on itself: {} -> {}",
                name.name,
                cycle.join(" -> "),
                name.name
            );
            Diagnostic::error(codes::MODULE_CYCLE, name.span, message)
        } else if self.loading.len() >= MAX_DEPTH {
            let message = format!("modules depend on each other more than {MAX_DEPTH} deep");
            Diagnostic::error(codes::MODULE_DEPTH, name.span, message)
        } else {
            return true;
        };
        self.report(diagnostic);
        self.broken = true;
        false
    }

    fn load(&mut self, name: &Ident) -> Option<ModId> {
        let (file, built_in) = self.text(name)?;
        let among_others = (self.root_file == Some(file)).then_some(&*name.name);
        let tree = self.parse(file, among_others)?;
        if tree.name.name != name.name {
            let message = format!(
                "this file is to hold module {}, but holds {}",
                name.name, tree.name.name
            );
            let note = (name.span, "it is asked for here".to_owned());
            self.report(
                Diagnostic::error(codes::MODULE_NAME, tree.name.span, message).note(note.0, note.1),
            );
            return None;
        }
        self.loading.push(name.name.clone());
        let around = std::mem::replace(&mut self.reading_built_in, built_in);
        let module = self.top_module(&tree);
        self.reading_built_in = around;
        self.loading.pop();
        Some(module)
    }

    /// The text of a module, and whether it is one of ours.
    fn text(&mut self, name: &Ident) -> Option<(FileId, bool)> {
        let loader = self.loader?;
        match loader.module(&name.name) {
            Ok(Some(loaded)) => return Some((self.sources.add(loaded.name, loaded.text), false)),
            Ok(None) => {}
            Err(why) => {
                let message = format!("module {} cannot be read: {why}", name.name);
                self.report(Diagnostic::error(
                    codes::MODULE_UNREADABLE,
                    name.span,
                    message,
                ));
                self.broken = true;
                return None;
            }
        }
        if let Some(file) = self.root_file {
            let text = &self.sources.get(file).text;
            if syntax::module_names(text).contains(&&*name.name) {
                return Some((file, false));
            }
        }
        if let Some(text) = modules::text(&name.name) {
            return Some((self.sources.add(format!("<{}>", name.name), text), true));
        }
        let mut places = loader.places();
        places.push("the built-in modules".to_owned());
        let message = format!(
            "module {} is not found; looked in {}",
            name.name,
            places.join(", ")
        );
        let near = suggestion(&name.name, modules::texts::names());
        let hint =
            near.unwrap_or_else(|| format!("put {}.tla beside the specification", name.name));
        self.report(Diagnostic::error(codes::MODULE_NOT_FOUND, name.span, message).hint(hint));
        self.broken = true;
        None
    }

    /// `among_others`: the module of that name, where a file holds several one behind the other.
    fn parse(
        &mut self,
        file: FileId,
        among_others: Option<&str>,
    ) -> Option<Arc<syntax::ast::Module>> {
        let (tree, diagnostics) = match among_others {
            Some(name) => syntax::parse_module(self.sources, file, name)?,
            None => syntax::parse(self.sources, file),
        };
        if diagnostics.iter().any(|d| d.severity == Severity::Error) || tree.is_none() {
            self.broken = true;
        }
        self.diagnostics.extend(diagnostics);
        tree.map(Arc::new)
    }

    /// A module with a text of its own: nothing of the module that asked for it is in sight.
    fn top_module(&mut self, tree: &syntax::ast::Module) -> ModId {
        let frames = std::mem::take(&mut self.frames);
        let id = self.module(tree, None);
        self.frames = frames;
        id
    }
}
