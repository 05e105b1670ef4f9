//! The way back from the view to the original, as runs of equal steps.

/// A stretch of the view whose every `step` bytes stand for `wide` bytes of the original.
#[derive(Clone, Copy, Debug)]
struct Run {
    view: u32,
    original: u32,
    step: u32,
    wide: u32,
}

/// What lies between two runs in the original is not in the view.
#[derive(Debug, Default)]
pub(super) struct Runs {
    list: Vec<Run>,
    view: usize,
    original: usize,
}

impl Runs {
    /// Text that is the same in both.
    pub(super) fn copy(&mut self, original: usize, length: usize) {
        if length > 0 {
            self.add(length, 1, 1, original, original + length);
        }
    }

    /// One character; of the same length it may join a copied stretch.
    pub(super) fn push(&mut self, length: usize, start: usize, end: usize) {
        if length == end - start {
            self.copy(start, length);
        } else {
            self.unit(length, start, end);
        }
    }

    /// Bytes of the view that share their place.
    pub(super) fn unit(&mut self, length: usize, start: usize, end: usize) {
        self.add(length, length, end - start, start, end);
    }

    fn add(&mut self, length: usize, step: usize, wide: usize, start: usize, end: usize) {
        let (step, wide) = (narrow(step), narrow(wide));
        let joins = self.original == start
            && self
                .list
                .last()
                .is_some_and(|run| (run.step, run.wide) == (step, wide));
        if !joins {
            self.list.push(Run {
                view: narrow(self.view),
                original: narrow(start),
                step,
                wide,
            });
        }
        self.view += length;
        self.original = end;
    }

    /// The bytes of the original behind `start..end` of the view, whole characters.
    pub(super) fn to_original(&self, start: usize, end: usize) -> (usize, usize) {
        let from = self.place(start, false);
        (
            from,
            if end > start {
                self.place(end - 1, true)
            } else {
                from
            },
        )
    }

    /// Where the step that holds a byte of the view begins or ends in the original.
    fn place(&self, at: usize, after: bool) -> usize {
        let index = self.list.partition_point(|run| run.view as usize <= at);
        let Some(run) = index.checked_sub(1).and_then(|index| self.list.get(index)) else {
            return 0;
        };
        if at >= self.view {
            return self.original;
        }
        let steps = (at - run.view as usize) / (run.step as usize).max(1) + usize::from(after);
        run.original as usize + steps * run.wide as usize
    }

    /// The first place of the view that stands for `at` or something behind it.
    pub(super) fn view_at(&self, at: usize) -> usize {
        let index = self.list.partition_point(|run| run.original as usize <= at);
        let Some(run) = index.checked_sub(1).and_then(|index| self.list.get(index)) else {
            return 0;
        };
        let next = self
            .list
            .get(index)
            .map_or(self.view, |run| run.view as usize);
        let steps = (at - run.original as usize).div_ceil((run.wide as usize).max(1));
        (run.view as usize + steps * run.step as usize).min(next)
    }
}

fn narrow(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
