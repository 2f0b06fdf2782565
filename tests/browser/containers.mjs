// Archives, workbooks and encodings: unpacked in the tab, by a part that was in memory before any file was read.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { basename, join } from "node:path";

import { score } from "./command.mjs";
import { Downloads } from "./downloads.mjs";
import { drop } from "./drop.mjs";
import { assertTiles } from "./tiles.mjs";

const SAME = ["chats.csv.gz", "chats.zip", "chats.xlsx", "chats.ndjson", "utf16.csv", "shift_jis.csv"];

/** One table in every container, in a folder of the test. */
function containers(scratch) {
  const folder = join(scratch, "containers");
  mkdirSync(folder, { recursive: true });
  execFileSync("python3", [new URL("./containers.py", import.meta.url).pathname, folder]);
  return (name) => join(folder, name);
}

export const tests = [
  {
    name: "a dropped archive with folders, a workbook and gzip in it is the whole job",
    browsers: ["chromium"],
    async run({ app, page, requests, scratch }) {
      const path = containers(scratch);
      const downloads = await Downloads.into(join(scratch, "unpacked"), page);
      await app.open();
      await app.kept();
      const before = requests.length;
      await drop(page, [path("everything.zip")]);
      await app.scorecard();
      const expected = score([path("everything.zip")]);
      assertTiles(await app.tiles(), expected, 5);
      assert.deepEqual([...(await app.files()).keys()].sort(), ["chats.csv.gz", "leads.xlsx", "rules.json"]);
      await app.clickDownload();
      assert.ok((await downloads.file("scorecard.json")) === expected, "names, hashes and numbers are the command's, byte for byte");
      assert.deepEqual(requests.slice(before), []);
      assert.deepEqual(app.errors, []);
    },
  },
  {
    name: "the same table in every container and encoding gives the same numbers, with the network cut",
    async run({ app, page, server, browserName, scratch }) {
      const path = containers(scratch);
      const expected = score([path("plain.csv")]);
      await app.open();
      await app.kept();
      server.close();
      server.closeAllConnections();
      if (browserName === "chromium") await page.setOfflineMode(true);
      for (const name of SAME) {
        const seen = await app.scorecardsSeen();
        await app.choose(path(name));
        await app.scorecard(seen);
        assertTiles(await app.tiles(), expected, 6);
        await removeAll(page, app);
      }
    },
  },
  {
    name: "cancel stops unpacking at once, and the next archive opens",
    browsers: ["chromium"],
    async run({ app, page, scratch }) {
      const path = containers(scratch);
      const large = join(scratch, "large.zip");
      // Rows that differ, so that nothing swells beyond what is taken.
      const rows = "b'conversation_id,started_at,question\\n' + b''.join(b'c%d,2026-03-02T10:00:00Z,where is my parcel %d\\n' % (at, at * 7919 % 1000003) for at in range(5_000_000))";
      execFileSync("python3", ["-c", `import zipfile; zipfile.ZipFile(${JSON.stringify(large)}, "w", zipfile.ZIP_DEFLATED, compresslevel=1).writestr("chats.csv", ${rows})`]);
      await app.open();
      await app.choose(large);
      await app.waitForFile("large.zip", "reading");
      const started = Date.now();
      await app.clickCancel();
      await page.waitForFunction(() => !document.querySelector('[data-file="large.zip"]'), { polling: 10 });
      assert.ok(Date.now() - started < 1000, `${Date.now() - started} ms`);
      await app.choose(path("chats.zip"));
      await app.scorecard();
      assertTiles(await app.tiles(), score([path("plain.csv")]), 6);
      assert.deepEqual(app.errors, []);
    },
  },
  {
    name: "archives that cannot be had say why, and what is loaded stays",
    async run({ app, page, scratch }) {
      const path = containers(scratch);
      await app.open();
      await app.choose(path("plain.csv"));
      await app.scorecard();
      const before = Object.fromEntries(await app.tiles());
      for (const [name, why] of [["locked.zip", /password/], ["broken.zip", /damaged/]]) {
        await app.choose(path(name));
        await page.evaluate(() => (location.hash = "data"));
        await app.waitForFile(name, "refused").catch(() => app.waitForFile("chats.csv", "refused"));
        const files = [...(await app.files()).entries()];
        assert.ok(files.some(([file, { text }]) => [name, "chats.csv"].includes(file) && why.test(text)), JSON.stringify(files));
      }
      await page.evaluate(() => (location.hash = "support"));
      await page.waitForSelector("[data-board]");
      assert.deepEqual(Object.fromEntries(await app.tiles()), before);
    },
  },
];

/** Drops every file of the tab. */
async function removeAll(page, app) {
  await page.evaluate(() => (location.hash = "data"));
  for (;;) {
    const button = await page.$('[data-file] [data-action="remove"]');
    if (!button) break;
    const seen = await app.scorecardsSeen();
    await button.click();
    await page.waitForFunction((seen) => Number(document.documentElement.dataset.scorecards) > seen, {}, seen);
  }
  await page.evaluate(() => (location.hash = ""));
}
