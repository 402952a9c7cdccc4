//! Files, processes and clocks, as far as specifications reach them. The only place of the crate that touches them.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

/// What a process left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Its exit code; negative for a signal.
    pub exit: i64,
    /// What it printed.
    pub stdout: String,
    /// What it printed as errors.
    pub stderr: String,
}

/// How a file is opened for writing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Opening {
    /// It is made if it is not there.
    pub create: bool,
    /// It must not be there yet.
    pub new: bool,
    /// What was in it goes away.
    pub truncate: bool,
    /// New text goes behind the old.
    pub append: bool,
}

/// The world outside the model. Errors say what went wrong in one sentence.
pub trait World: Send + Sync {
    /// The contents of a file; `None` if there is none.
    ///
    /// # Errors
    /// If it cannot be read.
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>>;

    /// Writes to a file; folders on the way are made if `folders` is set.
    ///
    /// # Errors
    /// If that is not possible.
    fn write(&self, path: &str, bytes: &[u8], opening: Opening, folders: bool) -> io::Result<()>;

    /// Variables of the environment.
    fn environment(&self) -> Vec<(String, String)>;

    /// Runs a command, with more variables in its environment, and waits for it.
    ///
    /// # Errors
    /// If it cannot be started.
    fn run(&self, command: &[String], environment: &[(String, String)]) -> io::Result<Outcome>;

    /// Seconds since 1970.
    fn seconds(&self) -> i64;
}

/// The machine that the checker runs on. Paths are relative to the folder that it was started in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Machine;

impl World for Machine {
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        match std::fs::read(path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn write(&self, path: &str, bytes: &[u8], opening: Opening, folders: bool) -> io::Result<()> {
        if let (true, Some(folder)) = (folders, Path::new(path).parent()) {
            std::fs::create_dir_all(folder)?;
        }
        let mut file: File = OpenOptions::new()
            .write(true)
            .create(opening.create)
            .create_new(opening.new)
            .truncate(opening.truncate && !opening.append)
            .append(opening.append)
            .open(path)?;
        file.write_all(bytes)
    }

    fn environment(&self) -> Vec<(String, String)> {
        std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect()
    }

    fn run(&self, command: &[String], environment: &[(String, String)]) -> io::Result<Outcome> {
        let Some((program, arguments)) = command.split_first() else {
            return Err(io::Error::other("the command is empty"));
        };
        let output = Command::new(program)
            .args(arguments)
            .envs(environment.iter().cloned())
            .output()?;
        Ok(Outcome {
            exit: output.status.code().map_or(-1, i64::from),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        })
    }

    fn seconds(&self) -> i64 {
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |time| time.as_secs() as i64)
    }
}

/// No world: nothing can be read, written or run.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoWorld;

impl NoWorld {
    fn refusal<T>() -> io::Result<T> {
        Err(io::Error::other(
            "files and processes are out of reach here",
        ))
    }
}

impl World for NoWorld {
    fn read(&self, _: &str) -> io::Result<Option<Vec<u8>>> {
        Self::refusal()
    }

    fn write(&self, _: &str, _: &[u8], _: Opening, _: bool) -> io::Result<()> {
        Self::refusal()
    }

    fn environment(&self) -> Vec<(String, String)> {
        Vec::new()
    }

    fn run(&self, _: &[String], _: &[(String, String)]) -> io::Result<Outcome> {
        Self::refusal()
    }

    fn seconds(&self) -> i64 {
        0
    }
}
