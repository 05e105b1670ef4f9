//! What a speaker says of himself claims nothing: "I'm not sure, but I do know that it was built in 1890".

use std::sync::LazyLock;

use super::words::{Sentence, Sort, Word};

/// Verbs behind which the claim stands.
const SAYING: &str = "know think believe heard guess read sure suppose assume remember";
/// Words of those who speak of themselves, in a clause with "I".
const FEELING: &str = "love like enjoy hate hope guess wish think feel prefer fan sure not never don don't didn't haven't can't heard seen watched tried wonder remember favorite favourite glad know";
const SELF: &str = "i i'm i've i'd i'll im ive my me mine we we've";

fn ids(list: &str) -> Vec<u32> {
    let stems = list
        .split(' ')
        .map(|word| super::id(super::lexicon::stem(word)));
    let mut ids: Vec<u32> = stems.collect();
    ids.sort_unstable();
    ids
}

static LISTS: LazyLock<[Vec<u32>; 3]> = LazyLock::new(|| [ids(SELF), ids(SAYING), ids(FEELING)]);

/// Words of a clause among which "I" must stand.
const EARLY: usize = 3;

/// Makes small what speaks of the speaker alone.
pub(super) fn hush(sentence: &mut Sentence) {
    let [own, saying, feeling] = &*LISTS;
    let is = |list: &[u32], word: &Word| list.binary_search(&word.id).is_ok();
    for clause in sentence.words.chunk_by_mut(|_, next| !next.opens) {
        if !clause.iter().take(EARLY).any(|word| is(own, word)) {
            continue;
        }
        let says = clause.iter().rposition(|word| is(saying, word));
        let feels = clause.iter().any(|word| is(feeling, word));
        let end = match says {
            Some(at) if at + 3 < clause.len() => at + 1,
            _ if feels => clause.len(),
            _ => 0,
        };
        for word in clause.iter_mut().take(end) {
            word.sort = Sort::Small;
        }
    }
}
