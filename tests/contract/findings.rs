//! What is found in the sample: the stories that are built into it, and nothing else.

use std::io::Cursor;

use botworth::protocol::OpenFile;
use botworth::session::Session;

#[test]
fn the_sample_tells_its_stories_and_no_other() {
    let mut session = Session::new("UTC");
    for (file, (name, bytes)) in (0..).zip(botworth::sample::generate(7)) {
        let file = OpenFile { file, name, size: bytes.len() as u64 };
        assert!(session.open(&file, Cursor::new(bytes), &mut |_, _| {}).is_ok());
    }
    let card = session.scorecard().unwrap();
    let found: Vec<(&str, Option<&str>)> =
        card.findings.iter().map(|finding| (finding.rule.as_str(), finding.segment.as_deref())).collect();
    assert_eq!(found, [("trapping_intent", Some("intent=warranty_claim")), ("survey_mix", None)]);
    let evidence = &card.findings[1].evidence;
    // Raw CSAT fell clearly; standardised, its change may as well be none.
    assert!(evidence["csat_change_high"] < 0.0);
    assert!(evidence["csat_adjusted_change_low"] < 0.0 && evidence["csat_adjusted_change_high"] > 0.0);
}
