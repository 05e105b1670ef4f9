//! Times the models on 1 KB of prose: the fastest of many runs, which a busy machine disturbs least.

use std::hint::black_box;
use std::time::Instant;

use edgeward::models::Known;
use edgeward::models::head::Table;
use edgeward::models::near::Near;
use edgeward::models::topics::windows;

const PROSE: &str = "The workshop starts at nine on Thursday and most of the people who signed up have used the tool before. \
We would like a short introduction, twenty minutes at most, and then two longer exercises in which small groups build something \
they could show to their own teams. Last year the second exercise took far too long because the example data was hard to read; \
could you suggest a data set that is smaller and still interesting? Please also write a friendly reminder for everybody who has not \
answered yet. Mention the room, the parking lot behind the building and that lunch is included. If somebody cannot come in person \
there is a link in the calendar entry, although the sound was not great last time. Finally, draft three questions for the feedback \
form: one on the pace, one on the material, and one that asks what people will do differently next week. Keep the tone light, avoid \
jargon and do not use more than one exclamation mark. Thanks, and let me know by Monday what you still need from me or from Priya.";

fn fastest(what: &str, mut run: impl FnMut()) {
    let mut least = f64::INFINITY;
    let runs = std::env::var("RUNS").map_or(3000, |runs| runs.parse().unwrap());
    for _ in 0..runs {
        let start = Instant::now();
        run();
        least = least.min(start.elapsed().as_secs_f64());
    }
    println!("{what}: {:.1} us for {} bytes", least * 1e6, PROSE.len());
}

pub fn measure(weights: &std::path::Path) {
    let file = std::fs::read(weights.join("heads.bin")).unwrap();
    let heads: Table<2> = Table::read(file.leak()).unwrap();
    let embedding = crate::embedding(std::fs::read(weights.join("embedding.bin")).unwrap());
    fastest("both heads, every word new", || {
        black_box(heads.judge(black_box(PROSE), None, |_, _, _| {}));
    });
    let mut known = Known::new();
    fastest("both heads, words seen before", || {
        black_box(heads.judge(black_box(PROSE), Some(&mut known), |_, _, _| {}));
    });
    fastest("windows of the embedding, normed", || {
        windows(&embedding, black_box(PROSE), |window| {
            black_box(Near::new(&window.sum));
        });
    });
}
