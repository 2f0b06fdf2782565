// Nothing leaves the device: no request after the page is loaded, and none that a hostile line of code could make.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { outside } from "./outside.mjs";

/** What the browser itself logs as requests, of the page and of its workers; its own memory (blob, data) is no network. */
async function requestLog(page) {
  const log = [];
  const listen = async (client) => {
    client.on("Network.requestWillBeSent", ({ request }) => {
      if (!/^(blob|data):/.test(request.url)) log.push(request.url);
    });
    client.on("Network.webSocketCreated", ({ url }) => log.push(url));
    await client.send("Network.enable");
  };
  await listen(await page.createCDPSession());
  for (const worker of page.workers()) await listen(worker.client);
  page.on("workercreated", (worker) => listen(worker.client).catch(() => {}));
  return log;
}

const wait = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

/** Hosts that files of the build may name: of namespaces, of the trials, and in the notice of what unpacks the page in one file. */
const NAMED = ["www.w3.org", "example.com", "github.com", "tukaani.org"];

export const tests = [
  {
    name: "no file of the build names another host",
    browsers: ["chromium"],
    async run() {
      const files = readdirSync("dist", { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
      const named = files.flatMap((file) => {
        // Programs too: what stands in them as text.
        const text = readFileSync(join(file.parentPath, file.name), "latin1");
        return [...text.matchAll(/(?:https?|wss?):\/\/([a-z0-9][a-z0-9.-]*)/gi)].map(([, host]) => [host, file.name]);
      });
      assert.ok(named.length > 5, "the namespaces at least");
      assert.deepEqual(named.filter(([host]) => !NAMED.includes(host)), []);
      const ofNotice = named.filter(([host]) => ["github.com", "tukaani.org"].includes(host)).map(([, name]) => name);
      assert.deepEqual([...new Set(ofNotice)], ["botworth.html"]);
    },
  },
  {
    name: "the policy is the first thing in the page",
    async run({ app, page }) {
      await app.open();
      const policy = await page.evaluate(() => {
        const first = document.head.firstElementChild;
        return first.httpEquiv === "Content-Security-Policy" ? first.content : "";
      });
      for (const part of ["default-src 'none'", "connect-src 'self'", "worker-src 'self' blob:", "style-src 'self'", "form-action 'none'"]) {
        assert.ok(policy.split("; ").includes(part), `${part} in ${policy}`);
      }
      assert.ok(!/unsafe-inline|'unsafe-eval'|https?:|\*/.test(policy), policy);
      const workers = await page.$$eval("meta[http-equiv=Content-Security-Policy]", (policies) => policies.at(-1).content);
      assert.match(workers, /^worker-src blob: http:\/\/127\.0\.0\.1:\d+\/service-worker\.js$/);
    },
  },
  {
    name: "the tab stays where it is, whatever a script would have it open",
    // Where a browser has no Navigation API, nothing can hold it.
    browsers: ["chromium"],
    async run({ app, page, sample }) {
      const { heard, server, host } = await outside();
      await app.open();
      await app.choose(...sample);
      await app.scorecard();
      const here = await page.evaluate(() => location.href);
      const ways = [
        (to) => void (location.href = to),
        (to) => location.replace(to),
        () => void (location.search = "?rows"),
        (to) => document.body.append(Object.assign(document.createElement("a"), { href: to, id: "away" })),
        () => document.querySelector("#away").click(),
        (to) => document.head.append(Object.assign(document.createElement("meta"), { httpEquiv: "refresh", content: `0;url=${to}` })),
        (to) => {
          // What the guard asks of an event is no longer what an event answers.
          Event.prototype.preventDefault = () => {};
          for (const of of [Event, NavigateEvent]) Object.defineProperty(of.prototype, "cancelable", { get: () => false });
          Reflect.apply = () => null;
          location.href = to;
        },
      ];
      for (const way of ways) {
        await page.evaluate(way, `http://${host}/rows`).catch(() => {});
        await wait(300);
        assert.equal(await page.evaluate(() => location.href), here, String(way));
      }
      assert.deepEqual(heard, []);
      server.close();
    },
  },
  {
    name: "every part is fetched once, before a file is opened",
    async run({ app, requests }) {
      await app.open();
      await app.kept();
      await wait(500);
      // The service worker keeps the page and what nobody has read yet, after it is ready.
      const named = requests.filter((url) => !["/favicon.ico", "/", "/SHA256SUMS", "/botworth.html", "/service-worker.js"].includes(url));
      assert.equal(new Set(named).size, named.length, `twice: ${named}`);
      assert.equal(named.filter((url) => url.endsWith(".wasm")).length, 6);
    },
  },
  {
    name: "from the drop on nobody hears of a request",
    browsers: ["chromium"],
    async run({ app, page, requests, sample }) {
      await app.open();
      await app.kept();
      await wait(500);
      const log = await requestLog(page);
      const before = requests.length;
      await app.clickSample();
      await app.scorecard();
      const seen = await app.scorecardsSeen();
      await app.choose(...sample);
      await app.scorecard(seen);
      await app.clickDownload();
      await wait(500);
      assert.deepEqual(requests.slice(before), []);
      assert.deepEqual(log, []);
    },
  },
  {
    name: "from the drop on the server hears of no request",
    browsers: ["firefox"],
    async run({ app, requests, sample }) {
      await app.open();
      await app.kept();
      await wait(500);
      const before = requests.length;
      await app.choose(...sample);
      await app.scorecard();
      await wait(500);
      assert.deepEqual(requests.slice(before), []);
    },
  },
  {
    name: "with the network cut after load every format still opens",
    async run({ app, page, server, browserName, requests, sample, expected }) {
      await app.open();
      await app.kept();
      await wait(500);
      const before = requests.length;
      server.close();
      server.closeAllConnections();
      if (browserName === "chromium") await page.setOfflineMode(true);
      // Rows as CSV and as NDJSON, and rules: each alone, so that each opens for itself.
      for (const path of sample) {
        await app.choose(path);
        await app.waitForFile(path.split("/").pop(), "opened");
      }
      await app.scorecard();
      const metrics = JSON.parse(expected).boards.support.metrics;
      // The last file's numbers come last.
      const shown = (value) => Number(document.querySelector('[data-board="support"] [data-metric="deflection_rate"]')?.dataset.value) === value;
      await page.waitForFunction(shown, { timeout: 60_000, polling: 100 }, metrics.deflection_rate.value);
      const tiles = await app.tiles();
      for (const metric of ["handoff_rate", "csat"]) {
        assert.equal(Number(tiles.get(`support/${metric}`)), metrics[metric].value, metric);
      }
      assert.deepEqual(requests.slice(before), []);
    },
  },
  {
    name: "what page and worker try to send is refused",
    browsers: ["chromium"],
    async run({ app, page, address }) {
      await app.open();
      const { heard, server, host } = await outside();
      try {
        const tried = await page.evaluate(async (host) => {
          const outcome = async (attempt) => {
            try {
              return await attempt();
            } catch (error) {
              return `refused: ${error.name}`;
            }
          };
          const event = (element, address) =>
            new Promise((resolve) => {
              element.onload = () => resolve("let out");
              element.onerror = () => resolve("refused: event");
              element.src = address;
            });
          const url = `http://${host}/out`;
          const form = document.createElement("form");
          form.action = `${url}?form`;
          form.method = "post";
          form.target = "_blank";
          document.body.append(form);
          form.submit();
          const style = document.createElement("link");
          style.rel = "stylesheet";
          style.href = `${url}?style`;
          document.head.append(style);
          navigator.sendBeacon(`${url}?beacon`, "x");
          return {
            fetch: await outcome(() => fetch(`${url}?fetch`, { mode: "no-cors" }).then(() => "let out")),
            request: await outcome(
              () =>
                new Promise((resolve, reject) => {
                  const request = new XMLHttpRequest();
                  request.onload = () => resolve("let out");
                  request.onerror = () => reject(new TypeError());
                  request.open("POST", `${url}?request`);
                  request.send("x");
                }),
            ),
            socket: await outcome(
              () =>
                new Promise((resolve, reject) => {
                  const socket = new WebSocket(`ws://${host}/socket`);
                  socket.onopen = () => resolve("let out");
                  socket.onerror = () => reject(new TypeError());
                }),
            ),
            image: await event(new Image(), `${url}?image`),
            worker: await outcome(
              () =>
                new Promise((resolve) => {
                  const worker = new Worker("./worker-of-an-address.js");
                  worker.onerror = () => resolve("refused: event");
                  setTimeout(() => resolve("let out"), 1000);
                }),
            ),
            frame: await outcome(() => {
              document.body.append(Object.assign(document.createElement("iframe"), { src: `${url}?frame` }));
              return "let out";
            }),
          };
        }, host);
        const inWorker = await page.workers()[0].evaluate(async (host) => {
          const outcome = async (attempt) => {
            try {
              return await attempt();
            } catch (error) {
              return `refused: ${error.name}`;
            }
          };
          const url = `http://${host}/out`;
          return {
            fetch: await outcome(() => fetch(`${url}?worker`, { mode: "no-cors" }).then(() => "let out")),
            script: await outcome(() => {
              importScripts(`${url}?script`);
              return "let out";
            }),
            // In a later turn: code that a debugger sends may evaluate.
            eval: await new Promise((resolve) => setTimeout(() => resolve(outcome(() => (0, eval)("'let out'"))))),
          };
        }, host);
        await wait(1000);
        for (const [way, result] of Object.entries({ ...tried, ...Object.fromEntries(Object.entries(inWorker).map(([way, result]) => [`worker ${way}`, result])) })) {
          assert.match(result, /^refused/, `${way} to ${address}`);
        }
        assert.deepEqual(heard, []);
      } finally {
        server.close();
        server.closeAllConnections();
      }
    },
  },
  {
    name: "what any kind of worker tries to send is refused: session, readers, unpacker, renderer",
    browsers: ["chromium"],
    async run({ app, page, scratch, sample }) {
      const large = join(scratch, "for-readers.csv");
      const line = (_, at) => `a long number of a chat ${at},2026-03-02T10:00:00Z,faq,completed,2`;
      writeFileSync(large, ["conversation_id,started_at,flow,outcome,user_turns", ...Array.from({ length: 300_000 }, line)].join("\n"));
      const packed = join(scratch, "for-the-unpacker.zip");
      execFileSync("python3", ["-c", "import sys, zipfile; zipfile.ZipFile(sys.argv[2], 'w').write(sys.argv[1], 'chats.csv')", sample[0], packed]);
      // None of them ends: each can be asked afterwards.
      await page.evaluateOnNewDocument(() => {
        Worker.prototype.terminate = () => {};
        Object.defineProperty(Navigator.prototype, "hardwareConcurrency", { get: () => 2 });
      });
      await app.open();
      for (const path of [large, packed]) {
        const seen = await app.scorecardsSeen();
        await app.choose(path);
        await app.scorecard(seen);
      }
      await page.evaluate(() => (location.hash = "#share"));
      await page.waitForSelector('[data-action="copy-link"]');
      const addresses = () => new Set(page.workers().map((worker) => worker.url()));
      const before = addresses().size;
      // Charts of the hidden boards have such buttons too; this page is the last.
      await (await page.$$('[data-save="svg"]')).at(-1).click();
      for (let tries = 0; tries < 100 && addresses().size === before; tries += 1) await wait(100);
      // Each kind has its program's own address.
      assert.equal(addresses().size, 4, [...addresses()].join());
      const { heard, server, host } = await outside();
      try {
        for (const worker of page.workers()) {
          const tried = await worker.evaluate(async (host) => {
            const outcome = (attempt) => Promise.resolve().then(attempt).then(() => "let out", (error) => `refused: ${error.name}`);
            const url = `http://${host}/out`;
            const opened = (socket) =>
              new Promise((resolve, reject) => {
                socket.onopen = resolve;
                socket.onerror = () => reject(new TypeError());
              });
            return {
              fetch: await outcome(() => fetch(`${url}?fetch`, { mode: "no-cors" })),
              script: await outcome(() => importScripts(`${url}?script`)),
              socket: await outcome(() => opened(new WebSocket(`ws://${host}/socket`))),
              events: await outcome(() => opened(new EventSource(`${url}?events`))),
              // In a later turn: code that a debugger sends may evaluate.
              eval: await new Promise((resolve) => setTimeout(() => resolve(outcome(() => (0, eval)("'let out'"))))),
            };
          }, host);
          for (const [way, result] of Object.entries(tried)) assert.match(result, /^refused/, `${way} of ${worker.url()}`);
        }
        await wait(500);
        assert.deepEqual(heard, []);
      } finally {
        server.close();
        server.closeAllConnections();
      }
    },
  },
];
