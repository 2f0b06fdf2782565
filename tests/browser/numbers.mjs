// The app's numbers are the command's.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { assertTiles } from "./tiles.mjs";

async function downloaded(folder) {
  for (let tries = 0; tries < 200; tries += 1) {
    const done = existsSync(folder) && readdirSync(folder).filter((name) => name.endsWith(".json"));
    if (done?.length) return readFileSync(join(folder, done[0]), "utf8");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("nothing was downloaded");
}

export const tests = [
  {
    name: "the sample button shows what the command prints for the sample's files",
    async run({ app, expected }) {
      await app.open();
      await app.clickSample();
      await app.scorecard();
      assertTiles(await app.tiles(), expected);
      assert.deepEqual(app.errors, []);
    },
  },
  {
    name: "the sample's files, chosen, show the same",
    async run({ app, sample, expected }) {
      await app.open();
      await app.choose(...sample);
      await app.scorecard();
      assertTiles(await app.tiles(), expected);
    },
  },
  {
    name: "files chosen in two steps and in another order show the same",
    async run({ app, sample, expected }) {
      await app.open();
      const files = [...sample].reverse();
      await app.choose(...files.slice(0, 3));
      await app.scorecard();
      const seen = await app.scorecardsSeen();
      await app.choose(...files.slice(3));
      await app.scorecard(seen);
      assertTiles(await app.tiles(), expected);
    },
  },
  {
    name: "Download JSON is the command's output byte for byte",
    browsers: ["chromium"],
    async run({ app, page, scratch, sample, expected }) {
      const folder = join(scratch, "downloads");
      mkdirSync(folder, { recursive: true });
      const client = await page.createCDPSession();
      await client.send("Browser.setDownloadBehavior", {
        behavior: "allow",
        downloadPath: folder,
        browserContextId: page.browserContext().id,
      });
      await app.open();
      await app.choose(...sample);
      await app.scorecard();
      await app.clickDownload();
      const saved = await downloaded(folder);
      assert.ok(saved.length > 1000);
      assert.ok(saved === expected, "the bytes differ");
    },
  },
];
