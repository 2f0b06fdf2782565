// The native command, whose output the app's numbers are held against.

import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";

const COMMAND = join(process.env.CARGO_TARGET_DIR ?? "target", "debug", "botworth");

/** Writes the sample's files into a folder and gives their paths. */
export function writeSample(folder, seed = 7) {
  mkdirSync(folder, { recursive: true });
  execFileSync(COMMAND, ["sample", "--seed", String(seed), "--out", folder]);
  return readdirSync(folder).sort().map((name) => join(folder, name));
}

/** The scorecard that the command prints for some files, as text. */
export function score(paths) {
  return execFileSync(COMMAND, ["score", ...paths], { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] });
}

const TILES = {
  support: ["deflection_rate", "csat", "resolution_rate", "fallback_rate", "handoff_rate", "cost_per_interaction"],
  lead: ["engagement_rate", "chat_to_lead", "lead_quality_rate", "qualified_booking_rate", "attributed_revenue"],
};

/** `support/csat` -> the value of each tile that the boards of a printed scorecard ask for, as printed. */
export function tilesOf(text) {
  // Numbers stay as they are written.
  const card = JSON.parse(text.replace(/(": )(-?[0-9][^,\n]*)/g, '$1"$2"'));
  const tiles = new Map();
  for (const [board, { metrics }] of Object.entries(card.boards)) {
    for (const id of TILES[board]) {
      const metric = id === "chat_to_lead" ? metrics.conversion_rate.parts.chat_to_lead : metrics[id];
      tiles.set(`${board}/${id}`, metric.value ?? "null");
    }
  }
  return tiles;
}
