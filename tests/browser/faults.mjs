// What goes wrong on the way: each time a clear message, what counted before still counts, and the next try works.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

import { launchChromium } from "./browsers.mjs";
import { score } from "./command.mjs";
import { AppPage, SELECTORS } from "./page.mjs";
import { assertTiles } from "./tiles.mjs";
import { written } from "./written.mjs";

const HEADER = "conversation_id,started_at,flow,outcome,user_turns\n";

const chats = (name, count) =>
  HEADER + Array.from({ length: count }, (_, at) => `${name}${at},2026-03-02T10:00:00Z,faq,completed,2\n`).join("");

const asLines = () => {
  const line = (_, at) => JSON.stringify({ conversation_id: `c${at}`, started_at: "2026-03-02T10:00:00Z", flow: "faq", question: `${at} `.repeat(40) });
  return Array.from({ length: 250_000 }, line).join("\n");
};

const asTable = () => chats("a long number of a chat ", 900_000);

/** What reads files fails the next time that it is asked, as it does when memory runs out. */
const failOnce = (page, message) =>
  page.workers()[0].evaluate((message) => {
    const ask = self.botworthOpener;
    self.botworthOpener = () => {
      self.botworthOpener = ask;
      throw new WebAssembly.RuntimeError(message);
    };
  }, message);

export const tests = [
  ...["unreachable", "index out of bounds"].map((message) => ({
    name: `what fails while one file is read costs that file alone, ${message}`,
    browsers: ["chromium"],
    async run({ app, page, scratch }) {
      const [first, second, third] = written(scratch, "one-fails", { "a.csv": chats("a", 40), "b.csv": chats("b", 40), "c.csv": chats("c", 40) });
      await app.open();
      await app.choose(first);
      await app.scorecard();
      await failOnce(page, message);
      const seen = await app.scorecardsSeen();
      await app.choose(second, third);
      await app.scorecard(seen);
      const files = await app.files();
      assert.deepEqual([...files].map(([name, { state }]) => [name, state]), [["a.csv", "opened"], ["b.csv", "refused"], ["c.csv", "opened"]]);
      assert.match(files.get("b.csv").text, message === "unreachable" ? /memory of this tab ran out/ : /index out of bounds/);
      assertTiles(await app.tiles(), score([first, third]), 6);
      const again = await app.scorecardsSeen();
      await app.choose(second);
      await app.scorecard(again);
      assertTiles(await app.tiles(), score([first, second, third]), 6);
    },
  })),
  // The first fills the memory of what reads files, the second that of the engine with rows read elsewhere, in ranges.
  ...Object.entries({ "large.ndjson": asLines, "large.csv": asTable }).map(([large, write]) => ({
    name: `a browser that gives little memory: the file that is too large says so, and what was open stays, ${large}`,
    browsers: ["chromium"],
    async run({ address, scratch }) {
      const browser = await launchChromium("--js-flags=--wasm-max-mem-pages=1200");
      try {
        const page = await browser.newPage();
        const app = new AppPage(page, address);
        const [small, next] = written(scratch, "little-memory", { "small.csv": chats("a", 40), "next.csv": chats("b", 40) });
        const path = join(scratch, "little-memory", large);
        writeFileSync(path, write());
        await app.open();
        await app.choose(small);
        await app.scorecard();
        const before = Object.fromEntries(await app.tiles());
        const seen = await app.scorecardsSeen();
        await app.choose(path);
        await app.waitForFile(large, "refused");
        assert.match((await app.files()).get(large).text, /memory of this tab ran out/);
        await app.scorecard(seen);
        assert.deepEqual(Object.fromEntries(await app.tiles()), before);
        const again = await app.scorecardsSeen();
        await app.choose(next);
        await app.scorecard(again);
        assertTiles(await app.tiles(), score([small, next]), 6);
      } finally {
        await browser.close();
      }
    },
  })),
  {
    name: "a file that changed or went away on the disk is named when it is read again, and the rest counts",
    browsers: ["chromium"],
    async run({ app, page, scratch }) {
      const [kept, changed, gone] = written(scratch, "went-away", { "a.csv": chats("a", 40), "b.csv": chats("b", 40), "c.csv": chats("c", 40) });
      await app.open();
      await app.choose(kept, changed, gone);
      await app.scorecard();
      writeFileSync(changed, chats("b", 60));
      rmSync(gone);
      // A worker that ends has every file read again.
      const seen = await app.scorecardsSeen();
      await page.workers()[0].evaluate(() => setTimeout(() => { throw new Error("out of order"); }));
      await app.scorecard(seen);
      const files = await app.files();
      assert.deepEqual([...files].map(([name, { state }]) => [name, state]), [["a.csv", "opened"], ["b.csv", "refused"], ["c.csv", "refused"]]);
      assertTiles(await app.tiles(), score([kept]), 6);
      const again = await app.scorecardsSeen();
      await app.choose(changed);
      await app.scorecard(again);
      assertTiles(await app.tiles(), score([kept, changed]), 6);
    },
  },
  {
    name: "pasted rows are there again after the worker ended",
    browsers: ["chromium"],
    async run({ app, page, scratch }) {
      const [same] = written(scratch, "pasted", { "pasted.csv": chats("p", 40) });
      await app.open();
      await page.evaluate((text) => {
        const data = new DataTransfer();
        data.setData("text/plain", text);
        document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
      }, chats("p", 40));
      await app.scorecard();
      const seen = await app.scorecardsSeen();
      await page.workers()[0].evaluate(() => setTimeout(() => { throw new Error("out of order"); }));
      await app.scorecard(seen);
      assertTiles(await app.tiles(), score([same]), 6);
    },
  },
  ...["denied", "full"].map((fault) => ({
    name: `a storage that is ${fault} keeps nobody from the numbers`,
    async run({ app, page, sample, expected }) {
      await page.evaluateOnNewDocument((fault) => {
        const refuse = () => {
          throw new DOMException("no", fault === "full" ? "QuotaExceededError" : "SecurityError");
        };
        Storage.prototype.setItem = refuse;
        if (fault === "denied") Object.defineProperty(window, "localStorage", { get: refuse });
      }, fault);
      await app.open("#data");
      await app.choose(...sample);
      await app.scorecard();
      await page.waitForSelector("#keep-workspace");
      await page.$eval("#keep-workspace", (box) => box.click());
      await page.waitForFunction(() => /browser (has no room|keeps nothing)/.test(document.body.innerText), { timeout: 20_000 });
      await page.evaluate(() => (location.hash = ""));
      await page.waitForSelector("[data-board] [data-metric]");
      assertTiles(await app.tiles(), expected);
      assert.deepEqual(app.errors, []);
    },
  })),
  {
    name: "a panic of the engine leaves the numbers where they were, says so in plain words, and the next file counts",
    browsers: ["chromium"],
    async run({ app, page, scratch }) {
      const [first, second] = written(scratch, "panic", { "a.csv": chats("a", 40), "b.csv": chats("b", 40) });
      await app.open();
      await app.choose(first);
      await app.scorecard();
      const before = Object.fromEntries(await app.tiles());
      const seen = await app.scorecardsSeen();
      // A message of its own makes the program panic, in the build that ships (`protocol::PANIC`).
      await page.workers()[0].evaluate(() => setTimeout(() => dispatchEvent(new MessageEvent("message", { data: [new TextEncoder().encode("panic")] }))));
      await page.waitForFunction(() => document.body.innerText.includes("did not expect"), { timeout: 30_000 });
      assert.deepEqual(Object.fromEntries(await app.tiles()), before);
      await app.scorecard(seen);
      assert.deepEqual(Object.fromEntries(await app.tiles()), before);
      const again = await app.scorecardsSeen();
      await app.choose(second);
      await app.scorecard(again);
      assertTiles(await app.tiles(), score([first, second]), 6);
    },
  },
  {
    name: "what unpacks dies with one archive or is told to leave it, and the others are unpacked; until then Cancel is there",
    browsers: ["chromium"],
    async run({ app, page, scratch }) {
      const [small, one, other] = written(scratch, "unpacks", { "small.csv": chats("s", 40), "a.csv": chats("a", 60), "b.csv": chats("b", 50) });
      const packed = (path) => {
        execFileSync("python3", ["-c", "import sys, zipfile; zipfile.ZipFile(sys.argv[2], 'w').write(sys.argv[1], sys.argv[3])", path, `${path}.zip`, basename(path)]);
        return `${path}.zip`;
      };
      const [first, second] = [packed(one), packed(other)];
      // While it is held, a worker that starts hears of no file: the archive that is never done.
      await page.evaluateOnNewDocument(() => {
        const Plain = window.Worker;
        window.held = [];
        window.Worker = class extends Plain {
          postMessage(message, ...rest) {
            if (window.holds && Array.isArray(message) && !window.known.includes(this)) return void window.held.push(this);
            super.postMessage(message, ...rest);
          }
          constructor(...given) {
            super(...given);
            if (!window.holds) (window.known ??= []).push(this);
          }
        };
      });
      await app.open("#data");
      await app.choose(small);
      await app.scorecard();
      const begin = async () => {
        const seen = await app.scorecardsSeen();
        await page.evaluate(() => void (window.holds = true));
        await app.choose(first, second);
        await page.waitForFunction(() => window.held.length > 0, { timeout: 30_000 });
        assert.ok(await page.$(SELECTORS.cancel), "Cancel is there while something is unpacked");
        await page.evaluate(() => void (window.holds = false));
        return seen;
      };
      const seen = await begin();
      await page.evaluate(() => window.held.splice(0).at(-1).dispatchEvent(new ErrorEvent("error", { message: "Uncaught Error: out of order", cancelable: true })));
      await app.waitForFile(basename(first), "refused");
      assert.match((await app.files()).get(basename(first)).text, /out of order/);
      await app.waitForFile("b.csv", "opened");
      await app.scorecard(seen);
      for (const name of [basename(first), "b.csv"]) await app.remove(name);
      // The same once more, and the first one is taken out of the list.
      await begin();
      await app.remove(basename(first));
      await app.waitForFile("b.csv", "opened");
      await page.waitForFunction(() => !document.querySelector('[data-action="cancel"]'), { timeout: 30_000 });
      assert.deepEqual([...(await app.files()).keys()].sort(), ["b.csv", "small.csv"]);
    },
  },
  ...[false, true].map((isReading) => ({
    name: `a worker that the browser ends without a word is missed, ${isReading ? "while it reads" : "while nothing is asked"}`,
    browsers: ["chromium"],
    async run({ app, page, scratch }) {
      const [first, second] = written(scratch, `ended-${isReading}`, { "a.csv": chats("a", 40), "b.csv": chats("b", 50) });
      const large = join(scratch, `ended-${isReading}`, "large.csv");
      if (isReading) writeFileSync(large, asTable());
      await app.open();
      await app.choose(first);
      await app.scorecard();
      const before = Object.fromEntries(await app.tiles());
      const seen = await app.scorecardsSeen();
      if (isReading) {
        await page.evaluate(() => (location.hash = "#data"));
        await app.choose(large);
        await app.waitForFile("large.csv", "reading");
      }
      // The session's is the one that can ask the opener; readers read beside it.
      for (const worker of page.workers()) await worker.evaluate(() => self.botworthOpener && self.close()).catch(() => {});
      await app.scorecard(seen);
      if (isReading) assert.match((await app.files()).get("large.csv").text, /memory of this tab ran out/);
      assert.deepEqual(Object.fromEntries(await app.tiles()), before);
      const again = await app.scorecardsSeen();
      await app.choose(second);
      await app.scorecard(again);
      assertTiles(await app.tiles(), score([first, second]), 6);
    },
  })),
  {
    name: "an engine that does not start says so, of a file that waits for it too, and the next try works",
    async run({ app, page, address, scratch }) {
      const [first, second] = written(scratch, "not-started", { "a.csv": chats("a", 40), "b.csv": chats("b", 50) });
      await page.evaluateOnNewDocument(() => {
        const Plain = window.Worker;
        window.dies = true;
        window.Worker = class extends Plain {
          // As browsers say it that cannot start one: an event without a message, and nothing else.
          postMessage(...given) {
            if (window.dies) setTimeout(() => this.dispatchEvent(new Event("error")));
            else super.postMessage(...given);
          }
        };
      });
      await page.goto(address);
      const saysSo = () => page.waitForFunction(() => document.body.innerText.includes("did not start in this tab"), { timeout: 30_000 });
      await saysSo();
      await page.evaluate(() => (location.hash = "#data"));
      await app.choose(first);
      await app.waitForFile("a.csv", "refused");
      assert.match((await app.files()).get("a.csv").text, /did not start in this tab/);
      await page.evaluate(() => void (window.dies = false));
      const seen = await app.scorecardsSeen();
      await app.choose(first, second);
      await app.scorecard(seen);
      assertTiles(await app.tiles(), score([first, second]), 6);
    },
  },
  {
    name: "a kept workspace of a later version is left as it is",
    async run({ app, page, scratch }) {
      const [file] = written(scratch, "later", { "a.csv": chats("a", 40) });
      const later = JSON.stringify({ botworth_workspace: 99, series: [] });
      await app.open();
      await page.evaluate((later) => localStorage.setItem("botworth.workspace", later), later);
      await page.reload();
      await page.waitForSelector("html[data-engine=ready]");
      await page.waitForFunction(() => document.body.innerText.includes("It is left as it is"), { timeout: 30_000 });
      await app.choose(file);
      await app.scorecard();
      const kept = () => page.evaluate(() => localStorage.getItem("botworth.workspace"));
      await new Promise((done) => setTimeout(done, 2500));
      assert.equal(await kept(), later);
      // Asked to keep this tab's, it is not written over either, until it is wiped.
      await page.evaluate(() => (location.hash = "data"));
      const tick = () => page.$eval("#keep-workspace", (box) => box.click());
      await tick();
      await new Promise((done) => setTimeout(done, 2500));
      assert.equal(await kept(), later);
      assert.equal(await page.$eval("#keep-workspace", (box) => box.checked), false);
      await page.$eval('[data-action="wipe"]', (button) => button.click());
      await tick();
      await page.waitForFunction(() => localStorage.getItem("botworth.workspace")?.includes('"botworth_workspace"'), { timeout: 20_000 });
    },
  },
  {
    name: "a tab that was frozen goes on where it was",
    browsers: ["chromium"],
    async run({ app, page, sample, expected }) {
      await app.open();
      await app.choose(...sample);
      await app.scorecard();
      const session = await page.createCDPSession();
      await session.send("Page.setWebLifecycleState", { state: "frozen" });
      await new Promise((resolve) => setTimeout(resolve, 500));
      await session.send("Page.setWebLifecycleState", { state: "active" });
      assertTiles(await app.tiles(), expected);
      const seen = await app.scorecardsSeen();
      await page.evaluate(() => (location.hash = "#support?channel=web"));
      await app.scorecard(seen);
      assert.deepEqual(app.errors, []);
    },
  },
  {
    name: "two tabs count each its own files",
    async run({ app, page, address, scratch }) {
      const [first, second] = written(scratch, "two-tabs", { "a.csv": chats("a", 40), "b.csv": chats("b", 60) });
      const other = new AppPage(await page.browserContext().newPage(), address);
      await app.open();
      await other.open();
      await app.choose(first);
      await app.scorecard();
      await other.choose(second);
      await other.scorecard();
      assertTiles(await app.tiles(), score([first]), 6);
      assertTiles(await other.tiles(), score([second]), 6);
      await other.page.close();
      assert.deepEqual([...app.errors, ...other.errors], []);
    },
  },
];
