// The rules: what is typed on the page counts as the same rules in a file do, by the command.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { botworth } from "./command.mjs";
import { Downloads } from "./downloads.mjs";
import { openIn } from "./page.mjs";
import { assertTiles } from "./tiles.mjs";

const LANGUAGES = ["en", "ja"];

/** Does something that is counted again, and waits for the numbers. */
async function counted(app, act) {
  const seen = await app.scorecardsSeen();
  await act();
  await app.scorecard(seen);
}

/** Types at once: on a slow machine a pause between two letters would be counted. */
async function type(page, rule, typed) {
  const field = `[id="rule-${rule}"]`;
  await page.focus(field);
  await page.$eval(
    field,
    (field, typed) => {
      field.value = typed;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    },
    typed,
  );
}

/** The fields of the form that is on the page now. */
const shown = (page, rule) => page.$eval(`[id="rule-${rule}"]`, (field) => field.value);

export const tests = [
  ...LANGUAGES.map((language) => ({
    name: `typed rules count as a rules file does, ${language}`,
    async run(context) {
      const { app, page, sample, scratch } = context;
      await openIn(language, context, "#rules");
      await page.waitForSelector("[data-rules=intents] [data-intent]");
      await counted(app, () => type(page, "manual_cost_per_conversation", "5"));
      await counted(app, () => type(page, "margin", "40"));
      await counted(app, () => page.select('[id="rule-attribution.model"]', "linear"));
      await counted(app, () => page.select('[id="rule-week_start"]', "sunday"));
      const flow = await page.$eval("[data-rules=flows] [data-named]", (row) => row.dataset.named);
      await counted(app, () => page.select(`[id="rule-flow_kind.${flow}"]`, "faq"));
      const intent = await page.$eval("[data-intent] select", (select) => select.id.replace("rule-eligible_intents.", ""));
      const decided = await shown(page, `eligible_intents.${intent}`);
      const other = decided === "yes" ? "no" : "yes";
      await counted(app, () => page.select(`[id="rule-eligible_intents.${intent}"]`, other));
      const rules = join(scratch, `typed-${language}.json`);
      const given = {
        manual_cost_per_conversation: 5,
        margin: 0.4,
        attribution: { model: "linear" },
        week_start: "sunday",
        flow_kind: { [flow]: "faq" },
      };
      // The sample has rules of its own: those that were not typed stay.
      const own = sample.find((path) => path.endsWith("rules.json"));
      const before = own ? JSON.parse(readFileSync(own, "utf8")) : {};
      const all = { ...before, ...given, attribution: { ...before.attribution, ...given.attribution }, flow_kind: { ...before.flow_kind, ...given.flow_kind } };
      const eligible = await page.$$eval("[data-intent] select", (selects) =>
        selects.map((select) => [select.id.replace("rule-eligible_intents.", ""), select.value]),
      );
      // Intents that the data does not name count nowhere, but are part of the rules: taken from the scorecard without them.
      const defaults = JSON.parse(botworth("score", ...sample)).rules.eligible_intents;
      all.eligible_intents = { ...defaults };
      for (const [name, value] of eligible) {
        if (value === "") delete all.eligible_intents[name];
        else all.eligible_intents[name] = value === "yes";
      }
      writeFileSync(rules, JSON.stringify(all));
      const card = botworth("score", "--rules", rules, ...sample);
      assert.equal(await page.$eval("[data-hash] .hash:last-child code", (code) => code.textContent), JSON.parse(card).rules_hash);
      assertTiles(await app.tiles(), card, 5);
      const changes = await page.$$eval(".changes li", (items) => items.length);
      assert.equal(changes, 6);
      // One taken back, its field shows what holds; all taken back, the numbers are those of before.
      await counted(app, () => page.$$eval("[data-action=undo-rule]", (buttons) => buttons.at(-1).click()));
      await page.waitForFunction(() => document.querySelectorAll(".changes li").length === 5);
      await counted(app, () => page.$eval("[data-action=discard-rules]", (button) => button.click()));
      assertTiles(await app.tiles(), botworth("score", ...sample));
      await page.waitForFunction(() => !document.querySelector(".changes"));
      assert.deepEqual(app.errors, []);
    },
  })),
  {
    name: "what cannot be a rule says what may, and changes nothing",
    async run(context) {
      const { app, page, sample } = context;
      await openIn("en", context, "#rules");
      await page.waitForSelector('[id="rule-time_zone"]');
      await type(page, "time_zone", "Berlin");
      await page.waitForSelector('[id="rule-time_zone"][aria-invalid=true]');
      assert.match(await page.$eval('[id="rule-time_zone-hint"]', (hint) => hint.textContent), /Europe\/Berlin/);
      await type(page, "margin", "140");
      await page.waitForSelector('[id="rule-margin"][aria-invalid=true]');
      assert.match(await page.$eval('[id="rule-margin-hint"]', (hint) => hint.textContent), /from 0 to 100/);
      assertTiles(await app.tiles(), botworth("score", ...sample));
      await counted(app, () => type(page, "time_zone", "America/New_York"));
      await page.waitForSelector('[id="rule-time_zone"]:not([aria-invalid])');
      assert.equal(await page.evaluate(() => document.activeElement.id), "rule-time_zone", "whoever types stays where they are");
      assert.deepEqual(app.errors, []);
    },
  },
  {
    name: "rules are saved, reset and opened again",
    browsers: ["chromium"],
    async run(context) {
      const { app, page, sample, scratch } = context;
      const downloads = await Downloads.into(join(scratch, "rules"), page);
      await openIn("en", context, "#rules");
      await page.waitForSelector('[id="rule-margin"]');
      await counted(app, () => type(page, "margin", "37"));
      await page.$eval("[data-action=save-rules]", (button) => button.click());
      const saved = await downloads.file("rules.json");
      assert.equal(JSON.parse(saved).margin, 0.37);
      await counted(app, () => page.$eval("[data-action=reset-rules]", (button) => button.click()));
      await page.waitForFunction(() => document.getElementById("rule-margin").value === "100");
      const path = join(scratch, "rules", "rules.json");
      await counted(app, () => app.choose(path));
      await page.waitForFunction(() => document.getElementById("rule-margin").value === "37");
      assertTiles(await app.tiles(), botworth("score", "--rules", path, ...sample.filter((name) => !name.endsWith("rules.json"))));
      assert.deepEqual(app.errors, []);
    },
  },
];
