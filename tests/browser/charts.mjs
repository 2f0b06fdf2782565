// Charts: each mark says what its table says, the tables are the command's numbers, and pictures leave as files.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { botworth } from "./command.mjs";
import { Downloads } from "./downloads.mjs";

const METRICS = [
  "support/deflection_rate",
  "support/resolution_rate",
  "support/fallback_rate",
  "support/handoff_rate",
  "support/session_length",
  "support/first_useful_answer",
  "support/cost_per_interaction",
  "support/csat",
  "lead/engagement_rate",
  "lead/lead_quality_rate",
  "lead/qualified_booking_rate",
  "lead/attributed_revenue",
];

async function speak(page, language) {
  await page.evaluateOnNewDocument((language) => {
    Object.defineProperty(navigator, "language", { get: () => language });
  }, language);
}

/** Opens a page; boards stay in the document, so that charts are looked for among those that are seen. */
async function go(page, hash) {
  await page.evaluate((hash) => (location.hash = hash), hash);
  const selector = hash.includes("/") ? `[data-behind="${hash.split("/")[1]}"]` : `[data-board="${hash}"]`;
  await page.waitForSelector(selector, { visible: true });
  if (hash.includes("/")) await page.waitForSelector(`[data-of="${hash.split("/")[1]}"]`);
}

/** The chart of a name that is seen; waits for it. */
async function chart(page, id) {
  const find = (id) => [...document.querySelectorAll(`[data-chart="${id}"]`)].find((found) => found.checkVisibility());
  await page.waitForFunction(find, {}, id);
  return (await page.evaluateHandle(find, id)).asElement();
}

const shown = (page) =>
  page.$$eval("[data-chart]", (found) => found.filter((found) => found.checkVisibility()).map(({ dataset }) => dataset.chart));

/** What the marks of a chart say, then its table: heads, and cells with words and value. */
async function read(page, id) {
  const figure = await chart(page, id);
  const says = await figure.$$eval("[data-says]", (marks) => marks.map(({ dataset }) => dataset.says));
  await (await figure.$(".seg button:last-child")).click();
  await figure.waitForSelector("table.twin");
  const table = await figure.$eval("table.twin", (table) => ({
    heads: [...table.tHead.rows[0].cells].map((cell) => cell.textContent),
    rows: [...table.tBodies[0].rows].map((row) =>
      [...row.cells].map(({ textContent, dataset }) => ({ words: textContent, value: dataset.value })),
    ),
  }));
  await (await figure.$(".seg button:first-child")).click();
  await figure.waitForSelector(".plotbox");
  return { says, ...table };
}

function assertTwin(id, { says, heads, rows }) {
  assert.ok(says.length > 0 && rows.length > 0, `${id}: ${says.length} marks, ${rows.length} rows`);
  const told = new Set([...heads, ...rows.flat().map(({ words }) => words)]);
  // A number among several is said with its column's name.
  const isNamed = (part) => heads.some((head) => part.startsWith(`${head} `) && told.has(part.slice(head.length + 1)));
  for (const said of says) {
    for (const part of said.split("  ")) assert.ok(told.has(part) || isNamed(part), `${id}: "${part}" of "${said}" is not in its table`);
  }
}

export const tests = [
  ...["en", "ja"].map((language) => ({
    name: `every chart says what its table says, ${language}`,
    async run({ app, page, sample }) {
      await speak(page, language);
      await app.open("#support");
      await app.choose(...sample);
      await app.scorecard();
      const seen = [];
      for (const hash of ["support", "lead", ...METRICS]) {
        await go(page, hash);
        // Several flows have each a chart of their steps: the first is read.
        for (const id of new Set(await shown(page))) {
          assertTwin(`${hash} ${id}`, await read(page, id));
          seen.push(id);
        }
      }
      const wanted = [
        "savings", "outcomes", "top_gaps", "steps", "lead_sources", "bot_and_form", "models", "trend", "definitions", "resolved_weeks",
        "intents_by_week", "lengths", "answers_within", "cost_parts", "value_parts", "satisfied", "cohorts", "revenue_growth",
        "weeks_by_intent", "weeks_by_channel", "weeks_by_outcome", "hours", "funnel", "returns", "fallback_intents",
        "handoff_reasons", "csat_adjusted", "weeks_by_page",
      ];
      assert.deepEqual(wanted.filter((id) => !seen.includes(id)), [], "charts that the sample does not show");
      assert.deepEqual(app.errors, []);
    },
  })),
  {
    name: "tables of charts hold the command's numbers",
    async run({ app, page, sample, expected }) {
      await app.open("#support");
      await app.choose(...sample);
      await app.scorecard();
      const card = JSON.parse(expected);
      const { support, lead } = card.boards;
      const number = ({ value }) => Number(value);

      const { rows: moved } = await read(page, "savings");
      assert.equal(number(moved[0][1]), support.roi.savings, "the rule of the page is the headline's");

      const { rows: ends } = await read(page, "outcomes");
      const deflection = support.metrics.deflection_rate;
      assert.equal(number(ends[0][1]), deflection.numerator, "the first branch is what was deflected");

      const { rows: weeks } = await read(page, "trend");
      const printed = support.weekly.map(({ metrics }) => metrics.deflection_rate.value);
      assert.deepEqual(weeks.map((row) => row[1].value), printed.map((value) => String(value)));

      await go(page, "lead");
      const { rows: models } = await read(page, "models");
      const alone = (board) =>
        JSON.parse(botworth("score", ...card.boards[board].flows.flatMap((flow) => ["--where", `flow=${flow}`]), ...sample));
      const own = alone("lead").attribution.filter(({ window_days }) => window_days === card.rules.attribution.window_days);
      assert.deepEqual(models.slice(0, 5).map((row) => number(row[1])), own.map(({ attributed }) => attributed));
      assert.deepEqual(models.slice(5).map((row) => number(row[1])), [own[0].sourced, own[0].influenced]);
      const { rows: funnel } = await read(page, "funnel");
      const known = lead.funnel.filter(({ count }) => count !== null);
      assert.deepEqual(funnel.map((row) => [number(row[1]), row[2].value]), known.map(({ count, rate }) => [count, String(rate)]));
      const { rows: returns } = await read(page, "returns");
      assert.ok(Math.abs(number(returns[0][1]) * 100 - lead.roi.percent) < 1e-6, "the rules' basis is the headline's");
      const { heads, rows: steps } = await read(page, "steps");
      const paths = Object.values(card.paths).map((path) => path.map(({ reached }) => reached));
      const told = steps.map((row) => number(row[1]));
      assert.ok(heads.length === 3 && paths.some((path) => path.join() === told.join()), told.join());

      await go(page, "support/cost_per_interaction");
      const { rows: costs } = await read(page, "cost_parts");
      const program = support.metrics.cost_per_interaction.numerator;
      assert.ok(Math.abs(number(costs.at(-1)[1]) / program - 1) < 1e-9);

      await go(page, "support/deflection_rate");
      const { rows: definitions } = await read(page, "definitions");
      const values = Object.values(alone("support").definitions).map(({ value }) => value).sort((one, other) => one - other);
      assert.deepEqual(definitions.map((row) => number(row[1])), values);
      assert.ok(await page.$('[data-vendors="deflection_rate"] tbody tr'), "vendors stand beside our number");

      await go(page, "lead/attributed_revenue");
      const { rows: growth } = await read(page, "revenue_growth");
      const influenced = lead.weekly.reduce((sum, { metrics }) => sum + (metrics.attributed_revenue.parts.influenced.value ?? 0), 0);
      assert.ok(Math.abs(number(growth.at(-1)[2]) - influenced) < 1e-6);
    },
  },
  {
    name: "marks are read by keyboard, and weeks chosen by it count alone",
    async run({ app, page, sample }) {
      await app.open("#support");
      await app.choose(...sample);
      await app.scorecard();
      const figure = await chart(page, "trend");
      await (await figure.$(".plotbox")).focus();
      // What the mark says, without the link to its rows.
      const readout = () => figure.$eval(".readout", (shown) => shown.textContent.replace(/Rows$/, ""));
      const says = await figure.$$eval("[data-says]", (marks) => marks.map(({ dataset }) => dataset.says));
      await page.keyboard.press("ArrowRight");
      assert.equal(await readout(), says[0]);
      await page.keyboard.press("End");
      assert.equal(await readout(), says.at(-1));
      await page.keyboard.press("Escape");
      assert.equal(await readout(), "");
      await page.keyboard.press("Home");
      await page.keyboard.press("ArrowRight");
      for (let at = 0; at < 3; at += 1) {
        await page.keyboard.down("Shift");
        await page.keyboard.press("ArrowRight");
        await page.keyboard.up("Shift");
      }
      assert.equal(await readout(), `${says[1]} … ${says[4]}`);
      const seen = await app.scorecardsSeen();
      await page.keyboard.press("Enter");
      await app.scorecard(seen);
      const hash = await page.evaluate(() => location.hash);
      const [, from, to] = hash.match(/(\d{4}-\d\d-\d\d).*?(\d{4}-\d\d-\d\d)/);
      assert.equal((new Date(to) - new Date(from)) / 86_400_000, 27, hash);
      assert.deepEqual(app.errors, []);
    },
  },
  {
    name: "a mark of a category counts alone, and a step of the funnel opens its rows",
    browsers: ["chromium"],
    async run({ app, page, sample }) {
      await app.open("#lead");
      await app.choose(...sample);
      await app.scorecard();
      const funnel = await chart(page, "funnel");
      await (await funnel.$(".plotbox")).focus();
      for (let at = 0; at < 4; at += 1) await page.keyboard.press("ArrowRight");
      const way = await funnel.waitForSelector("[data-rows]");
      assert.equal(await way.evaluate((way) => way.hash), "#lead/lead_quality_rate?rows=numerator");
      await way.click();
      await page.waitForSelector('[data-standing="numerator"][aria-pressed="true"]');
      await page.waitForFunction(() => document.activeElement?.matches("section[data-rows]"));
      await go(page, "lead");
      const sources = await chart(page, "bot_and_form");
      const seen = await app.scorecardsSeen();
      await (await sources.$('[data-at="0"]')).click();
      await app.scorecard(seen);
      assert.match(await page.evaluate(() => location.hash), /^#lead\?source=/);
      assert.deepEqual(app.errors, []);
    },
  },
  {
    name: "weeks that the pointer drags over count alone",
    browsers: ["chromium"],
    async run({ app, page, sample }) {
      await app.open("#support");
      await app.choose(...sample);
      await app.scorecard();
      const marks = await (await chart(page, "trend")).$$("[data-says]");
      await marks[3].scrollIntoView();
      const middle = async (mark) => {
        const { x, y, width, height } = await mark.boundingBox();
        return [x + width / 2, y + height / 2];
      };
      await page.mouse.move(...(await middle(marks[3])));
      await page.mouse.down();
      await page.mouse.move(...(await middle(marks[4])));
      await page.mouse.move(...(await middle(marks[6])));
      const seen = await app.scorecardsSeen();
      await page.mouse.up();
      await app.scorecard(seen);
      const [, from, to] = (await page.evaluate(() => location.hash)).match(/(\d{4}-\d\d-\d\d).*?(\d{4}-\d\d-\d\d)/);
      assert.equal((new Date(to) - new Date(from)) / 86_400_000, 27);
    },
  },
  {
    name: "a chart leaves as SVG with its words, as PNG and as CSV",
    browsers: ["chromium"],
    async run({ app, page, scratch, sample }) {
      const folder = join(scratch, "charts");
      const downloads = await Downloads.into(folder, page);
      await app.open("#support");
      await app.choose(...sample);
      await app.scorecard();
      const figure = await chart(page, "outcomes");
      const title = await figure.$eval("h2", (title) => title.textContent);
      const save = async (ending) => (await figure.$(`[data-save="${ending}"]`)).click();
      await save("svg");
      const svg = await downloads.file("botworth-outcomes.svg");
      assert.ok(svg.includes(`>${title}</text>`) && svg.includes(".m-confirmed{"), svg.slice(0, 300));
      await save("csv");
      const csv = await downloads.file("botworth-outcomes.csv");
      const { rows } = await read(page, "outcomes");
      assert.deepEqual(csv.trim().split("\n").slice(1).map((line) => line.split(",").at(-1)), rows.map((row) => row.at(-1).value));
      await save("png");
      await downloads.file("botworth-outcomes.png");
      const png = readFileSync(join(folder, "botworth-outcomes.png"));
      assert.equal(png.subarray(1, 4).toString(), "PNG");
      const [, width] = svg.match(/width="(\d+)/);
      assert.equal(png.readUInt32BE(16), 2 * Number(width), "drawn twice as fine");
      // A white sheet alone packs into a few thousand bytes.
      assert.ok(png.length > 12_000, `${png.length} bytes`);
      assert.deepEqual(app.errors, []);
    },
  },
  {
    name: "a board prints on two pages of A4",
    browsers: ["chromium"],
    async run({ app, page, artifacts }) {
      await app.open();
      await app.clickSample();
      await app.scorecard();
      for (const board of ["support", "lead"]) {
        await go(page, board);
        const pdf = await page.pdf({ format: "A4", printBackground: true, preferCSSPageSize: true });
        writeFileSync(join(artifacts, `${board}.pdf`), pdf);
        const pages = Buffer.from(pdf).toString("latin1").match(/\/Type\s*\/Page[^s]/g) ?? [];
        assert.equal(pages.length, 2, `${board} takes ${pages.length} pages`);
      }
    },
  },
];
