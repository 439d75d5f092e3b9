/**
 * Keeps the page for when there is no connection, and tells of a newer version, which is taken when the visitor says so and never in the middle
 * of a run. Where browser, host or policy have no service workers nothing happens, and nothing is said.
 */
import { text } from '../text/text.js';
import { tell } from '../page/messages.js';
import { scriptAddress } from '../core/script-address.js';

const WORKER = './service-worker.js';
/** An open page asks for a newer version not more often than this. */
const ASK_EVERY_MS = 3_600_000;

/** @param {{ untilIdle: () => Promise<void> }} page untilIdle: settles when no run trains */
export async function keepOffline({ untilIdle }) {
  const workers = serviceWorkers(), registration = await workers?.register(scriptAddress(new URL(WORKER, document.baseURI)), { updateViaCache: 'none' }).catch(() => undefined);
  if (!workers || !registration) return;
  const take = async () => {
    await untilIdle();
    if (!registration.waiting) return location.reload(); // another tab has taken it
    workers.addEventListener('controllerchange', () => location.reload(), { once: true });
    registration.waiting.postMessage('take over');
  };
  const tellOfNewer = async () => {
    if (!registration.waiting || !registration.active) return; // the first one is no newer one
    await untilIdle();
    tell(text.messages.newer, { offer: { label: text.messages.reload, act: () => void take() } });
  };
  registration.addEventListener('updatefound', () => {
    const { installing } = registration;
    installing?.addEventListener('statechange', () => { if (installing.state === 'installed') void tellOfNewer(); });
  });
  askNowAndThen(registration);
  await tellOfNewer();
}

/** In a frame without an origin it throws to ask. */
function serviceWorkers() {
  try {
    return /** @type {Partial<Navigator>} */ (navigator).serviceWorker;
  } catch {
    return undefined;
  }
}

/** Who leaves a page open for days comes back to it. @param {ServiceWorkerRegistration} registration */
function askNowAndThen(registration) {
  let askedMs = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.hidden || Date.now() - askedMs < ASK_EVERY_MS) return;
    askedMs = Date.now();
    registration.update().catch(() => {}); // no connection now
  });
}
