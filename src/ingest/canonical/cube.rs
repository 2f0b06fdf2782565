//! Columns of a cube.

use super::column::{CanonicalRow, ColumnSpec, columns};
use super::write::WriteCell as _;
use crate::model::{Cube, CubeRow, Origin, Origins, Tables};

impl CanonicalRow for CubeRow {
    type Table = Cube;

    const COLUMNS: &'static [ColumnSpec<Self>] = columns! {
        required { part: cube_part }
        optional {
            day: date, channel: text, flow: text, intent: text, language: text, source: text, medium: text, campaign: text,
            page: text, engaged: boolean, bot_involved: boolean, handoff: handoff, resolution: resolution,
            goal_completed: boolean, in_business_hours: boolean, eligible: boolean, has_fallback: boolean,
            knows_user_turns: boolean, knows_bot_turns: boolean, knows_duration: boolean, knows_cost: boolean,
            found_useful: boolean, missing_answer: boolean, csat: text, survey_offered: boolean, recontacted: boolean,
            mature: boolean, has_bot_lead: boolean, has_meeting: boolean, purchase: text, own_day: date, own_source: text,
            lead_origin: lead_origin, is_bot: boolean, has_chat: boolean, mql: boolean, sql: boolean, booked: boolean,
            booked_soon: boolean, held: boolean, meeting_qualified: boolean, won: boolean, agent: boolean, state: text,
            split: text, name: text, board: text, measure: text, model: text, window_days: count, text: spoken,
            value: decimal, fallbacks: count, n: large_count, orders: large_count, conversions: large_count, sum: sum,
            own_sum: sum, squares: sum
        }
    };

    fn set_origin(&mut self, origin: Origin) {
        self.origin = origin;
    }

    fn push(self, tables: &mut Tables) {
        tables.cube.push(self);
    }

    fn table(tables: &mut Tables) -> &mut Cube {
        &mut tables.cube
    }

    fn origins(table: &mut Cube) -> &mut Origins {
        &mut table.origin
    }

    fn rows(tables: &Tables) -> impl Iterator<Item = Self> {
        tables.cube.rows()
    }
}
