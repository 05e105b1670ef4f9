use super::*;

fn find(literals: &[&str], text: &str) -> Vec<String> {
    let spelled = Spelled::new((0..).zip(literals.iter().copied()));
    let mut all = Vec::new();
    spelled.scan(text, |found| {
        let spaced = if found.spaced { "+spaced" } else { "" };
        let leet = if found.leet { "+leet" } else { "" };
        all.push(format!(
            "{}{spaced}{leet}",
            text.get(found.start..found.end).unwrap()
        ));
    });
    all.sort();
    all
}

#[test]
fn spaced_letters_are_joined() {
    for (text, found) in [
        ("my p a s s w o r d is", "p a s s w o r d+spaced"),
        ("p.a.s.s.w.o.r.d", "p.a.s.s.w.o.r.d+spaced"),
        ("P-A-S-S-W-O-R-D!", "P-A-S-S-W-O-R-D+spaced"),
        ("p_a s.s-w*o r  d", "p_a s.s-w*o r  d+spaced"),
        ("p a s s   w o r d", "p a s s   w o r d+spaced"),
        ("t h e p a s s w o r d i s", "p a s s w o r d+spaced"),
        ("p·a·s·s·w·o·r·d", "p·a·s·s·w·o·r·d+spaced"),
        ("p\na\ns\ns\nw\no\nr\nd", "p\na\ns\ns\nw\no\nr\nd+spaced"),
        ("p 4 s 5 w 0 r d", "p 4 s 5 w 0 r d+spaced+leet"),
    ] {
        assert_eq!(find(&["password"], text), [found], "{text}");
    }
    assert_eq!(
        find(&["credit card"], "c r e d i t   c a r d"),
        ["c r e d i t   c a r d+spaced"]
    );
    assert_eq!(find(&["gun"], "a g u n?"), [""; 0]);
    assert_eq!(
        find(&["gun"], "buy g u n here, g.u.n."),
        ["g u n+spaced", "g.u.n+spaced"]
    );
}

#[test]
fn leet_letters_are_read() {
    for (literal, text, found) in [
        ("password", "my p4$$w0rd.", "p4$$w0rd+leet"),
        ("password", "P@ssw0rd!", "P@ssw0rd+leet"),
        ("password", "myp4ssword1", "p4ssword+leet"),
        ("hacker", "h4ck3r", "h4ck3r+leet"),
        ("kill", "k1ll k1l1 ki11", "k1l1+leet|k1ll+leet|ki11+leet"),
        ("hello", "he|lo he!lo", "he!lo+leet|he|lo+leet"),
        ("ass", "@ss a5s", "@ss+leet|a5s+leet"),
        ("credit card", "cr3d1t c4rd", "cr3d1t c4rd+leet"),
        ("shit", "$hit", "$hit+leet"),
    ] {
        assert_eq!(find(&[literal], text).join("|"), found, "{text}");
    }
}

#[test]
fn ordinary_text_is_no_disguise() {
    for (literal, text) in [
        ("password", "password Password"),
        ("password", "pass word, pa ss wo rd, pass-word"),
        ("look", "about $100k"),
        ("bat", "write to b@t.com"),
        ("ass", "a55 455 b4ss 4 5 5"),
        ("bad", "I a m b a d"),
        ("ass", "a s sociate, b a s s"),
        ("ate", "a t e n a"),
        ("sex", "s ex, se x"),
        ("kill", "kiil kili"),
        ("gin", "a 9in screen"),
        ("hell", "1111 he--ll he 11 a.m."),
        ("bull", "8011"),
        ("usa", "in the U.S. a man"),
        ("abcdef", "a\n\n\n\nb c d e f"),
    ] {
        assert_eq!(find(&[literal], text), [""; 0], "{text}");
    }
}
