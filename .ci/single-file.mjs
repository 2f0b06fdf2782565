// The whole app in one page, opened from a disk: every file that the hosted page names stands in it.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";

import { singleFilePolicy, withPolicy } from "./policy.mjs";

/** Stands for the hosted page's script that fetches parts. */
const PARTS = `
      const inlined = async (part) => {
        const text = document.querySelector(\`[data-inlined=\${part}]\`).textContent;
        const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
        return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")));
      };
      const compiled = async (part) => WebAssembly.compile(await (await inlined(part)).arrayBuffer());
      const text = async (part) => (await inlined(part)).text();
      window.botworthParts = (parts) => Promise.all(parts.map((part) => (part.endsWith("-glue") ? text : compiled)(part)));
    `;

/** One page out of the finished page and the files beside it in a folder. */
export function singleFile(folder, html) {
  const read = (name) => readFileSync(join(folder, name));
  const blocks = [];
  const inline = (part, name) => {
    blocks.push(`<script type="text/plain" data-inlined="${part}">${deflateRawSync(read(name), { level: 9 }).toString("base64")}</script>`);
    return "";
  };
  const app = /app-[0-9a-f]+\.js/.exec(html)?.[0];
  if (!app) throw new Error("the page names no app");
  const start = `\n${read(app)}\nawait __wbg_init({ module_or_path: compiled("app-module") });\n`;
  let page = html
    .replace(/<link rel="(modulepreload|preload)"(?![^>]*data-part)[^>]*>/g, "")
    .replace(/<(?:link|meta)[^>]*data-part="([a-z-]+)"[^>]*(?:href|content)="\.\/([^"]+)"[^>]*>/g, (_, part, name) => inline(part, name))
    .replace(/<link rel="stylesheet" href="\.\/([^"]+)"[^>]*>/g, (_, name) => `<style>${read(name)}</style>`)
    .replace(/<link rel="icon" href="\.\/([^"]+)"[^>]*>/, (_, name) => `<link rel="icon" href="data:image/svg+xml;base64,${read(name).toString("base64")}">`)
    .replace(/<link rel="manifest"[^>]*>/, "")
    .replace(/<script data-hosted>[\s\S]*?<\/script>/, () => `<script>${PARTS}</script>`)
    .replace(/<script type="module">[\s\S]*?<\/script>/, () => `<script type="module">${start}</script>`);
  inline("app-module", app.replace(".js", "_bg.wasm"));
  page = page.replace("</body>", () => `${blocks.join("\n")}\n</body>`);
  if (/(?:src|href)="\.\//.test(page)) throw new Error("the page in one file names another file");
  return withPolicy(page, singleFilePolicy(page));
}
