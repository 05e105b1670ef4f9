use proptest::prelude::*;

use super::*;

fn view(text: &str) -> String {
    Text::new(text).normalised().to_owned()
}

/// What the original holds behind the first `needle` of the view.
fn behind<'a>(text: &'a str, needle: &str) -> &'a str {
    let read = Text::new(text);
    let start = read.normalised().find(needle).unwrap();
    let (from, to) = read.to_original(start, start + needle.len());
    text.get(from..to).unwrap()
}

#[test]
fn ascii_is_its_own_view() {
    let text = Text::new("Plain ASCII, 100% of it\n");
    assert!(text.view.is_original());
    assert_eq!(text.to_original(6, 11), (6, 11));
    assert_eq!(text.view_at(6), 6);
}

#[test]
fn disguises_are_read() {
    for (disguised, plain) in [
        ("ｐａｓｓｗｏｒｄ", "password"),
        ("𝐩𝐚𝐬𝐬𝐰𝐨𝐫𝐝", "password"),
        ("𝓅𝒶𝓈𝓈𝓌ℴ𝓇𝒹", "password"),
        ("ⓟⓐⓢⓢⓦⓞⓡⓓ", "password"),
        ("🅿🅰🆂🆂🆆🅾🆁🅳", "PASSWORD"),
        ("🇵🇦🇸🇸", "PASS"),
        ("ᴘᴀꜱꜱᴡᴏʀᴅ", "password"),
        ("pa\u{200b}ss\u{200d}wo\u{2060}r\u{feff}d", "password"),
        ("pass\u{ad}word", "password"),
        (
            "p\u{336}a\u{336}s\u{336}s\u{336}w\u{336}o\u{336}r\u{336}d\u{336}",
            "password",
        ),
        ("pássẃôrd", "password"),
        ("pa\u{301}ssw\u{301}o\u{302}rd", "password"),
        ("pаsswоrd", "password"),
        ("раѕѕwоrԁ", "password"),
        ("ΡASSWΟRD", "PASSWORD"),
        ("pa\u{202e}ssword", "password"),
        ("pa\u{e0061}ssword", "password"),
        ("a\u{e0070}\u{e0061}\u{e0073}\u{e0073}b", "apassb"),
        ("АТТАСК", "ATTACK"),
        ("the АТТАСК on", "the ATTACK on"),
        ("ᎪᎢᎢᎪᏟᏦ", "ATTACK"),
        ("don’t – “so”", "don't - \"so\""),
        ("ﬁle ﬃ", "file ffi"),
        ("a\u{a0}b", "a b"),
        ("Ⅷ", "VIII"),
    ] {
        assert_eq!(view(disguised), plain, "{disguised}");
    }
}

#[test]
fn other_scripts_are_left_alone() {
    for (text, plain) in [
        ("Привет, МОСКВА", "привет, москва"),
        ("убери сор из избы", "убери сор из избы"),
        ("за́мок", "замок"),
        ("й = и\u{306}", "й = й"),
        ("ΚΑΛΗΜΕΡΑ κόσμος", "καλημερα κόσμοσ"),
        ("한국어 ᄒ\u{1161}ᆫ", "한국어 한"),
        ("日本語 ｶ\u{ff9e}", "日本語 ガ"),
        ("שָׁלוֹם مرحبا", "שָׁלוֹם مرحبا"),
        ("👩\u{200d}👩\u{200d}👧 ❤\u{fe0f}", "👩👩👧 ❤"),
        ("Globex™ 5€", "Globex™ 5€"),
        ("\u{fdfa}", "\u{fdfa}"),
        ("straße", "straße"),
    ] {
        assert_eq!(view(text), plain, "{text}");
    }
}

#[test]
fn a_match_covers_whole_characters_and_no_invisible_ones_around_it() {
    for (text, needle, found) in [
        ("\u{200b}pa\u{200b}ss\u{200b} x", "pass", "pa\u{200b}ss"),
        ("x ﬁle", "i", "ﬁ"),
        ("x ﬁle", "f", "ﬁ"),
        ("s\u{336}o\u{336} x", "so", "s\u{336}o\u{336}"),
        ("😀 ｐａｓｓ 😀", "pass", "ｐａｓｓ"),
        ("ПРИВЕТ", "вет", "ВЕТ"),
        (
            "a\u{e0070}\u{e0061}\u{e0073}b",
            "pas",
            "\u{e0070}\u{e0061}\u{e0073}",
        ),
        ("x\u{e9}y", "ey", "éy"),
    ] {
        assert_eq!(behind(text, needle), found, "{text}");
    }
}

#[test]
fn runs_over_a_cap_split_the_text_and_are_told() {
    let most = format!("pa{}ss", "\u{200b}".repeat(64));
    assert_eq!(view(&most), "pass");
    assert!(Text::new(&most).over_caps().is_empty());
    let over = format!("pa{}ss", "\u{200b}".repeat(65));
    assert_eq!(view(&over), "pa\u{fffd}ss");
    assert_eq!(Text::new(&over).over_caps(), [(2, 2 + 65 * 3)]);
    let most = format!("pa{}ss", "\u{301}".repeat(30));
    assert_eq!(view(&most), "pass");
    let over = format!("pa{}ss", "\u{301}".repeat(100));
    assert_eq!(view(&over), "pa\u{fffd}ss");
    assert_eq!(Text::new(&over).over_caps(), [(2 + 30 * 2, 2 + 100 * 2)]);
    let end = format!("pa{}", "\u{200b}".repeat(65));
    assert_eq!(view(&end), "pa\u{fffd}");
}

#[test]
fn views_say_what_was_disguised() {
    let text = Text::new("ПРИВЕТ ｐass");
    assert!(text.views_of(0, 12).is_empty());
    assert_eq!(
        text.views_of(13, 17).iter().collect::<Vec<_>>(),
        [View::Normalised]
    );
    assert!(Text::new("café").views_from(0, 4, "CAFÉ").is_empty());
    assert!(!Text::new("café").views_from(0, 4, "cafe").is_empty());
}

#[test]
fn forms_of_a_literal_cover_both_readings() {
    let all = |literal| forms(literal).collect::<Vec<_>>();
    assert_eq!(all("password"), ["password"]);
    assert_eq!(all("сор"), ["сор", "cop"]);
    assert_eq!(all("москва"), ["москва"]);
    assert_eq!(cased("Ｐass Москва"), "Pass Москва");
}

/// Every character folds as the Unicode standard says, or is one of those that stay.
#[test]
fn folds_are_those_of_unicode() {
    use unicode_normalization::char as unicode;
    for char in '\u{80}'..='\u{2ffff}' {
        let found = match characters::fold(char) {
            characters::Folded::One(one) => one.to_string(),
            characters::Folded::Several(several) => several.to_owned(),
        };
        let mut parts = Vec::new();
        unicode::decompose_compatible(char, |part| parts.push(part));
        let signs = parts
            .iter()
            .map(|part| lookalikes::of_sign(*part).unwrap_or(*part));
        let latin = signs.clone().any(|part| part.is_ascii_alphabetic());
        let unmarked: String = signs
            .filter(|part| !latin || !unicode::is_combining_mark(*part))
            .collect();
        let composed: String =
            unicode_normalization::UnicodeNormalization::nfc(unmarked.as_str()).collect();
        let font = matches!(u32::from(char), 0x1d400..=0x1d6a3);
        assert!(
            found == char.to_string() || found == composed || font || found == unmarked,
            "{char:?}: {found} {composed}"
        );
        if latin
            && parts.len() <= 2
            && !characters::keeps(char)
            && characters::full_width(char).is_none()
            && lookalikes::of_sign(char).is_none()
        {
            assert_eq!(found, unmarked, "{char:?}");
        }
    }
}

/// Text in which the characters that need care are frequent.
fn text() -> impl Strategy<Value = String> {
    let char = prop_oneof![
        4 => prop::char::range(' ', '~'),
        2 => prop::sample::select("аеорсухвкАВЕиЙςσΣάγќёﬁ½Ⅷ㎞ﷺｶﾞはば한ᄒﾠ".chars().collect::<Vec<_>>()),
        2 => prop::sample::select("\u{200b}\u{301}\u{308}\u{306}\u{e0061}\u{e0001}\u{fe0f}\u{1161}\u{11ab}\u{ad}\u{3099}".chars().collect::<Vec<_>>()),
        1 => any::<char>(),
    ];
    prop::collection::vec(char, 0..200).prop_map(|chars| chars.into_iter().collect())
}

proptest! {
    #[test]
    fn places_are_in_order_and_on_character_boundaries(original in text()) {
        let read = Text::new(&original);
        let view = read.normalised();
        prop_assert!(view.len() <= 3 * original.len());
        let mut last = (0, 0);
        for (start, char) in view.char_indices() {
            let (from, to) = read.to_original(start, start + char.len_utf8());
            prop_assert!(from < to, "{from}..{to}");
            prop_assert!(original.get(from..to).is_some());
            // A place is behind the one before, or the same when one character became several.
            prop_assert!(from >= last.1 || from == last.0);
            prop_assert!(read.view_at(from) <= start);
            prop_assert!(read.view_at(to) > read.view_at(from));
            last = (from, to);
        }
    }

    #[test]
    fn a_view_is_its_own_view(original in text()) {
        // Twice, because a word may lose its last foreign letter and then be read by its neighbours.
        let twice = view(&view(&original));
        prop_assert_eq!(view(&twice), twice);
    }

    #[test]
    fn canonical_equivalents_have_equal_views(original in "[a-zà-ÿа-яά-ώ가-깋 .]{0,40}") {
        use unicode_normalization::UnicodeNormalization as _;
        let composed: String = original.nfc().collect();
        let decomposed: String = original.nfd().collect();
        prop_assert_eq!(view(&composed), view(&decomposed));
    }
}
