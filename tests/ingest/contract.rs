//! What each kind of cell becomes, and what the ledger says about those that cannot be read.

use botworth::ingest::{FileKind, columns, required_columns};
use botworth::model::{
    Date, EventName, FirstUseful, GapKind, Handoff, LeadOrigin, Resolution, RevenueStatus, Symbol, TableName, Timestamp,
};

use crate::{ledger_of, part};

/// 2026-03-01T00:00:00Z in microseconds since 1970.
const MARCH: i64 = 1_772_323_200_000_000;

#[test]
fn a_conversation_with_every_column() {
    let file = part(
        "c.csv",
        "\u{feff}conversation_id,started_at,ended_at,user_id,anonymous_id,email,phone,channel,flow,intent,language,source,medium,campaign,page,\
         engaged,bot_involved,test,user_turns,bot_turns,duration_s,first_useful_s,fallbacks,missing_answer,gap_kind,goal_completed,\
         resolution,handoff,handoff_reason,eligible,csat,csat_max,survey_offered,cost,question\r\n\
         007,2026-03-01T00:00:00Z,2026-03-01 00:05:00Z, u1 ,a1,Ana@X.org ,+49 (30) 12,web,support,returns,de,google,cpc,spring,/help,\
         yes,1,FALSE,4,5.0,300,never,1,true,wrong,no,\
         assumed,true,angry,0,4.5,5,1,0.15,\" where, is it? \"\r\n",
    );
    let row = file.tables.conversations.row(0);
    let text = |symbol: Symbol| file.tables.dictionary.text(symbol);
    assert_eq!((row.origin.file, row.origin.line), (0, 2));
    assert_eq!(row.started_at, Timestamp::utc(MARCH));
    assert_eq!(row.ended_at, Timestamp::utc(MARCH + 300_000_000));
    assert_eq!(row.identity().map(text), ["u1", "a1", "ana@x.org", "493012"]);
    let dimensions = [row.channel, row.flow, row.intent, row.language, row.source, row.medium, row.campaign, row.page];
    assert_eq!(dimensions.map(text), ["web", "support", "returns", "de", "google", "cpc", "spring", "/help"]);
    assert_eq!((row.engaged, row.bot_involved, row.test), (Some(true), Some(true), Some(false)));
    assert_eq!((row.user_turns, row.bot_turns, row.fallbacks), (Some(4), Some(5), Some(1)));
    assert_eq!((row.duration_s, row.first_useful_s), (Some(300.0), Some(FirstUseful::Never)));
    assert_eq!((row.missing_answer, row.gap_kind, row.goal_completed), (Some(true), Some(GapKind::Wrong), Some(false)));
    assert_eq!(
        (row.resolution, row.handoff, text(row.handoff_reason)),
        (Some(Resolution::Assumed), Some(Handoff::Accepted), "angry")
    );
    assert_eq!((row.eligible, row.csat, row.csat_max, row.survey_offered), (Some(false), Some(4.5), Some(5.0), Some(true)));
    assert_eq!((row.cost, text(row.question), text(row.conversation_id)), (Some(0.15), " where, is it? ", "007"));
    assert_eq!(ledger_of(&file), []);
    assert_eq!(file.kind, FileKind::Table(TableName::Conversations));
    assert_eq!((file.source.as_str(), file.reason.as_str()), ("botworth", "conversation_id, started_at"));
    assert_eq!((file.rows_read, file.rows_rejected, file.ignored_columns.len()), (1, 0, 0));
}

#[test]
fn the_other_tables_have_their_own_cells() {
    let leads = part(
        "l.csv",
        "lead_id,created_at,origin,sql_at,meeting_qualified\nL1,2026-03-01T00:00:00,Form,2026-03-02T00:00:00Z,yes\n",
    );
    let lead = leads.tables.leads.row(0);
    assert_eq!((lead.created_at, lead.origin_kind), (Timestamp::local(MARCH), Some(LeadOrigin::Form)));
    assert_eq!((lead.sql_at.micros(), lead.meeting_qualified), (Some(MARCH + 86_400_000_000), Some(true)));

    let revenue =
        part("r.csv", "order_id,at,amount,currency,status,gross_profit\n1001,2026-03-01T00:00:00Z,-20.50,eur,refunded,\n");
    let order = revenue.tables.revenue.row(0);
    assert_eq!((order.amount, order.status, order.gross_profit), (Some(-20.5), Some(RevenueStatus::Refunded), None));
    assert_eq!(revenue.tables.dictionary.text(order.currency), "EUR");

    let exposure = part("x.csv", "date,channel,impressions,eligible_visitors\n2026-03-01,web,5000000000,120\n");
    let shown = exposure.tables.exposure.row(0);
    assert_eq!(
        (shown.date, shown.impressions, shown.eligible_visitors),
        (Date::from_ymd(2026, 3, 1).unwrap(), Some(5_000_000_000), Some(120))
    );

    let tickets = part("t.csv", "created_at,ticket_id,agent,csat\n2026-03-01T00:00:00Z,T1,false,3\n");
    let ticket = tickets.tables.tickets.row(0);
    assert_eq!((ticket.agent, ticket.csat), (Some(false), Some(3.0)));

    let touches = part("m.csv", "at,email,source\n2026-03-01T00:00:00Z,A@b.c,google\n");
    let touch = touches.tables.touches.row(0);
    assert_eq!(touches.tables.dictionary.text(touch.email), "a@b.c");
}

#[test]
fn files_are_recognised_by_required_columns_in_the_order_of_metrics() {
    let kind = |header: &str, row: &str| part("f.csv", &format!("{header}\n{row}\n")).kind;
    let at = "2026-03-01T00:00:00Z";
    // Tickets with a conversation are no conversations; a conversations file may name an event.
    assert_eq!(kind("created_at,ticket_id,conversation_id", &format!("{at},t,c")), FileKind::Table(TableName::Tickets));
    assert_eq!(
        kind("event,timestamp,conversation_id,started_at", &format!("x,{at},c,{at}")),
        FileKind::Table(TableName::Conversations)
    );
    assert_eq!(kind("at,amount,order_id", &format!("{at},1,o")), FileKind::Table(TableName::Revenue));
    assert_eq!(kind("at,amount", &format!("{at},1")), FileKind::Table(TableName::Touches));
    assert_eq!(required_columns(TableName::Events), ["event", "timestamp"]);
    assert_eq!(columns(TableName::Revenue).len(), 11);
    assert_eq!(columns(TableName::Conversations).len(), 35);
}

#[test]
fn column_names_are_exact_and_others_are_listed() {
    let file =
        part("c.csv", "Channel,conversation_id,started_at,channel,notes,channel,\nA,c1,2026-03-01T00:00:00Z,web,n,app,z\n");
    assert_eq!(file.ignored_columns, ["Channel", "notes", "channel"]);
    assert_eq!(file.tables.dictionary.text(file.tables.conversations.row(0).channel), "web");
    assert_eq!(ledger_of(&file), []);
}

#[test]
fn an_unreadable_optional_cell_is_unknown_and_in_the_ledger() {
    let file = part(
        "c.csv",
        "conversation_id,started_at,ended_at,user_turns,duration_s,engaged,resolution,phone,csat\n\
         c1,2026-03-01T00:00:00Z,2026-02-01T00:00:00Z,-2,-1,maybe,solved,none,NaN\n\
         c2,2026-03-01T00:00:00Z,2026-02-01T00:00:00,2.5,x,,,,\n",
    );
    assert_eq!(
        ledger_of(&file),
        [
            (2, "user_turns", "-2", "negative", false),
            (2, "duration_s", "-1", "negative", false),
            (2, "engaged", "maybe", "not_a_boolean", false),
            (2, "resolution", "solved", "unknown_word", false),
            (2, "phone", "none", "not_a_phone", false),
            (2, "csat", "NaN", "not_a_number", false),
            (2, "ended_at", "2026-02-01T00:00:00Z", "ends_before_start", false),
            // An end on the local clock cannot be held against a start in UTC before the zone is known.
            (3, "user_turns", "2.5", "not_whole", false),
            (3, "duration_s", "x", "not_a_number", false),
        ]
    );
    assert_eq!((file.rows_read, file.rows_rejected), (2, 0));
    let row = file.tables.conversations.row(0);
    assert_eq!((row.ended_at, row.user_turns, row.engaged, row.csat), (Timestamp::default(), None, None, None));
    assert!(file.tables.conversations.row(1).ended_at.is_local());
}

#[test]
fn an_unreadable_required_cell_rejects_the_row_with_one_entry() {
    let file = part(
        "r.csv",
        "order_id,at,amount,status\n\
         o1,2026-03-01T00:00:00Z,free,soon\n\
         o2,1999-12-31T00:00:00Z,free,paid\n\
         ,2026-03-01T00:00:00Z,1,paid\n\
         o4\n\
         o5,2026-03-01T00:00:00Z,5\n",
    );
    assert_eq!(
        ledger_of(&file),
        [
            (2, "amount", "free", "not_a_number", true),
            (3, "at", "1999-12-31T00:00:00Z", "year_out_of_range", true),
            (4, "order_id", "", "required_empty", true),
            (5, "at", "", "required_empty", true),
        ]
    );
    assert_eq!((file.rows_read, file.rows_rejected, file.tables.revenue.len()), (5, 4, 1));
}

#[test]
fn events_need_someone_and_keep_names_that_nobody_knows() {
    let at = "2026-03-01T00:00:00Z";
    let file = part(
        "e.csv",
        &format!(
            "event,timestamp,conversation_id,user_id,text\n\
             chat_opened,{at},c1,,\n\
             chat_opened,{at},,,\n\
             page_view,{at},,,\n\
             chat_impression,{at},,,\n\
             widget_seen,{at},,u1,\"  hi \"\n\
             widget_seen,{at},,,x\n"
        ),
    );
    assert_eq!(ledger_of(&file), [(3, "", "", "no_identity", true), (7, "", "", "no_identity", true)]);
    let events: Vec<_> = file.tables.events.rows().map(|row| row.event).collect();
    assert_eq!(events, [Some(EventName::ChatOpened), Some(EventName::PageView), Some(EventName::ChatImpression), None]);
    let last = file.tables.events.row(3);
    assert_eq!(file.tables.dictionary.text(last.other_event), "widget_seen");
    assert_eq!(file.tables.dictionary.text(last.text), "  hi ");
}

#[test]
fn cells_beyond_the_header_are_a_warning() {
    let file = part("m.csv", "at,source\n2026-03-01T00:00:00Z,google,surplus,,more\n2026-03-01T00:00:00Z,bing,,\n");
    assert_eq!(ledger_of(&file), [(2, "", "surplus", "extra_cells", false)]);
    assert_eq!(file.tables.touches.len(), 2);
}

#[test]
fn bytes_that_are_no_text_cost_their_cell_alone() {
    let bytes = b"conversation_id,started_at,intent\nc1,2026-03-01T00:00:00Z,caf\xe9\n\xff,2026-03-01T00:00:00Z,x\nc3,2026-03-01T00:00:00Z,\xc3\xa9\n";
    let file = botworth::ingest::read_file("c.csv", bytes.len() as u64, &bytes[..], &mut |_, _| {}).unwrap();
    assert_eq!(
        ledger_of(&file),
        [(2, "intent", "caf\u{fffd}", "not_text", false), (3, "conversation_id", "\u{fffd}", "not_text", true)]
    );
    assert_eq!(file.tables.dictionary.text(file.tables.conversations.row(1).intent), "é");
}

#[test]
fn json_lines_give_lists_and_broken_lines_to_the_ledger() {
    let file = part(
        "c.ndjson",
        "{\"conversation_id\":215000000000000000001,\"started_at\":\"2026-03-01T00:00:00Z\",\"engaged\":true,\"csat\":null}\n\
         \n\
         {\"conversation_id\":\"c2\",\"started_at\":\"2026-03-01T00:00:00Z\",\"intent\":[\"a\",\"b\"],\"extra\":{}}\n\
         {\"conversation_id\":\"c3\"\n",
    );
    assert_eq!(
        ledger_of(&file),
        [(3, "intent", "[\"a\",\"b\"]", "nested", false), (4, "", "{\"conversation_id\":\"c3\"", "not_json", true)]
    );
    assert_eq!((file.rows_read, file.rows_rejected, &*file.ignored_columns), (3, 1, &["extra".to_owned()][..]));
    let row = file.tables.conversations.row(0);
    assert_eq!(file.tables.dictionary.text(row.conversation_id), "215000000000000000001");
    assert_eq!((row.engaged, row.csat), (Some(true), None));
}

#[test]
fn rules_are_told_from_rows() {
    let rules = "{\n  \"time_zone\": \"Asia/Tokyo\",\n  \"margin\": 0.4,\n  \"typo\": 1\n}\n";
    assert_eq!(part("rules.json", rules).kind, FileKind::Rules(rules.to_owned()));
    let row = "{\"conversation_id\":\"c\",\"started_at\":\"2026-03-01T00:00:00Z\",\"cost\":1}";
    assert_eq!(part("rules.json", row).kind, FileKind::Table(TableName::Conversations));
}

#[test]
fn the_span_keeps_both_clocks_apart() {
    let file = part("m.csv", "at\n2026-03-02T00:00:00Z\n2026-03-01T00:00:00\n2026-03-01T00:00:00Z\nx\n");
    let span = file.span();
    let day = 86_400_000_000;
    assert_eq!(span.utc, Some((Timestamp::utc(MARCH), Timestamp::utc(MARCH + day))));
    assert_eq!(span.local, Some((Timestamp::local(MARCH), Timestamp::local(MARCH))));
    assert_eq!(span.dates, None);
}

#[test]
fn content_is_hashed_as_it_is_read() {
    // SHA-256 of the 23 bytes, by sha256sum.
    let file = part("m.csv", "at\n2026-03-01T00:00:00Z");
    assert_eq!(file.size, 23);
    assert_eq!(file.sha256, "b80563f77b43d2fe00ecc0d3039c08175872691994fe9f190b66a9af673b936b");
    assert_ne!(file.content_hash, part("m.csv", "at\n2026-03-01T00:00:00Z\n").content_hash);
}
