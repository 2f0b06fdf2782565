// Trunk's post_build hook. Trunk leaves the worker's files unhashed and the page without a policy; after this the page names
// every part by content, and its first element is a policy that lets nothing out.

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { gzipSync } from "node:zlib";

import { minify } from "terser";

import { writeEmbed } from "./embed.mjs";
import { hostedPolicy, withPolicy } from "./policy.mjs";
import { singleFile } from "./single-file.mjs";

/** Gzipped kilobytes of html, css, js and the app's wasm, at most. */
const SHELL_BUDGET_KB = 625;
/** Gzipped kilobytes of the wasm of each worker, at most. */
const WORKER_BUDGETS_KB = { worker: 885, opener: 640, reader: 142, unpacker: 380, renderer: 408 };

const folder = process.env.TRUNK_STAGING_DIR;
if (!folder) throw new Error("finish.mjs runs as Trunk's post_build hook");

const page = join(folder, "index.html");
let html = readFileSync(page, "utf8");

/** A script without what only its readers need. Its own names stay: other scripts call it by them. */
async function shortened(name) {
  const options = { compress: { passes: 2 }, mangle: true, toplevel: false, format: { comments: false } };
  const { code } = await minify(readFileSync(join(folder, name), "utf8"), options);
  writeFileSync(join(folder, name), code);
}

/** Shortens the app's script, which Trunk has named and vouched for as it was. */
async function shortenApp() {
  const [, was] = /"\.\/(app-[0-9a-f]+\.js)"/.exec(html) ?? [];
  if (!was) throw new Error("the page names no app");
  const vouched = (name) => `sha384-${createHash("sha384").update(readFileSync(join(folder, name))).digest("base64")}`;
  const before = vouched(was);
  await shortened(was);
  const now = hashed(was, "app", ".js");
  if (!html.includes(before)) throw new Error("the page does not vouch for the app");
  html = html.replaceAll(was, now).replaceAll(before, vouched(now));
}

/** Renames a file by its content. */
function hashed(name, stem, end) {
  const digest = createHash("sha256").update(readFileSync(join(folder, name))).digest("hex").slice(0, 16);
  const renamed = `${stem}-${digest}${end}`;
  renameSync(join(folder, name), join(folder, renamed));
  return renamed;
}

/** The two files of a worker. */
async function partsOf(worker) {
  await shortened(`${worker}.js`);
  return { glue: hashed(`${worker}.js`, worker, ".js"), module: hashed(`${worker}_bg.wasm`, worker, "_bg.wasm") };
}

await shortenApp();
const worker = await partsOf("worker");
const opener = await partsOf("opener");
const reader = await partsOf("reader");
const unpacker = await partsOf("unpacker");
const renderer = await partsOf("renderer");
const parts = [
  `<link rel="preload" as="fetch" type="text/javascript" crossorigin="anonymous" data-part="worker-glue" href="./${worker.glue}">`,
  `<link rel="preload" as="fetch" type="application/wasm" crossorigin="anonymous" data-part="worker-module" href="./${worker.module}">`,
  `<link rel="preload" as="fetch" type="text/javascript" crossorigin="anonymous" data-part="opener-glue" href="./${opener.glue}">`,
  // Fetched by the app after the first paint: named here, and not preloaded.
  `<meta name="botworth-part" data-part="opener-module" content="./${opener.module}">`,
  `<meta name="botworth-part" data-part="reader-glue" content="./${reader.glue}">`,
  `<meta name="botworth-part" data-part="reader-module" content="./${reader.module}">`,
  `<meta name="botworth-part" data-part="unpacker-glue" content="./${unpacker.glue}">`,
  `<meta name="botworth-part" data-part="unpacker-module" content="./${unpacker.module}">`,
  `<meta name="botworth-part" data-part="renderer-glue" content="./${renderer.glue}">`,
  `<meta name="botworth-part" data-part="renderer-module" content="./${renderer.module}">`,
];
html = html.replace("</head>", `${parts.join("\n")}\n</head>`);

const sources = process.env.BOTWORTH_SOURCES ?? "unknown";
html = html.replace(/<head>/, `<head>\n<meta name="generator" content="Botworth ${sources}">`);
if (!html.includes("Botworth " + sources) || html.includes("data-trunk")) throw new Error("index.html is not what Trunk wrote before");
const single = singleFile(folder, html);
html = withPolicy(html, hostedPolicy(html));
writeFileSync(page, html);

const own = ["./", "./SHA256SUMS", "./botworth.html", ...readdirSync(folder).filter((name) => name !== "index.html").map((name) => `./${name}`)];
const written = readFileSync("public/service-worker.js", "utf8")
  .replace("/* the files of the build */ []", JSON.stringify(own.sort()))
  .replace("/* those for other sites */ []", JSON.stringify(["./v1/botworth-scorecard.js", "./v1/embed/"]))
  .replace('/* its name */ ""', JSON.stringify(`botworth-${createHash("sha256").update(html).digest("hex").slice(0, 16)}`));
writeFileSync(join(folder, "service-worker.js"), written);
writeFileSync(join(folder, "botworth.html"), single);
writeEmbed(folder, renderer);
const built = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
const names = built.map((entry) => relative(folder, join(entry.parentPath, entry.name))).sort();
const sums = names.map((name) => {
  return `${createHash("sha256").update(readFileSync(join(folder, name))).digest("hex")}  ${name}\n`;
});
writeFileSync(join(folder, "SHA256SUMS"), sums.join(""));

const files = names.map((name) => {
  const bytes = readFileSync(join(folder, name));
  return { name, kilobytes: bytes.length / 1024, gzipped: gzipSync(bytes, { level: 9 }).length / 1024 };
});
const shell = files.filter(({ name }) => /\.(html|css|js|wasm)$/.test(name) && !/^(worker-|opener-|reader-|unpacker-|renderer-|v1\/|botworth\.html|service-worker)/.test(name));
if (!shell.some(({ name }) => name.endsWith(".wasm"))) throw new Error("the budget matches no app wasm");
const total = shell.reduce((sum, { gzipped }) => sum + gzipped, 0);
for (const { name, kilobytes, gzipped } of files) {
  console.log(`${kilobytes.toFixed(1).padStart(8)} KB ${gzipped.toFixed(1).padStart(7)} KB gz  ${name}`);
}
console.log(`shell ${total.toFixed(1)} KB gz of ${SHELL_BUDGET_KB}`);
if (total > SHELL_BUDGET_KB) throw new Error(`the shell is over its budget of ${SHELL_BUDGET_KB} KB gzipped`);
for (const [name, { module }] of Object.entries({ worker, opener, reader, unpacker, renderer })) {
  const { gzipped } = files.find((file) => file.name === module);
  console.log(`${name} ${gzipped.toFixed(1)} KB gz of ${WORKER_BUDGETS_KB[name]}`);
  if (gzipped > WORKER_BUDGETS_KB[name]) throw new Error(`the ${name} is over its budget of ${WORKER_BUDGETS_KB[name]} KB gzipped`);
}
