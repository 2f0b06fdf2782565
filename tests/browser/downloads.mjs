// What a page saves, in a folder of the test. Chromium alone can be told where.

import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export class Downloads {
  constructor(folder) {
    this.folder = folder;
  }

  static async into(folder, page) {
    mkdirSync(folder, { recursive: true });
    const client = await page.createCDPSession();
    await client.send("Browser.setDownloadBehavior", {
      behavior: "allow",
      downloadPath: folder,
      browserContextId: page.browserContext().id,
    });
    return new Downloads(folder);
  }

  /** Waits until a file is there whole, and gives its text. */
  async file(name) {
    return (await this.bytes(name)).toString("utf8");
  }

  /** The same as bytes. */
  async bytes(name) {
    const path = join(this.folder, name);
    for (let tries = 0; tries < 400; tries += 1) {
      if (existsSync(path)) return readFileSync(path);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`${name} was not saved`);
  }
}
