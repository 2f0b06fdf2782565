// The data page: how files found each other, and what leaves as files.

import assert from "node:assert/strict";
import { join } from "node:path";

import { botworth } from "./command.mjs";
import { Downloads } from "./downloads.mjs";

const EXPORTS = [
  ["folded.csv", "conversations-folded.csv", ["--what", "folded"]],
  ["folded.ndjson", "conversations-folded.ndjson", ["--what", "folded", "--form", "ndjson"]],
  ["leads.csv", "leads.csv", ["--what", "leads"]],
];

export const tests = [
  {
    name: "what is saved is what the command prints, piece by piece",
    browsers: ["chromium"],
    async run({ app, page, scratch, sample }) {
      const downloads = await Downloads.into(join(scratch, "exports"), page);
      await app.open("#data");
      await app.choose(...sample);
      await app.scorecard();
      for (const [button, name, words] of EXPORTS) {
        await page.locator(`[data-export="${button}"]`).click();
        assert.ok((await downloads.file(name)) === botworth("export", ...words, ...sample), `${name} differs`);
      }
      await page.locator('[data-export="ledger.csv"]').click();
      assert.equal(await downloads.file("kept-out.csv"), botworth("ledger", ...sample));
      assert.deepEqual(app.errors, []);
    },
  },
  {
    name: "rows that found a conversation and rows that did not add up, and the rest is explained",
    async run({ app, page, sample }) {
      await app.open("#data");
      await app.choose(...sample);
      await app.scorecard();
      await page.waitForSelector("table.joins tbody tr");
      const lines = botworth("joins", ...sample).trim().split("\n").slice(1).map((line) => line.split(","));
      const tables = [...new Set(lines.map(([table]) => table))];
      const rows = await page.$$eval("table.joins tbody tr", (rows) => rows.map((row) => row.innerText));
      assert.equal(rows.length, tables.length);
      for (const [at, table] of tables.entries()) {
        const of = lines.filter(([name]) => name === table);
        const found = of.filter(([, by]) => by !== "nothing").reduce((sum, [, , , first]) => sum + Number(first), 0);
        const missed = Number(of.find(([, by]) => by === "nothing")[3]);
        assert.equal(found + missed, Number(of[0][4]));
        assert.ok(rows[at].includes(`${found.toLocaleString("en")} of ${(found + missed).toLocaleString("en")}`), rows[at]);
      }
    },
  },
];
