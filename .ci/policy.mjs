// The policy of a page: what its parts need, and nothing else.

import { createHash } from "node:crypto";

const hashOf = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Hashes of the scripts that stand in a page; data in script elements is not run and needs none. */
const scriptsOf = (html) =>
  [...html.matchAll(/<script(?![^>]*\ssrc=)(?![^>]*\stype="text\/plain")[^>]*>([\s\S]*?)<\/script>/g)].map(([, text]) => hashOf(text));

const stylesOf = (html) => [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, text]) => hashOf(text));

/** Of the page on a host. Its first script leaves the service worker as the only worker with an address. */
export const hostedPolicy = (html) => [
  "default-src 'none'",
  `script-src 'self' 'wasm-unsafe-eval' ${scriptsOf(html).join(" ")}`,
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "manifest-src 'self'",
  ...CLOSED,
];

/** Of the page in one file: nothing is fetched at all. */
export const singleFilePolicy = (html) => [
  "default-src 'none'",
  `script-src 'wasm-unsafe-eval' ${scriptsOf(html).join(" ")}`,
  `style-src ${stylesOf(html).join(" ")}`,
  "img-src data: blob:",
  "connect-src 'none'",
  "worker-src blob:",
  ...CLOSED,
];

/** Of the page that others embed: it runs what stands in it, and asks for nothing. Its styles are adopted by its own script. */
export const embedPolicy = (html) => [
  "default-src 'none'",
  `script-src 'wasm-unsafe-eval' ${scriptsOf(html).join(" ")}`,
  ...CLOSED,
];

const CLOSED = [
  "frame-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
  "object-src 'none'",
  // The one policy for texts that become addresses of scripts is made by `public/guard.js`; for elements and scripts there is none.
  "require-trusted-types-for 'script'",
  "trusted-types default",
];

/** A page with its policy before everything else. */
export function withPolicy(html, policy) {
  const head = `<head><meta http-equiv="Content-Security-Policy" content="${policy.join("; ")}">`;
  const closed = html.replace(/<head>/, () => head);
  if (!closed.includes(head)) throw new Error("the page has no head");
  return closed;
}
