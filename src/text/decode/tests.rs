use super::*;

fn read(text: &str) -> Vec<(String, String)> {
    let pieces = pieces(text, &|_, _| true);
    let all = |piece: &Piece| {
        let views = piece.views(0, piece.text.len());
        let names: Vec<String> = views.iter().map(|view| format!("{view:?}")).collect();
        (piece.text.clone(), names.join(" "))
    };
    pieces.iter().map(all).collect()
}

fn says(text: &str, said: &str, views: &str) {
    assert_eq!(read(text), [(said.to_owned(), views.to_owned())], "{text}");
}

#[test]
fn encodings_are_read() {
    says("c2VuZCBpdCB0byBtZQ==", "send it to me", "Base64");
    says("c2VuZCBpdCB0byBtZQ", "send it to me", "Base64");
    says("(Pz4/Pj8+Pz4/Pj8+)", "?>?>?>?>?>?>", "Base64");
    says("(Pz4_Pj8-Pz4_Pj8-)", "?>?>?>?>?>?>", "Base64");
    says("x=0x73656e6420697420746f206d65;", "send it to me", "Hex");
    says("73656E6420697420746F206D65", "send it to me", "Hex");
    says("a%40b%C3%A9", "a@bé", "Percent");
    says("a&#64;b&#x000062;&commat;", "a@bb@", "Html");
    says(r#"a\u0040b\ud83d\ude00\"\n"#, "a@b😀\"\n", "JsonString");
    says("%41&#66;", "AB", "Percent Html");
    says("cwBlAG4AZAAgAGkAdAA=", "send it", "Base64");
}

#[test]
fn runs_go_on_over_the_lines_of_mail_and_end_at_the_signs_of_a_path() {
    let said = "The quick brown fox jumps over the lazy dog, and then it does so again.";
    let lines = "VGhlIHF1aWNrIGJyb3duIGZveCBqdW1wcyBvdmVyIHRoZSBs\r\nYXp5IGRvZywgYW5kIHRoZW4gaXQgZG9lcyBzbyBhZ2Fpbi4=";
    says(lines, said, "Base64");
    says("/path/c2VuZCBpdCB0byBtZQ", "send it to me", "Base64");
}

#[test]
fn what_is_no_text_is_not_read() {
    for text in [
        "d41d8cd98f00b204e9800998ecf8427e",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4",
        "3fa85f64-5717-4562-b3fc-2c963f66afa6",
        "getElementsByClassName and InternationalizationOfThings",
        "state-of-the-art SOME_CONSTANT_NAME /usr/local/share/applications",
        "100% of it, 50%-ish, Q&A, AT&T; C:\\Users\\dir",
        "2026-11-22T04:36:37Z 4111111111111111 +4930123456",
    ] {
        let got = read(text);
        let new = got.iter().filter(|(said, _)| said != text).count();
        assert_eq!(new, 0, "{text}: {got:?}");
    }
}

#[test]
fn places_lead_back() {
    let text = "to a%40b.c &#65;";
    let pieces = pieces(text, &|_, _| true);
    let piece = &pieces[0];
    assert_eq!(piece.text, "to a@b.c A");
    let behind = |needle: &str| {
        let start = piece.text.find(needle).unwrap();
        let (from, to) = piece.place(start, start + needle.len());
        &text[from..to]
    };
    assert_eq!(behind("a@b.c"), "a%40b.c");
    assert_eq!(behind("a"), "a");
    assert_eq!(behind("@"), "%40");
    assert_eq!(behind("b.c"), "b.c");
    assert_eq!(behind("A"), "&#65;");
    assert_eq!(behind(" A"), " &#65;");
    assert!(piece.uncovers(3, 8) && !piece.uncovers(0, 2));
}

#[test]
fn stretches_far_apart_are_pieces_of_their_own() {
    let far = "words ".repeat(200);
    let text = format!("%41 {far}%42");
    let pieces = pieces(&text, &|_, _| true);
    assert_eq!(pieces.len(), 2);
    assert!(pieces.iter().all(|piece| piece.text.len() < 300));
    let last = &pieces[1];
    let end = last.text.len();
    let (from, to) = last.place(end - 1, end);
    assert_eq!(&text[from..to], "%42");
    assert!(!last.uncovers(0, end));
}

#[test]
fn a_long_run_is_read_up_to_the_cap() {
    let text = "YWJjZGVmZ2hp".repeat(1_000);
    let pieces = pieces(&text, &|_, _| true);
    assert_eq!(pieces.len(), 1);
    assert!(pieces[0].is_over());
    assert_eq!(pieces[0].text.len(), RUN / 4 * 3);
    assert_eq!(pieces[0].place(0, 1), (0, RUN));
    let picture = format!("data:image/svg+xml;base64,{text}");
    assert!(
        super::pieces(&picture, &|_, _| true)
            .iter()
            .all(|piece| !piece.is_over())
    );
}

#[test]
fn markup_inside_words_is_read_over() {
    for (text, said) in [
        ("pass<b></b>word", "password"),
        ("i<span class=\"a b\">g</span>nore", "ignore"),
        ("ig<!-- not <b> this -->nore", "ignore"),
        ("ig<b\ntitle='>'>nore", "ignore"),
        ("jo**hn**@exa**mp**le.com", "john@example.com"),
        ("john<b>@</b>example<i>.</i>com", "john@example.com"),
        ("john**@**example**.**com", "john@example.com"),
        ("**ig**nore *this* w*or*d", "**ignore *this* word"),
        ("ig`no`re", "ignore"),
        ("ig~~no~~re", "ignore"),
        ("[ig](x)nore", "[ignore"),
        ("ig[](x \"y (z)\")nore", "ignore"),
        ("ig![](x)nore", "ignore"),
        ("ig[no][1]re", "ignore"),
        ("ig<b>**no**</b>re", "ignore"),
        ("john\\@example\\.com", "john@example.com"),
        ("key: <b>v</b> <p>x</p>y", "key: v \nx\ny"),
        ("<b>key:</b> v", "<b>key: v"),
        ("12**34**56", "123456"),
    ] {
        says(text, said, "Markup");
    }
    says("pass\u{1f600}\u{1f600}word", "password", "JoinedLetters");
    says("pa\u{2764}ss\u{1f600}word", "password", "JoinedLetters");
    says("p<b></b>&#97;<b></b>ss", "pass", "Markup Html");
    says(
        "ig&shy;no&zwnj;re&ZeroWidthSpace;",
        "ig\u{ad}no\u{200c}re\u{200b}",
        "Html",
    );
}

#[test]
fn ordinary_markup_and_code_are_not_read_twice() {
    for text in [
        "**Bold** text, *light* and `code`, [a link](x) and ![a picture](y).",
        "* one\n* two, **three**: four\n- [x] done\n",
        "<p>One <b>word</b> of <a href=\"x\">many</a>, and.</p><p>Two</p>",
        "<ul><li>one</li><li>two</li></ul>line<br>line",
        "snake_case and __init__ and file_name_2",
        "2*3*4, 2**8, a ** b, x**2",
        "Vec<u8>, HashMap<String, Vec<u8>>x, a<b && c>d, a < b",
        "x[0] = y, m[i]",
        "4111****1111 and jo***@example.com",
        "don`t",
        "100 < 200 \u{1f600} good \u{1f600}, fine\u{1f600}",
        "\\d+\\.\\d+ \\_ C:\\Users\\_",
    ] {
        assert_eq!(read(text), [], "{text}");
    }
}

#[test]
fn marks_lead_back_to_all_of_their_word() {
    let text = "to <i>jo</i>hn**@**exa<b></b>mple.com &#65;";
    let pieces = pieces(text, &|_, _| true);
    let piece = &pieces[0];
    assert_eq!(piece.text, "to <i>john@example.com A");
    let start = piece.text.find("john").unwrap();
    let (from, to) = piece.place(start, start + 16);
    assert_eq!(&text[from..to], "jo</i>hn**@**exa<b></b>mple.com");
    assert!(piece.uncovers(start, start + 16) && !piece.uncovers(0, 2));
}

#[test]
fn what_may_become_markup_is_open() {
    for (text, settled) in [
        ("one two ig<span cla", "one two "),
        ("one two ig<!-- not this", "one two "),
        ("one two ig**no", "one two "),
        ("one two ig**no**re and", "one two "),
        ("one ig[no th", "one "),
        ("one [two ig](no th", "one [two "),
        ("one **two** three", "one **two** "),
        ("one a < b", "one a < "),
    ] {
        assert_eq!(&text[..open(text)], settled, "{text}");
        assert!(
            text.contains("one **two**") || text.contains(" < ") || may_hold(text),
            "{text}"
        );
    }
}
