// The native command, whose output the app's numbers are held against.

import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";

export const COMMAND = join(process.env.CARGO_TARGET_DIR ?? "target", "debug", "botworth");

/** Writes the sample's files into a folder and gives their paths. */
export function writeSample(folder, seed = 7) {
  mkdirSync(folder, { recursive: true });
  execFileSync(COMMAND, ["sample", "--seed", String(seed), "--out", folder]);
  return readdirSync(folder).sort().map((name) => join(folder, name));
}

/** What another of its commands prints. */
export function botworth(...words) {
  return execFileSync(COMMAND, words, { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] });
}

/** The scorecard that the command prints for some files, as text. */
export function score(paths) {
  return botworth("score", ...paths);
}

/** The words that hold the command to a board's flows. */
export function flowsOf(board, expected) {
  const { flows } = JSON.parse(expected).boards[board];
  return flows.flatMap((flow) => ["--where", `flow=${flow}`]);
}
