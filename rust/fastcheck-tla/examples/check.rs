//! Checks a specification without Python: `check Spec.tla [Spec.cfg] [workers] [learn|direct] [seconds]`. For development.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use fastcheck_engine::{Options, Progress, StopToken};
use fastcheck_tla::sema;
use fastcheck_tla::source::{Loaded, SourceLoader};
use fastcheck_tla::system::{Request, Specification};

struct Folder(PathBuf);

impl SourceLoader for Folder {
    fn module(&self, name: &str) -> Result<Option<Loaded>, String> {
        let path = self.0.join(format!("{name}.tla"));
        if !path.exists() {
            return Ok(None);
        }
        read(&path).map(Some).map_err(|e| e.to_string())
    }
}

fn read(path: &Path) -> std::io::Result<Loaded> {
    Ok(Loaded {
        name: path.display().to_string(),
        text: std::fs::read_to_string(path)?,
    })
}

fn main() -> std::io::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let path = PathBuf::from(&args[0]);
    let config = args
        .get(1)
        .map_or_else(|| path.with_extension("cfg"), PathBuf::from);
    let workers = args.get(2).and_then(|w| w.parse().ok()).unwrap_or(1);
    let learn = args.get(3).is_none_or(|w| w != "direct");
    let seconds = args.get(4).and_then(|s| s.parse().ok());
    let folder = path.parent().unwrap_or(Path::new(".")).to_owned();
    let (root, config) = (read(&path)?, read(&config)?);
    let run = move || run(root, config, &Folder(folder), workers, learn, seconds);
    let thread = std::thread::Builder::new().stack_size(1 << 29).spawn(run)?;
    let _ = thread.join();
    Ok(())
}

fn run(
    root: Loaded,
    config: Loaded,
    loader: &Folder,
    workers: usize,
    learn: bool,
    seconds: Option<u64>,
) {
    let started = Instant::now();
    let stop = Arc::new(StopToken::new());
    let request = Request {
        root,
        loader,
        config: Some(config),
        options: sema::Options::default(),
        only_named: false,
        printer: Box::new(|line| println!("{line}")),
        stop: stop.clone(),
        interrupt: Arc::default(),
        stack: 1_500_000,
        compose: false,
    };
    let specification = match Specification::load(request) {
        Ok(specification) => specification,
        Err(failure) => {
            for d in failure.diagnostics {
                let place = d.span.map(|span| {
                    let source = failure.sources.get(span.file);
                    let p = source.position(span.start);
                    format!("{}:{}:{}", source.name, p.line, p.column)
                });
                println!("{} {} {}", d.code, place.unwrap_or_default(), d.message);
            }
            return;
        }
    };
    println!("loaded in {:.3} s", started.elapsed().as_secs_f64());
    if let Err(unmet) = specification.check_assumptions() {
        println!("assumption: {unmet:?}");
        return;
    }
    let options = Options {
        workers,
        learn,
        max_time: seconds.map(std::time::Duration::from_secs),
        deadlock: specification.check_deadlock.unwrap_or(true),
        ..Options::default()
    };
    let progress = Progress::default();
    let report = specification.explore(&options, &stop, &progress);
    println!(
        "{:?} generated {} distinct {} depth {} in {:.3} s",
        report.verdict, report.generated, report.distinct, report.depth, report.seconds
    );
    for found in &report.found {
        println!("{:?}, {} states", found.finding, found.trace.len());
    }
    if std::env::var("FASTCHECK_LEARNING").is_ok() {
        for l in &report.learning {
            let name = &fastcheck_engine::System::questions(&specification)[l.question].name;
            println!(
                "{name}: asked {}, evaluated {}, learned {}",
                l.asked, l.evaluated, l.learned
            );
        }
    }
    let (asked, evaluated) = report
        .learning
        .iter()
        .fold((0, 0), |(a, e), l| (a + l.asked, e + l.evaluated));
    println!("asked {asked}, evaluated {evaluated}");
    let mut most: Vec<_> = report.learning.iter().collect();
    most.sort_by_key(|l| std::cmp::Reverse(l.evaluated));
    for l in most.iter().take(12).filter(|l| l.evaluated > 1000) {
        let question = &fastcheck_engine::System::questions(&specification)[l.question];
        println!(
            "  {} {:?}: asked {}, evaluated {}, learned {}",
            question.name, question.kind, l.asked, l.evaluated, l.learned
        );
    }
}
