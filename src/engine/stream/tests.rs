use super::*;
use crate::engine::GuardOptions;
use crate::policy::{Policy, Target, ValidateOptions};

#[test]
fn a_piece_that_lets_nothing_go_says_so_from_where_the_stream_stands() {
    let payload = r#"{"kind": "edgeward.policy", "version": 1, "name": "Demo", "rules": [
        {"id": "stop", "detector": "keyword", "action": "block", "targets": ["response"], "settings": {"entries": ["lawsuit"]}}]}"#;
    let (policy, _) = Policy::from_json(payload, &ValidateOptions::default()).unwrap();
    let guard = Guard::new(policy, &GuardOptions::default());
    let mut stream = guard.stream(StreamOptions::new(Target::Response));
    let first = stream.advance("Some words of it, and then some more. ");
    assert!(first.until > 20);
    let second = stream.advance("A lawsuit, ");
    assert_eq!(stream.state(), State::Blocked);
    let third = stream.advance("and more.");
    assert_eq!([second.until, third.until], [stream.released(); 2]);
    assert!(stream.released() >= first.until && third.edits.is_empty() && !third.raw);
}
