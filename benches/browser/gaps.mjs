// How long the worker takes to group the questions of a file: from the scorecard to the list, the median of three.
// usage: gaps.mjs QUESTIONS.csv

import { BROWSERS } from "../../tests/browser/browsers.mjs";
import { AppPage } from "../../tests/browser/page.mjs";
import { serveFolder } from "../../.ci/static-server.mjs";

const { address } = await serveFolder("dist");
const browser = await BROWSERS.chromium();
const seconds = [];
for (let run = 0; run < 3; run += 1) {
  const page = await browser.newPage();
  const app = new AppPage(page, address);
  await app.open("#work");
  // The page itself notes both moments: polling from here would add to them.
  await page.evaluate(() => {
    const root = document.documentElement;
    const watch = new MutationObserver(() => {
      if (root.dataset.scorecard === "ready") window.scoredAt ??= performance.now();
      if (document.querySelector("table.gaps tbody tr")) window.groupedAt ??= performance.now();
    });
    watch.observe(root, { attributes: true, childList: true, subtree: true });
  });
  await app.choose(process.argv[2]);
  await page.waitForFunction(() => window.groupedAt !== undefined, { timeout: 120_000, polling: 100 });
  seconds.push((await page.evaluate(() => window.groupedAt - window.scoredAt)) / 1000);
  await page.close();
}
await browser.close();
console.log(`botworth_gaps_seconds ${seconds.sort((one, other) => one - other)[1].toFixed(2)}`);
process.exit(0);
