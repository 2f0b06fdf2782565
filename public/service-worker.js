// Keeps the files of one build, so that the app opens without a network, and lets no other request out. A page and its parts are
// always of one build: a newer one is fetched beside it and used when the last page of this one is closed.

const FILES = /* the files of the build */ [];
// Given and not kept: the app needs none of them.
const EMBEDDED = /* those for other sites */ [];
const CACHE = /* its name */ "";

const refused = () => new Response("Botworth asks for its own files only.", { status: 403 });

addEventListener("install", (event) => {
  const kept = FILES.map((file) => new Request(file, { cache: file.includes("-") ? "default" : "no-cache" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(kept)));
});

addEventListener("activate", (event) => {
  const drop = async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("botworth-") && name !== CACHE) await caches.delete(name);
    }
  };
  event.waitUntil(drop());
});

// A page that has opened nothing asks for the newer build; other pages may hold data, and stay with theirs.
addEventListener("message", (event) => {
  const use = async () => {
    const pages = await clients.matchAll({ includeUncontrolled: true, type: "window" });
    if (pages.length === 1) await skipWaiting();
  };
  event.waitUntil(use());
});

addEventListener("fetch", (event) => event.respondWith(answer(event.request)));

async function answer(request) {
  const url = new URL(request.url);
  const scope = registration.scope;
  if (request.method !== "GET" || !url.href.startsWith(scope)) return refused();
  // A link may bring a query for a page; what the app fetches has none.
  if (url.search && request.mode !== "navigate") return refused();
  const file = `./${url.href.slice(scope.length).replace(/[?#].*/, "").replace(/(^|\/)index\.html$/, "$1")}`;
  if (!FILES.includes(file) && !EMBEDDED.includes(file)) return refused();
  return (await caches.match(new URL(file, scope), { cacheName: CACHE })) ?? fetch(new URL(file, scope));
}
