// All files of the app are kept at the first visit: later ones need no network.
const HERE = new URL("./", self.location.href).href;
const listed = () => fetch(`${HERE}files.json`, {cache: "no-cache"}).then(answer => answer.json());
const shelf = version => `symattn-files-${version}`;

self.addEventListener("install", event => event.waitUntil((async () => {
  const {version, files} = await listed(), kept = await caches.open(shelf(version));
  await kept.addAll(["./", "files.json", ...files]);
  await self.skipWaiting();
})()));

self.addEventListener("activate", event => event.waitUntil((async () => {
  const {version} = await listed();
  for (const name of await caches.keys()) if (name.startsWith("symattn-") && !name.endsWith(version)) await caches.delete(name);
  await self.clients.claim();
})()));

self.addEventListener("fetch", event => {
  if (event.request.method !== "GET" || !event.request.url.startsWith(HERE)) return;
  event.respondWith(caches.match(event.request, {ignoreSearch: true}).then(found => found ?? fetch(event.request)));
});
