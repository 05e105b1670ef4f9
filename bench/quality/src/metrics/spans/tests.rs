use super::{Found, Labelled, half, merged, report};

fn labelled(spans: &[(usize, usize, &str, bool)]) -> Vec<Labelled> {
    let spans = spans.iter();
    spans
        .map(|&(start, end, kind, known)| Labelled {
            start,
            end,
            kind: kind.into(),
            known,
        })
        .collect()
}

fn found(spans: &[(usize, usize, &str)]) -> Vec<Found> {
    spans
        .iter()
        .map(|&(start, end, kind)| Found {
            start,
            end,
            kind: kind.into(),
        })
        .collect()
}

#[test]
fn half_in_common_is_a_match() {
    assert!(half((0, 10), (0, 5)) && half((0, 10), (0, 20)) && half((3, 4), (3, 4)));
    assert!(!half((0, 10), (0, 4)) && !half((0, 10), (10, 20)) && !half((0, 10), (6, 16)));
    assert_eq!(
        merged(vec![(5, 8), (0, 3), (2, 4), (8, 9)]),
        [(0, 4), (5, 9)]
    );
}

#[test]
fn spans_match_one_to_one_by_type() {
    let wanted = labelled(&[
        (0, 10, "URL", true),
        (20, 30, "URL", true),
        (40, 50, "PERSON", true),
    ]);
    let seen = found(&[
        (0, 10, "URL"),
        (2, 10, "URL"),
        (21, 30, "URL"),
        (40, 50, "URL"),
        (60, 61, "IMEI"),
    ]);
    let report = report(&[(&wanted, &seen)]).unwrap();
    let url = &report.types["URL"];
    assert_eq!((url.labelled, url.found, url.matched), (2, 4, 2));
    assert_eq!(
        (url.fit.precision, url.fit.recall, url.fit.f1),
        (Some(0.5), Some(1.0), Some(0.6667))
    );
    assert_eq!(
        (url.exact.precision, url.exact.recall),
        (Some(0.25), Some(0.5))
    );
    assert_eq!(
        (url.points.precision, url.points.recall),
        (Some(0.6552), Some(0.95))
    );
    assert_eq!(report.types["PERSON"].fit.recall, Some(0.0));
    assert_eq!(
        (report.all.labelled, report.all.found, report.all.matched),
        (3, 4, 2)
    );
    assert_eq!(report.without_person_and_location.unwrap().labelled, 2);
    assert_eq!(report.not_judged["IMEI"], 1);
}

#[test]
fn a_span_is_matched_by_the_best_find() {
    let wanted = labelled(&[(0, 10, "URL", true)]);
    let seen = found(&[(0, 9, "URL"), (0, 10, "URL"), (0, 11, "URL")]);
    let report = report(&[(&wanted, &seen)]).unwrap();
    assert_eq!(
        (
            report.all.matched,
            report.all.found,
            report.all.exact.recall
        ),
        (1, 3, Some(1.0))
    );
}

#[test]
fn unknown_types_are_counted_and_judge_nothing() {
    let wanted = labelled(&[(0, 10, "AGE", false), (20, 30, "DATE_TIME", true)]);
    let seen = found(&[
        (0, 9, "DATE_TIME"),
        (20, 30, "DATE_TIME"),
        (50, 60, "DATE_TIME"),
    ]);
    let report = report(&[(&wanted, &seen)]).unwrap();
    assert_eq!(report.unknown_types["AGE"], 1);
    assert_eq!(report.not_judged["DATE_TIME"], 1);
    assert_eq!((report.all.found, report.all.fit.precision), (2, Some(0.5)));
    assert!(report.without_person_and_location.is_none());
}

#[test]
fn rows_add_up_and_silence_is_a_miss() {
    let wanted = labelled(&[(0, 4, "URL", true)]);
    let seen = found(&[(0, 4, "URL")]);
    let report = super::report(&[(&wanted, &seen), (&wanted, &[]), (&[], &seen)]).unwrap();
    assert_eq!(
        (report.rows, report.all.fit.precision, report.all.fit.recall),
        (3, Some(0.5), Some(0.5))
    );
    assert_eq!(super::report(&[]), None);
}
