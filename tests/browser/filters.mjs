// What counts: chosen on the page or named in the address, the numbers are those that the command prints for the same.

import assert from "node:assert/strict";

import { botworth } from "./command.mjs";
import { openIn } from "./page.mjs";
import { assertTiles } from "./tiles.mjs";

/** Does something that asks for another scorecard, and waits for it. */
async function asking(app, act) {
  const seen = await app.scorecardsSeen();
  await act();
  await app.scorecard(seen);
}

const hash = (page) => page.evaluate(() => decodeURIComponent(location.hash));

export const tests = [
  ...["en", "ja"].map((language) => ({
    name: `a rate that a filter makes true has no verdict, ${language}`,
    async run({ app, page, sample }) {
      await openIn(language, { app, page, sample }, "#support");
      const told = (metric) => page.$eval(`[data-board=support] [data-metric=${metric}]`, (tile) => tile.querySelector(".dl").textContent + tile.querySelector(".bul").textContent);
      const before = await told("csat");
      await asking(app, () => page.select('select[data-filter="outcome"]', "=completed"));
      const words = language === "en" ? "true by the filter" : "フィルターで決まる値";
      assert.equal((await told("resolution_rate")).split(words).length, 3, await told("resolution_rate"));
      assert.ok(!(await told("csat")).includes(words) && before.length > 0);
      assert.deepEqual(app.errors, []);
    },
  })),
  ...["en", "ja"].map((language) => ({
    name: `a chosen value, another one, letting go and Back count what they say, ${language}`,
    async run({ app, page, sample, expected }) {
      await openIn(language, { app, page, sample }, "#support");
      const channels = await page.$$eval('select[data-filter="channel"] option', (options) =>
        options.map((option) => option.value).filter((value) => value.startsWith("=")),
      );
      assert.ok(channels.length > 1, "the sample has several channels");
      const [first, second] = channels.map((value) => value.slice(1));
      await asking(app, () => page.select('select[data-filter="channel"]', `=${first}`));
      assert.equal(await hash(page), `#support?channel=${first}`);
      await page.focus('select[data-filter="intent"]');
      const one = botworth("score", "--where", `channel=${first}`, ...sample);
      assert.notEqual(one, expected);
      assertTiles(await app.tiles(), one);
      await asking(app, () => page.select('select[data-filter="channel"]', `=${second}`));
      const both = botworth("score", "--where", `channel=${first}`, "--where", `channel=${second}`, ...sample);
      assertTiles(await app.tiles(), both);
      // Whoever chooses by keyboard stays where they are, though the bar is built anew.
      await page.waitForFunction(() => document.activeElement.dataset.filter !== undefined);
      await asking(app, () => page.click(".filters .chosen"));
      assert.equal(await hash(page), `#support?channel=${second}`);
      await asking(app, () => page.goBack());
      assertTiles(await app.tiles(), both);
      await asking(app, () => page.click('[data-action="clear-filters"]'));
      assert.equal(await hash(page), "#support");
      assertTiles(await app.tiles(), expected);
      assert.deepEqual(app.errors, []);
    },
  })),
  {
    name: "the last four complete weeks, beside the four before",
    async run({ app, page, sample }) {
      await app.open("#support");
      await app.choose(...sample);
      await app.scorecard();
      await asking(app, () => page.click(".filters .ranges button:nth-child(2)"));
      const [, from, to] = /from=([\d-]+)&to=([\d-]+)/.exec(await hash(page));
      assert.equal((Date.parse(to) - Date.parse(from)) / 86_400_000, 27);
      assertTiles(await app.tiles(), botworth("score", "--from", from, "--to", to, ...sample));
      await asking(app, () => page.click('[data-filter="compare"]'));
      const [, before] = /compare=([\d.-]+)/.exec(await hash(page));
      assertTiles(await app.tiles(), botworth("score", "--from", from, "--to", to, "--compare", before, ...sample));
    },
  },
  {
    name: "an address opens with what it says, on every page and with other files",
    async run({ app, page, sample }) {
      await app.open("#support?outcome=escalated&from=2026-03-02&to=2026-03-29");
      await app.choose(...sample);
      await app.scorecard();
      const expected = botworth("score", "--from", "2026-03-02", "--to", "2026-03-29", "--where", "outcome=escalated", ...sample);
      assertTiles(await app.tiles(), expected);
      const value = await page.$eval('[data-filter="from"]', (input) => input.value);
      assert.equal(value, "2026-03-02");
      await page.evaluate(() => document.querySelector('nav [href="#lead"]').click());
      await page.waitForSelector('nav [aria-current][href="#lead"]');
      assert.equal(await hash(page), "#lead?from=2026-03-02&to=2026-03-29&outcome=escalated");
      assertTiles(await app.tiles(), expected);
    },
  },
  {
    name: "what matches nothing says which filter leaves nothing, and each can be taken back there",
    async run({ app, page, sample, expected }) {
      await app.open("#support?intent=nobody+asked+this");
      await app.choose(...sample);
      await app.scorecard();
      await page.waitForSelector('[data-action="clear-filters"]');
      assert.equal((await app.tiles()).size, 0);
      const said = await page.$eval('[data-empty="support"]', (empty) => empty.innerText);
      assert.match(said, /No chat of the support bot is left[^]*nobody asked this|nobody\+asked\+this/);
      await asking(app, () => page.click('[data-empty="support"] button'));
      assert.equal(await hash(page), "#support");
      assertTiles(await app.tiles(), expected);
      await asking(app, () => page.goBack());
      await asking(app, () => page.click('[data-action="clear-filters"]'));
      assertTiles(await app.tiles(), expected);
      assert.deepEqual(app.errors, []);
    },
  },
  {
    name: "a mark of the outcomes counts alone by a click or Enter, and leads to its rows",
    browsers: ["chromium"],
    async run({ app, page, sample }) {
      await app.open("#support");
      await app.choose(...sample);
      await app.scorecard();
      const plot = '[data-chart="outcomes"] .plotbox';
      await page.focus(plot);
      // Whole branches come first, each before its ends: the first mark is all that ended well.
      await page.keyboard.press("ArrowRight");
      const rows = await page.waitForSelector(`${plot} [data-rows]`);
      assert.equal(await rows.evaluate((way) => way.hash), "#support/deflection_rate?outcome=completed&rows=numerator");
      await page.keyboard.press("Tab");
      assert.ok(await rows.evaluate((way) => way === document.activeElement), "Tab leads to the rows");
      await page.focus(plot);
      await page.keyboard.press("Home");
      await asking(app, () => page.keyboard.press("Enter"));
      assert.equal(await hash(page), "#support?outcome=completed");
      assertTiles(await app.tiles(), botworth("score", "--where", "outcome=completed", ...sample));
      await asking(app, () => page.goBack());
      const said = await page.$$eval(`${plot} [data-says]`, (marks) => marks.map(({ dataset }) => dataset.says));
      const handed = said.findIndex((says) => says.startsWith("Handed"));
      assert.ok(handed > 0, `${said}`);
      await asking(app, () => page.click(`${plot} [data-at="${handed}"]`));
      assert.equal(await hash(page), "#support?outcome=escalated");
      assert.deepEqual(app.errors, []);
    },
  },
  {
    name: "a chart that is read as a table stays one when a filter changes",
    browsers: ["chromium"],
    async run({ app, page, sample }) {
      await app.open("#support");
      await app.choose(...sample);
      await app.scorecard();
      for (const chart of ['[data-chart="outcomes"]', '[data-chart="trend"]']) {
        await page.$eval(`${chart} .seg button:last-child`, (button) => button.click());
        await page.waitForSelector(`${chart} table.twin`);
      }
      await asking(app, () => page.select('select[data-filter="channel"]', "=web"));
      const shown = () => page.$$eval("[data-chart]", (charts) => charts.filter((chart) => chart.checkVisibility()).map((chart) => [chart.dataset.chart, chart.querySelector("table.twin") !== null]));
      const tables = (await shown()).filter(([, isTable]) => isTable).map(([chart]) => chart);
      assert.deepEqual(tables, ["outcomes", "trend"]);
      await page.$eval('[data-chart="outcomes"] .seg button:first-child', (button) => button.click());
      await asking(app, () => page.click('[data-action="clear-filters"]'));
      assert.deepEqual((await shown()).filter(([, isTable]) => isTable).map(([chart]) => chart), ["trend"]);
      assert.deepEqual(app.errors, []);
    },
  },
  {
    name: "on a phone both columns of a scenario are seen",
    browsers: ["chromium"],
    async run({ app, page, sample }) {
      await page.setViewport({ width: 390, height: 844 });
      await app.open("#money");
      await app.choose(...sample);
      await app.scorecard();
      await page.waitForSelector("table.scenario tbody tr");
      const ends = await page.$$eval("table.scenario tbody tr :last-child", (cells) => cells.map((cell) => cell.getBoundingClientRect().right));
      assert.ok(ends.every((end) => end > 0 && end <= 390), `${ends}`);
    },
  },
  {
    name: "on a phone the answer comes before what could be chosen, which is one line until it is opened",
    async run({ app, page, sample, artifacts, browserName }) {
      await page.setViewport({ width: 390, height: 844 });
      await app.open("#support");
      await app.choose(...sample);
      await app.scorecard();
      const top = () => page.$eval("h1.money", (claim) => claim.getBoundingClientRect().top + scrollY);
      const folded = await top();
      assert.ok(folded < 320, `the claim begins at ${folded} px`);
      assert.equal(await page.$eval('select[data-filter="channel"]', (select) => select.checkVisibility()), false);
      await page.screenshot({ path: `${artifacts}/phone-${browserName}.png` });
      await page.click("[data-fold] summary");
      await page.waitForFunction(() => document.querySelector('select[data-filter="channel"]').checkVisibility());
      const [value] = await page.$$eval('select[data-filter="channel"] option', (options) => options.map(({ value }) => value).filter(Boolean));
      await asking(app, () => page.select('select[data-filter="channel"]', value));
      // It stays open while one chooses.
      await page.waitForSelector("[data-fold][open]");
      assert.ok((await page.$eval(".filters .share", (share) => share.innerText)).length > 0);
    },
  },
];
