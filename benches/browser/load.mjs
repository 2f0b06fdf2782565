// Much at once: `node benches/browser/load.mjs FOLDER`. Seconds from the drop to the scorecard, the renderer's peak memory, the page's
// longest task, and how large its pages are. FOLDER is filled first; it takes 4 GB.

import { createWriteStream, existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { serveFolder } from "../../.ci/static-server.mjs";
import { inBrowser, watch } from "./measured.mjs";

const [folder, wanted = ""] = process.argv.slice(2);
const here = fileURLToPath(new URL(".", import.meta.url));
const app = await serveFolder(join(here, "../../dist"));

const day = (at) => String(1 + (at % 28)).padStart(2, "0");
const chat = (at) => `c${at},2026-03-${day(at)}T10:${String(at % 60).padStart(2, "0")}:00Z,${at % 3 ? "web" : "line"},${at % 4 ? "none" : "answered"},${at % 3 ? "confirmed" : "none"}`;
const HEADER = "conversation_id,started_at,channel,handoff,resolution";
const QUESTION = "where is my parcel and when will it come to me, please tell me now, ".repeat(2);

/** Writes a table, unless it is there. */
async function table(path, header, rows, row) {
  if (existsSync(path)) return path;
  const stream = createWriteStream(path);
  stream.write(`${header}\n`);
  for (let at = 0; at < rows; ) {
    let lines = "";
    for (const end = Math.min(rows, at + 10_000); at < end; at += 1) lines += `${row(at)}\n`;
    if (!stream.write(lines)) await new Promise((resolve) => stream.once("drain", resolve));
  }
  await new Promise((resolve) => stream.end(resolve));
  return path;
}

const columns = Array.from({ length: 500 }, (_, at) => at);
const LOADS = {
  "200 files of 5,000 conversations": async () => {
    const parts = join(folder, "parts");
    mkdirSync(parts, { recursive: true });
    for (let part = 0; part < 200; part += 1) await table(join(parts, `part-${part}.csv`), HEADER, 5_000, (at) => `f${part}-${chat(at)}`);
    return readdirSync(parts).map((name) => join(parts, name));
  },
  "500 columns more, 100,000 conversations": async () => [
    await table(join(folder, "columns.csv"), [HEADER, ...columns.map((at) => `column ${at}`)].join(","), 100_000, (at) => `${chat(at)},${columns.join(",")}`),
  ],
  "100,000 intents, a million conversations": async () => [
    await table(join(folder, "intents.csv"), `${HEADER},intent`, 1_000_000, (at) => `${chat(at)},intent ${(at * 7919) % 100_000}`),
  ],
  "a CSV of 2 GB": async () => [await table(join(folder, "large.csv"), `${HEADER},question`, 10_500_000, (at) => `${chat(at)},${QUESTION}`)],
};

for (const [name, write] of Object.entries(LOADS).filter(([name]) => name.includes(wanted))) {
  mkdirSync(folder, { recursive: true });
  const files = await write();
  const size = files.reduce((sum, path) => sum + statSync(path).size, 0);
  const found = await inBrowser(app.address, async (page) => {
    await watch(page);
    const input = await page.$("#files");
    await input.uploadFile(...files);
    const seconds = await page.evaluate(() => globalThis.dropped);
    const pages = [];
    for (const hash of ["support", "data", "rules"]) {
      pages.push(
        await page.evaluate(async (hash) => {
          const started = performance.now();
          location.hash = hash;
          await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
          return `#${hash} ${document.querySelectorAll("*").length} elements in ${(performance.now() - started).toFixed(0)} ms`;
        }, hash),
      );
    }
    return { seconds, longest: await page.evaluate(() => globalThis.longest), pages };
  });
  const { seconds, megabytes, longest, pages } = found;
  console.log(`${name}, ${(size / 1e6).toFixed(0)} MB: ${seconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB, longest task ${longest.toFixed(0)} ms; ${pages.join(", ")}`);
}
app.server.close();
app.server.closeAllConnections();
