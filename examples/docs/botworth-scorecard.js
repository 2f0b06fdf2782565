// <botworth-scorecard theme="dark"><iframe src="scorecard.html"></iframe></botworth-scorecard>
//
// The frame works without this script, at the height that it has. With it the frame is as high as its page, and follows `theme`
// (light, dark, or the reader's own). The page in the frame runs nothing; where the browser keeps its origin apart, it stays as it is.

class BotworthScorecard extends HTMLElement {
  static observedAttributes = ["theme"];

  connectedCallback() {
    this.frame = this.querySelector("iframe");
    this.frame?.addEventListener("load", () => this.fit());
    this.resized = new ResizeObserver(() => this.fit());
    this.resized.observe(this);
    this.fit();
  }

  disconnectedCallback() {
    this.resized?.disconnect();
  }

  attributeChangedCallback() {
    this.fit();
  }

  /** Themes and sizes the frame; says whether it could. */
  fit() {
    let page;
    try {
      page = this.frame?.contentDocument;
    } catch {
      page = null;
    }
    if (!page?.querySelector("main.shared")) return false;
    const theme = this.getAttribute("theme");
    if (theme === "light" || theme === "dark") page.documentElement.dataset.theme = theme;
    else delete page.documentElement.dataset.theme;
    // Narrower first: a page that is too high for its new width shrinks again.
    this.frame.style.height = "0";
    this.frame.style.height = `${page.documentElement.scrollHeight}px`;
    this.dispatchEvent(new CustomEvent("botworth-fit", { bubbles: true }));
    return true;
  }
}

customElements.define("botworth-scorecard", BotworthScorecard);
