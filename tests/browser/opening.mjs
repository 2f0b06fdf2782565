// Ways of opening files: chosen early, dropped, a folder, pasted; what is no export; cancel; a worker that dies.

import assert from "node:assert/strict";
import { createWriteStream, mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

import { score } from "./command.mjs";
import { drop } from "./drop.mjs";
import { openIn } from "./page.mjs";
import { assertTiles } from "./tiles.mjs";

const CHATS = "conversation_id,started_at,flow\na,2026-03-02T10:00:00Z,faq\nb,2026-03-02T11:00:00Z,faq\n";

function written(folder, name, text) {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** A conversations export of about the given megabytes. */
async function largeExport(path, megabytes) {
  const stream = createWriteStream(path);
  stream.write("conversation_id,started_at,ended_at,flow,intent,user_turns,bot_turns,question\n");
  const question = "where is my parcel and when will it come to me, please tell me now".repeat(3);
  let row = 0;
  for (let written = 0; written < megabytes * 1e6; ) {
    let lines = "";
    for (let line = 0; line < 1000; line += 1, row += 1) {
      lines += `c${row},2026-03-02T10:00:00Z,2026-03-02T10:05:00Z,faq,order status,3,4,${question}\n`;
    }
    written += lines.length;
    if (!stream.write(lines)) await new Promise((resolve) => stream.once("drain", resolve));
  }
  await new Promise((resolve) => stream.end(resolve));
}

/** Rows of a warehouse, and the cube that DuckDB counted of them by the program of `botworth sql`. */
const WAREHOUSE = join(import.meta.dirname, "..", "fixtures", "cube");

export const tests = [
  ...[["en", /the rows are in the warehouse/], ["ja", /行はデータウェアハウスにあります/]].map(([language, elsewhere]) => ({
    name: `a cube shows the numbers of its rows, and says where they are, ${language}`,
    async run({ app, page }) {
      const [cube, ...rows] = ["cube", "conversations", "exposure", "leads", "revenue", "tickets", "touches"].map((name) => join(WAREHOUSE, `${name}.csv`));
      await openIn(language, { app, page, sample: [cube] });
      assertTiles(await app.tiles(), score(["--rules", join(WAREHOUSE, "rules.json"), ...rows]));
      await page.evaluate(() => (location.hash = "#support/deflection_rate"));
      const panel = await page.waitForSelector('[data-rows="deflection_rate"]');
      await page.waitForFunction((panel, words) => new RegExp(words).test(panel.innerText), {}, panel, elsewhere.source);
      assert.equal(await page.$("table.behind tbody tr"), null);
      assert.deepEqual(app.errors, []);
    },
  })),
  {
    name: "files chosen before the program has arrived are opened when it has",
    async run(context) {
      const { app, page, sample, expected } = context;
      let release;
      const held = new Promise((resolve) => (release = resolve));
      context.hold = (request) => (request.url.endsWith(".wasm") ? held : undefined);
      await page.goto(app.address, { waitUntil: "domcontentloaded" });
      await app.choose(...sample);
      assert.equal((await app.tiles()).size, 0);
      release();
      await app.scorecard();
      assertTiles(await app.tiles(), expected);
      assert.equal(await page.$("[data-action=sample]"), null, "the sample would take the place of one's own files");
    },
  },
  {
    name: "a dropped folder is opened with everything in it",
    browsers: ["chromium"],
    async run({ app, page, sample, scratch, expected }) {
      await app.open();
      await drop(page, [join(scratch, "sample")]);
      await app.scorecard();
      assert.equal((await app.files()).size, sample.length);
      assertTiles(await app.tiles(), expected);
    },
  },
  {
    name: "dropped files are opened",
    browsers: ["chromium"],
    async run({ app, page, sample, expected }) {
      await app.open();
      await drop(page, sample);
      await app.scorecard();
      assertTiles(await app.tiles(), expected);
    },
  },
  {
    name: "an unknown file is named with what it is, and the rest counts",
    async run({ app, sample, scratch, expected }) {
      const menu = written(join(scratch, "unknown"), "menu.csv", "soup,price\nmiso,3\n");
      await app.open();
      await app.choose(menu, ...sample);
      await app.waitForFile("menu.csv", "refused");
      await app.scorecard();
      const { text } = (await app.files()).get("menu.csv");
      assert.match(text, /soup,price/, "it says what it saw");
      assertTiles(await app.tiles(), expected);
    },
  },
  {
    name: "cancel stops a long file at once and keeps what was read",
    async run({ app, scratch }) {
      const small = written(join(scratch, "cancel"), "a-small.csv", CHATS);
      const large = join(scratch, "cancel", "b-large.csv");
      await largeExport(large, 400);
      await app.open();
      await app.choose(small);
      await app.scorecard();
      const before = Object.fromEntries(await app.tiles());
      await app.choose(large);
      await app.waitForFile(basename(large), "reading");
      const seen = await app.scorecardsSeen();
      const started = Date.now();
      await app.clickCancel();
      await app.scorecard(seen);
      assert.ok(Date.now() - started < 3000, `${Date.now() - started} ms`);
      assert.equal((await app.files()).get(basename(large))?.state ?? "gone", "gone");
      assert.deepEqual(Object.fromEntries(await app.tiles()), before);
      assertTiles(await app.tiles(), score([small]), 6);
    },
  },
  {
    name: "a worker that dies says so and starts again with the same files",
    browsers: ["chromium"],
    async run({ app, page, sample, expected }) {
      await app.open();
      await app.choose(...sample);
      await app.scorecard();
      const seen = await app.scorecardsSeen();
      await page.workers()[0].evaluate(() => setTimeout(() => { throw new Error("out of order"); }));
      await app.scorecard(seen);
      assert.match(await page.evaluate(() => document.body.innerText), /out of order/);
      assertTiles(await app.tiles(), expected);
    },
  },
  {
    name: "pasted rows are opened, unless a field has the focus",
    browsers: ["chromium"],
    async run({ app, page }) {
      await app.open();
      const paste = (text) =>
        page.evaluate((text) => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }, text);
      await page.evaluate(() => {
        const field = document.createElement("textarea");
        field.id = "field";
        document.body.append(field);
        field.focus();
      });
      await paste(CHATS);
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.equal(await app.scorecardsSeen(), 0);
      await page.evaluate(() => document.querySelector("#field").remove());
      await paste(CHATS);
      await app.scorecard();
    },
  },
];
