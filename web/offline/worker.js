/**
 * The page without a connection: a service worker that keeps all files of one version of it, and answers with them. The page opens it once it is
 * at rest (offline.js), so that a first visit takes no more than it did; then everything is there, whatever was seen of it. Of its languages those are
 * kept in which it is read, and that of the folder's own page, which leads to the others.
 *
 * The files of a version before stay as long as a page may be open that still asks for them: a newer version takes nothing from it. The names in
 * assets/ follow their content, so what is there already need not be fetched again.
 *
 * (Workbox was looked at: it takes the files of the version before away as soon as the newer one begins, needs 320 packages to be built, and a newer
 * node than this project.)
 *
 * @typedef {Event & { waitUntil: (work: Promise<unknown>) => void }} LifeEvent
 * @typedef {LifeEvent & { request: Request, respondWith: (answer: Promise<Response>) => void }} AskEvent
 *
 * @typedef {object} Scope what TypeScript's types of a page lack
 * @property {{ scope: string, waiting: unknown, installing: unknown }} registration
 * @property {{ claim: () => Promise<void>, matchAll: (options: object) => Promise<{ url: string }[]> }} clients
 * @property {() => Promise<void>} skipWaiting
 * @property {(type: string, listener: (event: any) => void) => void} addEventListener
 */
const worker = /** @type {Scope} */ (/** @type {unknown} */ (globalThis));
const { scope } = worker.registration;
/** An origin may have several sites. */
const PREFIX = `snowflake ${scope} `, KEPT = PREFIX + VERSION;
const BY_CONTENT = 'assets/';
const KNOWN = new Set([...FILES, ...Object.values(FILES_OF_LANGUAGES).flat()]);

worker.addEventListener('install', (/** @type {LifeEvent} */ event) => event.waitUntil(keepAll()));
worker.addEventListener('activate', (/** @type {LifeEvent} */ event) => event.waitUntil(Promise.all([worker.clients.claim(), forgetOthers()])));
worker.addEventListener('message', ({ data }) => {
  if (data === 'take over') void worker.skipWaiting();
});
worker.addEventListener('fetch', (/** @type {AskEvent} */ event) => {
  const { request } = event, file = fileOf(request);
  if (file === undefined) return;
  event.respondWith(answer(request, file));
  if (request.mode !== 'navigate') return;
  event.waitUntil(forgetOthers());
  event.waitUntil(keep(FILES_OF_LANGUAGES[file]).catch(() => {})); // then at the next visit
});

async function keepAll() {
  await keep(FILES);
  for (const page of await languagesRead()) await keep(FILES_OF_LANGUAGES[page]);
}

/** Pages of the other languages that are open, or were kept by a version before. */
async function languagesRead() {
  const open = (await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })).map(({ url }) => nameOf(url));
  const read = await Promise.all(Object.keys(FILES_OF_LANGUAGES).map(async (page) => (open.includes(page) || await caches.match(addressOf(page)) ? page : [])));
  return read.flat();
}

/** One after the other, for the page comes first. After a failure the next visit goes on where this one ended. @param {readonly string[]} [files] */
async function keep(files = []) {
  const cache = await caches.open(KEPT);
  for (const file of files) {
    if (await cache.match(addressOf(file))) continue;
    const before = file.startsWith(BY_CONTENT) ? await caches.match(addressOf(file)) : undefined;
    await cache.put(addressOf(file), before ?? await fetchWhole(file));
  }
}

/** @param {string} file */
async function fetchWhole(file) {
  const response = await fetch(addressOf(file), { cache: file.startsWith(BY_CONTENT) ? 'default' : 'no-cache' });
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
  return response.redirected ? new Response(response.body, response) : response; // browsers open no page with an answer that was led elsewhere
}

/** @param {Request} request @returns {string | undefined} undefined: that is not ours to answer */
function fileOf({ method, url }) {
  if (method !== 'GET' || !url.startsWith(scope)) return undefined;
  const file = nameOf(url);
  return KNOWN.has(file) || file.startsWith(BY_CONTENT) ? file : undefined;
}

/** @param {Request} request @param {string} file */
async function answer(request, file) {
  const kept = await caches.match(addressOf(file), { cacheName: KEPT, ignoreVary: true });
  const before = kept || !file.startsWith(BY_CONTENT) ? undefined : await caches.match(addressOf(file), { ignoreVary: true });
  return kept ?? before ?? fetch(request);
}

/** The files of other versions, unless a page may still need them, or a newer version is on its way. */
async function forgetOthers() {
  const { waiting, installing } = worker.registration, pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (waiting || installing || pages.length > 1) return;
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== KEPT);
  await Promise.all(others.map((name) => caches.delete(name)));
}

const nameOf = (/** @type {string} */ url) => url.slice(scope.length).replace(/[?#].*/, '').replace(/^index\.html$/, '');
const addressOf = (/** @type {string} */ file) => scope + file;
