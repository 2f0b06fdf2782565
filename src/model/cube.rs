//! The columns of a cube: what a warehouse counted in place of rows (`warehouse` writes the program, `facts::from_cube` reads it).

use super::bytes::{Reader, Writer};
use super::rows::Origin;
use super::table::table;
use super::zone::Zone;
use super::{Cell, Column, CubePart, Date, Handoff, LeadOrigin, Origins, Resolution, Symbol, Symbols};

table! {
    /// One row each count of a cube. Which cells a row has, its part says.
    Cube;
    /// A count as a cube lists it.
    CubeRow {
        /// What is counted.
        part: Option<CubePart>,
        /// Local date: of the conversation, or of exposure.
        day: Date,
        /// Dimension.
        channel: Symbol,
        /// Dimension.
        flow: Symbol,
        /// Dimension.
        intent: Symbol,
        /// Dimension.
        language: Symbol,
        /// Dimension.
        source: Symbol,
        /// Dimension.
        medium: Symbol,
        /// Dimension.
        campaign: Symbol,
        /// Dimension.
        page: Symbol,
        /// Whether the visitor engaged.
        engaged: Option<bool>,
        /// Whether the bot took part.
        bot_involved: Option<bool>,
        /// How far it went to a person.
        handoff: Option<Handoff>,
        /// How it ended.
        resolution: Option<Resolution>,
        /// Whether the flow's goal was reached.
        goal_completed: Option<bool>,
        /// Whether it started in the rules' business hours.
        in_business_hours: Option<bool>,
        /// Whether the bot could have done it, by the cell or the rules.
        eligible: Option<bool>,
        /// Whether the bot did not understand at least once.
        has_fallback: Option<bool>,
        /// Whether messages of the user are counted.
        knows_user_turns: Option<bool>,
        /// Whether messages of the bot are counted.
        knows_bot_turns: Option<bool>,
        /// Whether the length is known.
        knows_duration: Option<bool>,
        /// Whether it has a cost of its own, or by the rules.
        knows_cost: Option<bool>,
        /// Whether a useful answer came.
        found_useful: Option<bool>,
        /// Whether content was missing.
        missing_answer: Option<bool>,
        /// Survey answer under the rules' scale: `positive`, `negative` or `unreadable`.
        csat: Symbol,
        /// Whether a survey was offered.
        survey_offered: Option<bool>,
        /// Whether the same person came back within the rules' days.
        recontacted: Option<bool>,
        /// Old enough to judge.
        mature: Option<bool>,
        /// Whether a bot lead belongs to it.
        has_bot_lead: Option<bool>,
        /// Whether a bot lead with a booked meeting belongs to it.
        has_meeting: Option<bool>,
        /// Counted revenue of the same person within the window: `made`, or `pending` while it is open.
        purchase: Symbol,
        /// Local date of a lead, an order or a ticket.
        own_day: Date,
        /// The lead's own traffic source.
        own_source: Symbol,
        /// Chat, form or other, as the lead's row says.
        lead_origin: Option<LeadOrigin>,
        /// Whether the lead is the bot's.
        is_bot: Option<bool>,
        /// Whether a lead's conversation is there.
        has_chat: Option<bool>,
        /// Whether the lead became marketing-qualified.
        mql: Option<bool>,
        /// Whether the lead became sales-qualified.
        sql: Option<bool>,
        /// Whether a meeting was booked.
        booked: Option<bool>,
        /// Whether a meeting was booked within seven days.
        booked_soon: Option<bool>,
        /// Whether a meeting was held.
        held: Option<bool>,
        /// Whether the file calls the meeting qualified.
        meeting_qualified: Option<bool>,
        /// Whether counted revenue of the lead's person followed within the window.
        won: Option<bool>,
        /// Whether a person answered the ticket.
        agent: Option<bool>,
        /// Of an order: `counted`, `pending` or `other`.
        state: Symbol,
        /// Which rows money is of: `all`, `week`, or a field.
        split: Symbol,
        /// The value of that field, or the first date of that week.
        name: Symbol,
        /// The board whose flows alone count; empty for all.
        board: Symbol,
        /// What of the money: `attributed`, `influenced`, ...; what a row about the cube says.
        measure: Symbol,
        /// Model of attribution.
        model: Symbol,
        /// Days that attribution looks back.
        window_days: Option<u32>,
        /// What a row about the cube says; the name of a step.
        text: Symbol,
        /// The value that is counted: turns, or seconds.
        value: Option<f64>,
        /// Fallbacks beside bot turns.
        fallbacks: Option<u32>,
        /// How many: conversations, leads, orders, visitors; of money, persons.
        n: Option<u64>,
        /// Counted orders of money.
        orders: Option<u64>,
        /// Those of them with a chat touch.
        conversions: Option<u64>,
        /// Sum of amounts.
        sum: Option<f64>,
        /// Of money the sum over persons with a chat alone.
        own_sum: Option<f64>,
        /// Sum of squares of amounts, of money by person.
        squares: Option<f64>,
    }
}
