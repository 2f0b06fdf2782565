// What to do: checks, knowledge gaps, the brief, scenarios and the invoice, in both languages, against what the command prints.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { botworth } from "./command.mjs";
import { Downloads } from "./downloads.mjs";
import { openIn } from "./page.mjs";

/** Text without the marks of Markdown and with single spaces. */
function plain(text) {
  const unmarked = text.replace(/^(#+|-|\d+\.) /gm, "").replaceAll("**", "").replace(/\\(.)/g, "$1");
  return unmarked.replace(/\s+/g, " ").trim();
}

const LANGUAGES = ["en", "ja"];

export const tests = [
  ...LANGUAGES.map((language) => ({
    name: `the to-do page says what the command says, ${language}`,
    async run(context) {
      const { app, page, sample } = context;
      await openIn(language, context, "#work");
      await page.waitForSelector("table.gaps tbody tr");
      const named = await page.$$eval("[data-gap]", (rows) => rows.map((row) => row.dataset.gap));
      const list = botworth("gaps", "--form", "markdown", "--language", language, ...sample);
      const expected = list.split("\n").filter((line) => line.startsWith("- [ ] "));
      assert.equal(named.length, expected.length);
      for (const [at, name] of named.entries()) {
        assert.ok(plain(expected[at]).includes(plain(name)), `${name} is not ${expected[at]}`);
      }
      const shown = await page.$eval(".page-of-words", (page) => page.textContent);
      const brief = botworth("brief", "--language", language, ...sample);
      assert.equal(shown.replace(/\s+/g, ""), plain(brief).replace(/\s+/g, ""));
      assert.deepEqual(app.errors, []);
    },
  })),
  ...LANGUAGES.map((language) => ({
    name: `the money page recounts the invoice and moves with a scenario, ${language}`,
    async run(context) {
      const { app, page, sample, scratch } = context;
      await openIn(language, context, "#money");
      await page.waitForSelector("table.invoice tbody tr");
      const disputed = botworth("invoice", ...sample).trim().split("\n").length - 1;
      const claim = await page.$eval("[data-invoice]", (claim) => claim.textContent);
      assert.ok(claim.includes(disputed.toLocaleString("en")), claim);
      await page.type("#if-manual", "6");
      await page.waitForSelector("table.effects tbody tr");
      const scenario = join(scratch, "scenario.json");
      writeFileSync(scenario, '{"changes": [{"change": "manual_cost", "amount": 6}]}');
      const outcome = JSON.parse(botworth("what-if", "--scenario", scenario, ...sample));
      const digits = (text) => text.split("(")[0].replace(/[^0-9]/g, "");
      const [today, after] = await page.$$eval("table.scenario tbody tr:first-child td", (cells) => cells.map((cell) => cell.textContent));
      assert.equal(digits(today), String(Math.round(outcome.before.value)));
      assert.equal(digits(after), String(Math.round(outcome.after.value)));
      // A saved scenario fills the form in place of what was typed.
      writeFileSync(scenario, '{"changes": [{"change": "keep_handoffs", "share": 0.25}]}');
      await (await page.$("[data-scenario]")).uploadFile(scenario);
      await page.waitForFunction(() => document.querySelector("#if-keep")?.value === "25");
      assert.equal(await page.$eval("#if-manual", (field) => field.value), "");
      const kept = JSON.parse(botworth("what-if", "--scenario", scenario, ...sample));
      const [, reopened] = await page.$$eval("table.scenario tbody tr:first-child td", (cells) => cells.map((cell) => cell.textContent));
      assert.equal(digits(reopened), String(Math.round(kept.after.value)));
      assert.deepEqual(app.errors, []);
    },
  })),
  ...LANGUAGES.map((language) => ({
    name: `checks name their file and mark the tiles that they weaken, ${language}`,
    async run(context) {
      const { app, page, expected, sample } = context;
      await openIn(language, context, "#data");
      await page.waitForSelector("table.checks tbody tr");
      const shown = await page.$$eval("[data-check]", (rows) =>
        rows.map((row) => `${row.dataset.check} ${[...row.cells].slice(1, 3).map((cell) => cell.textContent).join(" ")}`).sort(),
      );
      const checks = JSON.parse(expected).checks.map(({ check, file, count }) => `${check} ${file} ${count.toLocaleString("en")}`);
      assert.deepEqual(shown, checks.sort());
      // Without visitors engagement has no denominator, and the tile says so.
      assert.equal(await page.$$eval("[data-board=lead] [data-badge]", (badges) => badges.length), 0);
      await page.locator('[data-file="exposure.csv"] [data-action=remove]').click();
      await app.scorecard(1);
      await page.waitForSelector("[data-check=no_exposure]");
      assert.equal(await page.$$eval('[data-board=lead] [data-metric=engagement_rate] [data-badge]', (badges) => badges.length), 1);
      assert.ok(sample.length > 0);
      assert.deepEqual(app.errors, []);
    },
  })),
  {
    name: "gaps are renamed, merged, taken apart and go live, and are kept on this device",
    async run(context) {
      const { app, page, sample } = context;
      await openIn("en", context, "#work");
      await page.waitForSelector("table.gaps tbody tr");
      const questions = () => page.$$eval("[data-gap]", (rows) => rows.map((row) => row.dataset.gap));
      const [first, second, ...others] = await questions();
      const change = (selector, value) =>
        page.$eval(
          selector,
          (field, value) => {
            field.value = value;
            field.dispatchEvent(new Event("change"));
          },
          value,
        );
      await change("[data-rename]", "Returns without the box");
      await page.waitForSelector('[data-gap="Returns without the box"]');
      await change(`[data-gap="${second}"] [data-merge]`, first);
      await page.waitForFunction((count) => document.querySelectorAll("[data-gap]").length === count, {}, others.length + 1);
      await change("[data-status]", "live");
      await page.waitForFunction(() => document.querySelector("[data-status]").value === "live");
      await app.open("#work");
      await app.choose(...sample);
      await app.scorecard();
      await page.waitForSelector('[data-gap="Returns without the box"]');
      assert.equal(await page.$eval("[data-status]", (status) => status.value), "live");
      await page.$eval("[data-action=apart]", (button) => button.click());
      await page.waitForFunction((count) => document.querySelectorAll("[data-gap]").length === count, {}, others.length + 2);
      assert.deepEqual(app.errors, []);
    },
  },
  ...LANGUAGES.map((language) => ({
    name: `a question is set apart, planned for a month and put back, ${language}`,
    async run(context) {
      const { app, page } = context;
      await openIn(language, context, "#work");
      await page.waitForSelector("[data-action=set-apart]");
      const count = () => page.$$eval("[data-gap]", (rows) => rows.length);
      const chats = () => page.$$eval("[data-gap]", (rows) => rows.reduce((sum, row) => sum + Number(row.cells[2].textContent.replaceAll(/[^0-9]/g, "")), 0));
      const [before, asked] = [await count(), await chats()];
      await page.$eval("[data-action=set-apart]", (button) => button.click());
      await page.waitForFunction((count) => document.querySelectorAll("[data-gap]").length === count + 1, {}, before);
      assert.equal(await chats(), asked, "every chat stays in one of them");
      await page.$eval("[data-month]", (field) => {
        field.value = "2026-12";
        field.dispatchEvent(new Event("change"));
      });
      await page.waitForSelector("table.roadmap [data-planned]");
      assert.equal(await page.$eval("[data-status]", (status) => status.value), "planned");
      await page.select("[data-gap-order]", "growing");
      assert.equal(await count(), before + 1);
      await page.$eval("[data-action=put-back]", (button) => button.click());
      await page.waitForFunction((count) => document.querySelectorAll("[data-gap]").length === count, {}, before);
      assert.deepEqual(app.errors, []);
    },
  })),
  {
    name: "lists are saved as the command prints them",
    browsers: ["chromium"],
    async run(context) {
      const { page, sample, scratch } = context;
      const downloads = await Downloads.into(join(scratch, "lists"), page);
      await openIn("en", context, "#work");
      await page.waitForSelector("table.gaps tbody tr");
      await page.locator('[data-action="gaps-markdown"]').click();
      assert.equal(await downloads.file("gaps.md"), botworth("gaps", "--form", "markdown", ...sample));
      await page.locator('[data-action="gaps-csv"]').click();
      assert.equal(await downloads.file("gaps.csv"), botworth("gaps", ...sample));
      await page.evaluate(() => (location.hash = "money"));
      await page.locator('[data-action="invoice-csv"]').click();
      assert.equal(await downloads.file("disputed.csv"), botworth("invoice", ...sample));
      await page.evaluate(() => (location.hash = "data"));
      await page.locator('[data-action="plan"]').click();
      assert.equal(await downloads.file("tracking-plan.md"), botworth("plan", ...sample));
    },
  },
];
