// Runs before any other script of a page and closes what no policy covers: calls (WebRTC), and every way to another window, which
// would have them still. Beside it the policy's `require-trusted-types-for` refuses texts that would become elements or scripts.
(() => {
  const { apply, getOwnPropertyDescriptor } = Reflect;
  for (const name of Object.getOwnPropertyNames(window)) {
    if (/^(webkit|moz)?RTC|^(WebTransport|XSLTProcessor|documentPictureInPicture)$/.test(name)) delete window[name];
  }
  const refuse = () => {
    throw new TypeError("This page makes no other window.");
  };
  const refused = { value: refuse, writable: false, configurable: false };
  Object.defineProperty(window, "open", refused);
  Object.defineProperty(Document.prototype, "open", refused);
  // A document of one element, and an element of one's own kind, may each be a frame.
  Object.defineProperty(DOMImplementation.prototype, "createDocument", refused);
  Object.defineProperty(CustomElementRegistry.prototype, "define", refused);
  const nameOf = getOwnPropertyDescriptor(Element.prototype, "localName").get;
  for (const method of ["createElement", "createElementNS"]) {
    const make = Document.prototype[method];
    const value = function (...given) {
      const element = apply(make, this, given);
      switch (apply(nameOf, element, [])) {
        case "iframe":
        case "frame":
        case "fencedframe":
        case "object":
        case "embed":
          return refuse();
        default:
          return element;
      }
    };
    Object.defineProperty(Document.prototype, method, { value, writable: false, configurable: false });
  }
  // The tab stays where it is: pages differ by their fragment alone, and an address could carry something away.
  if (window.navigation && window.NavigateEvent && window.NavigationDestination) {
    // Asked as they are now: a later script may change what prototypes answer.
    const getter = (of, name) => getOwnPropertyDescriptor(of.prototype, name).get;
    const ask = (get, of) => apply(get, of, []);
    const cancel = Event.prototype.preventDefault;
    const isCancelable = getter(Event, "cancelable");
    const [destinationOf, downloadOf, typeOf] = ["destination", "downloadRequest", "navigationType"].map((name) => getter(NavigateEvent, name));
    const isSameDocument = getter(NavigationDestination, "sameDocument");
    navigation.addEventListener("navigate", (event) => {
      const type = ask(typeOf, event);
      const stays = ask(isSameDocument, ask(destinationOf, event)) || type === "reload" || type === "traverse" || ask(downloadOf, event) !== null;
      if (!stays && ask(isCancelable, event)) apply(cancel, event, []);
    });
  }
  // Workers are made of what the page holds; the service worker is the one with an address.
  const isOwn = (address) => address.startsWith("blob:") || address === new URL("service-worker.js", location.href.split(/[?#]/)[0]).href;
  window.trustedTypes?.createPolicy("default", { createScriptURL: (address) => (isOwn(address) ? address : null) });
})();
