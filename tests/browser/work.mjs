// What to do: checks, knowledge gaps, the brief, scenarios and the invoice, in both languages, against what the command prints.

import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { botworth, flowsOf } from "./command.mjs";
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
      // Two bots are never one list: each has its own questions and shares.
      for (const board of ["support", "lead"]) {
        const told = await page.$$eval(`[data-gaps-of=${board}] [data-gap]`, (rows) => rows.map((row) => [row.dataset.gap, row.cells[2].textContent]));
        const list = botworth("gaps", "--form", "markdown", "--language", language, ...flowsOf(board, context.expected), ...sample);
        const expected = list.split("\n").filter((line) => line.startsWith("- [ ] "));
        assert.ok(told.length > 0 && told.length === expected.length, `${board}: ${told.length} of ${expected.length}`);
        for (const [at, [name, chats]] of told.entries()) {
          assert.ok(plain(expected[at]).includes(plain(name)) && expected[at].includes(chats), `${name}, ${chats} is not ${expected[at]}`);
        }
      }
      const brief = plain(botworth("brief", "--language", language, ...sample)).replace(/\s+/g, "");
      const shown = () => page.$eval(".page-of-words", (page) => page.textContent.replace(/\s+/g, ""));
      await page.waitForFunction(() => document.querySelector(".page-of-words h2"));
      assert.equal(await shown(), brief);
      // Whatever dates the boards show, the brief speaks of the last complete week.
      const { period } = JSON.parse(context.expected);
      const seen = await app.scorecardsSeen();
      await page.evaluate((from) => (location.hash = `#work?from=${from}&to=${from}`), period.from);
      await app.scorecard(seen);
      assert.equal(await shown(), brief);
      assert.deepEqual(app.errors, []);
    },
  })),
  ...LANGUAGES.map((language) => ({
    name: `the brief prints alone, on one page, ${language}`,
    browsers: ["chromium"],
    async run(context) {
      const { app, page } = context;
      await openIn(language, context, "#work");
      await page.waitForFunction(() => document.querySelector(".page-of-words h2"));
      await page.evaluate(() => (window.print = () => (window.printed = document.body.querySelectorAll(":scope > .page-of-words").length)));
      await page.$eval("[data-action=brief-print]", (button) => button.click());
      assert.equal(await page.evaluate(() => window.printed), 1);
      await page.emulateMediaType("print");
      const seen = await page.evaluate(() => [...document.body.children].filter((child) => child.getBoundingClientRect().height > 0).map((child) => child.className));
      assert.deepEqual(seen, ["page-of-words"]);
      await page.emulateMediaType(null);
      const pdf = Buffer.from(await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString("latin1");
      assert.equal(pdf.match(/\/Type\s*\/Page\b/g).length, 1, "it fits on one page");
      // Printed, it is taken away again.
      assert.equal(await page.$$eval("body > .page-of-words", (copies) => copies.length), 0);
      assert.equal(await page.evaluate(() => document.documentElement.hasAttribute("data-print")), false);
      assert.deepEqual(app.errors, []);
    },
  })),
  ...LANGUAGES.map((language) => ({
    name: `numbers that flatter stand beside what replaces them, ${language}`,
    async run(context) {
      const { app, page, sample } = context;
      await openIn(language, context, "#support");
      const cells = () => page.$$eval("table.vanity tbody tr", (rows) => rows.map((row) => [...row.cells].map((cell) => cell.firstChild.textContent)));
      await page.waitForFunction(() => /\d/.test(document.querySelectorAll("table.vanity tbody tr")[1]?.cells[1].textContent ?? ""));
      const rows = await cells();
      assert.equal(rows.length, 5);
      for (const [, flattering, instead, better] of rows) {
        assert.ok(/\d/.test(flattering) && instead.length > 0 && /\d/.test(better), `${flattering} ${instead} ${better}`);
      }
      // The board's own chats: those of its flows.
      const flows = JSON.parse(context.expected).boards.support.flows.flatMap((flow) => ["--where", `flow=${flow}`]);
      const { counts } = JSON.parse(botworth("score", ...flows, ...sample));
      assert.equal(Number(rows[0][1].replaceAll(/[^0-9]/g, "")), counts.opened);
      // Fewer messages in fewer chats.
      const all = Number(rows[1][1].replaceAll(/[^0-9]/g, ""));
      await page.evaluate(() => (location.hash = "#support?channel=web"));
      await page.waitForFunction((all) => Number(document.querySelectorAll("table.vanity tbody tr")[1].cells[1].firstChild.textContent.replaceAll(/[^0-9]/g, "")) < all, {}, all);
      assert.deepEqual(app.errors, []);
    },
  })),
  ...LANGUAGES.map((language) => ({
    name: `a saved scorecard stands left of a break, and changed rules say that all weeks were counted again, ${language}`,
    async run(context) {
      const { app, page, scratch } = context;
      await openIn(language, context, "#support");
      await page.waitForSelector(".trend svg");
      const foot = () => page.$eval(".trend", (figure) => [...figure.querySelectorAll(".foot")].map((line) => line.textContent).join(" "));
      const weeks = () => page.$$eval(".trend table tbody tr", (rows) => rows.length);
      const table = () => page.$$eval(".trend .seg button", (buttons) => buttons[1].click());
      const chart = () => page.$$eval(".trend .seg button", (buttons) => buttons[0].click());
      await table();
      const alone = await weeks();
      await chart();
      // The same scorecard half a year before, by other rules, another engine and another vendor.
      const old = JSON.parse(context.expected);
      const shift = (from) => new Date(Date.parse(from) - 182 * 86_400_000 * 2).toISOString().slice(0, 10);
      for (const board of Object.values(old.boards)) {
        board.weekly = board.weekly.slice(0, 4).map((week) => ({ ...week, from: shift(week.from) }));
      }
      Object.assign(old, { rules_hash: "0badc0de", engine: "0.0.9" });
      for (const file of old.files) file.source = "othervendor";
      const path = join(scratch, "before.json");
      writeFileSync(path, JSON.stringify(old));
      let seen = await app.scorecardsSeen();
      await app.choose(path);
      await app.scorecard(seen);
      await page.waitForFunction(() => document.querySelector(".trend")?.textContent.includes("0badc0de"));
      const said = await foot();
      for (const word of ["before.json", "0badc0de", "0.0.9", "othervendor"]) assert.ok(said.includes(word), said);
      // Two lines that nothing joins, and a line between them.
      assert.equal(await page.$$eval(".trend", ([figure]) => figure.querySelectorAll("svg .m-line").length), 2);
      await table();
      assert.equal(await weeks(), alone + 4);
      await chart();
      // A rule that is changed here leaves no week that was counted by the old ones.
      assert.equal(await page.$$eval("[data-recounted]", (notes) => notes.length), 0);
      await page.evaluate(() => (location.hash = "rules"));
      seen = await app.scorecardsSeen();
      await page.$eval('[id="rule-manual_cost_per_conversation"]', (input) => {
        input.value = "7.5";
        input.dispatchEvent(new Event("input", { bubbles: true }));
      });
      await app.scorecard(seen);
      await page.evaluate(() => (location.hash = "support"));
      await page.waitForSelector(".trend [data-recounted]");
      assert.deepEqual(app.errors, []);
    },
  })),
  ...LANGUAGES.map((language) => ({
    name: `the tracking plan is the command's, ${language}`,
    browsers: ["chromium"],
    async run(context) {
      const { page, sample, scratch } = context;
      const downloads = await Downloads.into(join(scratch, `plan-${language}`), page);
      await openIn(language, context, "#data");
      await page.locator('[data-action="plan"]').click();
      assert.equal(await downloads.file("tracking-plan.md"), botworth("plan", "--language", language, ...sample));
    },
  })),
  ...LANGUAGES.map((language) => ({
    name: `several scenarios are kept by name, every intent and gap can be found, ${language}`,
    async run(context) {
      const { app, page } = context;
      await openIn(language, context, "#money");
      const { segments } = JSON.parse(context.expected);
      const intents = Object.keys(segments.intent).filter((name) => name !== "");
      const offered = () => page.$$eval("[id^=if-intent-]", (boxes) => boxes.length);
      assert.equal(await offered(), intents.length);
      const last = intents.at(-1);
      await page.type("[data-find-intent]", last.toUpperCase());
      await page.waitForFunction(() => document.querySelectorAll("[id^=if-intent-]").length === 1);
      await page.$eval("[data-find-intent]", (field) => {
        field.value = "";
        field.dispatchEvent(new Event("input"));
      });
      assert.equal(await offered(), intents.length);
      for (const [name, manual] of [["Spring", "6"], ["Autumn", "7"]]) {
        for (const [field, value] of [["#if-name", name], ["#if-manual", manual]]) {
          await page.$eval(field, (input) => (input.value = ""));
          await page.type(field, value);
        }
        await page.waitForSelector("table.effects tbody tr");
        await page.$eval("[data-action=scenario-keep]", (button) => button.click());
        await page.waitForSelector(`[data-kept="${name}"]`);
      }
      const kept = await page.$$eval("tr[data-kept]", (rows) => rows.map((row) => [row.dataset.kept, row.cells[4].textContent]));
      // Each bot has its own money.
      assert.deepEqual(kept.map(([name]) => name), ["Spring", "Spring", "Autumn", "Autumn"]);
      // A return with its interval.
      for (const [, percent] of kept) assert.match(percent, /\d.*%.*\(.*–.*\)/);
      await page.$eval('[data-kept="Spring"] [data-action=scenario-open]', (button) => button.click());
      await page.waitForFunction(() => document.querySelector("#if-manual").value === "6");
      await page.$eval('[data-kept="Autumn"] [data-action=scenario-drop]', (button) => button.click());
      await page.waitForFunction(() => document.querySelectorAll("tr[data-kept]").length === 2);
      await page.$eval("[data-action=scenario-reset]", (button) => button.click());
      await page.waitForFunction(() => document.querySelector("#if-manual").value === "");
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
      const outcome = JSON.parse(botworth("what-if", "--board", "support", "--scenario", scenario, ...sample));
      const digits = (text) => text.split("(")[0].replace(/[^0-9]/g, "");
      const [today, after] = await page.$$eval("[data-scenario-of=support] table.scenario tbody tr:first-child td", (cells) => cells.map((cell) => cell.textContent));
      assert.equal(digits(today), String(Math.round(outcome.before.value)));
      assert.equal(digits(after), String(Math.round(outcome.after.value)));
      // Today's value leads to how it is made; the other bot's is its own.
      await page.waitForSelector('[data-scenario-of=support] table.scenario a[href^="#support/cost_per_interaction"]');
      const other = JSON.parse(botworth("what-if", "--board", "lead", "--scenario", scenario, ...sample));
      const [lead] = await page.$$eval("[data-scenario-of=lead] table.scenario tbody tr:first-child td", (cells) => cells.map((cell) => cell.textContent));
      assert.equal(digits(lead), String(Math.round(other.before.value)));
      // A saved scenario fills the form in place of what was typed.
      writeFileSync(scenario, '{"changes": [{"change": "keep_handoffs", "share": 0.25}]}');
      await (await page.$("[data-scenario]")).uploadFile(scenario);
      await page.waitForFunction(() => document.querySelector("#if-keep")?.value === "25");
      assert.equal(await page.$eval("#if-manual", (field) => field.value), "");
      const kept = JSON.parse(botworth("what-if", "--board", "support", "--scenario", scenario, ...sample));
      const [, reopened] = await page.$$eval("[data-scenario-of=support] table.scenario tbody tr:first-child td", (cells) => cells.map((cell) => cell.textContent));
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
      assert.equal(await page.$$eval("[data-board=lead] [data-metric=engagement_rate] [data-badge]", (badges) => badges.length), 0);
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
      const own = "[data-gaps-of=support]";
      const questions = () => page.$$eval(`${own} [data-gap]`, (rows) => rows.map((row) => row.dataset.gap));
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
      await change(`${own} [data-rename]`, "Returns without the box");
      await page.waitForSelector(`${own} [data-gap="Returns without the box"]`);
      await change(`${own} [data-gap="${second}"] [data-merge]`, first);
      const counts = (count) => page.waitForFunction((own, count) => document.querySelectorAll(`${own} [data-gap]`).length === count, {}, own, count);
      await counts(others.length + 1);
      await change(`${own} [data-status]`, "live");
      await page.waitForFunction(() => document.querySelector("[data-gaps-of=support] [data-status]").value === "live");
      // The day on which it went live is entered by hand, and its effect follows.
      const { weekly } = JSON.parse(context.expected);
      await change(`${own} [data-live]`, weekly.at(-6).from);
      await page.waitForFunction(() => /%/.test(document.querySelector("[data-gaps-of=support] [data-status] ~ .line2")?.textContent ?? ""));
      await app.open("#work");
      await app.choose(...sample);
      await app.scorecard();
      await page.waitForSelector(`${own} [data-gap="Returns without the box"]`);
      assert.equal(await page.$eval(`${own} [data-status]`, (status) => status.value), "live");
      await page.$eval(`${own} [data-action=apart]`, (button) => button.click());
      await counts(others.length + 2);
      assert.deepEqual(app.errors, []);
    },
  },
  ...LANGUAGES.map((language) => ({
    name: `a question is set apart, planned for a month and put back, ${language}`,
    async run(context) {
      const { app, page } = context;
      await openIn(language, context, "#work");
      await page.waitForSelector("[data-action=set-apart]");
      const own = "[data-gaps-of=support] [data-gap]";
      const count = () => page.$$eval(own, (rows) => rows.length);
      const counts = (count) => page.waitForFunction((own, count) => document.querySelectorAll(own).length === count, {}, own, count);
      const chats = () => page.$$eval(own, (rows) => rows.reduce((sum, row) => sum + Number(row.cells[2].textContent.replaceAll(/[^0-9]/g, "")), 0));
      const [before, asked] = [await count(), await chats()];
      await page.$eval("[data-action=set-apart]", (button) => button.click());
      await counts(before + 1);
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
      await counts(before);
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
      const flows = flowsOf("support", context.expected);
      assert.equal(await downloads.file("gaps-support.md"), botworth("gaps", "--form", "markdown", ...flows, ...sample));
      await page.locator('[data-action="gaps-csv"]').click();
      assert.equal(await downloads.file("gaps-support.csv"), botworth("gaps", "--spreadsheet-safe", ...flows, ...sample));
      // What is decided goes into the lists and the brief, here and of the command with the saved notes.
      await page.$eval("[data-rename]", (field) => {
        field.value = "Returns without the box";
        field.dispatchEvent(new Event("change"));
      });
      await page.waitForSelector('[data-gap="Returns without the box"]');
      await page.locator('[data-action="notes-save"]').click();
      const notes = join(scratch, "notes.json");
      writeFileSync(notes, await downloads.file("gap-notes.json"));
      rmSync(join(scratch, "lists", "gaps-support.csv"));
      await page.locator('[data-action="gaps-csv"]').click();
      const renamed = botworth("gaps", "--spreadsheet-safe", "--notes", notes, ...flows, ...sample);
      assert.ok(renamed.includes("Returns without the box"));
      assert.equal(await downloads.file("gaps-support.csv"), renamed);
      const brief = plain(botworth("brief", "--notes", notes, ...sample)).replace(/\s+/g, "");
      assert.ok(brief.includes("Returnswithoutthebox"));
      await page.waitForFunction((brief) => document.querySelector(".page-of-words").textContent.replace(/\s+/g, "") === brief, {}, brief);
      await page.evaluate(() => localStorage.clear());
      await openIn("en", context, "#work");
      await page.waitForSelector("table.gaps tbody tr");
      await (await page.$("[data-notes]")).uploadFile(notes);
      await page.waitForSelector('[data-gap="Returns without the box"]');
      await page.evaluate(() => (location.hash = "money"));
      await page.locator('[data-action="invoice-csv"]').click();
      assert.equal(await downloads.file("disputed.csv"), botworth("invoice", "--spreadsheet-safe", ...sample));
      await page.evaluate(() => (location.hash = "data"));
      await page.locator('[data-action="plan"]').click();
      assert.equal(await downloads.file("tracking-plan.md"), botworth("plan", ...sample));
    },
  },
];
