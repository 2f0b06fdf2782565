// What is measured of a page in a browser of its own: seconds, the longest task, the renderer's peak memory.

import { readFileSync, readdirSync } from "node:fs";

import { BROWSERS } from "../../tests/browser/browsers.mjs";

/** What dies on large files is given up after this. */
const PATIENCE = Number(process.env.PATIENCE ?? 600_000);

/** Peak resident memory of the largest renderer, in MB, as the system has it. */
function peakMegabytes(browser) {
  const children = (parent) => {
    const of = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    return of.filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1).split(" ")[1] === String(parent);
      } catch {
        return false;
      }
    });
  };
  const all = (pid) => [pid, ...children(pid).flatMap(all)];
  const peaks = all(String(browser.process().pid)).map((pid) => {
    try {
      const isRenderer = readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("--type=renderer");
      return isRenderer ? Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024 : 0;
    } catch {
      return 0;
    }
  });
  return Math.max(...peaks);
}

/** A fresh browser for each measurement, so that nobody inherits another's memory. */
export async function inBrowser(address, work, processors = 0) {
  const browser = await BROWSERS.chromium();
  try {
    const page = await browser.newPage();
    if (processors > 0) {
      await page.evaluateOnNewDocument((count) => Object.defineProperty(navigator, "hardwareConcurrency", { value: count }), processors);
    }
    await page.goto(address);
    const late = new Promise((_, reject) => setTimeout(() => reject(new Error("gave up waiting")), PATIENCE).unref());
    const found = await Promise.race([work(page), late]);
    return { ...found, megabytes: peakMegabytes(browser) };
  } finally {
    await browser.close().catch(() => {});
  }
}

/** Waits for the engine. From then on the page keeps its longest task, and the seconds from the choice of files to the scorecard. */
export async function watch(page) {
  await page.waitForSelector("html[data-engine=ready]", { timeout: 60_000 });
  await page.evaluate(() => {
    const root = document.documentElement;
    globalThis.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, duration);
    }).observe({ type: "longtask" });
    globalThis.next = (element, event) =>
      new Promise((resolve) => {
        element.addEventListener(event, () => {
          const [started, seen] = [performance.now(), root.dataset.scorecards];
          const observer = new MutationObserver(() => {
            if (root.dataset.scorecards !== seen && root.dataset.scorecard === "ready") {
              observer.disconnect();
              // Until every page is built, those that are not seen too.
              const built = () =>
                document.querySelector("[data-unbuilt]") ? setTimeout(built) : resolve((performance.now() - started) / 1000);
              setTimeout(built);
            }
          });
          observer.observe(root, { attributes: true });
        }, { capture: true, once: true });
      });
    globalThis.dropped = globalThis.next(document.querySelector("#files"), "change");
  });
}
