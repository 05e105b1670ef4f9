use super::*;

fn holds(check: fn(&[u8]) -> bool, text: &str) {
    let values: Vec<u8> = text.bytes().map(|byte| byte - b'0').collect();
    assert!(check(&values), "{text}");
    let mut wrong = values;
    let last = wrong.len() - 1;
    wrong[last] = (wrong[last] + 1) % 10;
    assert!(!check(&wrong), "{text} with another last digit");
}

#[test]
fn numbers_that_authorities_print_as_examples_hold() {
    holds(nhs, "9434765919");
    holds(sin, "130692544");
    holds(german_tax, "86095742719");
    holds(nir, "255081416802538");
    holds(aadhaar, "234123412346");
    holds(bsn, "111222333");
    holds(belgian, "85073003328");
    holds(ahv, "7569217076985");
    holds(pesel, "44051401359");
    holds(swedish, "8112189876");
    holds(cpf, "11144477735");
    holds(cuit, "20267565393");
    holds(chinese, "440524188001010014");
    holds(tfn, "123456782");
    holds(turkish, "10000000146");
    holds(south_african, "8001015009087");
    holds(romanian, "1630615123457");
    holds(norwegian, "01010750160");
    holds(baltic, "37605030299");
    holds(thai, "1101700230708");
}

#[test]
fn letters_are_checked() {
    for (check, right, wrong) in [
        (dni as fn(&[u8]) -> bool, "12345678Z", "12345678A"),
        (nie, "X1234567L", "X1234567M"),
        (codice_fiscale, "RSSMRA85T10A562S", "RSSMRA85T10A562T"),
        (nino, "AB123456C", "GB123456C"),
        (pan, "ABCPE1234F", "ABCDE1234F"),
        (singaporean, "S1234567D", "S1234567E"),
        (taiwanese, "A123456789", "A123456788"),
        (irish, "1234567T", "1234567A"),
        (curp, "HEGG560427MVZRRL04", "HEGG560427MVZRRL05"),
    ] {
        assert!(check(right.as_bytes()), "{right}");
        assert!(!check(wrong.as_bytes()), "{wrong}");
    }
}
