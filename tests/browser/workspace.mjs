// Next Monday: a workspace is saved, opened with the new week alone, kept by the browser if asked, and wiped.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

import { botworth } from "./command.mjs";
import { Downloads } from "./downloads.mjs";
import { AppPage, openIn } from "./page.mjs";
import { assertTiles } from "./tiles.mjs";

/** The sample's conversations before a date, and from it on, as files. */
function cut(sample, scratch, date) {
  const path = sample.find((name) => basename(name) === "conversations.csv");
  const [header, ...rows] = readFileSync(path, "utf8").trim().split("\n");
  const at = header.split(",").indexOf("started_at");
  const [before, after] = [rows.filter((row) => row.split(",")[at] < date), rows.filter((row) => row.split(",")[at] >= date)];
  assert.ok(before.length > 100 && after.length > 10);
  return [["before", before], ["after", after]].map(([name, rows]) => {
    const folder = join(scratch, name);
    mkdirSync(folder, { recursive: true });
    const file = join(folder, `${name}.csv`);
    writeFileSync(file, `${[header, ...rows].join("\n")}\n`);
    return file;
  });
}

const rules = (page) => page.$eval('[id="rule-margin"]', (field) => field.value);

export const tests = [
  {
    name: "a saved workspace and the new export alone go on with the series",
    browsers: ["chromium"],
    async run(context) {
      const { app, page, sample, scratch } = context;
      const [before, after] = cut(sample, scratch, "2026-03-16");
      const downloads = await Downloads.into(join(scratch, "workspace"), page);
      await app.open("#rules");
      await app.choose(before);
      await app.scorecard();
      await page.waitForSelector('[id="rule-margin"]');
      const seen = await app.scorecardsSeen();
      await page.$eval('[id="rule-margin"]', (field) => {
        field.value = "41";
        field.dispatchEvent(new Event("input", { bubbles: true }));
      });
      await app.scorecard(seen);
      await page.evaluate(() => (location.hash = "support?channel=web"));
      await app.scorecard(seen + 1);
      await page.$eval(".menu summary", (summary) => summary.click());
      await page.type("#view-name", "Web alone");
      await page.keyboard.press("Enter");
      await page.waitForSelector('[data-view="Web alone"]');
      await page.evaluate(() => (location.hash = "data"));
      await page.waitForSelector("[data-action=save-workspace]");
      await page.$eval("[data-action=save-workspace]", (button) => button.click());
      const saved = JSON.parse(await downloads.file("workspace.json"));
      assert.equal(saved.botworth_workspace, 1);
      assert.deepEqual(saved.rules.margin, 0.41);
      const printed = JSON.parse(botworth("score", "--rules", writeRules(scratch, saved.rules), "--time-zone", "Asia/Tokyo", before));
      assert.equal(saved.series.length, 1);
      assert.equal(saved.series[0].rules_hash, printed.rules_hash);
      // Printed numbers have twelve digits.
      const short = (value) => JSON.parse(JSON.stringify(value, (_, inner) => (typeof inner === "number" ? Number(inner.toPrecision(12)) : inner)));
      const weekly = Object.entries(printed.boards).map(([id, board]) => [id, board.weekly]);
      assert.deepEqual(short(saved.series[0].boards), short(Object.fromEntries(weekly)));
      const text = JSON.stringify(saved);
      for (const secret of ["@", "user_id", "conversation_id"]) assert.ok(!text.includes(secret), `${secret} is in no workspace`);

      // Another day, another tab: the workspace and the new week.
      const monday = await page.browserContext().newPage();
      const again = new AppPage(monday, app.address);
      await again.open("#support");
      await again.choose(join(scratch, "workspace", "workspace.json"));
      await again.waitForWorkspace();
      // Alone it shows its last week and those before.
      await monday.waitForSelector("[data-saved=support] [data-chart=trend]");
      const tiles = await monday.$$eval("[data-saved=support] [data-metric]", (tiles) => tiles.map(({ dataset }) => [dataset.metric, dataset.value]));
      const last = saved.series[0].boards.support.findLast((week) => week.complete).metrics;
      assert.equal(tiles.length, 6);
      for (const [metric, value] of tiles) assert.equal(value, String(short(last[metric].value)), metric);
      await again.choose(after);
      await again.scorecard(1);
      assertTiles(await again.tiles(), botworth("score", "--rules", writeRules(scratch, saved.rules), "--time-zone", "Asia/Tokyo", after), 1);
      const weeks = saved.series[0].boards.support.length;
      await monday.evaluate(() => (location.hash = "data"));
      await monday.waitForSelector(`[data-weeks="${weeks}"]`);
      assert.equal(await rules(monday), "41");
      // What is kept under a name opens as it was.
      await monday.$eval('[data-view="Web alone"]', (link) => link.click());
      await monday.waitForFunction(() => location.hash === "#support?channel=web");
      assert.deepEqual(again.errors, []);
      await monday.close();
    },
  },
  ...["en", "ja"].map((language) => ({
    name: `the browser keeps a workspace only if asked, and one click wipes it, ${language}`,
    async run(context) {
      const { app, page } = context;
      await openIn(language, context, "#data");
      const kept = () => page.evaluate(() => localStorage.getItem("botworth.workspace"));
      await page.waitForSelector("#keep-workspace");
      assert.equal(await kept(), null, "nothing is kept unasked");
      await page.$eval("#keep-workspace", (box) => box.click());
      await page.waitForFunction(() => localStorage.getItem("botworth.workspace") !== null, { timeout: 20_000 });
      const workspace = JSON.parse(await kept());
      assert.ok(workspace.series[0].boards.support.length > 20);
      await page.reload();
      await page.waitForSelector("html[data-engine=ready]", { timeout: 60_000 });
      await page.waitForSelector(".note.info[role=status]");
      const seen = await app.scorecardsSeen();
      await app.choose(...context.sample);
      await app.scorecard(seen);
      await page.waitForSelector("[data-weeks]");
      await page.$eval("[data-action=wipe]", (button) => button.click());
      assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith("botworth")).length), 0);
      assert.equal(await page.$eval("#keep-workspace", (box) => box.checked), false);
      assert.deepEqual(app.errors, []);
    },
  })),
  {
    name: "what one tab wipes no other tab keeps again",
    async run({ app, page, address, sample }) {
      const other = new AppPage(await page.browserContext().newPage(), address);
      // A tab behind another draws no frames, by which things are waited for else.
      const wait = (tab, is, ...given) => tab.page.waitForFunction(is, { timeout: 30_000, polling: 100 }, ...given);
      const isKept = () => localStorage.getItem("botworth.workspace") !== null;
      for (const tab of [app, other]) {
        await tab.page.bringToFront();
        await tab.open("#data");
        await tab.choose(...sample);
        await tab.scorecard();
        await wait(tab, () => document.querySelector("#keep-workspace"));
        await tab.page.$eval("#keep-workspace", (box) => box.checked || box.click());
        await wait(tab, isKept);
      }
      await page.$eval("[data-action=wipe]", (button) => button.click());
      await wait(other, () => !document.querySelector("#keep-workspace").checked);
      const seen = await other.scorecardsSeen();
      await other.page.evaluate(() => (location.hash = "#support?channel=web"));
      await other.scorecard(seen);
      // Changes rest a second before they are kept.
      await new Promise((resolve) => setTimeout(resolve, 2500));
      assert.equal(await page.evaluate(isKept), false);
      await other.page.close();
    },
  },
  {
    name: "the menu of views closes on Escape and on a press elsewhere",
    async run({ app, page, sample }) {
      await app.open("#support");
      await app.choose(...sample);
      await app.scorecard();
      const isOpen = () => page.$eval("details.menu", (menu) => menu.open);
      await page.click("details.menu summary");
      await page.waitForSelector("details.menu[open]");
      await page.click("#view-name");
      assert.ok(await isOpen(), "a press inside leaves it open");
      await page.keyboard.press("Escape");
      assert.equal(await isOpen(), false);
      assert.ok(await page.evaluate(() => document.activeElement.matches("details.menu summary")), "the focus is back");
      await page.click("details.menu summary");
      await page.waitForSelector("details.menu[open]");
      await page.click("h1.money");
      assert.equal(await isOpen(), false);
    },
  },
];

function writeRules(scratch, rules) {
  const path = join(scratch, "workspace-rules.json");
  writeFileSync(path, JSON.stringify(rules));
  return path;
}
