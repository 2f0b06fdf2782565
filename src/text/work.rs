//! What is said on the pages of what to do: knowledge gaps, the brief, the tracking plan, numbers that flatter.

use super::Sentence;
use crate::model::EventName;

/// A text without places.
type Words = &'static str;

texts! {
    /// Knowledge gaps.
    GapText {
        title: Words,
        sub: Words,
        none: Words,
        question: Words,
        kind: Words,
        chats: Words,
        share: Words,
        by_hand: Words,
        weeks: Words,
        others: Sentence<1>,
        asked_as: Words,
        without: Sentence<1>,
        missing: Words,
        wrong: Words,
        outdated: Words,
        routing: Words,
        trend: Sentence<2>,
        order: Words,
        most_asked: Words,
        most_growing: Words,
        roadmap: Words,
        roadmap_sub: Words,
        month: Words,
        set_apart: Words,
        put_back: Words,
        as_csv: Words,
        as_markdown: Words,
        save: Sentence<1>,
        week_of: Sentence<1>,
        status: Words,
        open: Words,
        planned: Words,
        written: Words,
        live: Words,
        plan: Words,
        name: Words,
        merge: Words,
        on_its_own: Words,
        effect: Sentence<4>,
        effect_later: Words,
        kept: Words,
        live_since: Words,
        save_notes: Words,
        open_notes: Words,
        no_notes: Sentence<1>,
        apart: Sentence<1>,
        status_of: Sentence<1>,
    }
    /// The brief.
    BriefText {
        page: Words,
        title: Sentence<1>,
        sub: Words,
        copy: Words,
        copied: Words,
        print: Words,
        findings: Words,
        no_findings: Words,
        gaps: Words,
        gap_line: Sentence<3>,
        checks: Words,
        check_line: Sentence<4>,
        footer: Sentence<3>,
    }
    /// The tracking plan.
    PlanText {
        title: Words,
        intro: Words,
        lacking: Words,
        lack_line: Sentence<2>,
        nothing: Words,
        events: Words,
        event: Words,
        when: Words,
        fields: Words,
        field_list: Words,
        passing: Words,
        form: Words,
        shop: Words,
        desk: Words,
        web: Words,
        save: Words,
    }
    /// Numbers that flatter.
    VanityText {
        title: Words,
        sub: Words,
        flattering: Words,
        instead: Words,
        started: Words,
        started_why: Words,
        messages: Words,
        messages_why: Words,
        automation: Words,
        automation_why: Words,
        growth: Words,
        growth_why: Words,
        time: Words,
        time_why: Words,
    }
}

by_name! {
    /// When an event is sent, and what goes with it.
    EventTexts, EventName, Words, {
        chat_impression: ChatImpression,
        chat_opened: ChatOpened,
        chat_engaged: ChatEngaged,
        user_message: UserMessage,
        bot_message: BotMessage,
        bot_fallback: BotFallback,
        bot_step: BotStep,
        bot_missing_answer: BotMissingAnswer,
        bot_goal_completed: BotGoalCompleted,
        bot_resolved: BotResolved,
        bot_handoff_human: BotHandoffHuman,
        chat_abandoned: ChatAbandoned,
        csat_response: CsatResponse,
        lead_captured_chat: LeadCapturedChat,
        lead_qualified: LeadQualified,
        meeting_booked: MeetingBooked,
        meeting_held: MeetingHeld,
        ticket_deflected: TicketDeflected,
        ticket_created: TicketCreated,
        purchase_after_chat: PurchaseAfterChat,
        deal_won: DealWon,
        page_view: PageView,
    }
}
