/**
 * Models of others, which an address of the page names: one, `?model=https://example.org/fern.safetensors`, or a list of them, `?gallery=https://example.org/list.json`:
 *
 *     { "title": "Class 7b", "models": [{ "title": "Fern", "model": "fern.safetensors" }, { "title": "Star", "model": "https://example.org/star.json" }] }
 *
 * Addresses are meant from where the list lies. All of it is a stranger's: texts are tidied and shown as text, only the web is asked, without the visitor's
 * cookies, how much may come is bounded, and the core checks each model. Of a fault anywhere in a list nothing of it is shown.
 *
 * @import { LibraryEntry } from './entry.js'
 */
import { NcaError } from '../core/error.js';
import { readBody } from '../core/model-file.js';
import { fetchAllowed } from '../core/refusal.js';
import { tidyText } from '../core/tidy-text.js';
import { contentIdOf } from './identity.js';

const MAX_LIST_BYTES = 1 << 18, MAX_MODELS = 48, MAX_TITLE_CHARS = 60;

/** @typedef {{ title: string, entries: LibraryEntry[] }} GuestList title: empty where it has none */

/** @param {string} address @param {string | URL} [from] @returns {URL} @throws {NcaError} GUEST_ADDRESS */
function webAddress(address, from = document.baseURI) {
  const url = parsedAddress(address, from);
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) throw new NcaError('GUEST_ADDRESS', undefined, { details: { address: short(address) } });
  return url;
}

/** @param {string} address @param {string | URL} from */
function parsedAddress(address, from) {
  try {
    return new URL(address, from);
  } catch {
    return undefined;
  }
}

/**
 * @param {URL} url
 * @returns {Promise<{ bytes: Uint8Array, from: URL }>} from: where it lies in the end, which redirections may have led to
 * @throws {NcaError} GUEST_MISSING, GUEST_BARRED, GUEST_INSECURE, FILE_TOO_LARGE, of web/core/refusal.js
 */
async function fetchGuest(url) {
  const { host } = url;
  try {
    const response = await fetchAllowed(url);
    if (!response.ok) throw new NcaError('GUEST_MISSING', undefined, { details: { host, status: response.status } });
    return { bytes: await readBody(response), from: new URL(response.url || url) };
  } catch (cause) {
    if (cause instanceof NcaError) throw cause;
    if (url.protocol === 'http:' && location.protocol === 'https:') throw new NcaError('GUEST_INSECURE', undefined, { cause, details: { host } });
    throw new NcaError('GUEST_BARRED', undefined, { cause, details: { host } });
  }
}

/**
 * A model as the library has them. Which it is, is known once it was loaded.
 * @param {string} address @param {string} [title] default: the name of the file
 * @param {URL} [from] where a relative address is meant from
 * @returns {LibraryEntry} @throws {NcaError} GUEST_ADDRESS
 */
export function guestAt(address, title, from) {
  const url = webAddress(address, from), name = short(title ?? decoded(url.pathname.split('/').at(-1)?.replace(/\.\w+$/, '') ?? '')).trim() || url.host;
  /** @type {Promise<Uint8Array> | undefined} */
  let file;
  /** @type {LibraryEntry} */
  const entry = {
    id: url.href, kind: 'guest', title: name,
    load: async (core) => {
      file ??= fetchGuest(url).then(({ bytes }) => bytes, (error) => {
        file = undefined; // the next one tries again
        throw error;
      });
      const [reader, bytes] = await Promise.all([core, file]), model = { ...reader.readModel(bytes), name };
      entry.content = contentIdOf(model);
      return model;
    },
  };
  return entry;
}

/** @param {string} address of a list @returns {Promise<GuestList>} @throws {NcaError} GUEST_LIST, and what fetching throws */
export async function fetchGuestList(address) {
  const { bytes, from } = await fetchGuest(webAddress(address));
  if (bytes.length > MAX_LIST_BYTES) throw badList('long');
  return readGuestList(new TextDecoder().decode(bytes), from);
}

/** @param {string} text of a list @param {URL} url where it lies @returns {GuestList} @throws {NcaError} GUEST_LIST, GUEST_ADDRESS */
export function readGuestList(text, url) {
  const list = parsed(text);
  if (!isRecord(list) || !Array.isArray(list.models) || list.models.length === 0) throw badList('models');
  if (list.models.length > MAX_MODELS) throw badList('long');
  const entries = list.models.map((/** @type {unknown} */ each, i) => {
    if (!isRecord(each) || typeof each.model !== 'string' || !['string', 'undefined'].includes(typeof each.title)) throw badList('entry', i + 1);
    return guestAt(each.model, /** @type {string | undefined} */ (each.title), url);
  });
  const once = new Map(entries.map((entry) => [entry.id, entry])); // twice the same address is one place
  return { title: typeof list.title === 'string' ? short(list.title).trim() : '', entries: [...once.values()] };
}

/** @param {string} text */
function parsed(text) {
  try {
    return /** @type {unknown} */ (JSON.parse(text));
  } catch (cause) {
    throw badList('json', undefined, cause);
  }
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isRecord = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @param {'json' | 'models' | 'entry' | 'long'} problem @param {number} [number] of the entry @param {unknown} [cause] */
const badList = (problem, number, cause) => new NcaError('GUEST_LIST', undefined, { cause, details: { problem, number, most: MAX_MODELS } });

/** No longer than there is room for, and cut between two characters. @param {string} text */
const short = (text) => tidyText(text).slice(0, MAX_TITLE_CHARS).replace(/[\ud800-\udbff]$/, '');

/** @param {string} part of an address */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
