//! The static embedding: a ridge fit of a row per piece to the teacher's sentence vectors.

use std::fs;
use std::path::Path;

use edgeward::models::embedding::{Parts, WIDTH};
use edgeward::models::tokens::{Token, Vocabulary, tokens};

use crate::knob;

const TEACHER: usize = 384;

fn floats(path: &Path) -> Vec<f32> {
    let bytes = fs::read(path)
        .unwrap_or_else(|error| panic!("{}: {error}: run teacher.py first", path.display()));
    bytes
        .chunks_exact(4)
        .map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]))
        .collect()
}

/// Pieces worth a row: ASCII letters and digits.
fn kept(piece: &str) -> bool {
    let body = piece.strip_prefix("##").unwrap_or(piece);
    !body.is_empty()
        && body
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        && (body.bytes().all(|b| b.is_ascii_lowercase())
            || !piece.starts_with("##") && body.len() <= 4)
}

/// The directions of most variance of rows around their mean, by orthogonal iteration; each of the teacher's width.
fn principal(rows: &[f32], mean: &[f32], count: usize) -> Vec<Vec<f64>> {
    let mut covariance = vec![0.0_f64; TEACHER * TEACHER];
    let mut centred = vec![0.0_f32; TEACHER];
    for row in rows.chunks_exact(TEACHER).step_by(2) {
        for ((c, r), m) in centred.iter_mut().zip(row).zip(mean) {
            *c = r - m;
        }
        for (a, line) in centred.iter().zip(covariance.chunks_exact_mut(TEACHER)) {
            for (cell, b) in line.iter_mut().zip(&centred) {
                *cell += f64::from(a * b);
            }
        }
    }
    let mut rng = crate::data::Rng(5);
    let mut basis: Vec<Vec<f64>> = (0..count)
        .map(|_| {
            (0..TEACHER)
                .map(|_| (rng.next() % 2001) as f64 / 1000.0 - 1.0)
                .collect()
        })
        .collect();
    for _ in 0..60 {
        for vector in &mut basis {
            *vector = covariance
                .chunks_exact(TEACHER)
                .map(|line| dot(line, vector))
                .collect();
        }
        for at in 0..count {
            let (before, rest) = basis.split_at_mut(at);
            let vector = &mut rest[0];
            for other in before {
                let share = dot(vector, other);
                vector
                    .iter_mut()
                    .zip(other)
                    .for_each(|(v, o)| *v -= share * *o);
            }
            let length = dot(vector, vector).sqrt();
            vector.iter_mut().for_each(|v| *v /= length);
        }
    }
    basis
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn project(rows: &[f32], mean: &[f32], basis: &[Vec<f64>]) -> Vec<[f32; WIDTH]> {
    rows.chunks_exact(TEACHER)
        .map(|row| {
            let mut out = [0.0; WIDTH];
            for (value, axis) in out.iter_mut().zip(basis) {
                *value = row
                    .iter()
                    .zip(mean)
                    .zip(axis)
                    .map(|((r, m), a)| f64::from(r - m) * a)
                    .sum::<f64>() as f32;
            }
            out
        })
        .collect()
}

fn mean(rows: &[f32]) -> Vec<f32> {
    let mut sum = vec![0.0_f64; TEACHER];
    for row in rows.chunks_exact(TEACHER) {
        sum.iter_mut()
            .zip(row)
            .for_each(|(s, r)| *s += f64::from(*r));
    }
    let count = (rows.len() / TEACHER) as f64;
    sum.into_iter().map(|s| (s / count) as f32).collect()
}

/// Texts as lists of piece numbers.
fn pieces_of(vocabulary: &Vocabulary, text: &str) -> Vec<u32> {
    let mut out = Vec::new();
    tokens(text, |token| {
        if let Token::Word(word) = token {
            vocabulary.pieces(word, |piece| out.push(piece));
        }
    });
    out
}

type Rows = Vec<[f32; WIDTH]>;

/// `A V`: the mean of each text's rows.
fn forward(texts: &[Vec<u32>], v: &Rows) -> Rows {
    texts
        .iter()
        .map(|text| {
            let mut out = [0.0; WIDTH];
            for piece in text {
                out.iter_mut()
                    .zip(&v[*piece as usize])
                    .for_each(|(o, x)| *o += x);
            }
            let share = share(text);
            out.map(|o| o * share)
        })
        .collect()
}

fn share(text: &[u32]) -> f32 {
    1.0 / (text.len().max(1) as f32).powf(0.8)
}

/// `A' R`.
fn backward(texts: &[Vec<u32>], r: &Rows, count: usize) -> Rows {
    let mut out = vec![[0.0; WIDTH]; count];
    for (text, row) in texts.iter().zip(r) {
        let share = share(text);
        for piece in text {
            out[*piece as usize]
                .iter_mut()
                .zip(row)
                .for_each(|(o, x)| *o += x * share);
        }
    }
    out
}

fn inner(a: &Rows, b: &Rows) -> f64 {
    a.iter()
        .zip(b)
        .map(|(a, b)| a.iter().zip(b).map(|(a, b)| f64::from(a * b)).sum::<f64>())
        .sum()
}

/// Minimises `|A V - Y|^2 + lambda |V - V0|^2` by conjugate gradients.
fn ridge(texts: &[Vec<u32>], y: &Rows, v0: &Rows, lambda: f32, steps: usize) -> Rows {
    let mut v = v0.clone();
    let mut residual = y.clone();
    for (r, a) in residual.iter_mut().zip(forward(texts, &v)) {
        r.iter_mut().zip(a).for_each(|(r, a)| *r -= a);
    }
    let mut gradient = backward(texts, &residual, v.len());
    let mut direction = gradient.clone();
    let mut square = inner(&gradient, &gradient);
    let first = square;
    for _ in 0..steps {
        let mut image = backward(texts, &forward(texts, &direction), v.len());
        for (i, d) in image.iter_mut().zip(&direction) {
            i.iter_mut().zip(d).for_each(|(i, d)| *i += lambda * d);
        }
        let step = (square / inner(&direction, &image)) as f32;
        for ((v, d), (g, i)) in v
            .iter_mut()
            .zip(&direction)
            .zip(gradient.iter_mut().zip(&image))
        {
            v.iter_mut().zip(d).for_each(|(v, d)| *v += step * d);
            g.iter_mut().zip(i).for_each(|(g, i)| *g -= step * i);
        }
        let next = inner(&gradient, &gradient);
        let share = (next / square) as f32;
        for (d, g) in direction.iter_mut().zip(&gradient) {
            d.iter_mut().zip(g).for_each(|(d, g)| *d = g + share * *d);
        }
        square = next;
        if square < first * 1e-8 {
            break;
        }
    }
    v
}

/// Learns the embedding from the teacher's vectors in `cache`.
pub fn learn(cache: &Path) -> Parts {
    let vocabulary = fs::read_to_string(cache.join("vocab.txt")).expect("vocab.txt");
    let (token_rows, text_rows) = (
        floats(&cache.join("tokens.f32")),
        floats(&cache.join("texts.f32")),
    );
    let (token_mean, text_mean) = (mean(&token_rows), mean(&text_rows));
    let basis = principal(&text_rows, &text_mean, WIDTH);
    let tokens = project(&token_rows, &token_mean, &basis);
    let y = project(&text_rows, &text_mean, &basis);
    let (pieces, tokens): (Vec<&str>, Rows) = vocabulary
        .lines()
        .zip(tokens)
        .filter(|(piece, _)| kept(piece))
        .unzip();
    let text: String = pieces.iter().flat_map(|piece| [piece, "\n"]).collect();
    let index = Vocabulary::new(text.as_bytes(), pieces.len()).expect("few enough pieces");
    let lines = fs::read_to_string(cache.join("texts.txt")).expect("texts.txt");
    let texts: Vec<Vec<u32>> = lines.lines().map(|line| pieces_of(&index, line)).collect();
    assert_eq!(texts.len(), y.len(), "a vector for each text");
    let mut seen = vec![0_u32; pieces.len()];
    texts
        .iter()
        .flatten()
        .for_each(|piece| seen[*piece as usize] += 1);
    let all: u32 = seen.iter().sum();
    let v0: Rows = tokens
        .iter()
        .zip(&seen)
        .map(|(row, seen)| {
            let rare = 1e-3 / (1e-3 + f64::from(*seen) / f64::from(all));
            row.map(|x| x * rare as f32 * knob("PRIOR", 1.0))
        })
        .collect();
    let v = ridge(&texts, &y, &v0, knob("LAMBDA", 0.05), 60);
    let fitted = forward(&texts, &v);
    let (mut gap, mut whole) = (0.0, 0.0);
    for (a, b) in fitted.iter().zip(&y) {
        gap += a
            .iter()
            .zip(b)
            .map(|(a, b)| f64::from((a - b) * (a - b)))
            .sum::<f64>();
        whole += b.iter().map(|b| f64::from(b * b)).sum::<f64>();
    }
    eprintln!(
        "{} pieces, {} texts, share explained {:.4}",
        pieces.len(),
        texts.len(),
        1.0 - gap / whole
    );
    let mut read = vec![0_u32; pieces.len()];
    for (text, line) in texts.iter().zip(lines.lines()) {
        // Three words in no order are there for the fit, not for the count.
        if line.split(' ').count() != 3 {
            text.iter().for_each(|piece| read[*piece as usize] += 1);
        }
    }
    write(&pieces, &v, &fitted, &read, &lines)
}

/// Quantises: one step for all dimensions, so that the small ones take few bits.
fn write(pieces: &[&str], v: &Rows, fitted: &Rows, seen: &[u32], lines: &str) -> Parts {
    let deviation = (inner(v, v) / (v.len() * WIDTH) as f64).sqrt() as f32;
    let step = deviation / knob("LEVELS", 0.8);
    let small = |row: &[f32; WIDTH]| row.map(|x| (x / step).round().clamp(-127.0, 127.0) as i8);
    // Sorted text compresses; a piece inside words that no text held is dropped.
    let common = pieces.len() * 6 / 10;
    let mut order: Vec<usize> = (0..pieces.len())
        .filter(|at| {
            seen[*at] > 0 && (*at < common || seen[*at] > 1)
                || *at < common && !pieces[*at].starts_with("##")
        })
        .collect();
    order.sort_by_key(|at| pieces[*at]);
    let ordinary: Vec<usize> = ordinary(lines);
    let background = ordinary
        .iter()
        .map(|at| {
            let largest = fitted[*at].iter().map(|x| x.abs()).fold(1e-9, f32::max);
            fitted[*at].map(|x| (x / largest * 15.0).round() as i8)
        })
        .collect();
    Parts {
        pieces: order.iter().map(|at| pieces[*at].to_owned()).collect(),
        rows: order.iter().map(|at| small(&v[*at])).collect(),
        background,
        ..Parts::default()
    }
}

/// Which of the texts stand for ordinary text: every some of the ones that are sentences.
fn ordinary(lines: &str) -> Vec<usize> {
    let mut chosen: Vec<usize> = lines
        .lines()
        .enumerate()
        .filter(|(_, line)| line.split(' ').count() >= 5)
        .map(|(at, _)| at)
        .collect();
    crate::data::Rng(8).shuffle(&mut chosen);
    chosen.truncate(800);
    chosen
}
