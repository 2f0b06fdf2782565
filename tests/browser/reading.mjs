// A file so large that several readers share it: the numbers are those of one reader, and the command's, byte for byte.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { score } from "./command.mjs";

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

/** What the tab saves once the hashes are there too, which nobody waits for; read from the blob, as Firefox tells nobody of downloads. */
async function saved(app, page, paths) {
  await page.evaluateOnNewDocument(() => {
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      if (blob.type === "application/json") globalThis.savedBlob = blob;
      return make.call(URL, blob);
    };
  });
  await app.open();
  await app.choose(...paths);
  await app.scorecard();
  for (let tries = 0; tries < 100; tries += 1) {
    await app.clickDownload();
    await page.waitForFunction(() => globalThis.savedBlob !== undefined);
    const json = await page.evaluate(() => globalThis.savedBlob.text());
    if (!json.includes('"sha256": ""')) return json;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the hash never came");
}

async function claimProcessors(page, count) {
  await page.evaluateOnNewDocument((count) => Object.defineProperty(Navigator.prototype, "hardwareConcurrency", { get: () => count }), count);
}

export const tests = [
  ...[1, 4].map((processors) => ({
    name: `with ${processors} processors a large file gives the command's scorecard byte for byte`,
    async run({ app, page, scratch, browserName }) {
      const paths = largeFile(scratch);
      await claimProcessors(page, processors);
      let workers = 0;
      page.on("workercreated", () => (workers += 1));
      const json = await saved(app, page, paths);
      assert.ok(json === score(paths), "the bytes differ");
      // One reads alone; else the session's and three readers, one for each range.
      if (browserName === "chromium") assert.ok(processors === 1 ? workers === 1 : workers >= 4, `${workers} workers`);
      assert.deepEqual(app.errors, []);
    },
  })),
  {
    name: "the sample gives the command's scorecard byte for byte",
    async run({ app, page, sample, expected }) {
      assert.ok((await saved(app, page, sample)) === expected, "the bytes differ");
    },
  },
];
