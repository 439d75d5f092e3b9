/** Links as they arrive: what chats, mails and trackers add or encode is taken off again, and what cannot be read is always said. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';

import { loadCore, NcaError } from '../web/core/nca.js';
import { decodeState, encodeState } from '../web/keep/link.js';
import { viewOf, withView } from '../web/share/link-letters.js';
import { decodeModel, encodeModel } from '../web/share/model-link.js';
import { sentenceOf } from '../web/text/sentence-of.js';
import '../web/text/en/start.js';
import { compileShippedWasm, randomNumbers } from './support/core.js';

/** As location.hash has what is behind a `#`. @param {string} text */
const asHash = (text) => new URL(text, 'https://a.example/').hash;
/** As they were written until there was an end to them. @param {string} link */
const old = (link) => link.replace(/^#([sm])2=(.*)z$/, '#$1=$2');

/** What is done to whole links. @type {Record<string, (link: string) => string>} */
const DECORATIONS = {
  'nothing': (link) => link,
  'percent signs': (link) => link.replace('=', '%3D'),
  'percent signs, small': (link) => link.replace('=', '%3d'),
  'percent signs, twice': (link) => link.replace('=', '%253D'),
  'percent signs, three times': (link) => link.replace('=', '%25253D'),
  'percent signs, all of it': (link) => `#${encodeURIComponent(link)}`,
  'percent signs for letters': (link) => `#${[...link.slice(1)].map((each) => `%${each.charCodeAt(0).toString(16)}`).join('')}`,
  ...Object.fromEntries(['.', ')', '>', ']', '}', '"', '\'', '’', '”', '»', ',', ';', ':', '!', '?', '…', '。', '*', '~', '`', '|', '\\', '=', '==', '\u200b', '\u00a0', '\ufeff', '\u2060', '\u00ad', '%0A', '%0D%0A', '%20', '\n', ' ', ').', '%E2%80%8B', '%C2%A0', '%', '%2', '%FF', '&amp;']
    .map((tail) => [`${JSON.stringify(tail)} behind`, (/** @type {string} */ link) => link + tail])),
  ...Object.fromEntries(['&utm_source=chat&utm_medium=z', '?utm_source=chat', '&fbclid=IwAR0-z_z', '?fbclid=x', ':~:text=A%20flake', '#:~:text=z', '#top', '/', '&amp;utm_source=z', ' is what I made, zig-zag', '%0A%0AGreetings']
    .map((tail) => [`${tail} behind`, (/** @type {string} */ link) => link + tail])),
  ...Object.fromEntries(['\u200b', '\u00a0', ' ', '\n', '\r\n', '\t', '%0A', '%20', '%0D%0A%20', '\u00ad', '\u200e', '%E2%80%8B', '%250A'].flatMap((inside) => [0.1, 0.5, 0.97]
    .map((share) => [`${JSON.stringify(inside)} inside, at ${share}`, (/** @type {string} */ link) => { const at = 4 + Math.round(share * (link.length - 5)); return link.slice(0, at) + inside + link.slice(at); }]))),
  'a line broken every 76 letters': (link) => link.replace(/.{76}/g, '$&%0A'),
  'underscores around': (link) => `${link}_`,
  'two signs of a hash': (link) => `#${link}`,
  'a capital': (link) => link.replace(/[sm]/, (letter) => letter.toUpperCase()),
  'a colon': (link) => link.replace('=', ':'),
  ...Object.fromEntries(['/', '!', '!/', '<', '(', '“', '*', '\u200b/'].map((mark) => [`${mark} before`, (/** @type {string} */ link) => link.replace('#', `#${mark}`)])),
  'encoded, in brackets, and tracked': (link) => `${link.replace('=', '%253D')})%E2%80%8B&utm_source=z`,
};

/** @type {{ name: string, link: string, read: (hash: string) => unknown, none: (hash: string) => unknown }[]} */
const links = [];
before(async () => {
  const core = await loadCore(await compileShippedWasm()), random = randomNumbers(5);
  const add = (/** @type {string} */ name, /** @type {string} */ link, /** @type {(hash: string) => unknown} */ read, /** @type {(hash: string) => unknown} */ none) => links.push({ name, link, read, none }, { name: `${name}, old`, link: old(link), read, none });
  for (let i = 0; i < 12; i++) {
    add(`run ${i}`, encodeState({
      model: 'ice-star', seed: Math.floor(2 ** 31 * (1 + random())), step: 300, speed: 30,
      edits: Array.from({ length: i * i }, (_, n) => ({ step: 2 * n, stroke: n, edit: /** @type {const} */ ({ type: 'wound', wound: { shape: 'disc', x: 20 + 9 * random(), y: 30, size: 2 } }) })),
    }), decodeState, decodeModel);
  }
  for (let i = 0; i < 4; i++) {
    const model = core.newModel('distill', i + 1);
    add(`model ${i}`, encodeModel({ ...model, params: model.params.map(() => random()), name: 'Zig-zag '.repeat(i) }), decodeModel, decodeState);
  }
});

/** @param {() => unknown} read */
function assertSaid(read) {
  assert.throws(read, (error) => error instanceof NcaError && /^[A-Z].* link .*\.$/.test(sentenceOf(error)));
}

describe('a link', () => {
  test('reads to the same, whatever was put around it or into it on its way', () => {
    for (const { name, link, read, none } of links) {
      const sent = read(link);
      assert.ok(sent);
      for (const [what, decorate] of Object.entries(DECORATIONS)) {
        for (const arrived of [decorate(link), asHash(decorate(link))]) {
          assert.deepEqual(read(arrived), sent, `${name}: ${what}`);
          assert.equal(none(arrived), undefined, `${name} is of no other kind: ${what}`);
        }
      }
    }
  });

  test('says behind its end how it is drawn, which is found again where nobody took it away, and never in its way', () => {
    for (const { name, link, read } of links) {
      if (name.endsWith('old')) continue;
      assert.equal(viewOf(link), undefined, name);
      for (const view of /** @type {const} */ (['cells', 'smooth', 'fine'])) {
        const whole = withView(link, view);
        for (const arrived of [whole, `#${encodeURIComponent(whole)}`, asHash(whole), `${whole}&utm_source=chat`, `${whole}).`]) {
          assert.equal(viewOf(arrived), view, `${name}: ${arrived.slice(-40)}`);
          assert.deepEqual(read(arrived), read(link), name);
        }
      }
    }
    for (const hash of ['', '#', '#stage', '#view=fine', '#s2=abcz&view=finest', '#s2=abcz&view=']) assert.equal(viewOf(hash), undefined, hash);
  });

  test('ends with a letter, which nobody takes for the end of a sentence', () => {
    for (const { link, name } of links) if (!name.endsWith('old')) assert.match(link, /^#[sm]2=[\w-]+[a-z]$/);
  });

  test('that was cut short anywhere is refused with a sentence', () => {
    for (const { link, read } of links) {
      const first = link.indexOf('=') + 1, by = Math.max(1, Math.floor(link.length / 500));
      for (let length = first; length < link.length; length += length > link.length - 20 || length < 20 ? 1 : by) {
        assertSaid(() => read(link.slice(0, length)));
        if (length % 7 === 0) assertSaid(() => read(asHash(`${link.slice(0, length).replace('=', '%3D')}...`)));
      }
    }
  });

  test('of ours that holds nothing, or too much, or comes from a newer page, is said; any other hash is none', () => {
    for (const hash of ['#s=', '#s2=', '#s%3D', '#s2=z', '#s2=...', `#s=${'A'.repeat(3e5)}`, `#s2=${'z'.repeat(3e5)}`, `#s2=${'%25'.repeat(1e5)}`]) {
      assertSaid(() => decodeState(hash));
      assertSaid(() => decodeModel(hash.replace('s', 'm')));
    }
    for (const hash of ['#s3=abcz', '#s%3D', '#m99=..'.replace('m', 's')]) assertSaid(() => decodeState(hash));
    assert.throws(() => decodeState('#s3=abcz'), (error) => error instanceof NcaError && /newer version/.test(sentenceOf(error)));
    for (const hash of ['', '#', '#stage', '#s', '#sm=', '#seed=5', '#m-x=', 's2=AAAAz', '#compare', '#%', '#%FF', 'models/m=1.safetensors']) {
      assert.equal(decodeState(hash), undefined, hash);
      assert.equal(decodeModel(hash), undefined, hash);
    }
  });
});
