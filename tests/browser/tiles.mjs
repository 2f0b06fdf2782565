// The tiles that a printed scorecard asks for.

import assert from "node:assert/strict";

/** The tiles of METRICS section 11, by board. */
const TILES = {
  support: ["deflection_rate", "csat", "resolution_rate", "fallback_rate", "handoff_rate", "cost_per_interaction"],
  lead: ["engagement_rate", "chat_to_lead", "lead_quality_rate", "qualified_booking_rate", "attributed_revenue"],
};

/** `support/csat` -> the number as printed, of every metric of every board. */
function printedMetrics(text) {
  // Numbers become text, so that they stay as they are written.
  const { boards } = JSON.parse(text.replace(/(": )(-?[0-9][^,\n]*)/g, '$1"$2"'));
  const printed = new Map();
  for (const [board, { metrics }] of Object.entries(boards)) {
    for (const [id, { value, parts }] of Object.entries(metrics)) {
      printed.set(`${board}/${id}`, value ?? "null");
      for (const [part, { value }] of Object.entries(parts)) printed.set(`${board}/${part}`, value ?? "null");
    }
  }
  return { printed, boards: Object.keys(boards) };
}

/** Every tile shown has the printed number, and each board that is printed has its tiles. */
export function assertTiles(shown, text, atLeast = 11) {
  const { printed, boards } = printedMetrics(text);
  const wanted = boards.flatMap((board) => TILES[board].map((id) => `${board}/${id}`));
  assert.ok(wanted.length >= atLeast, `${wanted.length} tiles printed`);
  assert.deepEqual(wanted.filter((tile) => !shown.has(tile)), [], "tiles that are not shown");
  assert.deepEqual(Object.fromEntries(shown), Object.fromEntries([...shown.keys()].map((tile) => [tile, printed.get(tile)])));
}
