//! The command as a user types it.

#![allow(clippy::unwrap_used, clippy::float_cmp, reason = "what is not as expected may end a test")]
#![cfg(feature = "command")]

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use botworth::command::{NOT_USED, USED, run};
use botworth::rules::Rules;

/// A folder of this test alone, empty at first.
fn folder(test: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("botworth-{}-{test}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn file(folder: &Path, name: &str, text: &str) -> OsString {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path.into_os_string()
}

/// Exit code, what was printed, what was told on the error stream.
fn botworth(arguments: &[OsString]) -> (u8, String, String) {
    let (mut output, mut errors) = (Vec::new(), Vec::new());
    let name = [OsString::from("botworth")];
    let code = run(name.into_iter().chain(arguments.iter().cloned()), &mut output, &mut errors);
    (code, String::from_utf8(output).unwrap(), String::from_utf8(errors).unwrap())
}

fn card(printed: &str) -> serde_json::Value {
    serde_json::from_str(printed).unwrap()
}

const CONVERSATIONS: &str = "conversation_id,started_at\nc1,2026-03-01T23:30:00\nc2,2026-03-02T12:00:00Z\nc3,never\n";

#[test]
fn scores_files_and_says_what_was_read() {
    let folder = folder("scores");
    let (code, printed, told) = botworth(&["score".into(), file(&folder, "c.csv", CONVERSATIONS)]);
    assert_eq!((code, told.as_str()), (USED, ""));
    let card = card(&printed);
    let read = &card["files"][0];
    assert_eq!((read["name"].as_str(), read["source"].as_str()), (Some("c.csv"), Some("botworth")));
    assert_eq!(
        (read["rows_read"].as_u64(), read["rows_kept"].as_u64(), read["rows_rejected"].as_u64()),
        (Some(3), Some(2), Some(1))
    );
    assert_eq!((read["from"].as_str(), read["to"].as_str()), (Some("2026-03-01"), Some("2026-03-02")));
    assert_eq!(card["period"]["time_zone"], "UTC");
    assert!(printed.ends_with("}\n"));
}

#[test]
fn the_order_of_files_changes_nothing() {
    let folder = folder("order");
    let conversations = file(&folder, "c.csv", CONVERSATIONS);
    let leads = file(&folder, "l.csv", "lead_id,created_at\nl1,2026-03-01T10:00:00Z\n");
    let one = botworth(&["score".into(), conversations.clone(), leads.clone()]);
    let other = botworth(&["score".into(), leads, conversations]);
    assert_eq!(one, other);
}

#[test]
fn a_file_that_cannot_be_used_leaves_the_others_counting() {
    let folder = folder("refused");
    let good = file(&folder, "c.csv", CONVERSATIONS);
    let odd = file(&folder, "odd.csv", "Name;Age\nAna;3\n");
    let missing = folder.join("missing.csv").into_os_string();
    let (code, printed, told) = botworth(&["score".into(), odd, good, missing]);
    assert_eq!(code, NOT_USED);
    assert_eq!(card(&printed)["files"].as_array().unwrap().len(), 1);
    assert_eq!(told.lines().count(), 2);
    assert!(told.contains("odd.csv: ") && told.contains("Name;Age") && told.contains("missing.csv: "), "{told}");
}

#[test]
fn rules_named_win_over_rules_dropped() {
    let folder = folder("rules");
    let conversations = file(&folder, "c.csv", CONVERSATIONS);
    let dropped = file(&folder, "rules.json", "{\"margin\":0.5}");
    let named = file(&folder, "mine.json", "{\"margin\":0.25}");
    let margin = |arguments: &[OsString]| card(&botworth(arguments).1)["rules"]["margin"].as_f64();
    assert_eq!(margin(&["score".into(), conversations.clone()]), Some(1.0));
    assert_eq!(margin(&["score".into(), conversations.clone(), dropped.clone()]), Some(0.5));
    assert_eq!(margin(&["score".into(), "--rules".into(), named, conversations.clone(), dropped.clone()]), Some(0.25));
    // The rules count the same whether they are named or dropped.
    let by_name = botworth(&["score".into(), "--rules".into(), dropped.clone(), conversations.clone()]);
    assert_eq!(by_name, botworth(&["score".into(), dropped, conversations]));
}

#[test]
fn wrong_rules_zones_and_arguments_give_no_numbers() {
    let folder = folder("wrong");
    let conversations = file(&folder, "c.csv", CONVERSATIONS);
    let wrong = file(&folder, "wrong.json", "{\"margin\":7}");
    for arguments in [
        vec!["score".into(), "--rules".into(), wrong, conversations.clone()],
        vec!["score".into(), "--time-zone".into(), "Mars/Base".into(), conversations],
        vec!["score".into()],
        vec!["unknown".into()],
    ] {
        let (code, printed, told) = botworth(&arguments);
        assert_eq!((code, printed.as_str()), (NOT_USED, ""), "{arguments:?}");
        assert!(!told.is_empty());
    }
}

/// Two chats that a warehouse counted by these rules.
fn cube(rules: &str) -> String {
    let rules = serde_json::to_string(&Rules::from_json(rules).unwrap().0).unwrap().replace('"', "\"\"");
    format!(
        "part,measure,day,engaged,bot_involved,n,text\nabout,form,,,,,1\nabout,rules,,,,,\"{rules}\"\n\
         chats,,2026-03-02,true,true,2,\n"
    )
}

#[test]
fn a_cube_is_counted_alone_and_by_its_own_rules() {
    let folder = folder("cube");
    let one = file(&folder, "one.csv", &cube("{\"margin\": 0.5}"));
    let other = file(&folder, "other.csv", &cube("{\"margin\": 0.25}"));
    let rows = file(&folder, "rows.csv", CONVERSATIONS);
    let same = file(&folder, "same.json", "{\"margin\": 0.5}");
    let others = file(&folder, "others.json", "{\"margin\": 0.75}");
    let scored = card(&ok(&["score".into(), "--rules".into(), same, one.clone()]));
    assert_eq!((scored["counts"]["handled"].as_u64(), scored["rules"]["margin"].as_f64()), (Some(2), Some(0.5)));
    let (code, printed, _) = botworth(&["score".into(), "--rules".into(), others, one.clone()]);
    assert_eq!((code, printed.as_str()), (NOT_USED, ""));
    for beside in [rows, other] {
        let (code, printed, told) = botworth(&["score".into(), one.clone(), beside]);
        assert_eq!((code, card(&printed)["counts"]["handled"].as_u64()), (NOT_USED, Some(2)));
        assert!(told.contains("left out"), "{told}");
    }
}

#[test]
fn a_cube_of_folded_groups_names_every_number_that_differs() {
    let folder = folder("folded");
    let differs = |path: &str, size: u32| format!("about,differs,,,,,{size},{path}\n");
    let text = cube("{}").replace(",text\n", ",text,name\n") + &differs("segments.page", 31) + &differs("segments.intent", 12);
    let (code, printed, told) = botworth(&["score".into(), file(&folder, "cube.csv", &text)]);
    let check = &card(&printed)["checks"][0];
    assert_eq!(
        (code, &check["check"], &check["file"], &check["count"]),
        (USED, &"groups_folded".into(), &"cube.csv".into(), &31.into())
    );
    assert!(
        told.contains("cube.csv: small groups were folded; not those of the rows are segments.intent, segments.page"),
        "{told}"
    );
    // A cube with every group says nothing of the kind.
    let (_, printed, told) = botworth(&["score".into(), file(&folder, "whole.csv", &cube("{}"))]);
    assert!(!printed.contains("groups_folded") && told.is_empty(), "{told}");
}

#[test]
fn the_program_of_a_warehouse_reads_tables_by_other_names() {
    let folder = folder("schema");
    let schema = "[tables.conversations]\nfrom = \"raw.chats\"\n[tables.conversations.columns]\nconversation_id = \"chat_id\"\n\
        started_at = \"opened\"\nuser_turns = \"messages / 2\"\n";
    let schema = file(&folder, "mapping.toml", schema);
    let printed = ok(&["sql".into(), "--dialect".into(), "duckdb".into(), "--schema".into(), schema]);
    assert!(printed.contains("from raw.chats source") && printed.contains("(messages / 2)"));
    let wrong = file(&folder, "wrong.toml", "[table]\n");
    let (code, printed, told) = botworth(&["sql".into(), "--dialect".into(), "duckdb".into(), "--schema".into(), wrong]);
    assert_eq!((code, printed.as_str()), (NOT_USED, ""));
    assert!(told.contains("wrong.toml"), "{told}");
}

#[test]
fn the_steps_of_a_warehouse_are_written_as_a_dbt_project() {
    let out = folder("dbt");
    let arguments = |dialect: &str| {
        ["sql", "--dialect", dialect, "--dbt"]
            .map(OsString::from)
            .into_iter()
            .chain([out.clone().into_os_string()])
            .collect::<Vec<_>>()
    };
    let printed = ok(&arguments("duckdb"));
    assert!(printed.contains("dbt build"), "{printed}");
    for path in ["dbt_project.yml", "macros/botworth.sql", "models/schema.yml", "models/bw_chat.sql", "models/bw_cube.sql"] {
        assert!(out.join(path).is_file(), "{path}");
    }
    // Spark's functions end with the session that made them.
    let (code, _, told) = botworth(&arguments("spark"));
    assert_eq!(code, NOT_USED);
    assert!(told.contains("duckdb and postgres"), "{told}");
}

#[test]
fn the_sample_is_read_without_a_complaint() {
    let folder = folder("sample");
    let out = folder.join("new").into_os_string();
    let (code, printed, told) = botworth(&["sample".into(), "--seed".into(), "7".into(), "--out".into(), out]);
    assert_eq!((code, told.as_str()), (USED, ""));
    let files: Vec<OsString> = printed.lines().map(OsString::from).collect();
    assert!(files.len() > 2);
    let arguments: Vec<OsString> = std::iter::once("score".into()).chain(files).collect();
    let (code, printed, told) = botworth(&arguments);
    assert_eq!((code, told.as_str()), (USED, ""));
    assert!(card(&printed)["counts"]["opened"].as_u64().unwrap() > 1000);
}

/// The sample's files, written by the command.
fn sample(test: &str) -> Vec<OsString> {
    let out = folder(test);
    let (code, ..) = botworth(&["sample".into(), "--out".into(), out.clone().into_os_string()]);
    assert_eq!(code, USED);
    std::fs::read_dir(out).unwrap().map(|entry| entry.unwrap().path().into_os_string()).collect()
}

fn words(arguments: &[&str]) -> Vec<OsString> {
    arguments.iter().map(OsString::from).collect()
}

/// What a call prints that uses everything given.
fn ok(arguments: &[OsString]) -> String {
    let (code, printed, told) = botworth(arguments);
    assert_eq!((code, told.as_str()), (USED, ""));
    printed
}

#[test]
fn rows_behind_a_number_add_up_to_it_and_name_their_file_and_line() {
    let files = sample("rows");
    let numerator = |filter: &[&str]| {
        let scored = card(&ok(&[&words(&["score"])[..], &words(filter), &files].concat()));
        scored["metrics"]["deflection_rate"]["numerator"].as_u64().unwrap()
    };
    for filter in [&[][..], &["--where", "channel=web"], &["--from", "2026-04-01", "--to", "2026-04-30"]] {
        let standing = ["rows", "--metric", "deflection_rate", "--standing", "numerator"];
        let csv = ok(&[&words(&standing)[..], &words(filter), &files].concat());
        let rows: Vec<&str> = csv.lines().skip(1).collect();
        assert_eq!(rows.len() as u64, numerator(filter), "{filter:?}");
        assert!(rows[0].starts_with("numerator,counted,conversations,"), "{}", rows[0]);
    }
}

#[test]
fn a_range_compared_with_another_says_what_changed_between_the_two() {
    let files = sample("compare");
    let asked = ["score", "--from", "2026-05-01", "--to", "2026-05-31", "--compare", "2026-04-01..2026-04-30"];
    let scored = card(&ok(&[&words(&asked)[..], &files].concat()));
    let april = ["score", "--from", "2026-04-01", "--to", "2026-04-30"];
    let april = card(&ok(&[&words(&april)[..], &files].concat()));
    assert_eq!(scored["period"]["from"], "2026-05-01");
    assert_eq!(scored["change"]["deflection_rate"]["from"], april["metrics"]["deflection_rate"]["value"]);
    assert_eq!(scored["change"]["deflection_rate"]["to"], scored["metrics"]["deflection_rate"]["value"]);
}

#[test]
fn segments_can_be_crossed_and_sum_to_what_they_split() {
    let files = sample("crossed");
    let asked = ["score", "--segment", "intent,channel", "--segment", "month"];
    let scored = card(&ok(&[&words(&asked)[..], &files].concat()));
    let whole = scored["metrics"]["handoff_rate"]["denominator"].as_f64().unwrap();
    for key in ["intent × channel", "month"] {
        let segments = scored["segments"][key].as_object().unwrap();
        let sum: f64 = segments.values().filter_map(|metrics| metrics["handoff_rate"]["denominator"].as_f64()).sum();
        assert_eq!(sum, whole, "{key}");
    }
}

#[test]
fn joins_say_by_which_key_orders_found_a_conversation() {
    let folder = folder("joins");
    let conversations =
        "conversation_id,started_at,user_id,email\nc1,2026-03-01T10:00:00Z,u1,\nc2,2026-03-01T11:00:00Z,,ann@example.com\n";
    let revenue = "order_id,at,amount,conversation_id,user_id,email\n\
        o1,2026-03-02T10:00:00Z,10,c1,u1,\no2,2026-03-02T10:00:00Z,10,,,Ann@example.com\no3,2026-03-02T10:00:00Z,10,c9,,\n";
    let files = [file(&folder, "c.csv", conversations), file(&folder, "o.csv", revenue)];
    let printed = ok(&[&words(&["joins"])[..], &files].concat());
    let rows: Vec<&str> = printed.lines().skip(1).collect();
    assert_eq!(
        rows,
        [
            "revenue,conversation_id,1,1,3",
            "revenue,user_id,1,0,3",
            "revenue,anonymous_id,0,0,3",
            "revenue,email,1,1,3",
            "revenue,phone,0,0,3",
            "revenue,nothing,1,1,3",
            "revenue,unknown conversation_id,1,,3"
        ]
    );
}

#[test]
fn three_crossed_fields_keep_all_three_apart() {
    let folder = folder("crossed-by-three");
    let conversations = "conversation_id,started_at,intent,channel,flow\n\
        a,2026-03-02T10:00:00Z,faq,web,help\nb,2026-03-02T11:00:00Z,refund,web,help\nc,2026-03-02T12:00:00Z,refund,app,help\n";
    let files = [file(&folder, "c.csv", conversations)];
    let card = card(&ok(&[&words(&["score", "--segment", "intent,channel,flow"])[..], &files].concat()));
    let segments = card["segments"]["intent × channel × flow"].as_object().unwrap();
    let rows: Vec<(&str, u64)> = segments
        .iter()
        .map(|(name, metrics)| (name.as_str(), metrics["goal_completion_rate"]["unknown"].as_u64().unwrap()))
        .collect();
    assert_eq!(rows, [("faq × web × help", 1), ("refund × app × help", 1), ("refund × web × help", 1)]);
}

/// A scorecard without what differs between the same rows in other files.
fn numbers_of(printed: &str) -> serde_json::Value {
    let mut card = card(printed);
    for told_of_files in ["files", "checks"] {
        card.as_object_mut().unwrap().remove(told_of_files);
    }
    card.pointer_mut("/counts").unwrap().as_object_mut().unwrap().remove("test");
    card
}

#[test]
fn what_is_exported_gives_the_same_numbers_when_it_is_opened_again() {
    let files = sample("exports");
    let folder = folder("exported");
    let rules = files.iter().find(|file| file.to_string_lossy().ends_with("rules.json")).unwrap();
    let export = |what: &str, form: &str| {
        let arguments = words(&["export", "--what", what, "--form", form]);
        file(&folder, &format!("{what}.{form}"), &ok(&[arguments, files.clone()].concat()))
    };
    let score = |files: Vec<OsString>| numbers_of(&ok(&[words(&["score"]), files, vec![rules.clone()]].concat()));
    let expected = score(files.clone());
    let tables = ["conversations", "events", "leads", "revenue", "touches", "exposure", "tickets"];
    for form in ["csv", "ndjson"] {
        assert_eq!(score(tables.map(|table| export(table, form)).to_vec()), expected, "{form}");
    }
    // The events are folded into the conversations; only the steps of flows cannot be.
    let rest = tables.into_iter().filter(|table| !["conversations", "events"].contains(table));
    let mut folded = score(std::iter::once("folded").chain(rest).map(|what| export(what, "csv")).collect());
    folded["paths"] = expected["paths"].clone();
    assert_eq!(folded, expected);
}

#[test]
fn weeks_leave_as_a_tidy_table_with_the_scorecards_numbers() {
    let files = sample("weekly");
    let printed = ok(&[words(&["export", "--what", "weekly", "--segment", "channel"]), files.clone()].concat());
    let card = card(&ok(&[words(&["score"]), files].concat()));
    let mut reader = csv::Reader::from_reader(printed.as_bytes());
    let lines: Vec<std::collections::HashMap<String, String>> = reader.deserialize().map(Result::unwrap).collect();
    let find = |board: &str, segment: &str, value: &str, part: &str| {
        let of = |line: &&std::collections::HashMap<String, String>| {
            line["week"] == "2026-W20"
                && line["metric"] == "deflection_rate"
                && (&*line["board"], &*line["segment"], &*line["segment_value"], &*line["part"]) == (board, segment, value, part)
        };
        let found: Vec<_> = lines.iter().filter(of).collect();
        assert_eq!(found.len(), 1, "{board} {segment} {value} {part}");
        found[0].clone()
    };
    let week = card["boards"]["support"]["weekly"].as_array().unwrap().iter().find(|week| week["week"] == "2026-W20").unwrap();
    let durable = &week["metrics"]["deflection_rate"]["parts"]["durable"];
    let line = find("support", "", "", "durable");
    assert_eq!(line["value"], durable["value"].to_string());
    assert_eq!(line["high"], durable["interval"][1].to_string());
    assert_eq!(line["denominator"], durable["denominator"].to_string());
    let all = find("", "", "", "");
    let channels: Vec<_> = lines.iter().filter(|line| line["segment"] == "channel").map(|line| &line["segment_value"]).collect();
    let channels: std::collections::BTreeSet<_> = channels.into_iter().collect();
    let sum: u32 = channels.iter().map(|channel| find("", "channel", channel, "")["n"].parse::<u32>().unwrap()).sum();
    assert_eq!(sum.to_string(), all["n"]);
}

#[test]
fn the_ledger_lists_what_was_kept_out_and_disarms_formulas_on_request() {
    let folder = folder("ledger");
    let rows = "conversation_id,started_at,csat,csat_max\nc1,2026-03-01T10:00:00Z,=1+1,5\n=2,never,4,5\n";
    let files = vec![file(&folder, "c.csv", rows)];
    assert_eq!(
        ok(&[words(&["ledger"]), files.clone()].concat()),
        "file,line,column,cell,reason,row_rejected,count\nc.csv,2,csat,=1+1,not_a_number,false,1\n\
         c.csv,3,started_at,never,not_a_timestamp,true,1\n"
    );
    assert!(
        ok(&[words(&["ledger", "--spreadsheet-safe"]), files].concat())
            .contains("\n\"c.csv\",2,\"csat\",\"'=1+1\",\"not_a_number\"")
    );
}

#[test]
fn a_renamed_file_and_its_profile_give_the_same_scorecard() {
    let folder = folder("mapping");
    let rows = "c1,2026-03-01T23:30:00Z,ana@example.org,google,confirmed\nc2,2026-03-02T12:00:00Z,,bing,\nc3,never,,,\n";
    let original = file(&folder, "c.csv", &format!("conversation_id,started_at,email,source,resolution\n{rows}"));
    let renamed = file(&folder, "renamed.csv", &format!("Key,Begin of chat,Who,Where from,End\n{rows}"));
    let profile = file(
        &folder,
        "profile.json",
        r#"{"botworth_mapping": 1, "name": "Renamed", "table": "conversations", "columns": [
            {"column": "Key", "to": "conversation_id"}, {"column": "Begin of chat", "to": "started_at"},
            {"column": "Who", "to": "email"}, {"column": "Where from", "to": "source"}, {"column": "End", "to": "resolution"}]}"#,
    );
    let (code, expected, _) = botworth(&["score".into(), original]);
    assert_eq!(code, USED);
    let (code, by_option, told) = botworth(&["score".into(), "--mapping".into(), profile.clone(), renamed.clone()]);
    assert_eq!((code, told.as_str()), (USED, ""));
    assert_eq!(numbers_of(&by_option), numbers_of(&expected));
    let (code, along, told) = botworth(&["score".into(), renamed.clone(), profile]);
    assert_eq!((code, told.as_str()), (USED, ""));
    assert_eq!(numbers_of(&along), numbers_of(&expected));
    assert_eq!(botworth(&["score".into(), renamed]).0, NOT_USED);
}

#[test]
fn a_suggested_profile_can_be_used_as_printed() {
    let folder = folder("suggested");
    let chats = file(&folder, "Shop chats.csv", "Chat No,Began,Mail\n1,13/04/2026 10:00,ana@example.org\n");
    let (code, profile, told) = botworth(&["mapping".into(), chats.clone()]);
    assert_eq!(code, USED, "{told}");
    let profile = file(&folder, "profile.json", &profile);
    let (code, printed, told) = botworth(&["score".into(), "--mapping".into(), profile, chats]);
    assert_eq!((code, told.as_str()), (USED, ""));
    assert_eq!(card(&printed)["files"][0]["rows_kept"], 1);
    let open = file(&folder, "open.csv", "Chat No,Began\n1,03/04/2026\n");
    let (code, _, told) = botworth(&["mapping".into(), open]);
    assert_eq!(code, NOT_USED);
    assert!(told.contains("date_order"), "{told}");
}

#[test]
fn a_broken_profile_ends_the_command_and_names_the_field() {
    let folder = folder("broken-profile");
    let profile = file(&folder, "p.json", r#"{"botworth_mapping": 1, "name": "x", "table": "chats"}"#);
    let (code, _, told) = botworth(&["score".into(), "--mapping".into(), profile, file(&folder, "c.csv", CONVERSATIONS)]);
    assert_eq!(code, NOT_USED);
    assert!(told.contains("table is \"chats\"; it must be one of conversations"), "{told}");
}

#[test]
fn an_earlier_scorecard_tells_that_revenue_was_credited_otherwise() {
    let folder = folder("before");
    let chats = file(&folder, "c.csv", "conversation_id,started_at\nc1,2026-03-01T10:00:00Z\n");
    let rules = file(&folder, "rules.json", r#"{"attribution": {"model": "first"}}"#);
    let (_, earlier, _) = botworth(&["score".into(), chats.clone()]);
    let earlier = file(&folder, "earlier.json", &earlier);
    let changed = |files: &[OsString]| {
        let mut words: Vec<OsString> = vec!["score".into(), "--before".into(), earlier.clone()];
        words.extend(files.iter().cloned());
        let (code, printed, told) = botworth(&words);
        assert_eq!((code, told.as_str()), (USED, ""));
        let checks = card(&printed)["checks"].as_array().unwrap().clone();
        checks.iter().any(|check| check["check"] == "attribution_changed" && check["file"].is_null())
    };
    assert!(!changed(std::slice::from_ref(&chats)));
    assert!(changed(&[chats.clone(), rules]));
    let (code, _, told) = botworth(&["score".into(), "--before".into(), chats.clone(), chats]);
    assert_eq!(code, NOT_USED);
    assert!(told.contains("is no scorecard"), "{told}");
}

#[test]
fn a_narrowed_scorecard_is_rendered_as_one() {
    let (files, out) = (sample("narrowed"), folder("narrowed-out"));
    let rendered = |asked: &[&str], form: &str| {
        let printed = ok(&[&words(&["score"])[..], &words(asked), &files].concat());
        let (code, made, _) = botworth(&["render".into(), file(&out, "scorecard.json", &printed), form.into()]);
        assert_eq!(code, USED);
        made
    };
    let asked = ["--where", "channel=web", "--from", "2026-05-01", "--to", "2026-05-31", "--compare", "2026-04-01..2026-04-30"];
    for form in ["--html", "--svg", "--markdown"] {
        let (narrowed, whole) = (rendered(&asked, form), rendered(&[], form));
        for said in ["Narrowed to Channel: web", "Changes are against 1–30 Apr 2026"] {
            assert!(narrowed.contains(said) && !whole.contains(said), "{said} in {form}");
        }
    }
}

#[test]
fn a_scorecard_is_rendered_as_page_picture_tables_and_link() {
    let march = OsString::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/scorecard/march.json"));
    let rendered = |words: &[&str]| {
        let words = words.iter().map(OsString::from);
        botworth(&[OsString::from("render"), march.clone()].into_iter().chain(words).collect::<Vec<_>>())
    };
    let (code, page, _) = rendered(&["--html", "--language", "ja"]);
    assert_eq!(code, USED);
    assert!(page.starts_with("<!doctype html>\n<html lang=\"ja\">") && page.contains("data-value=\"0.45\""));
    let (_, picture, _) = rendered(&["--svg"]);
    assert!(picture.starts_with("<svg xmlns=") && picture.contains(">45.0%</text>"), "{picture}");
    let (_, tables, _) = rendered(&["--markdown", "--address", "https://docs.example.org/#support"]);
    assert!(tables.contains("| Deflection rate | 45.0% |") && tables.contains("](https://docs.example.org/#s.d2."));
    let (code, whole, told) = rendered(&["--link", "--address", "https://docs.example.org/"]);
    assert_eq!(code, USED);
    assert!(whole.starts_with("https://docs.example.org/#s.d2.") && whole.ends_with('\n'));
    // Each of the 13 weeks shared has two orders, fewer than five.
    assert_eq!(told, format!("botworth: {} letters; 13 small groups are hidden\n", whole.trim_end().len()));
    let (_, shorter, _) = rendered(&["--link", "--address", "https://docs.example.org/", "--without", "weeks"]);
    assert!(shorter.len() < whole.len());
    let (code, _, told) = rendered(&["--link", "--without", "week"]);
    assert_eq!(code, NOT_USED);
    assert!(told.contains("known parts are support, lead, weeks"), "{told}");
    // Bytes, not words.
    let (mut drawn, mut told) = (Vec::new(), Vec::new());
    let words = [OsString::from("botworth"), OsString::from("render"), march.clone(), OsString::from("--png")];
    assert_eq!((run(words, &mut drawn, &mut told), told.as_slice()), (USED, &[][..]));
    assert!(drawn.starts_with(b"\x89PNG") && drawn.len() > 20_000, "{} bytes", drawn.len());
    // One form, neither none nor two.
    assert_eq!(rendered(&[]).0, NOT_USED);
    assert_eq!(rendered(&["--html", "--svg"]).0, NOT_USED);
}
