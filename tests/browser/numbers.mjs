// The app's numbers are the command's.

import assert from "node:assert/strict";
import { join } from "node:path";

import { Downloads } from "./downloads.mjs";
import { assertTiles } from "./tiles.mjs";

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
      const downloads = await Downloads.into(join(scratch, "downloads"), page);
      await app.open();
      await app.choose(...sample);
      await app.scorecard();
      await app.clickDownload();
      const saved = await downloads.file("scorecard.json");
      assert.ok(saved.length > 1000);
      assert.ok(saved === expected, "the bytes differ");
    },
  },
];
