//! What each stage of a run has cost, and how far the run is. It decides nothing: a build is the same with it and
//! without.

use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The stages of a run with what each has cost, in the order in which they ended. Its clones are one.
#[derive(Clone, Debug, Default)]
pub struct Timings(Arc<Kept>);

#[derive(Debug, Default)]
struct Kept {
    ended: Mutex<Vec<(&'static str, Duration)>>,
    now: Mutex<&'static str>,
    made: AtomicUsize,
    to_make: AtomicUsize,
    not_made: AtomicUsize,
    not_checked: AtomicUsize,
    not_read: AtomicUsize,
}

/// How far a run is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// The stage that began last; empty before the first.
    pub stage: &'static str,
    /// How many files are made.
    pub made: usize,
    /// Of how many.
    pub to_make: usize,
}

impl Timings {
    /// Does a stage's work, and keeps how long it took.
    pub fn time<T>(&self, stage: &'static str, work: impl FnOnce() -> T) -> T {
        *self.0.now.lock().unwrap_or_else(PoisonError::into_inner) = stage;
        let start = Instant::now();
        let result = work();
        let mut ended = self.0.ended.lock().unwrap_or_else(PoisonError::into_inner);
        ended.push((stage, start.elapsed()));
        result
    }

    /// So many files are going to be made.
    pub(super) fn begin(&self, files: usize) {
        self.0.made.store(0, Ordering::Relaxed);
        self.0.to_make.store(files, Ordering::Relaxed);
    }

    /// One more is made.
    pub(super) fn count(&self) {
        self.0.made.fetch_add(1, Ordering::Relaxed);
    }

    /// One more need not be made, since the last build made it of the same.
    pub(super) fn pass_over(&self) {
        self.count();
        self.0.not_made.fetch_add(1, Ordering::Relaxed);
    }

    /// So many documents need not be checked, since the last build found nothing wrong with the same.
    pub(super) fn leave_unchecked(&self, documents: usize) {
        self.0.not_checked.fetch_add(documents, Ordering::Relaxed);
    }

    /// So many documents need not be parsed, since their outlines were kept and nobody looks at more.
    pub(super) fn leave_unread(&self, documents: usize) {
        self.0.not_read.fetch_add(documents, Ordering::Relaxed);
    }

    /// How far the run is.
    pub fn progress(&self) -> Progress {
        Progress {
            stage: *self.0.now.lock().unwrap_or_else(PoisonError::into_inner),
            made: self.0.made.load(Ordering::Relaxed),
            to_make: self.0.to_make.load(Ordering::Relaxed),
        }
    }
}

/// A line for each stage, and one for all.
impl fmt::Display for Timings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stages = self.0.ended.lock().unwrap_or_else(PoisonError::into_inner);
        let total: Duration = stages.iter().map(|(_, time)| *time).sum();
        let all = stages.iter().copied().chain([("together", total)]);
        let lines: Vec<String> = all
            .map(|(stage, time)| format!("{stage:<10}{:>10.1} ms", time.as_secs_f64() * 1_000.0))
            .collect();
        f.write_str(&lines.join("\n"))?;
        for (count, what) in [
            (&self.0.not_read, "documents not parsed again"),
            (&self.0.not_checked, "documents not checked again"),
            (&self.0.not_made, "files not made again"),
        ] {
            match count.load(Ordering::Relaxed) {
                0 => {}
                number => write!(f, "\n{what}: {number}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Timings;

    #[test]
    fn says_what_each_stage_cost() {
        let timings = Timings::default();
        assert_eq!(timings.time("read", || 1) + timings.time("load", || 2), 3);
        let report = timings.to_string();
        let stages: Vec<&str> = report.lines().filter_map(|line| line.split(' ').next()).collect();
        assert_eq!(stages, ["read", "load", "together"]);
        timings.begin(3);
        let same = timings.clone();
        timings.count();
        let progress = same.progress();
        assert_eq!((progress.stage, progress.made, progress.to_make), ("load", 1, 3));
        assert!(report.ends_with(" ms"));
        timings.pass_over();
        assert_eq!(same.progress().made, 2);
        timings.leave_unchecked(2);
        timings.leave_unread(3);
        let expected = " ms\ndocuments not parsed again: 3\ndocuments not checked again: 2\nfiles not made again: 1";
        assert!(timings.to_string().ends_with(expected));
    }
}
