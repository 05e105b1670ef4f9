//! What the words beside a name say of it.

use super::table::flag::{GIVEN, REGION, SURNAME};
use super::{Gap, Reader, Shape, Word, cues};

/// How much the words beside a name say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cue {
    None,
    /// A role, speech, a greeting.
    Some,
    /// Somebody's relation, or a speaker's words on herself.
    Likely,
    /// A title or an introduction: what follows is a name.
    Sure,
}

/// Whether somebody's relation stands before a word, or a greeting with the comma that closes it behind.
pub(super) fn is_kin(reader: &Reader<'_>, at: usize) -> bool {
    let before = reader.before(at, 1);
    let near = reader.word(at).is_some_and(|word| word.gap == Gap::Space);
    let greeted = reader.says(before, |word| {
        matches!(word, "dear" | "hi" | "hello" | "hey")
    });
    let closed = reader
        .word(at + 1)
        .is_none_or(|next| matches!(next.gap, Gap::Comma | Gap::Line));
    near && (reader.says(before, cues::is_kin) || greeted && closed)
}

/// Whether a name is said to follow.
pub(super) fn introduced(reader: &Reader<'_>, at: usize) -> bool {
    let Some(word) = reader.word(at) else {
        return false;
    };
    // `What is your name? ...`
    let asked = reader.before(at, 1).is_some_and(|before| {
        let between = reader.view.get(before.end..word.start).unwrap_or_default();
        between.len() < 4 && between.starts_with('?')
    });
    if word.gap == Gap::Other {
        return asked && word.is_big() && reader.says(reader.before(at, 1), |word| word == "name");
    }
    if word.gap == Gap::Line {
        return false;
    }
    let any = |lists: &[&[&str]]| {
        let near = matches!(word.gap, Gap::Space | Gap::Comma);
        near && lists.iter().any(|words| reader.follows(at, words))
    };
    any(&[
        &["is", "name"],
        &["name's"],
        &["called"],
        &["named"],
        &["me", "call"],
        &["me", "calls"],
        &["him", "named"],
        &["her", "named"],
        &["it", "named"],
        &["to", "speaking"],
    ]) || reader.before(at, 1).is_some_and(|before| before.owns)
        && reader.says(reader.before(at, 1), |word| word == "name")
}

/// What the words before a name say.
pub(super) fn before(reader: &Reader<'_>, at: usize) -> Cue {
    let Some(word) = reader.word(at) else {
        return Cue::None;
    };
    let before = reader.before(at, 1);
    if !reader.context || at == 0 {
        return Cue::None;
    }
    let titled = matches!(word.gap, Gap::Space | Gap::Dot);
    let capital = before.is_some_and(|before| before.shape == Shape::Capital);
    if titled && capital && reader.says(before, cues::is_title)
        || titled && word.gap == Gap::Dot && reader.says(before, cues::is_title)
        || introduced(reader, at)
    {
        return Cue::Sure;
    }
    let near = matches!(word.gap, Gap::Space | Gap::Comma | Gap::Colon);
    if near
        && (reader.says(before, cues::is_kin)
            || reader.follows(at, &["is", "this"])
            || reader.follows(at, &["am", "i"])
            || reader.follows(at, &["i'm"]))
        // `Name: ...` of a form, not `name: ...` of a program's settings.
        || word.gap == Gap::Colon && capital && reader.says(before, |word| word == "name")
    {
        return Cue::Likely;
    }
    let naming = reader.says(before, cues::is_naming);
    if naming && matches!(word.gap, Gap::Line | Gap::Space)
        || naming && capital && word.gap == Gap::Colon
        || naming && word.gap == Gap::Comma
        || near && reader.says(before, cues::is_role)
        || titled && reader.says(before, cues::is_honorific)
        || near && reader.says(before, cues::is_speech)
        || near && reader.follows(at, &["by"])
        || near && reader.follows(at, &["is", "who"])
        || listed(reader, at)
    {
        return Cue::Some;
    }
    Cue::None
}

/// What the words behind a name say.
pub(super) fn after(reader: &Reader<'_>, last: usize) -> Cue {
    let next = reader.word(last);
    let owns = last
        .checked_sub(1)
        .and_then(|at| reader.word(at))
        .is_some_and(|word| word.owns);
    let near = next.is_some_and(|word| word.gap == Gap::Space && word.shape == Shape::Lower);
    if near && reader.says(next, cues::is_speech)
        || owns && near && reader.says(next, cues::is_role)
    {
        Cue::Some
    } else {
        Cue::None
    }
}

/// Whether it is one of several names: `Barrett and Jones`, `Kim, Lee`.
fn listed(reader: &Reader<'_>, at: usize) -> bool {
    let name = |word: Option<&Word>| {
        word.is_some_and(|word| {
            word.shape == Shape::Capital
                && !word.is(REGION)
                && (word.only(SURNAME)
                    || word.only(GIVEN)
                    || cues::ends_as_surname(reader.text(word)))
        })
    };
    let and = |place: usize| reader.says(reader.word(place), |word| matches!(word, "and" | "or"));
    let Some(word) = reader.word(at) else {
        return false;
    };
    let back = word.gap == Gap::Comma && name(reader.before(at, 1))
        || word.gap == Gap::Space
            && reader.says(reader.before(at, 1), |word| matches!(word, "and" | "or"))
            && name(reader.before(at, 2));
    let comma = reader
        .word(at + 1)
        .is_some_and(|word| word.gap == Gap::Comma);
    let on = comma && name(reader.word(at + 1)) || and(at + 1) && name(reader.word(at + 2));
    back || on
}
