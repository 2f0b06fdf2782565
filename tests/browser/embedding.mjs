// A scorecard in somebody's documentation: the example site, built with the command alone, under a sub-path and without headers.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

import { serveFolder } from "../../.ci/static-server.mjs";
import { COMMAND } from "./command.mjs";

/** The example site under `handbook/`, built once; gives the address of the site's root and what was asked of it. */
async function site({ scratch, sample }) {
  const root = join(scratch, "site");
  if (!existsSync(root)) {
    mkdirSync(root);
    const path = `${dirname(resolve(COMMAND))}:${process.env.PATH}`;
    execFileSync("sh", ["examples/docs/build.sh", join(root, "handbook"), ...sample], { env: { ...process.env, PATH: path } });
    const framed = '<!doctype html><title>host</title><iframe sandbox="allow-scripts" width="900" height="700" src="handbook/"></iframe>';
    writeFileSync(join(root, "framed.html"), framed);
  }
  const asked = [];
  const served = await serveFolder(root, { onRequest: ({ url }) => void asked.push(url) });
  return { ...served, asked };
}

const deflection = (frame) => frame.$eval('[data-metric="deflection_rate"]', (tile) => Number(tile.dataset.value));

async function frameOf(page, name) {
  const frame = await page.waitForFrame((frame) => frame.url().endsWith(name));
  await frame.waitForSelector("[data-metric]");
  return frame;
}

const expectedOf = ({ expected }) => JSON.parse(expected).boards.support.metrics.deflection_rate.value;

export const tests = [
  {
    name: "the frame fits its page, follows the theme, and nothing but the site is asked",
    async run(context) {
      const { page, artifacts, browserName } = context;
      const { address, asked, server } = await site(context);
      await page.goto(`${address}handbook/`);
      const frame = await frameOf(page, "scorecard.html");
      assert.ok(Math.abs((await deflection(frame)) - expectedOf(context)) < 1e-9);
      await page.waitForFunction(() => parseFloat(document.querySelector("iframe").style.height) > 1200);
      const fits = await frame.evaluate(() => document.documentElement.scrollHeight <= window.innerHeight + 2);
      assert.ok(fits, "the frame shows its page whole");
      const background = () => frame.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const light = await background();
      await page.$eval("botworth-scorecard", (element) => element.setAttribute("theme", "dark"));
      await page.screenshot({ path: join(artifacts, `embedded-${browserName}.png`), fullPage: true });
      assert.notEqual(await background(), light);
      const picture = await page.$eval("img", (picture) => picture.decode().then(() => picture.naturalWidth));
      assert.ok(picture > 0);
      const known = ["/handbook/", "/handbook/botworth-scorecard.js", "/handbook/scorecard.html", "/handbook/scorecard.svg", "/favicon.ico"];
      assert.deepEqual(asked.filter((url) => !known.includes(url)), []);
      server.close();
    },
  },
  {
    name: "in a sandbox that has scripts alone, and without scripts, the numbers are there",
    // Firefox cannot be told to run without scripts from outside.
    browsers: ["chromium"],
    async run(context) {
      const { page } = context;
      const { address, server } = await site(context);
      await page.goto(`${address}framed.html`);
      assert.ok(Math.abs((await deflection(await frameOf(page, "scorecard.html"))) - expectedOf(context)) < 1e-9);
      await page.setJavaScriptEnabled(false);
      await page.goto(`${address}handbook/`);
      const frame = await page.waitForFrame((frame) => frame.url().endsWith("scorecard.html"));
      assert.ok((await frame.content()).includes('data-metric="deflection_rate"'));
      server.close();
    },
  },
];
