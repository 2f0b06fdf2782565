use std::io::Cursor;

use super::{Because, MappingProfile, ProfileError, Suggestion, suggest};
use crate::export::to_csv;
use crate::ingest::{FileKind, FilePart, Options, open_file};
use crate::model::TableName;

const SHOP: &str = r#"{
  "botworth_mapping": 1,
  "name": "Shop chats",
  "table": "conversations",
  "columns": [
    {"column": "Chat No", "to": "conversation_id"},
    {"column": "Began", "to": "started_at"},
    {"column": "Ad", "to": "source"},
    {"column": "Length", "to": "duration_s", "reading": "minutes"},
    {"column": "Mail", "to": "email"},
    {"column": "Note", "to": null}
  ],
  "fixed": {"channel": "web"},
  "joins": {"source": {"google": ["Google", "adwords"]}},
  "date_order": "day_first",
  "namespace": "shop",
  "leads": "email"
}"#;

fn profile(json: &str) -> MappingProfile {
    MappingProfile::from_json(json).unwrap().0
}

fn open(text: &str, profiles: &[MappingProfile]) -> FilePart {
    let options = Options { profiles: profiles.to_vec(), ..Options::default() };
    open_file("chats.csv", text.len() as u64, Cursor::new(text), &options, &mut |_, _| {}).unwrap()
}

/// The fields at fault.
fn faults(json: &str) -> Vec<String> {
    match MappingProfile::from_json(json) {
        Err(ProfileError::Invalid(faults)) => faults.into_iter().map(|fault| fault.field).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_profile_reads_a_file_by_canonical_rules() {
    let part = open(
        "chat_no,Began,Ad,Length,Mail,Note\n\
         1,03/04/2026 10:00,Google,2,ana@example.org,x\n\
         2,03/04/2026 11:00,adwords,,,\n\
         3,04/04/2026 11:00,bing,1.5,,\n\
         ,04/04/2026 11:00,bing,1,,\n",
        &[profile(SHOP)],
    );
    assert_eq!(part.kind, FileKind::Table(TableName::Conversations));
    assert_eq!((part.source.as_str(), part.reason.as_str()), ("mapping", "mapping Shop chats"));
    assert_eq!(
        to_csv(&part.tables, TableName::Conversations),
        "conversation_id,started_at,email,channel,source,duration_s\n\
         shop:1,2026-04-03T10:00:00,ana@example.org,web,google,120\n\
         shop:2,2026-04-03T11:00:00,,web,google,\n\
         shop:3,2026-04-04T11:00:00,,web,bing,90\n"
    );
    assert_eq!(
        to_csv(&part.tables, TableName::Leads),
        "lead_id,created_at,conversation_id,email,origin,source\n\
         shop:1,2026-04-03T10:00:00,shop:1,ana@example.org,chat,google\n"
    );
    assert_eq!((part.rows_rejected, part.ignored_columns), (1, vec!["Note".to_owned()]));
}

#[test]
fn all_rows_tell_the_order_of_dates_and_a_file_that_does_not_tell_keeps_its_rows_out() {
    let without_order = MappingProfile { date_order: None, ..profile(SHOP) };
    let header = "Chat No,Began,Ad,Length,Mail\n";
    let told = open(&format!("{header}1,03/04/2026,,,\n2,04/13/2026,,,\n"), std::slice::from_ref(&without_order));
    assert!(to_csv(&told.tables, TableName::Conversations).contains("shop:1,2026-03-04T00:00:00"));
    let open_order = open(&format!("{header}1,03/04/2026,,,\n"), &[without_order]);
    assert_eq!((open_order.rows_read, open_order.rows_rejected), (1, 1));
}

#[test]
fn a_profile_is_used_for_files_with_its_headers_only() {
    let canonical = "conversation_id,started_at\n1,2026-04-03T10:00:00\n";
    assert_eq!(open(canonical, &[profile(SHOP)]).source, "botworth");
}

#[test]
fn a_profile_written_and_read_again_is_the_same() {
    let shop = profile(SHOP);
    assert_eq!(MappingProfile::from_json(&shop.to_json()), Ok((shop, Vec::new())));
}

#[test]
fn a_profile_is_known_by_its_content() {
    assert_eq!(open(SHOP, &[]).kind, FileKind::Mapping(Box::new(profile(SHOP))));
}

#[test]
fn each_fault_names_its_field() {
    assert_eq!(MappingProfile::from_json("{}"), Err(ProfileError::NotAProfile));
    assert_eq!(MappingProfile::from_json(r#"{"botworth_mapping": 2}"#), Err(ProfileError::TooNew { form: 2, known: 1 }));
    assert!(matches!(MappingProfile::from_json("{"), Err(ProfileError::NotJson { line: 1, .. })));
    assert_eq!(faults(r#"{"botworth_mapping": 1, "name": "x", "table": "chats"}"#), ["table"]);
    let with = |from: &str, to: &str| SHOP.replace(from, to);
    assert_eq!(faults(&with("\"started_at\"", "\"begun\"")), ["columns[1].to", "columns"]);
    assert_eq!(faults(&with("\"minutes\"", "\"weeks\"")), ["columns[3].reading"]);
    assert_eq!(faults(&with("\"channel\"", "\"room\"")), ["fixed.room"]);
    assert_eq!(faults(&with("\"adwords\"", "1")), ["joins.source.google"]);
    assert_eq!(faults(&with("\"day_first\"", "\"first\"")), ["date_order"]);
    assert_eq!(faults(&with("\"Shop chats\"", "\"\"")), ["name"]);
}

#[test]
fn an_unknown_key_is_told_and_changes_nothing() {
    let (read, unknown) =
        MappingProfile::from_json(&SHOP.replace("\"fixed\"", "\"colour\": 1, \"fixed\"").replace("\"to\": null", "\"into\": 1"))
            .unwrap();
    assert_eq!(unknown, ["colour", "columns[5].into"]);
    assert_eq!(read, profile(SHOP));
}

fn suggestion(file: &str) -> Suggestion {
    suggest("chats.csv", Cursor::new(file.to_owned())).unwrap()
}

/// Column and targets, with a comma between targets.
fn targets(suggestion: &Suggestion) -> Vec<(&str, String, Because)> {
    suggestion.columns.iter().map(|column| (column.column.as_str(), column.to.join(","), column.because)).collect()
}

#[test]
fn english_headers_and_values_suggest_a_table_and_columns() {
    let found = suggestion(
        "Chat No,Began,Contact,Topic,Remarks\n\
         1,13/04/2026 10:00,ana@example.org,Orders,hello\n\
         2,14/04/2026 10:00,ben@example.org,orders,good day\n\
         3,14/04/2026 11:00,cy@example.org,Orders,\n",
    );
    assert_eq!(found.profile.table, TableName::Conversations);
    assert_eq!(
        targets(&found),
        [
            ("Chat No", "conversation_id".to_owned(), Because::Header),
            ("Began", "started_at".to_owned(), Because::Header),
            ("Contact", "email".to_owned(), Because::Emails),
            ("Topic", "intent".to_owned(), Because::Header),
            ("Remarks", String::new(), Because::Nothing),
        ]
    );
    assert_eq!(found.columns[4].examples, ["hello", "good day"]);
    assert_eq!(found.profile.joins["intent"]["Orders"], ["orders"]);
    assert!(found.missing.is_empty() && !found.asks_date_order);
}

#[test]
fn values_suggest_where_headers_say_nothing() {
    let people = suggestion(
        "A,B,C,D\nX-1,2026-03-02 10:00,+44 20 7946 0001,ana@example.org\nX-2,2026-03-03 10:00,+44 20 7946 0002,ben@example.org\n",
    );
    let because: Vec<(String, Because)> = targets(&people).into_iter().map(|(_, to, because)| (to, because)).collect();
    assert_eq!(
        because,
        [
            ("conversation_id".to_owned(), Because::Ids),
            ("started_at".to_owned(), Because::Times),
            ("phone".to_owned(), Because::Phones),
            ("email".to_owned(), Because::Emails),
        ]
    );
    let orders = suggestion("A,B,order date\nX-1,\"€1,200.00\",2026-03-02 10:00\nX-2,€7,2026-03-03 10:00\n");
    assert_eq!(orders.profile.table, TableName::Revenue);
    let to: Vec<String> = targets(&orders).into_iter().map(|(_, to, _)| to).collect();
    assert_eq!(to, ["order_id", "amount", "at"]);
    // The same value twice is no id, and a number that may be anything is no phone.
    let none = suggestion("A,B\n1,44207946000\n1,44207946001\n");
    assert!(none.columns.iter().all(|column| column.because != Because::Phones));
    assert_eq!(none.columns[0].to, Vec::<&str>::new());
}

#[test]
fn names_of_one_source_are_joined_to_the_most_frequent() {
    let found = suggestion(
        "chat id,started,source\n1,2026-03-02 10:00,Google\n2,2026-03-02 10:00,google\n3,2026-03-02 10:00,adwords\n4,2026-03-02 10:00,Google\n5,2026-03-02 10:00,bing\n",
    );
    assert_eq!(found.profile.joins["source"]["Google"], ["adwords", "google"]);
    assert_eq!(found.profile.joins["source"].len(), 1);
}

#[test]
fn japanese_headers_suggest_too() {
    let chats = suggestion("会話ID,開始日時,メールアドレス,流入元\n1,2026年3月1日 10:00,ana@example.org,広告\n");
    assert_eq!(chats.profile.table, TableName::Conversations);
    let to: Vec<String> = targets(&chats).into_iter().map(|(_, to, _)| to).collect();
    assert_eq!(to, ["conversation_id", "started_at", "email", "source"]);
    let orders = suggestion("注文番号,注文日時,合計金額,メールアドレス\n1,2026/03/01 10:00,\"1,200円\",ana@example.org\n");
    assert_eq!(orders.profile.table, TableName::Revenue);
    let to: Vec<String> = targets(&orders).into_iter().map(|(_, to, _)| to).collect();
    assert_eq!(to, ["order_id", "at", "amount", "email"]);
}

#[test]
fn the_order_of_day_and_month_is_asked_for_where_no_row_tells() {
    let asks = |rows: &str| suggestion(&format!("chat id,started\n{rows}")).asks_date_order;
    assert!(asks("1,03/04/2026\n2,05/06/2026\n"));
    assert!(asks("1,13/04/2026\n2,05/16/2026\n"), "rows that contradict each other tell nothing");
    assert!(!asks("1,03/04/2026\n2,13/04/2026\n"));
    assert!(!asks("1,2026-04-03\n"));
}

#[test]
fn what_a_table_needs_and_nobody_found_is_named() {
    let found = suggestion("colour,size\nred,1\n");
    assert_eq!(found.missing, ["conversation_id", "started_at"]);
}

#[test]
fn proposals_for_vendors_are_profiles_that_read_as_their_lists_do() {
    let file = "ID,Full Name,Email,Phone,Tags,Subscribed,Last Interaction\n\
                17,Ana,Ana@Example.org,,\"vip, spring\",2026-03-02 09:00:00,2026-03-05 09:00:00\n\
                18,Ben,,,,2026-03-02 10:00:00,2026-03-02 10:00:00\n";
    let found = suggestion(file);
    assert!(found.missing.is_empty() && !found.asks_date_order);
    let (profile, unknown) = MappingProfile::from_json(&found.profile.to_json()).unwrap();
    assert!(unknown.is_empty());
    let part = open(file, &[profile]);
    assert_eq!(
        to_csv(&part.tables, TableName::Conversations),
        "conversation_id,started_at,user_id,email,channel,intent\n\
         manychat:17,2026-03-02T09:00:00,manychat:17,ana@example.org,messenger,vip\n\
         manychat:18,2026-03-02T10:00:00,manychat:18,,messenger,\n"
    );
    assert_eq!(
        to_csv(&part.tables, TableName::Leads),
        "lead_id,created_at,conversation_id,user_id,email,origin\n\
         manychat:17,2026-03-02T09:00:00,manychat:17,manychat:17,ana@example.org,chat\n"
    );
}

/// A file of a kind that is recognised, with the zone in its headers and words of the vendor.
const LIVECHAT: &str = "conferenceId,chat start date Europe/London,visitor id,visitor email,operator 1 nick,operator 1 id,rate,tag 1,tag 2\n\
     P1,2026-07-02 10:00:00,v1,Ana@Example.org,Mug bot,5c9871d5372c824cbf22d860a707a578,rated good,urgent,delivery\n\
     P2,2026-07-02 11:00:00,v2,,Mug bot,5c9871d5372c824cbf22d860a707a578,not rated,,returns\n";

#[test]
fn what_is_recognised_shows_what_each_column_becomes() {
    let found = suggestion(LIVECHAT);
    assert!(found.recognised.is_some_and(|reason| reason.starts_with("LiveChat chats: ")));
    let to: Vec<(&str, String)> = found.columns.iter().map(|column| (column.column.as_str(), column.to.join(","))).collect();
    assert_eq!(to[0], ("conferenceId", "conversation_id".to_owned()));
    assert_eq!(to[1], ("chat start date Europe/London", "started_at".to_owned()));
    assert_eq!(to[7], ("tag 1", "intent".to_owned()));
    assert_eq!(to[8], ("tag 2", String::new()));
    assert!(found.missing.is_empty());
}

#[test]
fn a_profile_changes_some_columns_of_what_is_recognised_and_leaves_the_vendors_ways() {
    let change = r#"{"botworth_mapping": 1, "name": "Our tags", "table": "conversations", "base": "LiveChat chats",
        "columns": [{"column": "tag 1", "to": null}, {"column": "tag 2", "to": "intent"}]}"#;
    let part = open(LIVECHAT, &[profile(change)]);
    assert_eq!(part.source, "livechat");
    assert!(part.reason.ends_with("; changed by mapping Our tags"), "{}", part.reason);
    // Ids, the zone of the headers and ratings are as the vendor's list has them; the intent is the second tag.
    assert_eq!(part.time_zone.as_deref(), Some("Europe/London"));
    assert_eq!(
        to_csv(&part.tables, TableName::Conversations),
        "conversation_id,started_at,anonymous_id,email,intent,bot_involved,handoff,csat,csat_max\n\
         livechat:P1,2026-07-02T10:00:00,livechat:v1,ana@example.org,delivery,true,none,1,1\n\
         livechat:P2,2026-07-02T11:00:00,livechat:v2,,returns,true,none,,\n"
    );
    assert!(part.ignored_columns.contains(&"tag 1".to_owned()));
    // A file of another kind, or without the columns, is read as ever.
    let other = open(&LIVECHAT.replace("tag 2", "tag 3"), &[profile(change)]);
    assert!(!other.reason.contains("changed"), "{}", other.reason);
}

#[test]
fn a_profile_that_speaks_of_few_columns_leaves_a_known_file_to_its_importer() {
    let few = profile(
        r#"{"botworth_mapping": 1, "name": "few", "table": "conversations",
        "columns": [{"column": "visitor id", "to": "conversation_id"}, {"column": "chat start date", "to": "started_at"}]}"#,
    );
    assert_eq!(open(LIVECHAT, &[few]).source, "livechat");
}
