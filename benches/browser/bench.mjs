// Botworth beside what a person would use instead, in one browser and one run: `node benches/browser/bench.mjs FOLDER STATEMENTS`.
// FOLDER holds conversations.csv, leads.csv, revenue.csv and exposure.csv, STATEMENTS the rivals' SQL as JSON; or it holds
// events.csv and events.ndjson, which nobody has SQL for. Each figure is the median of RUNS, each in a page of its own; every
// side reads the same files from the same disk. Last comes a line of the README's table.

import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "./node_modules/esbuild/lib/main.js";

import { serveFolder } from "../../.ci/static-server.mjs";
import { inBrowser, watch } from "./measured.mjs";

const [folder, statementsFile] = process.argv.slice(2);
const RUNS = Number(process.env.RUNS ?? 3);
/** Changes of a filter, of which the 95th percentile counts. */
const FILTER_CHANGES = Number(process.env.FILTER_CHANGES ?? 50);
const here = fileURLToPath(new URL(".", import.meta.url));
const isEvents = existsSync(join(folder, "events.csv"));
const tables = isEvents ? ["events"] : ["conversations", "leads", "revenue", "exposure"];
const paths = tables.map((table) => join(folder, `${table}.csv`));
const statements = JSON.parse(readFileSync(statementsFile, "utf8"));

await build({ entryPoints: [join(here, "rivals.mjs")], outfile: join(here, "rivals.bundle.js"), bundle: true, format: "esm", logLevel: "error" });
const app = await serveFolder(join(here, "../../dist"));
const rivals = await serveFolder(here);

/** Seconds from the drop to the scorecard, and from a changed rule to the next; the longest task of the page meanwhile. */
const botworth = ({ files = paths, processors = 0, isNarrowed = true } = {}) =>
  inBrowser(app.address, async (page) => {
    await watch(page);
    const input = await page.$("#files");
    await input.uploadFile(...files);
    const seconds = await page.evaluate(() => globalThis.dropped);
    const blocked = await page.evaluate(() => globalThis.longest);
    if (!isNarrowed) return { seconds, blocked };
    await page.evaluate(() => (location.hash = "rules"));
    await page.waitForSelector("tr[data-intent] select");
    const rule = await page.evaluate(() => {
      const select = document.querySelector("tr[data-intent] select");
      const changed = globalThis.next(select, "change");
      select.value = "yes";
      select.dispatchEvent(new Event("change", { bubbles: true }));
      return changed;
    });
    await page.evaluate(() => (location.hash = "support"));
    await page.waitForSelector("select[data-filter] option:nth-child(2)");
    const filters = await page.evaluate(async (changes) => {
      const taken = [];
      const fields = [...document.querySelectorAll("select[data-filter]")].map((select) => select.dataset.filter);
      for (let at = 0; at < changes; at += 1) {
        // One field after the other, one value more or all of them again.
        const select = document.querySelector(`select[data-filter="${fields[at % fields.length]}"]`);
        const other = [...select.options].find((option) => option.value !== select.value && option.value.startsWith("="));
        const changed = globalThis.next(select, "change");
        select.value = select.selectedIndex > 0 ? "" : other.value;
        select.dispatchEvent(new Event("change", { bubbles: true }));
        taken.push(await changed);
      }
      return taken.sort((one, other) => one - other);
    }, FILTER_CHANGES);
    const filter = filters[Math.ceil(filters.length * 0.95) - 1] ?? 0;
    return { seconds, rule, filter, blocked };
  }, processors);

const rival = (what) =>
  inBrowser(`${rivals.address}rivals.html`, async (page) => {
    await page.waitForFunction(() => globalThis.measure, { timeout: 60_000 });
    const input = await page.$("input");
    await input.uploadFile(...paths);
    return page.evaluate((name) => globalThis.measure(name), what);
  });

const duckdb = () =>
  inBrowser(`${rivals.address}rivals.html`, async (page) => {
    await page.waitForFunction(() => globalThis.measure, { timeout: 60_000 });
    const input = await page.$("input");
    await input.uploadFile(...paths);
    await page.evaluate(() => globalThis.measure("duckdbStart"));
    const load = await page.evaluate(() => globalThis.measure("duckdbLoad"));
    const groups = await page.evaluate(() => globalThis.measure("duckdbGroups"));
    const score = await page.evaluate((sql) => globalThis.measure("duckdbScore", sql), statements);
    return { seconds: load.seconds + score.seconds, load: load.seconds, groups: groups.seconds, counted: load.counted };
  });

/** The run in the middle by seconds; a rival that dies is told as such. */
async function middle(name, work) {
  const runs = [];
  for (let run = 0; run < RUNS; run += 1) {
    try {
      runs.push(await work());
    } catch (error) {
      console.log(`${name.padEnd(28)} died: ${String(error.message ?? error).split("\n")[0]}`);
      return undefined;
    }
  }
  const found = runs.sort((one, other) => one.seconds - other.seconds)[Math.floor(runs.length / 2)];
  const more = Object.entries(found).filter(([key]) => !["seconds", "megabytes", "counted"].includes(key));
  const said = more.map(([key, value]) => `${key} ${value.toFixed(key === "blocked" ? 0 : 3)}`).join("  ");
  console.log(`${name.padEnd(28)} ${found.seconds.toFixed(3).padStart(8)} s ${found.megabytes.toFixed(0).padStart(6)} MB  ${said}`);
  return found;
}

const size = paths.reduce((sum, path) => sum + statSync(path).size, 0);
console.log(`${(size / 1e6).toFixed(1)} MB, median of ${RUNS}; MB is the renderer's peak resident memory`);
const slices = await middle("slices alone", () => rival("slices"));
const ours = await middle("Botworth, to the scorecard", () => botworth({ isNarrowed: !isEvents }));
const alone = await middle("Botworth, one processor", () => botworth({ processors: 1, isNarrowed: false }));
if (isEvents) {
  const lines = [join(folder, "events.ndjson")];
  await middle("Botworth, an object a line", () => botworth({ files: lines, isNarrowed: false }));
}
const udsv = await middle("uDSV, parse alone", () => rival("udsv"));
const papa = await middle("PapaParse, parse alone", () => rival("papaparse"));
const duck = isEvents ? undefined : await middle("DuckDB-WASM, load and SQL", duckdb);
const ratio = (name, one, other) => one && other && console.log(`${name}: ${(one / other).toFixed(2)}`);
ratio("Botworth / slices", ours?.seconds, slices?.seconds);
ratio("Botworth / PapaParse", ours?.seconds, papa?.seconds);
ratio("Botworth / uDSV", ours?.seconds, udsv?.seconds);
ratio("Botworth / DuckDB-WASM", ours?.seconds, duck?.seconds);
ratio("one processor / all", alone?.seconds, ours?.seconds);
ratio("a changed rule / load", ours?.rule, ours?.seconds);
ratio("a changed filter / DuckDB-WASM's grouped query", ours?.filter, duck?.groups);
const cell = (found) => (found ? `${found.seconds.toFixed(2)} s, ${found.megabytes.toFixed(0)} MB` : "–");
console.log(`| ${(size / 1e6).toFixed(1)} MB | ${[slices, ours, alone, udsv, papa, duck].map(cell).join(" | ")} |`);
for (const { server } of [app, rivals]) {
  server.close();
  server.closeAllConnections();
}
