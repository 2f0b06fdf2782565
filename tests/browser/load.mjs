// Much at once: many files, many columns, many intents. The numbers hold, and the page stays one that can be used.

import assert from "node:assert/strict";

import { score } from "./command.mjs";
import { assertTiles } from "./tiles.mjs";
import { written } from "./written.mjs";

const MOST_ELEMENTS = 20_000;

const rows = (count, row) => Array.from({ length: count }, (_, at) => row(at)).join("\n");
const day = (at) => String(1 + (at % 28)).padStart(2, "0");

function manyFiles(scratch) {
  const text = (file) =>
    `conversation_id,started_at,intent,outcome,resolution\n${rows(20, (at) => `f${file}-${at},2026-03-${day(at)}T10:00:00Z,faq,completed,${at % 3 ? "confirmed" : "none"}`)}\n`;
  return written(scratch, "many-files", Object.fromEntries(Array.from({ length: 200 }, (_, file) => [`part-${file}.csv`, text(file)])));
}

function manyColumns(scratch) {
  const further = Array.from({ length: 500 }, (_, at) => `column ${at}`);
  const cells = further.map((_, at) => `value ${at}`).join(",");
  const text = `conversation_id,started_at,intent,resolution,${further.join(",")}\n${rows(1000, (at) => `c${at},2026-03-${day(at)}T10:00:00Z,faq,${at % 3 ? "confirmed" : "none"},${cells}`)}\n`;
  return written(scratch, "many-columns", { "wide.csv": text });
}

function manyIntents(scratch) {
  const row = (at) => `c${at},2026-03-${day(at)}T10:00:00Z,intent ${at},${at % 3 ? "confirmed" : "none"},${at % 5 ? "" : "requested"}`;
  return written(scratch, "many-intents", { "intents.csv": `conversation_id,started_at,intent,resolution,handoff\n${rows(100_000, row)}\n` });
}

export const tests = Object.entries({ "200 files": manyFiles, "500 columns": manyColumns, "100,000 intents": manyIntents }).map(([what, write]) => ({
  name: `${what} at once: the command's numbers, on pages of a size that can be read`,
  browsers: ["chromium"],
  async run({ app, page, scratch }) {
    const paths = write(scratch);
    await app.open();
    await app.choose(...paths);
    await app.scorecard();
    assertTiles(await app.tiles(), score(paths), 6);
    for (const hash of ["#support", "#data", "#rules", "#support/deflection_rate", "#work", "#share"]) {
      const started = Date.now();
      await page.evaluate((hash) => (location.hash = hash), hash);
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 300))));
      const elements = await page.evaluate(() => document.querySelectorAll("*").length);
      console.log(`        ${what}, ${hash}: ${elements} elements, ${Date.now() - started} ms`);
      assert.ok(elements < MOST_ELEMENTS, `${hash} has ${elements} elements`);
    }
    assert.deepEqual(app.errors, []);
  },
}));
