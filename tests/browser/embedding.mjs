// A scorecard in somebody else's pages: the example site under a sub-path, pages of another origin, sandboxes, no headers, no scripts.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { serveFolder } from "../../.ci/static-server.mjs";
import { COMMAND } from "./command.mjs";
import { outside } from "./outside.mjs";
import { largestIntent } from "./page.mjs";

/** The example site under `handbook/`, built once, with the scorecard whole beside it; its address and what was asked of it. */
async function site({ scratch, sample, expected }, headersOf) {
  const root = join(scratch, "site");
  if (!existsSync(root)) {
    mkdirSync(root);
    const path = `${dirname(resolve(COMMAND))}:${process.env.PATH}`;
    execFileSync("sh", ["examples/docs/build.sh", join(root, "handbook"), "dist", ...sample], { env: { ...process.env, PATH: path } });
    writeFileSync(join(root, "scorecard.json"), expected);
  }
  const asked = [];
  const served = await serveFolder(root, { onRequest: ({ url }) => void asked.push(url), headersOf });
  return { ...served, root, asked, link: readFileSync(join(root, "handbook/scorecard.txt"), "utf8").trim() };
}

/** Serves one page of another origin. */
async function host(context, name, body) {
  const folder = join(context.scratch, `host-${name}-${context.browserName}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "index.html"), `<!doctype html><meta charset="utf-8"><title>host</title>${body}`);
  writeFileSync(join(folder, "scorecard.json"), context.expected);
  return serveFolder(folder);
}

async function frameOf(page) {
  const frame = await page.waitForFrame((frame) => frame.url().includes("/embed/"));
  await frame.waitForSelector("[data-metric]", { timeout: 60_000 });
  return frame;
}

const deflection = (frame) => frame.$eval('[data-metric="deflection_rate"]', (tile) => Number(tile.dataset.value));

/** The row of the largest intent, with its counts. */
async function showsTheLargestIntent(frame, { expected }) {
  const { row, counted } = largestIntent(expected);
  assert.match(await frame.$eval(row, (cells) => cells.textContent), new RegExp(`\\D${counted}\\D`));
}

const isExpected = (value, { expected }) =>
  assert.ok(Math.abs(value - JSON.parse(expected).boards.support.metrics.deflection_rate.value) < 1e-9, String(value));

/** Waits for an event of the element that happens from now on or has left its mark. */
const event = (page, type) =>
  page.evaluateOnNewDocument((type) => {
    addEventListener(type, ({ detail }) => (document.documentElement.dataset.heard = detail ?? type));
  }, type);

const heard = (page) => page.waitForFunction(() => document.documentElement.dataset.heard, { timeout: 60_000 }).then((said) => said.jsonValue());

export const tests = [
  {
    name: "the example site shows its scorecard whole, follows theme and language, and asks for nothing else",
    async run(context) {
      const { page, artifacts, browserName } = context;
      const { address, asked, server } = await site(context);
      await page.setViewport({ width: 1280, height: 900 });
      await page.goto(`${address}handbook/`);
      const frame = await frameOf(page);
      isExpected(await deflection(frame), context);
      await showsTheLargestIntent(frame, context);
      const fits = () => frame.evaluate(() => innerHeight > 1200 && document.documentElement.scrollHeight <= innerHeight + 2);
      for (let tries = 0; tries < 100 && !(await fits()); tries += 1) await new Promise((done) => setTimeout(done, 50));
      assert.ok(await fits(), "the frame shows its page whole");
      // The picture that stands in for it is gone.
      assert.equal(await page.$eval("img", (picture) => picture.checkVisibility()), false);
      const background = () => frame.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const light = await background();
      await page.screenshot({ path: join(artifacts, `embedded-${browserName}.png`), fullPage: true });
      await page.$eval("botworth-scorecard", (element) => element.setAttribute("theme", "dark"));
      await frame.waitForSelector("html[data-theme=dark]");
      assert.notEqual(await background(), light);
      await page.$eval("botworth-scorecard", (element) => element.setAttribute("lang", "ja"));
      await frame.waitForSelector("html[lang=ja]");
      assert.match(await frame.$eval("main", (main) => main.innerText), /解決/);
      const known = ["", "v1/botworth-scorecard.js", "v1/embed/index.html", "scorecard.txt", "scorecard.svg"].map((file) => `/handbook/${file}`);
      assert.deepEqual(asked.filter((url) => !known.includes(url) && url !== "/favicon.ico"), []);
      server.close();
    },
  },
  {
    name: "a page of another origin hands its own printed scorecard over, into a sandbox on a host without headers",
    async run(context) {
      const { page } = context;
      const { address, asked, server } = await site(context);
      const script = `<script src="${address}handbook/v1/botworth-scorecard.js"></script>`;
      const other = await host(context, "element", `${script}<botworth-scorecard src="scorecard.json">not yet</botworth-scorecard>`);
      await event(page, "botworth-shown");
      await page.goto(other.address);
      const frame = await frameOf(page);
      await heard(page);
      isExpected(await deflection(frame), context);
      assert.equal(await frame.evaluate(() => origin), "null", "an origin of its own");
      const text = await frame.$eval("main", (main) => main.textContent);
      assert.ok(!text.includes("conversations.csv"), "names of files are not shown");
      assert.ok(asked.every((url) => url.startsWith("/handbook/v1/")), `${asked}`);
      other.server.close();
      server.close();
    },
  },
  {
    name: "a link in a plain frame shows itself, and what the frame tries to send is refused",
    async run(context) {
      const { page, browserName } = context;
      const { address, link, server } = await site(context);
      const { heard: leaks, server: leaking, host: leak } = await outside();
      const frameOnly = `<iframe sandbox="allow-scripts" width="900" height="700" src="${address}handbook/v1/embed/?theme=dark&lang=ja${link}"></iframe>`;
      const other = await host(context, "frame", frameOnly);
      await page.goto(other.address);
      const frame = await frameOf(page);
      isExpected(await deflection(frame), context);
      assert.deepEqual(await frame.evaluate(() => [document.documentElement.lang, document.documentElement.dataset.theme]), ["ja", "dark"]);
      const refused = await frame.evaluate(async (leak) => {
        const url = `http://${leak}/`;
        const outcome = (attempt) => attempt().then(() => "out", () => "refused");
        const image = new Image();
        image.src = `${url}image`;
        navigator.sendBeacon?.(`${url}beacon`, "rows");
        const worker = () => new Promise((_, reject) => (new Worker(`${url}worker`).onerror = reject));
        return [await outcome(() => fetch(url, { mode: "no-cors" })), await outcome(async () => worker())];
      }, leak);
      assert.deepEqual(refused, ["refused", "refused"]);
      await new Promise((done) => setTimeout(done, 300));
      assert.deepEqual(leaks, [], browserName);
      for (const one of [other.server, leaking, server]) one.close();
    },
  },
  {
    name: "what cannot be shown says why, and leaves what stood there",
    async run(context) {
      const { page } = context;
      const { address, link, server } = await site(context);
      const element = (attributes) =>
        `<script src="${address}handbook/v1/botworth-scorecard.js"></script><botworth-scorecard ${attributes}><b>still here</b></botworth-scorecard>`;
      await event(page, "botworth-error");
      for (const [name, attributes, says] of [
        ["missing", 'src="elsewhere.json"', /404 elsewhere\.json/],
        ["broken", `link="${link.slice(0, -40)}x${link.slice(-39)}"`, /not whole/],
        ["newer", `link="${link.replace(/s\.d\d+/, "s.z1")}"`, /newer Botworth/],
        ["html", 'src="./"', /holds no scorecard/],
      ]) {
        const other = await host(context, name, element(attributes));
        await page.goto(other.address);
        assert.match(await heard(page), says, name);
        assert.ok(await page.$eval("b", (fallback) => fallback.checkVisibility()), name);
        other.server.close();
      }
      server.close();
    },
  },
  {
    name: "under a site's own policy the embed page has its policy, and an element that gets no answer says so",
    async run(context) {
      const { page } = context;
      const own = "default-src 'none'; script-src 'self'; connect-src 'self'; frame-src 'self'; img-src 'self'; style-src 'unsafe-inline'";
      const ofEmbed = readFileSync("dist/v1/embed/policy.txt", "utf8").trim();
      const isEmbed = (path) => path.includes("/v1/embed/");
      const policy = (said) => ({ "content-security-policy": said });
      const apart = await site(context, (path) => policy(isEmbed(path) ? ofEmbed : own));
      await page.goto(`${apart.address}handbook/`);
      isExpected(await deflection(await frameOf(page)), context);
      apart.server.close();
      // One policy for everything stops the scripts that stand in the embed page.
      const alike = await site(context, () => policy(own));
      await event(page, "botworth-error");
      await page.goto(`${alike.address}handbook/`);
      assert.match(await heard(page), /no answer of .*embed/);
      assert.ok(await page.$eval("img", (picture) => picture.checkVisibility()));
      alike.server.close();
    },
  },
  {
    name: "the script of the element may stand on a page twice",
    async run(context) {
      const { page } = context;
      const { address, link, server } = await site(context);
      const script = `<script src="${address}handbook/v1/botworth-scorecard.js"></script>`;
      const other = await host(context, "twice", `${script}${script}<botworth-scorecard link="${link}">not yet</botworth-scorecard>`);
      const faults = [];
      page.on("pageerror", (fault) => faults.push(String(fault)));
      await page.goto(other.address);
      isExpected(await deflection(await frameOf(page)), context);
      assert.deepEqual(faults, []);
      other.server.close();
      server.close();
    },
  },
  {
    name: "the embed page shows a link from a disk, and says so where none is given",
    async run(context) {
      const { page } = context;
      const { link, root, server } = await site(context);
      const address = pathToFileURL(resolve(root, "handbook/v1/embed/index.html")).href;
      await page.goto(address + link);
      await page.waitForSelector("[data-metric]", { timeout: 60_000 });
      isExpected(await deflection(page), context);
      // A later form shows what is known of it, and says so.
      await page.goto("about:blank");
      await page.goto(address + link.replace(/s\.d\d+/, "s.d9"));
      await page.waitForSelector("[data-metric]", { timeout: 60_000 });
      isExpected(await deflection(page), context);
      assert.match(await page.$eval("main", (main) => main.innerText), /newer Botworth/);
      await page.goto("about:blank");
      await page.goto(address);
      await page.waitForSelector("[role=alert]");
      assert.match(await page.$eval("main", (main) => main.innerText), /holds no scorecard/);
      server.close();
    },
  },
  {
    name: "without scripts the picture stands there, and the page beside it has the numbers",
    // Firefox cannot be told to run without scripts from outside.
    browsers: ["chromium"],
    async run(context) {
      const { page } = context;
      const { address, server } = await site(context);
      await page.setJavaScriptEnabled(false);
      await page.goto(`${address}handbook/`);
      const { width } = await (await page.$("botworth-scorecard img")).boundingBox();
      assert.ok(width > 300);
      await page.goto(`${address}handbook/scorecard.html`);
      isExpected(await deflection(page), context);
      await showsTheLargestIntent(page, context);
      server.close();
    },
  },
];
