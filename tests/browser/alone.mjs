// The app without its host: as one file from a disk, without a network, and with the promise put to the test.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { serveFolder } from "../../.ci/static-server.mjs";
import { AppPage } from "./page.mjs";
import { outside } from "./outside.mjs";

const valueOf = (expected, metric) => JSON.parse(expected).boards.support.metrics[metric].value;

async function showsTheSample({ app, sample, expected }) {
  await app.choose(...sample);
  await app.scorecard();
  const tiles = await app.tiles();
  for (const metric of ["deflection_rate", "handoff_rate", "csat"]) {
    assert.equal(Number(tiles.get(`support/${metric}`)), valueOf(expected, metric), metric);
  }
}

/**
 * Leaves a page whose server has ended without a network. In Chromium what the browser remembers of the network goes too, so that
 * it does not stand in for what is kept; Firefox cannot be told so, and asks for the page itself each time.
 */
async function cutOff(page, browserName) {
  if (browserName !== "chromium") return;
  await (await page.createCDPSession()).send("Network.clearBrowserCache");
  await page.setOfflineMode(true);
}

/** Runs the trials of the page against a server of ours; way -> outcome. */
const trials = (page, host) =>
  page.evaluate(async (address) => {
    const outcomes = {};
    await window.botworthTrials(address, (way, outcome) => (outcomes[way] = outcome));
    return outcomes;
  }, `http://${host}/`);

export const tests = [
  {
    name: "the page in one file does the same job from a disk, in a folder of its own",
    async run({ page, scratch, sample, expected, requests }) {
      const alone = join(mkdtempSync(join(scratch, "alone-")), "botworth.html");
      copyFileSync("dist/botworth.html", alone);
      const asked = [];
      page.on("request", (request) => asked.push(request.url()));
      const app = new AppPage(page, pathToFileURL(resolve(alone)).href);
      await app.open();
      await showsTheSample({ app, sample, expected });
      await app.page.evaluate(() => (location.hash = "#support/deflection_rate"));
      await page.waitForSelector('[data-rows="deflection_rate"] tbody tr');
      // A link that is made here does not say in which folders, and whose, the page lies.
      await app.page.evaluate(() => (location.hash = "#share"));
      await page.waitForSelector("[data-link]");
      assert.match(await page.$eval("[data-link]", (input) => input.value), /^botworth\.html#s\.d\d+\./);
      assert.ok(await page.$("[data-on-disk]"));
      assert.deepEqual(asked.filter((url) => !/^(file|blob|data):/.test(url)), []);
      assert.deepEqual(requests, []);
      assert.deepEqual(app.errors, []);
    },
  },
  {
    name: "from a disk a server hears nothing of the trials",
    async run({ page }) {
      const { heard, server, host } = await outside();
      try {
        const app = new AppPage(page, pathToFileURL(resolve("dist/botworth.html")).href);
        await app.open();
        const closed = await trials(page, host);
        assert.ok(Object.keys(closed).length >= 27, `${Object.keys(closed)}`);
        assert.deepEqual(heard, []);
      } finally {
        server.close();
        server.closeAllConnections();
      }
    },
  },
  {
    name: "under a path of another site the whole app works, and keeps itself for when there is no network",
    async run({ page, browserName, sample, expected, scratch }) {
      const folder = mkdtempSync(join(scratch, "site-"));
      cpSync("dist", join(folder, "handbook/botworth"), { recursive: true });
      const { server, address } = await serveFolder(folder);
      const app = new AppPage(page, `${address.replace(/\/$/, "")}/handbook/botworth/`);
      try {
        await app.open();
        await app.kept();
      } finally {
        server.close();
        server.closeAllConnections();
      }
      await cutOff(page, browserName);
      await app.open();
      await showsTheSample({ app, sample, expected });
      assert.deepEqual(app.errors, []);
    },
  },
  {
    name: "a page that was open once opens without a network, and works",
    async run({ app, page, browserName, server, sample, expected }) {
      await app.open();
      await app.kept();
      server.close();
      server.closeAllConnections();
      await cutOff(page, browserName);
      await app.open();
      await showsTheSample({ app, sample, expected });
    },
  },
  {
    name: "pages of others below the app's folder are none of its worker's business",
    async run({ page, scratch }) {
      const folder = mkdtempSync(join(scratch, "root-"));
      cpSync("dist", folder, { recursive: true });
      mkdirSync(join(folder, "docs"));
      writeFileSync(join(folder, "docs/index.html"), '<!doctype html><p id="said">waiting</p><script src="said.js"></script>');
      writeFileSync(join(folder, "docs/said.js"), 'document.querySelector("#said").textContent = "served";');
      const { server, address } = await serveFolder(folder);
      const app = new AppPage(page, address);
      try {
        await app.open();
        await app.kept();
        await page.goto(`${address.replace(/\/$/, "")}/docs/index.html`);
        assert.equal(await page.$eval("#said", (said) => said.textContent), "served");
      } finally {
        server.close();
        server.closeAllConnections();
      }
    },
  },
  {
    name: "the service worker gives the app's own files and refuses everything else",
    async run({ app, page, requests }) {
      await app.open();
      await app.kept();
      await page.reload();
      await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
      const before = requests.length;
      const answers = await page.evaluate(async () => {
        const status = (path, options) => fetch(path, options).then((answer) => answer.status);
        return {
          own: await status("./SHA256SUMS"),
          post: await status("./", { method: "POST", body: "rows" }),
          query: await status("./SHA256SUMS?rows=1"),
          other: await status("./elsewhere.json"),
        };
      });
      assert.deepEqual(answers, { own: 200, post: 403, query: 403, other: 403 });
      assert.deepEqual(requests.slice(before).filter((url) => url !== "/favicon.ico"), []);
    },
  },
  {
    name: "every way out is tried on the page, and the browser refuses each",
    async run({ app, page, artifacts, browserName }) {
      await app.open("#verify");
      await page.locator('[data-action="try"]').click();
      await page.waitForFunction(() => /ways out/.test(document.querySelector("[data-tried]").innerText), { timeout: 60_000, polling: 200 });
      const outcomes = await page.$$eval("[data-outcome]", (rows) => rows.map((row) => [row.innerText.split("\t")[0].trim(), row.dataset.outcome]));
      assert.deepEqual(outcomes.filter(([, outcome]) => outcome === "out"), []);
      const refused = outcomes.filter(([, outcome]) => ["refused", "absent"].includes(outcome)).map(([way]) => way);
      for (const way of ["fetch", "import", "css", "sharedworker", "serviceworker", "webtransport", "calls"]) assert.ok(refused.includes(way), `${way} in ${outcomes}`);
      assert.ok((await page.$eval("[data-tried]", (said) => said.innerText)).startsWith(`All ${refused.length} ways out that a policy covers are closed.`));
      assert.deepEqual(outcomes.filter(([, outcome]) => outcome === "visible").map(([way]) => way), ["open", "location"]);
      const policy = await page.$eval("[data-policy]", (list) => list.innerText);
      assert.ok(policy.includes("connect-src 'self'") && policy.includes("service-worker.js"), policy);
      await page.screenshot({ path: join(artifacts, `verify-${browserName}.png`), fullPage: true });
    },
  },
  {
    name: "a server hears nothing of the trials, and hears them on a page without the policy",
    async run({ app, page, browser }) {
      const { heard, server, host } = await outside();
      const open = createServer((_, response) => {
        const html = readFileSync("dist/index.html", "utf8");
        const script = /<script>(\s*window\.botworthTrials[\s\S]*?)<\/script>/.exec(html)[1];
        response.setHeader("content-type", "text/html");
        response.end(`<!doctype html><body><script>${script}</script>`);
      });
      try {
        await app.open();
        const closed = await trials(page, host);
        for (const way of ["fetch", "xhr", "websocket", "image", "style", "script", "frame", "import", "css", "calls"]) {
          assert.ok(["refused", "absent"].includes(closed[way]), `${way} of ${JSON.stringify(closed)}`);
        }
        assert.deepEqual(Object.entries(closed).filter(([, outcome]) => outcome === "out"), []);
        assert.deepEqual(heard, []);
        await new Promise((listening) => open.listen(0, "127.0.0.1", listening));
        const other = await browser.newPage();
        await other.goto(`http://127.0.0.1:${open.address().port}/`);
        const found = await trials(other, host);
        await other.close();
        assert.equal(found.fetch, "out");
        for (const way of ["fetch", "xhr", "beacon", "websocket", "image", "style", "script", "frame", "form", "import", "css"]) {
          assert.ok(heard.some((line) => line.includes(`botworth-verify=${way}`)), `${way} in ${heard}`);
        }
      } finally {
        for (const one of [server, open]) {
          one.close();
          one.closeAllConnections();
        }
      }
    },
  },
  {
    name: "what is served is hashed beside the release's list",
    async run({ app, page }) {
      await app.open("#verify");
      await page.locator('[data-action="hash"]').click();
      const files = readFileSync("dist/SHA256SUMS", "utf8").trim().split("\n").length;
      await page.waitForFunction((files) => document.querySelector("[data-served]").innerText.includes(`All ${files} files are as`), { timeout: 30_000 }, files);
      // What the release publishes beside its archive.
      const listed = createHash("sha256").update(readFileSync("dist/SHA256SUMS")).digest("hex");
      assert.equal(await page.$eval("[data-served] code", (code) => code.innerText), listed);
    },
  },
  {
    name: "a newer build takes over an empty page, and leaves one with data as it is",
    async run({ page, sample, expected, scratch }) {
      const isAsItWas = () => [window.isTheSame, document.querySelector("meta[name=newer]") !== null];
      // Two builds that differ in one letter of the page, served one after the other from the same address.
      const folder = join(scratch, "builds");
      cpSync("dist", folder, { recursive: true });
      const { server, address } = await serveFolder(folder);
      try {
        const mine = new AppPage(page, address);
        await mine.open();
        await mine.kept();
        await page.reload();
        await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
        await showsTheSample({ app: mine, sample, expected });
        await page.evaluate(() => (window.isTheSame = true));
        const worker = readFileSync(join(folder, "service-worker.js"), "utf8");
        writeFileSync(join(folder, "index.html"), readFileSync(join(folder, "index.html"), "utf8").replace("<title>", '<meta name="newer"><title>'));
        writeFileSync(join(folder, "service-worker.js"), worker.replace(/"botworth-[0-9a-f]{16}"/, '"botworth-0000000000000000"'));
        await page.evaluate(async () => {
          const registration = await navigator.serviceWorker.getRegistration();
          await registration.update();
        });
        await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistration()).waiting, { polling: 100 });
        // The page with data asked for nothing: it is the same page, with its numbers, and the newer build waits.
        await new Promise((done) => setTimeout(done, 1000));
        assert.deepEqual(await page.evaluate(isAsItWas), [true, false]);
        const tiles = await mine.tiles();
        assert.equal(Number(tiles.get("support/deflection_rate")), valueOf(expected, "deflection_rate"));
        // A second empty page does not take it away from the first either.
        const second = await page.browserContext().newPage();
        const other = new AppPage(second, address);
        await other.open();
        await new Promise((done) => setTimeout(done, 1000));
        assert.deepEqual(await page.evaluate(isAsItWas), [true, false]);
        assert.equal(await second.$("meta[name=newer]"), null);
        // Once the page with data is gone, the next empty page gets the newer build.
        await page.goto("about:blank");
        await second.goto(address);
        // It loads itself anew: what is asked meanwhile has no answer.
        const isNewer = () => second.evaluate(() => document.querySelector("meta[name=newer]") !== null && document.documentElement.dataset.engine === "ready");
        const until = Date.now() + 30_000;
        while (!(await isNewer().catch(() => false))) assert.ok(Date.now() < until, "the older build is still there");
        await second.close();
      } finally {
        server.close();
        server.closeAllConnections();
      }
    },
  },
];
