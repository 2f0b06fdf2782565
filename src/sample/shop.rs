//! The shop: Nordkamm, an invented outdoor-gear web shop in Berlin that runs a support bot and a lead bot.
//! Every rate here is constant over the half year; what changes is in `story`.

use super::rows::Traffic;

/// What people ask the support bot for, and how it fares.
pub struct Intent {
    /// Name.
    pub name: &'static str,
    /// Flow that serves it.
    pub flow: &'static str,
    /// Page of the web site where it is asked.
    pub page: &'static str,
    /// Share of the support bot's conversations.
    pub weight: f64,
    /// Of those it handles: confirmed, assumed, handed off; the rest leave.
    pub endings: [f64; 3],
    /// Share in which it does not understand at least once.
    pub fallback: f64,
    /// Share in which content is missing, the growing question apart.
    pub gap: f64,
    /// Share of people who are back within a week: resolved, handed off, left.
    pub recontact: [f64; 3],
    /// Positive answers to the survey: completed, escalated, left.
    pub positive: [f64; 3],
    /// Orders that the same person made before, and makes within days after.
    pub orders: [f64; 2],
}

const USUAL: Intent = Intent {
    name: "",
    flow: "support",
    page: "/help",
    weight: 0.0,
    endings: [0.2, 0.3, 0.25],
    fallback: 0.042,
    gap: 0.035,
    recontact: [0.08, 0.09, 0.13],
    positive: [0.97, 0.945, 0.91],
    orders: [0.0, 0.03],
};

/// The support bot's intents.
pub const INTENTS: [Intent; 10] = [
    Intent {
        name: "order_status",
        flow: "order_help",
        page: "/orders",
        weight: 0.18,
        endings: [0.22, 0.32, 0.22],
        orders: [0.5, 0.03],
        ..USUAL
    },
    Intent {
        name: "delivery",
        flow: "order_help",
        page: "/orders",
        weight: 0.13,
        endings: [0.17, 0.29, 0.27],
        orders: [0.45, 0.03],
        ..USUAL
    },
    Intent { name: RETURN_POLICY, weight: 0.17, endings: [0.13, 0.26, 0.34], orders: [0.45, 0.02], ..USUAL },
    Intent { name: "store_hours", page: "/", weight: 0.06, endings: [0.30, 0.36, 0.13], orders: [0.0, 0.06], ..USUAL },
    Intent { name: "sizing", page: "/products", weight: 0.09, endings: [0.16, 0.29, 0.25], orders: [0.0, 0.24], ..USUAL },
    Intent { name: REFUND, weight: 0.13, endings: [0.07, 0.12, 0.59], positive: [0.52, 0.41, 0.36], orders: [0.4, 0.0], ..USUAL },
    Intent { name: "complaint", weight: 0.04, endings: [0.05, 0.11, 0.58], positive: [0.82, 0.78, 0.72], ..USUAL },
    Intent { name: "account_issue", weight: 0.06, endings: [0.13, 0.19, 0.44], positive: [0.95, 0.92, 0.88], ..USUAL },
    // The trap: hardly ever a way to a person, often not understood, and its people come back.
    Intent {
        name: WARRANTY,
        weight: 0.11,
        endings: [0.03, 0.43, 0.012],
        fallback: 0.28,
        recontact: [0.30, 0.30, 0.36],
        positive: [0.76, 0.72, 0.68],
        orders: [0.3, 0.0],
        ..USUAL
    },
    Intent { name: "gift_card", page: "/", weight: 0.03, endings: [0.22, 0.30, 0.24], orders: [0.0, 0.12], ..USUAL },
];

/// Returns, where the growing question is asked.
pub const RETURN_POLICY: &str = "return_policy";
/// Refunds against the rule, whose people are hard to please.
pub const REFUND: &str = "refund_exception";
/// The intent that traps people.
pub const WARRANTY: &str = "warranty_claim";

/// Conversations of the support bot opened in a usual week.
pub const SUPPORT_A_WEEK: f64 = 181.0;
/// Conversations of the lead bot opened in a usual week.
pub const LEAD_A_WEEK: f64 = 46.0;
/// Tickets by email in a usual week, from people who did not chat.
pub const EMAILS_A_WEEK: f64 = 36.0;
/// Orders in a usual week from people who did not chat.
pub const ORDERS_A_WEEK: f64 = 14.0;
/// Leads through the form in a usual week.
pub const FORM_LEADS_A_WEEK: f64 = 11.5;

/// Share of opened chats of the support bot that stay silent, and that a person takes from the start.
pub const UNENGAGED: f64 = 0.10;
/// See [`UNENGAGED`].
pub const HUMAN_ONLY: f64 = 0.035;

/// Channels of the support bot with their shares.
pub const CHANNELS: [(&str, f64); 3] = [("web", 0.72), ("messenger", 0.18), ("instagram", 0.10)];
/// Languages with their shares.
pub const LANGUAGES: [(&str, f64); 3] = [("en", 0.7), ("de", 0.19), ("ja", 0.11)];

/// Share of offered surveys that are answered: completed, escalated, left.
pub const ANSWERED: [f64; 3] = [0.72, 0.66, 0.56];

/// The lead bot's flows.
pub struct LeadFlow {
    /// Flow.
    pub name: &'static str,
    /// Intent.
    pub intent: &'static str,
    /// Page.
    pub page: &'static str,
    /// Share of its conversations.
    pub weight: f64,
    /// Whether its platform exports events instead of rows.
    pub exports_events: bool,
}

/// The lead bot's flows: `demo_request` is a day of trying gear for clubs and companies.
pub const LEAD_FLOWS: [LeadFlow; 2] = [
    LeadFlow { name: "pricing_quote", intent: "volume_pricing", page: "/pricing", weight: 0.58, exports_events: false },
    LeadFlow { name: "demo_request", intent: "demo_request", page: "/business", weight: 0.42, exports_events: true },
];

/// Of the lead bot's handled conversations: answered without a lead, handed off, and a lead captured.
pub const LEAD_ENDINGS: [f64; 3] = [0.17, 0.10, 0.33];

/// Sources of business visitors: share, lead quality and booking among quality leads, of the bot and of the form.
pub struct Source {
    /// The traffic.
    pub traffic: Traffic,
    /// Share of visitors.
    pub weight: f64,
    /// Lead quality of the bot and of the form.
    pub quality: [f64; 2],
}

/// Sources of business visitors.
pub const BUSINESS_SOURCES: [Source; 5] = [
    Source { traffic: Traffic { source: "google", medium: "organic", campaign: "" }, weight: 0.28, quality: [0.42, 0.36] },
    Source {
        traffic: Traffic { source: "google", medium: "cpc", campaign: "team_gear_2026" },
        weight: 0.14,
        quality: [0.42, 0.36],
    },
    Source {
        traffic: Traffic { source: "linkedin", medium: "paid_social", campaign: "hut_owners" },
        weight: 0.21,
        quality: [0.54, 0.42],
    },
    Source {
        traffic: Traffic { source: "newsletter", medium: "email", campaign: "b2b_monthly" },
        weight: 0.15,
        quality: [0.50, 0.38],
    },
    Source { traffic: Traffic { source: "direct", medium: "", campaign: "" }, weight: 0.22, quality: [0.40, 0.33] },
];

/// Quality leads that book a meeting: of the bot, of the form.
pub const BOOKED: [f64; 2] = [0.64, 0.56];

/// Sources of shoppers with their shares.
pub const SHOPPER_SOURCES: [(Traffic, f64); 6] = [
    (Traffic { source: "google", medium: "organic", campaign: "" }, 0.34),
    (Traffic { source: "google", medium: "cpc", campaign: "trail_season" }, 0.14),
    (Traffic { source: "direct", medium: "", campaign: "" }, 0.27),
    (Traffic { source: "newsletter", medium: "email", campaign: "weekend_letter" }, 0.12),
    (Traffic { source: "instagram", medium: "social", campaign: "" }, 0.09),
    (Traffic { source: "partner", medium: "referral", campaign: "alpine_club" }, 0.04),
];

/// A page that shows the bot to its visitors.
pub struct Page {
    /// Its path.
    pub path: &'static str,
    /// Flow of the bot there.
    pub flow: &'static str,
    /// Visitors of a usual week who could have engaged.
    pub visitors: f64,
}

/// Pages with the bot.
pub const PAGES: [Page; 6] = [
    Page { path: "/", flow: "support", visitors: 560.0 },
    Page { path: "/help", flow: "support", visitors: 520.0 },
    Page { path: "/orders", flow: "order_help", visitors: 370.0 },
    Page { path: "/products", flow: "support", visitors: 220.0 },
    Page { path: "/pricing", flow: "pricing_quote", visitors: 190.0 },
    Page { path: "/business", flow: "demo_request", visitors: 150.0 },
];
