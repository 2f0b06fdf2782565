// The screens as pictures in test-artifacts/, to be looked at; each must at least hold its content without sideways scrolling.

import assert from "node:assert/strict";
import { join } from "node:path";

const VIEWS = [
  { name: "desktop", width: 1440, height: 900 },
  { name: "phone", width: 390, height: 844 },
  { name: "tablet", width: 768, height: 1024 },
  { name: "laptop", width: 1024, height: 768 },
  { name: "wide", width: 1920, height: 1080 },
  { name: "dark", width: 1440, height: 900, scheme: "dark" },
  { name: "japanese", width: 1440, height: 900, language: "ja" },
  { name: "japanese-phone", width: 390, height: 844, language: "ja" },
  { name: "japanese-tablet", width: 768, height: 1024, language: "ja", scheme: "dark" },
  { name: "firefox", width: 1280, height: 900, browsers: ["firefox"] },
  { name: "firefox-japanese", width: 1280, height: 900, language: "ja", browsers: ["firefox"] },
];

export const tests = VIEWS.map(({ name, width, height, scheme = "light", language = "en", browsers = ["chromium"] }) => ({
  name: `${name}: every screen fits its width`,
  browsers,
  async run({ app, page, browserName, artifacts }) {
    await page.setViewport({ width, height });
    if (browserName === "chromium") {
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      const client = await page.createCDPSession();
      await client.send("Emulation.setLocaleOverride", { locale: language });
    }
    await page.evaluateOnNewDocument((language) => {
      Object.defineProperty(navigator, "language", { get: () => language });
      Object.defineProperty(navigator, "languages", { get: () => [language] });
    }, language);
    const take = async (screen) => {
      const path = join(artifacts, `${screen}-${name}.png`);
      await page.screenshot({ path, fullPage: true });
      const content = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(content <= width, `${screen} is ${content} px wide at ${width}`);
    };
    await app.open();
    await take("drop");
    await app.clickSample();
    await app.scorecard();
    await take("scorecard");
    for (const screen of ["lead", "work", "money", "data", "rules"]) {
      await page.evaluate((hash) => (location.hash = hash), screen);
      await page.waitForSelector(`nav [aria-current][href="#${screen}"]`);
      await take(screen);
    }
    for (const screen of ["support/deflection_rate", "lead/lead_quality_rate"]) {
      await page.evaluate((hash) => (location.hash = hash), screen);
      await page.waitForSelector(`[data-rows="${screen.split("/")[1]}"] tbody tr`);
      await page.waitForSelector("[data-split] tbody tr");
      await take(screen.replace("/", "-"));
    }
    assert.equal(await page.evaluate(() => document.documentElement.lang), language);
  },
}));
