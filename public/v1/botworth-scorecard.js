// <botworth-scorecard src="scorecard.json" theme="dark" lang="ja"><img src="scorecard.svg" alt="..."></botworth-scorecard>
//
// Shows a scorecard in a frame of its own, in a sandbox that has scripts alone. This page reads the file in `src`, a printed
// scorecard or a link of one in a text file, and hands it over; `link` holds a link itself. The frame gets the height of its page.
// `theme` is light or dark, else the reader's own; `lang` is en or ja, else that of the text around. What stands inside the element
// is shown until the scorecard is, and where scripts do not run. `embed` is the address of the embed page, else `embed/` beside this
// script. Fires `botworth-shown` and `botworth-error`; an embed page that does not answer, as where a policy stops it, is an error.

(() => {
  // Pages that are put together may name this script twice.
  if (customElements.get("botworth-scorecard")) return;
  const ANSWER_WITHIN_MS = 15000;
  const script = document.currentScript?.src ?? location.href;

  class BotworthScorecard extends HTMLElement {
    static observedAttributes = ["src", "link", "theme", "lang"];
    #frame = null;
    #fallback = null;
    #isReady = false;
    #waiting = 0;
    /** Which handing over is the latest: a slow file must not come after a later one. */
    #turn = 0;
    #hears = ({ source, data }) => {
      if (source && source === this.#frame?.contentWindow && data?.botworth === 1) this.#hear(data);
    };

    connectedCallback() {
      const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
      this.#fallback = document.createElement("slot");
      this.#frame = document.createElement("iframe");
      this.#frame.title = this.title || "Botworth scorecard";
      this.#frame.setAttribute("sandbox", "allow-scripts");
      this.#frame.src = new URL(this.getAttribute("embed") ?? "embed/index.html", this.hasAttribute("embed") ? document.baseURI : script).href;
      // Through the object model: a policy may forbid styles in markup.
      Object.assign(this.style, { display: "block" });
      Object.assign(this.#frame.style, { display: "block", width: "100%", height: "0", border: "0" });
      addEventListener("message", this.#hears);
      root.replaceChildren(this.#fallback, this.#frame);
      this.#waiting = setTimeout(() => this.#fail(`no answer of ${this.#frame.src}`), ANSWER_WITHIN_MS);
    }

    disconnectedCallback() {
      removeEventListener("message", this.#hears);
      clearTimeout(this.#waiting);
      this.#isReady = false;
    }

    attributeChangedCallback(name) {
      if (!this.#isReady) return;
      if (name === "src" || name === "link") this.#handOver();
      else this.#post({});
    }

    #hear({ type, height, message }) {
      if (type === "ready") {
        this.#isReady = true;
        clearTimeout(this.#waiting);
        this.#handOver();
      }
      if (type === "resize") this.#frame.style.height = `${Number(height) || 0}px`;
      if (type === "shown") this.#fallback.hidden = true;
      if (type === "shown") this.#tell(type, message);
      if (type === "error") this.#fail(message);
    }

    async #handOver() {
      const src = this.getAttribute("src");
      const turn = ++this.#turn;
      try {
        let scorecard = this.getAttribute("link") ?? "";
        if (src !== null) {
          const answer = await fetch(new URL(src, document.baseURI));
          if (!answer.ok) throw new Error(`${answer.status} ${src}`);
          scorecard = await answer.text();
        }
        if (turn === this.#turn) this.#post({ scorecard });
      } catch (error) {
        if (turn === this.#turn) this.#fail(String(error));
      }
    }

    /** Numbers of before would be taken for those that failed to come. */
    #fail(message) {
      this.#fallback.hidden = false;
      this.#frame.style.height = "0";
      this.#tell("error", message);
    }

    #post(more) {
      const lang = this.lang || (this.parentElement?.closest("[lang]")?.lang ?? "");
      // The frame's origin has no name. Its address is the one above.
      this.#frame.contentWindow?.postMessage({ botworth: 1, type: "show", theme: this.getAttribute("theme") ?? "", lang, ...more }, "*");
    }

    #tell(type, detail) {
      this.dispatchEvent(new CustomEvent(`botworth-${type}`, { bubbles: true, detail }));
    }
  }

  customElements.define("botworth-scorecard", BotworthScorecard);
})();
