// A file that nobody knows: its columns are suggested, looked over and used, in a few clicks.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { botworth } from "./command.mjs";
import { Downloads } from "./downloads.mjs";
import { assertTiles } from "./tiles.mjs";

/** Headers that no importer has, day before month in some rows. */
const ENGLISH = ["Chat No,Began,Mail,Topic,Outcome of chat,Rating"];
const JAPANESE = ["チャット番号,開始日時,メールアドレス,意図,解決"];
for (let at = 0; at < 60; at += 1) {
  const when = `${String(1 + (at % 28)).padStart(2, "0")}/03/2026 1${at % 10}:00`;
  ENGLISH.push(`${1000 + at},${when},p${at}@example.org,${at % 2 ? "returns" : "Returns"},${at % 3 ? "confirmed" : "unresolved"},${1 + (at % 5)}`);
  const date = `2026-03-${String(1 + (at % 28)).padStart(2, "0")} 1${at % 10}:00:00`;
  JAPANESE.push(`${1000 + at},${date},p${at}@example.org,返品,${at % 3 ? "confirmed" : "unresolved"}`);
}

function written(scratch, name, lines) {
  const folder = join(scratch, "mapping");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, lines.join("\n") + "\n");
  return path;
}

async function optionOf(page, column) {
  return page.$eval(`select[data-column="${column}"]`, (select) => select.value);
}

/** A vendor's file, whose first tag is read as the intent. */
const LIVECHAT = ["conferenceId,chat start date Europe/London,visitor id,operator 1 nick,operator 1 id,rate,tag 1,tag 2"];
for (let at = 0; at < 40; at += 1) {
  const date = `2026-07-${String(1 + (at % 28)).padStart(2, "0")} 10:00:00`;
  LIVECHAT.push(`P${at},${date},v${at},Bot,5c9871d5372c824cbf22d860a707a578,not rated,${at % 2 ? "urgent" : "calm"},delivery`);
}

/** The names of the intents that the rules form asks about. */
async function intents(page) {
  await page.evaluate(() => (location.hash = "rules"));
  await page.waitForSelector("[data-intent]");
  return page.$$eval("[data-intent]", (rows) => rows.map((row) => row.dataset.intent).sort());
}

export const tests = [
  {
    name: "what was recognised is shown, changed, and as before once the mapping goes",
    async run({ app, page, scratch }) {
      await app.open();
      await app.choose(written(scratch, "livechat.csv", LIVECHAT));
      await app.scorecard();
      assert.deepEqual(await intents(page), ["calm", "urgent"]);
      await page.evaluate(() => (location.hash = "data"));
      await page.locator('[data-action="columns"]').click();
      await page.waitForSelector("[data-mapping] table.preview");
      assert.match(await page.$eval("[data-mapping] header", (head) => head.innerText), /LiveChat chats/);
      assert.equal(await optionOf(page, "tag 1"), "intent");
      assert.ok(await page.$eval('[data-action="use-mapping"]', (button) => button.disabled), "nothing is changed yet");
      await page.screenshot({ path: "test-artifacts/mapping-recognised.png", fullPage: true });
      await page.select('select[data-column="tag 1"]', "");
      await page.select('select[data-column="tag 2"]', "intent");
      await page.$eval("#mapping-name", (field) => {
        field.value = "Second tag";
        field.dispatchEvent(new Event("change", { bubbles: true }));
      });
      await page.waitForFunction(() => !document.querySelector('[data-action="use-mapping"]').disabled);
      let seen = await app.scorecardsSeen();
      await page.locator('[data-action="use-mapping"]').click();
      await app.scorecard(seen);
      assert.deepEqual(await intents(page), ["delivery"]);
      await page.evaluate(() => (location.hash = "data"));
      await page.waitForSelector('[data-mapping-in-use="Second tag"]');
      await page.screenshot({ path: "test-artifacts/mapping-in-use.png", fullPage: true });
      seen = await app.scorecardsSeen();
      await page.locator('[data-action="remove-mapping"]').click();
      await app.scorecard(seen + 1);
      assert.deepEqual(await intents(page), ["calm", "urgent"]);
      assert.deepEqual(app.errors, []);
    },
  },
  {
    name: "a mapping that is dropped after its files, and one that is said of one of two, read them too",
    browsers: ["chromium"],
    async run({ app, page, scratch }) {
      const [first, second] = ["one.csv", "two.csv"].map((name, at) =>
        written(scratch, name, [ENGLISH[0], ...ENGLISH.slice(1 + at * 30, 31 + at * 30)]),
      );
      await app.open();
      await app.choose(first, second);
      await page.locator('[data-action="map"]').click();
      await page.waitForSelector("[data-mapping] table.preview");
      await page.locator('[data-action="use-mapping"]').click();
      await app.scorecard();
      await page.evaluate(() => (location.hash = "data"));
      await app.waitForFile("two.csv", "opened");
      const downloads = await Downloads.into(join(scratch, "mapping-again"), page);
      await page.locator('[data-export="mapping"]').click();
      const profile = written(scratch, "again.json", [await downloads.file("mapping.json")]);
      await page.reload();
      await app.open();
      await app.choose(first);
      await app.waitForFile("one.csv", "refused");
      await app.choose(profile);
      await app.waitForFile("one.csv", "opened");
      assert.deepEqual(app.errors, []);
    },
  },
  {
    name: "an unknown table is read by the suggested mapping in two clicks, as the command reads it",
    browsers: ["chromium"],
    async run({ app, page, scratch }) {
      const chats = written(scratch, "shop chats.csv", ENGLISH);
      const downloads = await Downloads.into(join(scratch, "mapping-saved"), page);
      await app.open();
      await app.choose(chats);
      await page.locator('[data-action="map"]').click();
      await page.waitForSelector("[data-mapping] table.preview");
      assert.equal(await optionOf(page, "Chat No"), "conversation_id");
      assert.equal(await optionOf(page, "Began"), "started_at");
      assert.equal(await optionOf(page, "Mail"), "email");
      await page.screenshot({ path: "test-artifacts/mapping-desktop.png", fullPage: true });
      await page.locator('[data-action="use-mapping"]').click();
      await app.scorecard();
      await page.evaluate(() => (location.hash = "data"));
      await page.locator('[data-export="mapping"]').click();
      const profile = join(scratch, "mapping", "profile.json");
      writeFileSync(profile, await downloads.file("mapping.json"));
      assertTiles(await app.tiles(), botworth("score", "--mapping", profile, chats), 6);
      assert.deepEqual(app.errors, []);
    },
  },
  {
    name: "a column is changed, and the next file with these headers is read without a question",
    async run({ app, page, scratch }) {
      const [first, second] = ["a.csv", "b.csv"].map((name, at) =>
        written(scratch, name, [ENGLISH[0], ...ENGLISH.slice(1 + at * 30, 31 + at * 30)]),
      );
      await app.open();
      await app.choose(first);
      await page.locator('[data-action="map"]').click();
      await page.waitForSelector("[data-mapping] table.preview");
      await page.select('select[data-column="Outcome of chat"]', "resolution");
      await page.waitForFunction(() => [...document.querySelectorAll("table.preview th")].some((head) => head.innerText === "resolution"));
      await page.locator('[data-action="use-mapping"]').click();
      await app.scorecard();
      const seen = await app.scorecardsSeen();
      await app.choose(second);
      await app.scorecard(seen);
      await page.evaluate(() => (location.hash = "data"));
      await app.waitForFile("b.csv", "opened");
      const { text } = (await app.files()).get("b.csv");
      assert.match(text, /30/);
      await page.evaluate(() => (location.hash = "support"));
      assert.notEqual((await app.tiles()).get("support/resolution_rate"), "null");
    },
  },
  {
    name: "Japanese headers are understood",
    browsers: ["chromium"],
    async run({ app, page, scratch }) {
      await page.evaluateOnNewDocument(() => localStorage.setItem("botworth.language", "ja"));
      await app.open();
      await app.choose(written(scratch, "チャット.csv", JAPANESE));
      await page.locator('[data-action="map"]').click();
      await page.waitForSelector("[data-mapping] table.preview");
      assert.equal(await optionOf(page, "チャット番号"), "conversation_id");
      assert.equal(await optionOf(page, "開始日時"), "started_at");
      assert.match(await page.$eval("[data-mapping] h2", (title) => title.innerText), /列は何ですか/);
      await page.screenshot({ path: "test-artifacts/mapping-japanese.png", fullPage: true });
      await page.locator('[data-action="use-mapping"]').click();
      await app.scorecard();
      assert.ok((await app.tiles()).size >= 6);
    },
  },
];
