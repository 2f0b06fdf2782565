// A file so large that several readers share it: the numbers are those of one reader, and the command's, byte for byte.

import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { score } from "./command.mjs";
import { Downloads } from "./downloads.mjs";

/** Three ranges of 8 MB, with line ends in quotes, and rules that name the zone: elsewhere the browser's holds. */
function largeFile(scratch) {
  const path = join(scratch, "large.csv");
  const lines = ["conversation_id,started_at,intent,resolution,question"];
  for (let at = 0; at < 240_000; at += 1) {
    const day = String(1 + (at % 28)).padStart(2, "0");
    const intent = ["faq", "refund", '"a, b"'][at % 3];
    lines.push(`c${at},2026-03-${day}T0${at % 10}:00:00Z,${intent},${at % 2 ? "confirmed" : "none"},"Where is my order ${at}?\nIt was due, ""${day}"""`);
  }
  writeFileSync(path, `${lines.join("\n")}\n`);
  const rules = join(scratch, "large-rules.json");
  writeFileSync(rules, JSON.stringify({ time_zone: "Europe/Berlin", currency: "EUR" }));
  return [path, rules];
}

/** What the tab saves once the hashes are there too, which nobody waits for. */
async function saved(app, page, paths, folder) {
  const downloads = await Downloads.into(folder, page);
  await app.open();
  await app.choose(...paths);
  await app.scorecard();
  for (let tries = 0; tries < 100; tries += 1) {
    await app.clickDownload();
    const json = await downloads.file("scorecard.json");
    rmSync(join(folder, "scorecard.json"));
    if (!json.includes('"sha256": ""')) return json;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the hash never came");
}

async function claimProcessors(page, count) {
  await page.evaluateOnNewDocument((count) => Object.defineProperty(Navigator.prototype, "hardwareConcurrency", { get: () => count }), count);
}

export const tests = [
  {
    name: "a file that three readers share gives the command's scorecard byte for byte",
    browsers: ["chromium"],
    async run({ app, page, scratch }) {
      const paths = largeFile(scratch);
      await claimProcessors(page, 3);
      let workers = 0;
      page.on("workercreated", () => (workers += 1));
      const json = await saved(app, page, paths, join(scratch, "shared"));
      assert.ok(json === score(paths));
      assert.ok(workers >= 4, `${workers} workers: the session's and three readers`);
      assert.deepEqual(app.errors, []);
    },
  },
  {
    name: "one processor reads it alone, to the same bytes",
    browsers: ["chromium"],
    async run({ app, page, scratch }) {
      const paths = largeFile(scratch);
      await claimProcessors(page, 1);
      let workers = 0;
      page.on("workercreated", () => (workers += 1));
      const json = await saved(app, page, paths, join(scratch, "alone"));
      assert.ok(json === score(paths));
      assert.equal(workers, 1);
    },
  },
  {
    name: "readers in Firefox give the same tiles",
    browsers: ["firefox"],
    async run({ app, page, scratch }) {
      const paths = largeFile(scratch);
      await app.open();
      await app.choose(...paths);
      await app.scorecard();
      const expected = JSON.parse(score(paths)).boards.support.metrics.resolution_rate.value;
      assert.equal((await app.tiles()).get("support/resolution_rate"), String(expected));
    },
  },
];
