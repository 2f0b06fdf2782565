// What stands behind a number: its rows, its split and its words are those that the command prints.

import assert from "node:assert/strict";
import { join } from "node:path";

import { botworth, flowsOf } from "./command.mjs";
import { openIn } from "./page.mjs";
import { Downloads } from "./downloads.mjs";

const METRIC = "deflection_rate";
const STANDINGS = ["numerator", "denominator", "pending", "unknown", "excluded"];

const digits = (text) => Number(text.replaceAll(/[^\d]/g, ""));

export const tests = [
  {
    name: "rows tell date, intent and question, and are searched by them",
    async run({ app, page, sample }) {
      await app.open("#support/knowledge_gap_rate?rows=numerator");
      await app.choose(...sample);
      await app.scorecard();
      await page.waitForSelector('[data-standing="numerator"][aria-pressed="true"]');
      const read = () =>
        page.$$eval("table.behind tbody tr", (rows) => rows.map((row) => [...row.cells].map((cell) => cell.innerText)));
      const [, date, intent, question] = (await read())[0];
      assert.match(date, /^\d{1,2} \w{3} 2026$/);
      assert.ok(intent && question, `${intent} ${question}`);
      const count = () => page.$eval('[data-standing="numerator"] .num', (count) => digits(count.textContent));
      await page.evaluate(() => (globalThis.digits = (text) => Number(text.replaceAll(/[^\d]/g, ""))));
      const all = await count();
      await page.type("[data-search]", intent.toUpperCase());
      await page.keyboard.press("Enter");
      await page.waitForFunction((all) => digits(document.querySelector('[data-standing="numerator"] .num').textContent) < all, {}, all);
      for (const row of await read()) assert.ok(row.some((cell) => cell.toLowerCase().includes(intent)), `${row}`);
      assert.deepEqual(app.errors, []);
    },
  },
  ...["en", "ja"].map((language) => ({
    name: `a tile opens into its rows, each with file and line, ${language}`,
    async run({ app, page, sample, expected }) {
      await openIn(language, { app, page, sample }, "#support");
      await page.click(`[data-board="support"] [data-metric="${METRIC}"] a.behind`);
      await page.waitForSelector(`[data-rows="${METRIC}"] table tbody tr`);
      assert.equal(await page.evaluate(() => location.hash), `#support/${METRIC}`);
      const printed = botworth("rows", "--metric", METRIC, ...flowsOf("support", expected), ...sample);
      const lines = printed.trim().split("\n").slice(1).map((line) => line.split(","));
      const told = await page.$$eval("[data-standing]", (tabs) => tabs.map((tab) => [tab.dataset.standing, tab.querySelector(".num").textContent]));
      const counted = new Map(told.map(([standing, count]) => [standing, digits(count)]));
      assert.equal(counted.get("all"), lines.length);
      for (const standing of STANDINGS) {
        assert.equal(counted.get(standing) ?? 0, lines.filter(([found]) => found === standing).length, standing);
      }
      await page.click('[data-standing="denominator"]');
      await page.waitForSelector('[data-standing="denominator"][aria-pressed="true"]');
      const [, , , id, , file, line] = lines.find(([standing]) => standing === "denominator");
      const first = await page.$eval(`[data-rows="${METRIC}"] tbody tr`, (row) => row.innerText);
      assert.ok(first.includes(id) && first.includes(`${file}:${line}`), first);
      // The next page starts where this one ends.
      await page.click(".pager button:last-child");
      const below = lines.filter(([standing]) => standing === "denominator");
      await page.waitForFunction((id) => document.querySelector("table.behind tbody tr").innerText.includes(id), {}, below[25][3]);
      await page.goBack();
      await page.waitForFunction(() => location.hash === "#support");
      await page.waitForFunction(() => !document.querySelector("[data-rows]"));
      assert.deepEqual(app.errors, []);
    },
  })),
  {
    name: "the rows that are saved are those of the command",
    browsers: ["chromium"],
    async run({ app, page, scratch, sample, expected }) {
      const downloads = await Downloads.into(join(scratch, "rows"), page);
      await app.open(`#lead/lead_quality_rate`);
      await app.choose(...sample);
      await app.scorecard();
      await page.waitForSelector('[data-standing="numerator"]');
      await page.click('[data-standing="numerator"]');
      await page.waitForSelector('[data-standing="numerator"][aria-pressed="true"]');
      await page.click('[data-action="rows"]');
      const words = ["--metric", "lead_quality_rate", "--standing", "numerator", "--spreadsheet-safe"];
      const printed = botworth("rows", ...words, ...flowsOf("lead", expected), ...sample);
      assert.ok(printed.split("\n").length > 3, "the sample has leads of quality");
      assert.equal(await downloads.file("lead_quality_rate-rows.csv"), printed);
    },
  },
  ...["en", "ja"].map((language) => ({
    name: `a finding leads to its rows, ${language}`,
    async run({ app, page, sample, expected }) {
      await openIn(language, { app, page, sample }, "#support");
      const told = await page.$$eval("[data-finding]", (found) => found.map((finding) => finding.dataset.finding));
      const { findings } = JSON.parse(expected);
      assert.deepEqual(new Set(told), new Set(findings.map(({ rule }) => rule)));
      const seen = await app.scorecardsSeen();
      const intent = findings.find(({ segment }) => segment?.startsWith("intent=")).segment;
      await page.click(`[data-finding] [data-finding-rows][href*="${intent}"]`);
      await app.scorecard(seen);
      await page.waitForSelector("[data-rows] tbody tr");
      const address = await page.evaluate(() => location.hash);
      assert.ok(address.includes(`?${intent}&rows=`), address);
      // The rows that the finding counts are chosen, and the page has gone to them.
      const [, standing] = address.match(/rows=(?:\w+\.)?(\w+)/);
      await page.waitForSelector(`[data-standing="${standing}"][aria-pressed="true"]`);
      await page.waitForFunction(() => document.activeElement?.matches("section[data-rows]"));
      const isThere = () => {
        const { top } = document.querySelector("section[data-rows]").getBoundingClientRect();
        return top >= 0 && top < 400;
      };
      await page.waitForFunction(isThere);
    },
  })),
  ...["en", "ja"].map((language) => ({
    name: `the figure of a claim leads to a page that shows it with its arithmetic, ${language}`,
    async run(context) {
      const { app, page } = context;
      await openIn(language, context, "#support");
      for (const board of ["support", "lead"]) {
        await page.evaluate((board) => (location.hash = board), board);
        const claim = `main > div > div:not([hidden]) h1.money a`;
        await page.waitForFunction((board) => document.querySelector(`[data-board="${board}"]`)?.checkVisibility(), {}, board);
        const links = await page.$$(claim);
        const shown = [];
        for (const link of links) if (await link.isVisible()) shown.push(link);
        const figure = await shown[0].evaluate((link) => link.textContent);
        await shown[0].click();
        await page.waitForSelector("[data-arithmetic]");
        const told = await page.$eval("[data-arithmetic]", (section) => [...section.querySelectorAll(".sum")].map((sum) => sum.textContent));
        assert.ok(told.includes(figure), `${figure} is not among ${told}`);
        // The saving and the return, each with its own line.
        assert.equal(told.length, board === "support" ? 2 : 1);
      }
      assert.deepEqual(app.errors, []);
    },
  })),
  ...["en", "ja"].map((language) => ({
    name: `counts of a claim, cells of intents, gaps and steps lead to rows that add up to them, ${language}`,
    async run(context) {
      const { app, page, expected } = context;
      await openIn(language, context, "#support");
      const seen = (selector) => page.$$eval(selector, (found) => found.filter((element) => element.checkVisibility()).map(({ hash, textContent }) => [hash, textContent]));
      /** Follows a way and gives how many rows stand in the place that it chose. */
      const listed = async (hash) => {
        await page.evaluate((hash) => (location.hash = hash), hash);
        await page.waitForFunction(() => document.activeElement?.matches("section[data-rows]"));
        const standing = /rows=(?:\w+\.)?(\w+)/.exec(hash)[1];
        return digits(await page.$eval(`[data-standing="${standing}"][aria-pressed="true"] .num`, (count) => count.textContent));
      };
      const back = async (hash) => {
        await page.evaluate((hash) => (location.hash = hash), hash);
        await page.waitForFunction((board) => document.querySelector(`[data-board="${board}"]`)?.checkVisibility(), {}, hash.slice(1));
      };
      const { support } = JSON.parse(expected).boards;
      const { numerator, denominator } = support.metrics.deflection_rate;
      const claim = await seen("h1.money a");
      const [counted] = claim.filter(([hash]) => hash.endsWith("rows=numerator"));
      assert.deepEqual([digits(counted[1]), await listed(counted[0])], [numerator, numerator]);
      const [whole] = claim.filter(([hash]) => hash.endsWith("rows=base"));
      await back("#support");
      assert.deepEqual([digits(whole[1]), await listed(whole[0])], [denominator, denominator]);

      await back("#support");
      const row = await page.$eval("[data-intent-row]", (row) => [row.dataset.intentRow, [...row.querySelectorAll("td a")].map(({ hash }) => hash)]);
      const of = JSON.parse(expected).segments.intent[row[0]];
      const cells = new Map(row[1].map((hash) => [/\/(\w+)\?/.exec(hash)[1] + /rows=(\w+)/.exec(hash)[1], hash]));
      const wanted = ["deflection_ratenumerator", "handoff_ratenumerator", "fallback_ratenumerator", "csatnumerator", "deflection_ratedenominator", "cost_per_interactionnumerator"];
      for (const cell of wanted) assert.ok(cells.has(cell), `${cell} is not among ${[...cells.keys()]}`);
      assert.equal(await listed(cells.get("csatnumerator")), of.csat.numerator);
      assert.equal(await listed(cells.get("cost_per_interactionnumerator")), of.cost_per_interaction.n);

      await back("#support");
      await page.evaluate(() => (location.hash = "#work"));
      await page.waitForSelector("[data-gaps-of=support] [data-gap] td a");
      const [gap] = await seen("[data-gaps-of=support] [data-gap] td a");
      assert.equal(await listed(gap[0]), digits(gap[1]));
      assert.match(gap[0], /among=gap\.[0-9a-f]{8}$/);
      const name = await page.$eval("[data-among]", (among) => among.textContent);
      assert.ok(name.length > 0);
      // Each with its question, file and line; and the way back to all rows.
      assert.match(await page.$eval("table.behind tbody tr", (row) => row.innerText), /:\d+/);
      await page.click("[data-among] a");
      await page.waitForFunction(() => !document.querySelector("[data-among]"));

      await back("#lead");
      const steps = await page.evaluateHandle(() => [...document.querySelectorAll('[data-chart="steps"]')].find((chart) => chart.checkVisibility()));
      await steps.evaluate((chart) => chart.querySelector(".seg button:last-child").click());
      await page.waitForSelector('[data-chart="steps"] table.twin td a');
      const [step] = await seen('[data-chart="steps"] table.twin td a');
      await page.evaluate((hash) => (location.hash = hash), step[0]);
      await page.waitForFunction(() => document.activeElement?.matches("section[data-rows]"));
      const reached = await page.$eval('[data-standing="all"] .num', (count) => count.textContent);
      assert.equal(digits(reached), digits(step[1]));
      assert.deepEqual(app.errors, []);
    },
  })),
  {
    name: "counts of how a metric was counted lead to as many rows",
    async run({ app, page, sample }) {
      await app.open(`#support/${METRIC}`);
      await app.choose(...sample);
      await app.scorecard();
      await page.waitForSelector(".facts dd a");
      const ways = await page.$$eval(".facts dd a", (ways) => ways.map(({ hash, textContent }) => [hash, textContent]));
      // Above the line, below it, the sample, and the same of durable deflection.
      assert.ok(ways.length >= 5, `${ways}`);
      for (const [hash, words] of ways) {
        await page.evaluate((hash) => (location.hash = hash), hash);
        const [, standing] = /rows=(?:\w+\.)?(\w+)/.exec(hash);
        const count = `[data-standing="${standing}"][aria-pressed="true"] .num`;
        await page.waitForFunction((count, words) => document.querySelector(count)?.textContent === words, {}, count, words);
      }
      assert.deepEqual(app.errors, []);
    },
  },
  {
    name: "an amount of another model leads to the orders as that model credits them",
    async run({ app, page, sample }) {
      await app.open("#lead");
      await app.choose(...sample);
      await app.scorecard();
      const way = 'td a[href*="credit=first."]';
      await page.waitForSelector(way);
      await page.evaluate((way) => (location.hash = document.querySelector(way).hash), way);
      await page.waitForSelector('[data-rows="attributed_revenue"] tbody tr');
      await page.waitForSelector("[data-among] a");
      // And back to the credit of the rule in force.
      await page.click("[data-among] a");
      await page.waitForFunction(() => !document.querySelector("[data-among]"));
      assert.deepEqual(app.errors, []);
    },
  },
  {
    name: "an address that names no page says so, and shows the overview",
    async run({ app, page, sample }) {
      await app.open("#nonsense");
      await page.waitForSelector("[data-lost]");
      await app.choose(...sample);
      await app.scorecard();
      await page.waitForFunction(() => document.querySelector('[data-board="support"]')?.checkVisibility() && document.querySelector("[data-lost]"));
      await page.evaluate(() => (location.hash = "rules"));
      await page.waitForFunction(() => !document.querySelector("[data-lost]"));
      await page.evaluate(() => (location.hash = "no-such-page?channel=web"));
      await page.waitForFunction(() => document.querySelector("[data-lost]") && document.querySelector('[data-board="support"]').checkVisibility());
      // The way past the bars leads within a page: no other page is asked for.
      await page.evaluate(() => (location.hash = "support"));
      await page.waitForFunction(() => !document.querySelector("[data-lost]"));
      await page.evaluate(() => (location.hash = "main"));
      await new Promise((resolve) => setTimeout(resolve, 200));
      assert.equal(await page.$("[data-lost]"), null);
      assert.deepEqual(app.errors, []);
    },
  },
  {
    name: "a value of a split counts that value alone, and its number is the command's",
    async run({ app, page, sample, expected }) {
      await app.open(`#support/${METRIC}`);
      await app.choose(...sample);
      await app.scorecard();
      await page.waitForSelector('[data-split="channel"] tbody tr');
      const rows = await page.$$eval('[data-split="channel"] tbody tr', (rows) => rows.map(({ dataset }) => [dataset.splitValue, dataset.value]));
      assert.ok(rows.length > 1);
      const of = (channel) => {
        const card = JSON.parse(botworth("score", "--where", `channel=${channel}`, ...flowsOf("support", expected), ...sample));
        return card.metrics[METRIC].value;
      };
      for (const [channel, value] of rows) assert.equal(Number(value), of(channel), channel);
      const seen = await app.scorecardsSeen();
      await page.click('[data-split="channel"] tbody button');
      await app.scorecard(seen);
      assert.equal(await page.evaluate(() => location.hash), `#support/${METRIC}?channel=${rows[0][0]}`);
      const shown = await page.$eval(`[data-behind="${METRIC}"] [data-metric]`, (tile) => tile.dataset.value);
      assert.equal(shown, rows[0][1]);
    },
  },
];
