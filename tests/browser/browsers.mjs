// Chromium and Firefox as they are installed, and what each test gets of them.

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const tools = createRequire(new URL("../../.ci/package.json", import.meta.url));
const { default: puppeteer } = await import(pathToFileURL(tools.resolve("puppeteer-core")).href);

const CHROMIUM_FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--font-render-hinting=none",
  "--force-device-scale-factor=1",
];

/** A zone far from UTC: a time zone that leaks into a number is seen. Names of files are UTF-8, whatever the machine is set to. */
const environment = { ...process.env, TZ: "Asia/Tokyo", LANG: "C.UTF-8" };

/** Chromium, with further flags where a test needs a browser of its own. */
export const launchChromium = (...flags) =>
  puppeteer.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: [...CHROMIUM_FLAGS, ...flags], env: environment });

export const BROWSERS = {
  chromium: () => launchChromium(),
  firefox: () =>
    puppeteer.launch({
      browser: "firefox",
      executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
      headless: true,
      env: environment,
    }),
};
