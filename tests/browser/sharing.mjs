// A scorecard as a link: what it holds, how it opens elsewhere, and what it says when something is wrong with it.

import assert from "node:assert/strict";
import { join } from "node:path";

import { Downloads } from "./downloads.mjs";
import { AppPage, largestIntent, openIn } from "./page.mjs";

/** Letters up to which a link works wherever it is pasted. */
const EVERYWHERE = 1900;

const valuesOf = (page) => page.$$eval("[data-board] [data-metric]", (tiles) => tiles.map((tile) => [tile.dataset.metric, tile.dataset.value]));

/** The link of what is loaded, once it is made of these parts. */
async function linkOf(page) {
  await page.waitForSelector("[data-link]");
  return page.$eval("[data-link]", (input) => input.value);
}

async function switchOff(page, part) {
  const before = await linkOf(page);
  await page.$eval(`[data-part="${part}"]`, (input) => input.click());
  await page.waitForFunction((before) => document.querySelector("[data-link]")?.value !== before, {}, before);
}

/** Opens an address in a tab of its own. */
async function openTab({ browser, address }, link) {
  const page = await (await browser.createBrowserContext()).newPage();
  const app = new AppPage(page, address);
  await page.goto(link);
  return { page, app };
}

async function share(context) {
  const { app, page, sample } = context;
  await app.open("#share");
  await app.choose(...sample);
  await app.scorecard();
  return linkOf(page);
}

/** Locks the link of the Share page with a passphrase. */
async function lock(page) {
  await page.type("#passphrase", "fifteen honest metrics");
  await page.locator('[data-action="lock"]').click();
  await page.waitForSelector("[data-locked]");
  return linkOf(page);
}

/** Tries a part of the passphrase, which opens nothing, then the whole of it. */
async function unlock(page) {
  await page.type("#unlock", "fifteen");
  await page.locator('[data-action="unlock"]').click();
  await page.waitForFunction(() => document.body.textContent.includes("That passphrase does not open it."));
  await page.type("#unlock", " honest metrics");
  await page.locator('[data-action="unlock"]').click();
}

export const tests = [
  {
    name: "a link opens read only elsewhere with the same numbers, and the same files verify it",
    async run(context) {
      const { app, page, sample, artifacts, browserName, requests, expected } = context;
      await share(context);
      const whole = await linkOf(page);
      await switchOff(page, "lead");
      await page.screenshot({ path: join(artifacts, `share-${browserName}.png`), fullPage: true });
      const board = await linkOf(page);
      assert.ok(board.length < whole.length);
      // Seven files and many rules of one's own: the meter says what is too long, and what to leave out is a choice.
      const isLong = board.length > EVERYWHERE;
      assert.equal((await page.$eval("[data-letters]", (said) => said.innerText)).includes("may cut"), isLong, `${board.length} letters`);
      assert.match(await page.$eval(".is-in", (list) => list.textContent), /weeks/);
      assert.match(await page.$eval(".not-in", (list) => list.textContent), /Rows, messages and questions/);
      // A switch each, off until they are asked for.
      const named = await page.$$eval("[data-part]", (parts) => parts.filter((part) => ["sources", "campaigns"].includes(part.dataset.part)).map((part) => [part.dataset.part, part.checked]));
      assert.deepEqual(named.filter(([, isIn]) => isIn), []);
      assert.ok(named.some(([part]) => part === "sources"), JSON.stringify(named));
      await switchOff(page, "money");
      await switchOff(page, "names");
      const short = await linkOf(page);
      assert.ok(short.length <= EVERYWHERE, `${short.length} letters`);
      await page.evaluate(() => (location.hash = "#support"));
      const own = await valuesOf(page).then((tiles) => new Map(tiles));
      const asked = requests.length;

      const { page: other, app: reader } = await openTab(context, board);
      await other.waitForSelector("[data-shared]", { timeout: 60_000 });
      // Parts of the app alone were fetched: no address holds the fragment.
      assert.ok(requests.slice(asked).every((url) => !url.includes("s.d2")));
      const tiles = await valuesOf(other);
      assert.equal(tiles.length, 6);
      for (const [id, value] of tiles.filter(([id]) => !["cost_per_interaction"].includes(id))) {
        assert.ok(Math.abs(Number(value) - Number(own.get(id))) < 1e-9, `${id} ${value} ${own.get(id)}`);
      }
      // The link was made without the leads and with the names of intents.
      const intent = largestIntent(expected);
      assert.match(await other.$eval(`[data-shared] ${intent.row}`, (row) => row.innerText), new RegExp(`\\b${intent.counted}\\b`));
      const said = await other.$eval(".shared-head", (head) => head.textContent);
      assert.match(said, /Shared by link, not verified/);
      await other.screenshot({ path: join(artifacts, `shared-${browserName}.png`), fullPage: true });

      await reader.choose(...sample);
      await other.waitForSelector("[data-verified=same]", { timeout: 120_000 });
      assert.match(await other.$eval(".shared-head", (head) => head.textContent), /Verified with the same files/);
      // The link stays what is shown.
      assert.ok((await other.evaluate(() => location.hash)).startsWith("#s.d2."));
      // What a link leaves out is no difference: the rules file says it.
      const { page: nameless, app: again } = await openTab(context, short);
      await nameless.waitForSelector("[data-shared]", { timeout: 60_000 });
      await again.choose(...sample);
      await nameless.waitForSelector("[data-verified=same]", { timeout: 120_000 });
      assert.deepEqual([...app.errors, ...reader.errors, ...again.errors], []);
    },
  },
  {
    name: "a link that is cut, changed or newer explains itself",
    async run(context) {
      const { address } = context;
      const link = await share(context);
      const broken = [
        [link.slice(0, Math.floor(link.length * 0.7)), "[data-shared]", /The end of this link is missing/],
        [link.slice(0, 300) + (link[300] === "A" ? "B" : "A") + link.slice(301), "[data-fault]", /This link is not whole/],
        [`${address}#s.d9.AAAA.AAAAAA`, "[data-fault]", /newer Botworth/],
      ];
      for (const [given, selector, says] of broken) {
        const { page: other, app } = await openTab(context, given);
        await other.waitForSelector(selector, { timeout: 60_000 });
        assert.match(await other.$eval(selector, (part) => part.textContent), says);
        // What is cut shows the numbers before the cut; of what is broken or newer no number is shown.
        assert.equal((await valuesOf(other)).length > 0, selector === "[data-shared]", given.slice(-40));
        assert.deepEqual(app.errors, []);
        await other.browserContext().close();
      }
    },
  },
  {
    name: "a link with a passphrase opens with it alone",
    async run(context) {
      const { page } = context;
      const open = await share(context);
      const link = await lock(page);
      assert.ok(link.includes("#s.e2.") && link.length - open.length < 60, `${link.length} for ${open.length}`);
      const { page: other } = await openTab(context, link);
      await other.waitForSelector("#unlock", { timeout: 60_000 });
      await unlock(other);
      await other.waitForSelector("[data-shared]");
    },
  },
  {
    name: "a lock falls with the link that it locked, and says so",
    async run(context) {
      const { page } = context;
      await share(context);
      await page.type("#passphrase", "fifteen honest metrics");
      // While the passphrase is worked on, something is left out.
      await page.evaluate(() => {
        document.querySelector('[data-action="lock"]').click();
        document.querySelector('[data-part="money"]').click();
      });
      await page.waitForSelector("[data-lock-lost]");
      await new Promise((done) => setTimeout(done, 1500));
      const open = await linkOf(page);
      assert.ok(open.includes("#s.d2.") && (await page.$("[data-locked]")) === null, open.slice(0, 60));
      assert.match(await page.$eval(".not-in", (list) => list.textContent), /Money/);
      // Locked once more, and again something is left out.
      await page.locator('[data-action="lock"]').click();
      await page.waitForSelector("[data-locked]");
      assert.ok((await linkOf(page)).includes("#s.e2."));
      await switchOff(page, "weeks");
      await page.waitForSelector("[data-lock-lost]");
      assert.ok((await linkOf(page)).includes("#s.d2."));
    },
  },
  {
    name: "two links stand side by side",
    async run(context) {
      const { page } = context;
      const link = await share(context);
      await switchOff(page, "weeks");
      const shorter = await linkOf(page);
      assert.ok(shorter.length < link.length);
      const { page: other } = await openTab(context, link);
      await other.waitForSelector("#other-link", { timeout: 60_000 });
      await other.type("#other-link", shorter);
      await other.keyboard.press("Tab");
      await other.waitForSelector("[data-compared]");
      // Names and amounts of the sample's rules are not in the link, and no hash of them, which a guess could be held against.
      assert.match(await other.$eval("[data-compared]", (says) => says.textContent), /Not all rules are in the links/);
      const tables = await other.$$eval("[data-beside]", (tables) => tables.map((table) => [table.dataset.beside, table.querySelectorAll("tbody tr").length]));
      const rows = Object.fromEntries(tables);
      assert.ok(rows.numbers > 6 && rows.segments > 3 && rows.findings > 0 && rows.files > 3, JSON.stringify(rows));
      // The other one holds no weeks: this one's trend stands alone.
      assert.match(await other.$eval('[data-beside="trend"] tbody', (body) => body.textContent), /weeks–/);
    },
  },
  {
    name: "a second link with a passphrase opens beside the first with it alone",
    async run(context) {
      const { page } = context;
      const open = await share(context);
      const locked = await lock(page);
      const { page: other, app } = await openTab(context, open);
      await other.waitForSelector("#other-link", { timeout: 60_000 });
      await other.type("#other-link", locked);
      await other.keyboard.press("Tab");
      await other.waitForSelector("[data-shared] #unlock");
      assert.equal(await other.$("[data-compared]"), null, "nothing of a locked link is compared");
      await unlock(other);
      await other.waitForSelector("[data-compared]");
      // The link of the page stays what is shown, and both are of the same numbers.
      assert.ok((await other.evaluate(() => location.hash)).startsWith("#s.d2."));
      const rows = await other.$$eval('[data-beside="numbers"] tbody tr', (rows) => rows.slice(2).map((row) => [...row.children].slice(1, 3).map((cell) => cell.innerText)));
      assert.ok(rows.length > 6 && rows.every(([here, there]) => here === there), JSON.stringify(rows));
      assert.deepEqual(app.errors, []);
    },
  },
  {
    name: "what the link holds leaves as a page, pictures and tables, in the language of the tab",
    browsers: ["chromium"],
    async run(context) {
      const { app, page, sample, scratch, expected, requests } = context;
      const folder = await Downloads.into(join(scratch, "given-away"), page);
      await openIn("ja", context, "#share");
      const link = await linkOf(page);
      await app.kept();
      const asked = requests.length;
      const saved = async (ending) => {
        // Charts of the hidden boards have such buttons too; this page is the last.
        await (await page.$$(`[data-save="${ending}"]`)).at(-1).click();
        return folder.bytes(`scorecard.${ending}`);
      };
      const value = JSON.parse(expected).boards.support.metrics.deflection_rate.value;
      const percent = (value * 100).toFixed(1);
      const html = await saved("html").then(String);
      assert.ok(html.startsWith('<!doctype html>\n<html lang="ja">') && html.includes(`data-metric="deflection_rate"`), html.slice(0, 200));
      assert.ok(html.includes(link.replaceAll("&", "&amp;")), "the page leads to its link");
      const svg = await saved("svg").then(String);
      assert.ok(svg.startsWith("<svg xmlns=") && svg.includes(percent), percent);
      const tables = await saved("md").then(String);
      assert.ok(tables.includes(`| ${percent}% |`), tables.slice(0, 400));
      const png = await saved("png");
      assert.deepEqual([...png.subarray(1, 4)], [..."PNG"].map((letter) => letter.charCodeAt(0)));
      assert.equal(png.readUInt32BE(16), 2400, "twice as fine as the picture");
      assert.deepEqual(requests.slice(asked), []);
      assert.deepEqual(app.errors, []);
    },
  },
];
