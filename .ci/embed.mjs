// The page that other sites embed, and the element that embeds it: `v1/`, whose paths and messages stay as they are. The renderer
// stands inside: in a sandbox on a host without headers a page can load neither modules nor WebAssembly.

import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync, gzipSync } from "node:zlib";

import { embedPolicy, withPolicy } from "./policy.mjs";

/** Gzipped kilobytes of the embed page, at most, and of the element's script. */
const EMBED_BUDGETS_KB = { "v1/embed/index.html": 418, "v1/botworth-scorecard.js": 3 };

/** Writes `v1/` into a folder, out of the renderer's files there. */
export function writeEmbed(folder, { glue, module }) {
  const read = (name) => readFileSync(join(folder, name));
  const wasm = deflateRawSync(read(module), { level: 9 }).toString("base64");
  const parts = `<script type="text/plain" data-inlined>${wasm}</script>\n<script>${read(glue)}</script>`;
  const guard = `<script>${readFileSync("public/guard.js", "utf8")}</script>`;
  const page = readFileSync("public/v1/embed.html", "utf8")
    .replace("<!-- the guard -->", () => guard)
    .replace("<!-- the renderer -->", () => parts);
  mkdirSync(join(folder, "v1/embed"), { recursive: true });
  const policy = embedPolicy(page);
  writeFileSync(join(folder, "v1/embed/index.html"), withPolicy(page, policy));
  // For hosts that send a policy for every page: this one's.
  writeFileSync(join(folder, "v1/embed/policy.txt"), `${policy.join("; ")}\n`);
  copyFileSync("public/v1/botworth-scorecard.js", join(folder, "v1/botworth-scorecard.js"));
  for (const [name, budget] of Object.entries(EMBED_BUDGETS_KB)) {
    const bytes = read(name);
    const gzipped = gzipSync(bytes, { level: 9 }).length / 1024;
    console.log(`${name} ${(bytes.length / 1024).toFixed(1)} KB, ${gzipped.toFixed(1)} KB gz of ${budget}`);
    if (gzipped > budget) throw new Error(`${name} is over its budget of ${budget} KB gzipped`);
  }
}
