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

// Another site's page may lie below: opening it, and what it asks for, is not the app's to answer.
addEventListener("fetch", (event) => {
  const { mode, method, url } = event.request;
  if (mode === "navigate" && method === "GET" && !isOwn(url)) return;
  event.respondWith(answer(event));
});

const fileOf = (address) => `./${address.slice(registration.scope.length).replace(/[?#].*/, "").replace(/(^|\/)index\.html$/, "$1")}`;

function isOwn(address) {
  return address.startsWith(registration.scope) && (FILES.includes(fileOf(address)) || EMBEDDED.includes(fileOf(address)));
}

async function answer({ request, clientId }) {
  const page = clientId && (await clients.get(clientId));
  if (page?.type === "window" && page.url.startsWith(registration.scope) && !isOwn(page.url)) return fetch(request);
  // A link may bring a query for a page; what the app fetches has none.
  const isPlain = request.mode === "navigate" || !new URL(request.url).search;
  if (request.method !== "GET" || !isOwn(request.url) || !isPlain) return refused();
  const file = new URL(fileOf(request.url), registration.scope);
  return (await caches.match(file, { cacheName: CACHE })) ?? fetch(file);
}
