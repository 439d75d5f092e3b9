/** Lists of models that strangers wrote: what is well formed is taken as it is meant, and of all else nothing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { NcaError } from '../web/core/error.js';
import { fetchGuestList, guestAt, readGuestList } from '../web/library/guests.js';
import { sentenceOf } from '../web/text/sentence-of.js';
import { learn } from '../web/text/text.js';
import '../web/text/en/start.js';

await learn('guests');
const AT = new URL('https://school.example/7b/list.json');
/** @param {unknown} models @param {object} [more] */
const read = (models, more = {}) => readGuestList(JSON.stringify({ models, ...more }), AT);
/** @param {() => unknown} call @returns {string} the sentence */
function refusal(call) {
  try {
    call();
  } catch (error) {
    assert.ok(error instanceof NcaError, String(error));
    return sentenceOf(error);
  }
  return assert.fail('it was taken');
}

test('titles are text, addresses are meant from where the list lies, and one named twice has one place', () => {
  const { title, entries } = read([{ title: 'Fern', model: 'fern.safetensors' }, { model: 'https://a.example/x/My%20star.json' }, { title: 'Again', model: './fern.safetensors' }], { title: 'Class 7b' });
  assert.equal(title, 'Class 7b');
  assert.deepEqual(entries.map(({ id, title: each, kind }) => [id, each, kind]), [['https://school.example/7b/fern.safetensors', 'Again', 'guest'], ['https://a.example/x/My%20star.json', 'My star', 'guest']]);
});

test('what disturbs a text is taken out of it, and what is too long cut', () => {
  const { title, entries: [{ title: first }] } = read([{ title: `\u202e<b>\n${'x'.repeat(5000)}`, model: 'a' }], { title: '\u0000\u2066Sieben\u0007' });
  assert.equal(title, 'Sieben');
  assert.match(first, /^<b>x{57}$/);
});

test('a hostile or broken list is refused as a whole, in a sentence that says where', () => {
  assert.match(refusal(() => readGuestList('<!doctype html>', AT)), /no JSON/);
  assert.match(refusal(() => readGuestList('['.repeat(100_000), AT)), /no JSON/);
  for (const list of ['null', '7', '[]', '{}', '{"models": {}}', '{"models": []}', '{"models": "a"}', '{"__proto__": {"models": ["a"]}}']) assert.match(refusal(() => readGuestList(list, AT)), /names no models/, list);
  for (const entry of [null, 'a', 7, [], {}, { model: 7 }, { model: null }, { model: ['a'] }, { model: 'a', title: 7 }, { model: 'a', title: {} }]) assert.match(refusal(() => read([{ model: 'a' }, entry])), /^Number 2 /, JSON.stringify(entry));
  for (const address of ['javascript:alert(1)', 'data:,a', 'file:///etc/passwd', 'blob:https://a.example/b', 'ftp://a.example', 'https://', 'https://me:secret@a.example/b', 'http://[']) assert.match(refusal(() => read([{ model: address }])), /no address on the web/, address);
  assert.match(refusal(() => read(Array.from({ length: 49 }, (_, i) => ({ model: `${i}` })))), /48 of them is the most/);
});

/** While the web answers so, to a page of this protocol. @template T @param {string} protocol @param {typeof fetch} answer @param {() => Promise<T>} use */
async function onWeb(protocol, answer, use) {
  const { fetch: before } = globalThis;
  Object.assign(globalThis, { fetch: answer, location: { protocol }, document: Object.assign(new EventTarget(), { baseURI: `${protocol}//page.example/` }) });
  try {
    return await use();
  } finally {
    Object.assign(globalThis, { fetch: before, location: undefined, document: undefined });
  }
}

test('a list that a short address leads to has its models beside it, and not beside that address', async () => {
  const answer = async () => Object.defineProperty(new Response('{"models": [{"model": "fern.safetensors"}]}'), 'url', { value: AT.href });
  const { entries } = await onWeb('https:', answer, () => fetchGuestList('https://short.example/7b'));
  assert.deepEqual(entries.map(({ id }) => id), ['https://school.example/7b/fern.safetensors']);
});

test('what is asked for by http from a page of https is told so, and nothing else is', async () => {
  const barred = () => Promise.reject(new TypeError('Failed to fetch')), core = /** @type {any} */ (Promise.resolve());
  const refusedBy = (/** @type {string} */ protocol, /** @type {string} */ address) => onWeb(protocol, barred, () => guestAt(address).load(core).then(() => assert.fail('it came'), (error) => sentenceOf(error)));
  assert.match(await refusedBy('https:', 'http://school.example/a'), /^school\.example is asked by http/);
  assert.match(await refusedBy('https:', 'https://school.example/a'), /Access-Control-Allow-Origin/);
  assert.match(await refusedBy('http:', 'http://school.example/a'), /Access-Control-Allow-Origin/);
});
