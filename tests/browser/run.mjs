// Runs the browser tests one after the other: `node tests/browser/run.mjs [PART OF A NAME]`. One that fails is run once more, since a
// browser on a busy machine may stall: what it said is printed all the same. The last line counts them.

import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { serveFolder } from "../../.ci/static-server.mjs";
import { BROWSERS } from "./browsers.mjs";
import { score, writeSample } from "./command.mjs";
import { AppPage } from "./page.mjs";

const SUITES = [
  "numbers", "nothing-leaves", "calls", "hostile", "opening", "reading", "containers", "mapping", "data", "filters", "behind", "charts", "work", "rules",
  "workspace", "faults", "load", "reach", "sharing", "embedding", "alone", "pictures",
];
const TEST_MILLIS = 180_000;
const ARTIFACTS = "test-artifacts";

mkdirSync(ARTIFACTS, { recursive: true });
const scratch = mkdtempSync(join(tmpdir(), "botworth-"));
const sample = writeSample(join(scratch, "sample"));
const shared = { scratch, artifacts: ARTIFACTS, sample, expected: score(sample) };
const wanted = process.argv[2] ?? "";
const counts = { passed: 0, failed: 0 };
/** Pictures of pages whose test failed. */
let screens = 0;

for (const [browserName, launch] of Object.entries(BROWSERS)) {
  const browser = await launch();
  for (const suite of SUITES) {
    const { tests } = await import(`./${suite}.mjs`);
    for (const { name, browsers = Object.keys(BROWSERS), run } of tests) {
      const title = `${browserName}: ${suite}: ${name}`;
      if (!browsers.includes(browserName) || !title.includes(wanted)) continue;
      const passed = (await runTest(title, browser, browserName, run)) || (await runTest(`${title} (again)`, browser, browserName, run));
      counts[passed ? "passed" : "failed"] += 1;
    }
  }
  await browser.close();
}
rmSync(scratch, { recursive: true });
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed === 0 && counts.passed > 0 ? 0 : 1);

/** Gives one test a server of its own that counts its requests, and a fresh profile; whether it passed. */
async function runTest(title, browser, browserName, run) {
  const requests = [];
  const onRequest = (request) => {
    requests.push(request.url);
    return context.hold?.(request);
  };
  const served = await serveFolder("dist", { onRequest });
  const profile = await browser.createBrowserContext();
  const page = await profile.newPage();
  const context = { ...shared, ...served, requests, browser, browserName, page, hold: undefined };
  context.app = new AppPage(page, served.address);
  const started = Date.now();
  let timer;
  try {
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`not done after ${TEST_MILLIS} ms`)), TEST_MILLIS);
    });
    await Promise.race([run(context), late]);
    console.log(`ok      ${title} (${Date.now() - started} ms)`);
    return true;
  } catch (error) {
    screens += 1;
    console.log(`FAILED  ${title} (${Date.now() - started} ms)\n${error.stack}`);
    for (const said of context.app.errors) console.log(`        page: ${said}`);
    await page.screenshot({ path: join(ARTIFACTS, `failed-${screens}.png`) }).catch(() => {});
    return false;
  } finally {
    clearTimeout(timer);
    await profile.close().catch(() => {});
    served.server.close();
    served.server.closeAllConnections();
  }
}
