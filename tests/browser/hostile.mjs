// Files whose every text is markup: no page makes an element, an address or a script of one.

import assert from "node:assert/strict";
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { botworth } from "./command.mjs";

const TEXTS = {
  channel: "<img src=x onerror=window.reached=1>",
  flow: "</title><script>window.reached=1</script>",
  intent: '"><svg onload=window.reached=1>',
  source: "javascript:window.reached=1",
  campaign: "<iframe srcdoc='<script>parent.reached=1</script>'>",
  page: "data:text/html,<script>window.reached=1</script>",
  question: "<a href=javascript:window.reached=1>Where is **my** [order](javascript:window.reached=1)?</a>",
  "<b id=made>column</b>": "<b id=made>cell</b>",
};

/** Two months of chats, and leads, whose every text is markup. */
function write(folder) {
  const quoted = (text) => `"${String(text).replaceAll('"', '""')}"`;
  const columns = ["conversation_id", "started_at", "user_id", "resolution", "handoff", "csat", "csat_max", "missing_answer", "fallbacks", ...Object.keys(TEXTS)];
  const row = (at) => [
    `<b id=made>${at}</b>`,
    `2026-0${3 + (at % 2)}-${String(1 + (at % 28)).padStart(2, "0")}T10:00:00Z`,
    `<i id=made>${at}</i>`,
    at % 2 ? "confirmed" : "none",
    at % 3 ? "none" : "answered",
    at % 2 ? "5" : "<u id=made>",
    "5",
    at % 4 ? "false" : "true",
    "0",
    ...Object.values(TEXTS),
  ];
  const lines = [columns, ...Array.from({ length: 240 }, (_, at) => row(at))].map((cells) => cells.map(quoted).join(","));
  const chats = join(folder, "<img src=x onerror=window.reached=1>.csv");
  writeFileSync(chats, `${lines.join("\n")}\n`);
  const leads = join(folder, "leads.csv");
  const lead = (at) => [`<b id=made>${at}</b>`, `2026-03-${String(1 + (at % 28)).padStart(2, "0")}T11:00:00Z`, `<b id=made>${at}</b>`, TEXTS.source, TEXTS.campaign, "2026-03-29T10:00:00Z"];
  const of = [["lead_id", "created_at", "conversation_id", "source", "campaign", "mql_at"], ...Array.from({ length: 60 }, (_, at) => lead(at))];
  writeFileSync(leads, `${of.map((cells) => cells.map(quoted).join(",")).join("\n")}\n`);
  const rules = join(folder, "rules.json");
  const told = { manual_cost_per_conversation: 5, eligible_intents: { [TEXTS.intent]: true }, flow_kind: { [TEXTS.flow]: "support" }, cost: { platform_monthly: 99 } };
  writeFileSync(rules, JSON.stringify(told));
  return [chats, leads, rules];
}

/** What a text of a file made in the page. */
const made = (page) =>
  page.evaluate(() => ({
    reached: window.reached ?? 0,
    elements: document.querySelectorAll("#made, img[src=x], iframe, svg[onload], main script").length,
    addresses: [...document.querySelectorAll("[href], [src]")].filter((one) => /^\s*(javascript|data):/i.test(one.getAttribute("href") ?? one.getAttribute("src"))).length,
    handlers: [...document.querySelectorAll("*")].filter((one) => [...one.attributes].some(({ name }) => name.startsWith("on"))).length,
  }));

const NOTHING = { reached: 0, elements: 0, addresses: 0, handlers: 0 };

export const tests = [
  {
    name: "texts of files are texts on every page",
    async run({ app, page, scratch }) {
      const files = write(scratch);
      await app.open();
      await app.choose(...files);
      await app.scorecard();
      for (const screen of ["support", "lead", "work", "money", "data", "rules", "share", "support/deflection_rate", "support/knowledge_gap_rate"]) {
        await page.evaluate((hash) => (location.hash = hash), screen);
        await page.waitForFunction((screen) => location.hash.includes(screen) && document.querySelector("main")?.textContent.length > 200, {}, screen);
        if (screen.includes("/")) await page.waitForSelector("[data-rows] tbody tr");
        if (screen === "work") await page.waitForSelector("table.gaps tbody tr");
        await page.$$eval("details", (all) => all.forEach((one) => (one.open = true)));
        assert.deepEqual(await made(page), NOTHING, screen);
      }
      // They are there to be read.
      await page.evaluate(() => (location.hash = "support"));
      await page.waitForFunction((intent) => document.querySelector("main").textContent.includes(intent), {}, TEXTS.intent);
      assert.deepEqual(app.errors, []);
    },
  },
  {
    name: "names as long as a file keep a page of the window's width that can be used",
    async run({ app, page, scratch }) {
      const rows = (letters) => Array.from({ length: 24 }, (_, at) => `c${letters}-${at},2026-03-02T10:00:00Z,${"F".repeat(300)},${String.fromCharCode(97 + at).repeat(letters)}\n`);
      const path = join(scratch, "long-names.csv");
      writeFileSync(path, ["conversation_id,started_at,flow,intent\n", ...rows(300), ...rows(100_000)].join(""));
      // Longer than any name: that cell is kept out, as the list of what was says.
      appendFileSync(path, `long,2026-03-02T10:00:00Z,F,${"x".repeat(10_000_000)}\n`);
      await page.setViewport({ width: 800, height: 800 });
      await app.open();
      await app.choose(path);
      await app.scorecard();
      const [wide, letters] = await page.evaluate(() => [document.documentElement.scrollWidth, document.body.innerText.length]);
      assert.ok(wide <= 800, `${wide} pixels wide`);
      assert.ok(letters < 60_000, `${letters} letters`);
      assert.deepEqual(app.errors, []);
    },
  },
  {
    name: "texts of a link are texts",
    async run({ app, page, scratch }) {
      const files = write(scratch);
      const card = join(scratch, "hostile-scorecard.json");
      writeFileSync(card, botworth("score", ...files));
      const link = botworth("render", card, "--link").trim();
      const fragment = link.slice(link.indexOf("s.d"));
      await app.open(`#${fragment}`);
      await page.waitForFunction((intent) => document.querySelector("main").textContent.includes(intent), { timeout: 60_000 }, TEXTS.intent);
      assert.deepEqual(await made(page), NOTHING);
      assert.deepEqual(app.errors, []);
    },
  },
];
