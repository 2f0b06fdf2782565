// Calls (WebRTC) leave by no address that a policy names: no script of a page may find a window that has them.

import assert from "node:assert/strict";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** Way -> whether a script gets `RTCPeerConnection` by it; those left out would take the page away. */
const found = (page, leftOut = []) =>
  page.evaluate((leftOut) => {
    const XHTML = "http://www.w3.org/1999/xhtml";
    const put = (element) => (document.body.append(element), element.contentWindow);
    const parsed = (html) => new DOMParser().parseFromString(html, "text/html").querySelector("iframe");
    const holder = () => document.body.appendChild(document.createElement("div"));
    const last = () => window[window.length - 1];
    const ways = {
      itself: () => window,
      element: () => put(document.createElement("iframe")),
      "element of a namespace": () => put(document.createElementNS(XHTML, "iframe")),
      "element of another document": () => put(document.implementation.createHTMLDocument("").createElement("IFRAME")),
      "root of a document": () => put(document.implementation.createDocument(XHTML, "iframe").documentElement),
      "kind of one's own": () => {
        class Own extends HTMLIFrameElement {}
        customElements.define("one-own", Own, { extends: "iframe" });
        return put(new Own());
      },
      "kind of a registry": () => {
        class Own extends HTMLIFrameElement {}
        document.customElementRegistry.define("registry-own", Own, { extends: "iframe" });
        return put(new Own());
      },
      object: () => put(document.createElement("object")),
      innerHTML: () => ((holder().innerHTML = "<iframe></iframe>"), last()),
      outerHTML: () => ((holder().outerHTML = "<iframe></iframe>"), last()),
      srcdoc: () => put(Object.assign(document.createElement("iframe"), { srcdoc: "<p>" })),
      insertAdjacentHTML: () => (holder().insertAdjacentHTML("beforeend", "<iframe></iframe>"), last()),
      setHTMLUnsafe: () => (holder().setHTMLUnsafe("<iframe></iframe>"), last()),
      setHTML: () => (holder().setHTML("<iframe></iframe>", { sanitizer: {} }), last()),
      parseHTMLUnsafe: () => put(Document.parseHTMLUnsafe("<iframe></iframe>").querySelector("iframe")),
      DOMParser: () => put(parsed("<iframe></iframe>")),
      fragment: () => (document.body.append(document.createRange().createContextualFragment("<iframe></iframe>")), last()),
      template: () => {
        const template = document.createElement("template");
        template.innerHTML = "<iframe></iframe>";
        return put(template.content.firstChild);
      },
      command: () => {
        const edited = holder();
        edited.contentEditable = "true";
        edited.focus();
        document.execCommand("insertHTML", false, "<iframe></iframe>");
        return last();
      },
      stylesheet: () => {
        const xsl = document.implementation.createDocument("http://www.w3.org/1999/XSL/Transform", "xsl:stylesheet");
        const template = xsl.documentElement.appendChild(xsl.createElementNS("http://www.w3.org/1999/XSL/Transform", "xsl:template"));
        template.setAttribute("match", "/");
        template.append(xsl.createElementNS(XHTML, "iframe"));
        const processor = new XSLTProcessor();
        processor.importStylesheet(xsl);
        document.body.append(processor.transformToFragment(document, document));
        return last();
      },
      window: () => window.open("about:blank"),
      "document's window": () => document.open("about:blank", "", ""),
      write: () => (document.write("<iframe></iframe>"), last()),
    };
    const outcomes = {};
    for (const [way, of] of Object.entries(ways)) {
      if (leftOut.includes(way)) continue;
      try {
        outcomes[way] = of().RTCPeerConnection !== undefined;
      } catch {
        outcomes[way] = false;
      }
    }
    return outcomes;
  }, leftOut);

const open = (outcomes) => Object.keys(outcomes).filter((way) => outcomes[way]);

export const tests = [
  {
    name: "no script of the page, of the page in one file or of the embedded page gets calls",
    async run({ app, page, address }) {
      await app.open();
      assert.deepEqual(open(await found(page)), []);
      await page.goto(`${address}v1/embed/`);
      assert.deepEqual(open(await found(page)), []);
      await page.goto(pathToFileURL(resolve("dist", "botworth.html")).href);
      assert.deepEqual(open(await found(page)), []);
    },
  },
  {
    name: "a page without the guard gives calls in many ways",
    async run({ page }) {
      await page.goto("data:text/html,<!doctype html><body>");
      const ways = open(await found(page, ["window", "document's window", "write"]));
      for (const way of ["itself", "element", "root of a document", "innerHTML", "DOMParser", "template"]) assert.ok(ways.includes(way), `${way} in ${ways}`);
    },
  },
];
