// The app as a person sees it: the only place of the browser tests that knows its elements.

export const SELECTORS = {
  files: "#files",
  sample: '[data-action="sample"]',
  cancel: '[data-action="cancel"]',
  download: '[data-action="download-json"]',
  /** One line a file, its name in `data-file`, and `data-state`: reading, opened, refused. */
  file: "[data-file]",
  tile: "[data-board] [data-metric]",
};

/** The intent of a printed scorecard with the most eligible chats, its row, and its deflected of its eligible chats in English. */
export function largestIntent(expected) {
  const intents = Object.entries(JSON.parse(expected).segments.intent);
  const eligible = ([, metrics]) => metrics.deflection_rate.denominator ?? 0;
  const [name, metrics] = intents.sort((one, two) => eligible(two) - eligible(one))[0];
  const { numerator, denominator } = metrics.deflection_rate;
  return { row: `[data-intent-row="${name}"]`, counted: [numerator, denominator].map((rows) => rows.toLocaleString("en")).join("/") };
}

export class AppPage {
  constructor(page, address) {
    this.page = page;
    this.address = address;
    this.errors = [];
    // Found and acted on in one step: between two a page that draws anew would leave an element that nobody sees.
    page.$eval = (selector, act, ...given) =>
      page.evaluate(`(() => {
        const element = document.querySelector(${JSON.stringify(selector)});
        if (!element) throw new Error(${JSON.stringify(`no element is ${selector}`)});
        return (${act})(element, ...${JSON.stringify(given)});
      })()`);
    page.on("pageerror", (error) => this.errors.push(String(error)));
    page.on("console", (message) => message.type() === "error" && this.errors.push(message.text()));
  }

  /** Opens the page and waits until every part is in memory: the worker has said that it is ready. */
  async open(hash = "") {
    await this.page.goto(this.address + hash);
    await this.page.waitForSelector("html[data-engine=ready]", { timeout: 60_000 });
  }

  /** Waits until the service worker keeps every file: the last thing that is fetched. */
  async kept() {
    await this.page.waitForSelector("html[data-offline]", { timeout: 60_000 });
  }

  async choose(...paths) {
    const input = await this.page.waitForSelector(SELECTORS.files);
    await input.uploadFile(...paths);
  }

  async clickSample() {
    await this.page.locator(SELECTORS.sample).click();
  }

  async clickCancel() {
    await this.page.locator(SELECTORS.cancel).click();
  }

  async clickDownload() {
    await this.page.locator(SELECTORS.download).click();
  }

  /** Waits for a scorecard newer than the `count` ones seen before. */
  async scorecard(count = 0) {
    await this.page.waitForFunction(
      (seen) => {
        const { scorecard, scorecards } = document.documentElement.dataset;
        // Pages that are not seen are built after the one that is.
        return scorecard === "ready" && Number(scorecards) > seen && !document.querySelector("[data-unbuilt]");
      },
      { timeout: 120_000, polling: 50 },
      count,
    );
  }

  async scorecardsSeen() {
    return this.page.evaluate(() => Number(document.documentElement.dataset.scorecards ?? 0));
  }

  /** `support/csat` -> data-value of each tile. */
  async tiles() {
    const tiles = await this.page.$$eval(SELECTORS.tile, (elements) =>
      elements.map((element) => [
        `${element.closest("[data-board]").dataset.board}/${element.dataset.metric}`,
        element.dataset.value,
      ]),
    );
    return new Map(tiles);
  }

  /** Name -> state and text of each file's line. */
  async files() {
    const files = await this.page.$$eval(SELECTORS.file, (elements) =>
      elements.map((element) => [element.dataset.file, { state: element.dataset.state, text: element.innerText }]),
    );
    return new Map(files);
  }

  async waitForFile(name, state) {
    const selector = `[data-file="${name}"][data-state="${state}"]`;
    await this.page.waitForSelector(selector, { timeout: 60_000 });
  }

  /** Takes a file out of the list; the list has to be seen. */
  async remove(name) {
    await this.page.$eval(`[data-file="${name}"] [data-action="remove"]`, (button) => button.click());
    await this.page.waitForFunction((name) => !document.querySelector(`[data-file="${name}"]`), {}, name);
  }

  /** Waits until a workspace is open and asks for the files that go with it. */
  async waitForWorkspace() {
    await this.page.waitForSelector(".note.info[role=status]");
  }
}

/** Opens the page in a language, at a hash, with the sample's files. */
export async function openIn(language, { app, page, sample }, hash = "") {
  await page.evaluateOnNewDocument((language) => {
    Object.defineProperty(navigator, "language", { get: () => language });
  }, language);
  await app.open(hash);
  await app.choose(...sample);
  await app.scorecard();
}
