// The whole app in one page, opened from a disk: every file that the hosted page names stands in it. All are packed as one, since
// programs of one library have most of their code in common.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { singleFilePolicy, withPolicy } from "./policy.mjs";

/** The page in one file, kilobytes at most. */
const SINGLE_FILE_BUDGET_KB = 2200;

/** xz as its small reader in the page takes it: dictionary and filters were measured, the smallest of those tried. */
const PACKED_AS = ["--format=xz", "--check=crc32", "--lzma2=preset=9e,dict=8MiB,pb=0,lc=4", "--stdout"];

/** Stands for the hosted page's script that fetches parts. Letters hold seven bits each; those that a page cannot hold are moved up. */
const PARTS = `
      const packed = (letters) => {
        const bytes = new Uint8Array(Math.floor((letters.length * 7) / 8));
        let held = 0;
        let bits = 0;
        let at = 0;
        for (let place = 0; place < letters.length; place += 1) {
          held = ((held << 7) | (letters.charCodeAt(place) & 127)) & 0x7fff;
          bits += 7;
          if (bits >= 8) {
            bits -= 8;
            bytes[at++] = held >> bits;
          }
        }
        return bytes;
      };
      const unpacked = (async () => {
        const { dataset, textContent } = document.querySelector("[data-inlined]");
        const { XzReadableStream } = window["xz-decompress"];
        const whole = await new Response(new XzReadableStream(new Blob([packed(textContent)]).stream())).arrayBuffer();
        let from = 0;
        return Object.fromEntries(JSON.parse(dataset.inlined).map(([part, size]) => [part, whole.slice(from, (from += size))]));
      })();
      const compiled = async (part) => WebAssembly.compile((await unpacked)[part]);
      const text = async (part) => new TextDecoder().decode((await unpacked)[part]);
      window.botworthParts = (parts) => Promise.all(parts.map((part) => (part.endsWith("-glue") ? text : compiled)(part)));
    `;

/** Bytes as letters of seven bits. A page has no NUL, reads CR as LF, and "<" could begin the end of what they stand in. */
function lettersOf(bytes) {
  const letters = [];
  let held = 0;
  let bits = 0;
  const put = (letter) => letters.push([0, 13, 60].includes(letter) ? letter + 256 : letter);
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0x7fff;
    for (bits += 8; bits >= 7; ) {
      bits -= 7;
      put((held >> bits) & 127);
    }
  }
  if (bits > 0) put((held << (7 - bits)) & 127);
  return letters.map((letter) => String.fromCharCode(letter)).join("");
}

/** One page out of the finished page and the files beside it in a folder. */
export function singleFile(folder, html) {
  const read = (name) => readFileSync(join(folder, name));
  const parts = [];
  const inline = (part, name) => {
    parts.push([part, read(name)]);
    return "";
  };
  const app = /app-[0-9a-f]+\.js/.exec(html)?.[0];
  if (!app) throw new Error("the page names no app");
  const module = /app-[0-9a-f]+_bg\.wasm/.exec(html)?.[0];
  if (!module) throw new Error("the page names no module of the app");
  inline("app-module", module);
  const start = `\n${read(app)}\nawait __wbg_init({ module_or_path: compiled("app-module") });\n`;
  const reader = readFileSync(createRequire(import.meta.url).resolve("xz-decompress/dist/package/xz-decompress.min.js"), "utf8");
  let page = html
    .replace(/<link rel="(modulepreload|preload)"(?![^>]*data-part)[^>]*>/g, "")
    .replace(/<(?:link|meta)[^>]*data-part="([a-z-]+)"[^>]*(?:href|content)="\.\/([^"]+)"[^>]*>/g, (_, part, name) => inline(part, name))
    .replace(/<link rel="stylesheet" href="\.\/([^"]+)"[^>]*>/g, (_, name) => `<style>${read(name)}</style>`)
    .replace(/<link rel="icon" href="\.\/([^"]+)"[^>]*>/, (_, name) => `<link rel="icon" href="data:image/svg+xml;base64,${read(name).toString("base64")}">`)
    .replace(/<link rel="manifest"[^>]*>/, "")
    .replace(/<script data-hosted>[\s\S]*?<\/script>/, () => "")
    .replace(/<script type="module">[\s\S]*?<\/script>/, () => "");
  const sizes = JSON.stringify(parts.map(([part, bytes]) => [part, bytes.length]));
  const input = Buffer.concat(parts.map(([, bytes]) => bytes));
  const letters = lettersOf(execFileSync("xz", PACKED_AS, { input, maxBuffer: input.length }));
  const blocks = [
    `<script type="text/plain" data-inlined='${sizes}'>${letters}</script>`,
    `<script>${reader}</script>`,
    `<script>${PARTS}</script>`,
    `<script type="module">${start}</script>`,
  ];
  page = page.replace("</body>", () => `${blocks.join("\n")}\n</body>`);
  if (/(?:src|href)="\.\//.test(page)) throw new Error("the page in one file names another file");
  page = withPolicy(page, singleFilePolicy(page));
  const kilobytes = Buffer.byteLength(page) / 1024;
  console.log(`botworth.html ${kilobytes.toFixed(1)} KB of ${SINGLE_FILE_BUDGET_KB}`);
  if (kilobytes > SINGLE_FILE_BUDGET_KB) throw new Error(`the page in one file is over its budget of ${SINGLE_FILE_BUDGET_KB} KB`);
  return page;
}
