/** The element at its edge: attributes, properties, and what methods are given. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { ATTRIBUTES } from '../../web/element/attributes.js';
import { speak } from '../../web/text/element-words.js';
import { Element, frames, grown, inside, next, place } from '../support/light-dom/host.mjs';

const TIMEOUT = { timeout: 60_000 };
/** What a browser has and jsdom has not. */
const ALSO = ['innerText', 'outerText', 'inert', 'popover', 'enterKeyHint', 'inputMode', 'virtualKeyboardPolicy', 'autocapitalize', 'autofocus', 'attributeStyleMap',
  'editContext', 'writingSuggestions', 'attachInternals', 'togglePopover', 'showPopover', 'hidePopover', 'spellcheck', 'contentEditable', 'ariaLabel', 'role', 'part', 'slot',
  'animate', 'requestFullscreen', 'checkVisibility', 'scrollIntoView', 'moveBefore', 'currentCSSZoom', 'computedStyleMap', 'requestPointerLock', 'setHTMLUnsafe', 'getHTML'];
/** What the element is called back by. */
const CALLBACKS = ['constructor', 'connectedCallback', 'disconnectedCallback', 'attributeChangedCallback'];

test('no property of it hides one that every element has', TIMEOUT, () => {
  const platform = new Set(ALSO);
  for (let from = HTMLElement.prototype; from; from = Object.getPrototypeOf(from)) for (const name of Object.getOwnPropertyNames(from)) platform.add(name);
  assert.ok(platform.has('title') && platform.has('addEventListener') && platform.size > 200);
  for (let from = Element.prototype; from !== HTMLElement.prototype; from = Object.getPrototypeOf(from)) {
    assert.deepEqual(Object.getOwnPropertyNames(from).filter((name) => platform.has(name) && !CALLBACKS.includes(name)), []);
  }
  const element = place();
  for (const name of ['title', 'lang', 'id', 'className', 'slot']) {
    Reflect.set(element, name, 'x');
    assert.equal(Reflect.get(element, name), 'x', name);
  }
  element.remove();
});

describe('every property', () => {
  const element = /** @type {any} */ (document.createElement('snowflake-nca'));
  /** Values that each of them takes, and those that it writes. @type {Record<string, [unknown, string][]>} */
  const taken = {
    model: [['ice-star', 'ice-star']], goal: [['fern', 'fern'], [2, '2']], mix: [[[0.25, 0.75], '0.25,0.75']], flake: [[48213, '48213'], [0, '0']], toolGoal: [['star', 'star'], [1, '1']], toolFlake: [[48213, '48213'], [0, '0']], size: [['40x50', '40x50'], [64, '64']], speed: [[12, '12'], [Infinity, 'max']], paused: [[true, '']], autoplay: [[false, 'false']],
    controls: [[true, ''], ['yes', '']], seed: [[7, '7']], restAt: [[96, '96'], [Infinity, 'never']], angle: [[-30, '-30']], fireRate: [[0.25, '0.25']],
    interactive: [[true, ''], [1, '']], tool: [['cut', 'cut']], brush: [[4, '4']], view: [['fine', 'fine'], ['smooth', 'smooth']], renderer: [['2d', '2d']], background: [['red', 'red']], poster: [['a.png', 'a.png']],
    label: [['Mine', 'Mine']],
  };
  assert.deepEqual(Object.keys(taken).sort(), Object.keys(ATTRIBUTES).sort());

  for (const [property, values] of Object.entries(taken)) {
    test(property, TIMEOUT, () => {
      const { name } = ATTRIBUTES[/** @type {keyof typeof ATTRIBUTES} */ (property)], untouched = element[property];
      assert.ok(Element.observedAttributes.includes(name));
      for (const [value, written] of values) {
        element[property] = value;
        assert.equal(element.getAttribute(name), written);
        if (value !== untouched) assert.notDeepEqual(element[property], untouched);
        for (const nothing of [undefined, null]) {
          element[property] = value;
          element[property] = nothing;
          assert.equal(element.getAttribute(name), null, `${property} = ${nothing}`);
          assert.deepEqual(element[property], untouched);
        }
      }
    });
  }

  test('false takes away what is there or not', TIMEOUT, () => {
    for (const property of ['paused', 'controls', 'interactive']) {
      for (const no of [false, 0, '', undefined, null]) {
        element[property] = true;
        element[property] = no;
        assert.equal(element.hasAttribute(property), false, `${property} = ${JSON.stringify(no)}`);
      }
    }
  });
});

test('nothing is fetched for a poster that is none', TIMEOUT, () => {
  const element = place({ poster: 'a.png' });
  assert.equal(element.shadowRoot?.querySelector('img')?.getAttribute('src'), 'a.png');
  /** @type {any} */ (element).poster = undefined;
  assert.equal(element.shadowRoot?.querySelector('img'), null);
  element.remove();
});

test('arguments that cannot be are an error that names them, and nothing is done', TIMEOUT, async () => {
  const element = /** @type {any} */ (await grown({ paused: '' })), { timeline } = element, disc = { shape: 'disc', x: 3, y: 3, size: 2 };
  const record = timeline.record, spoilt = (/** @type {object} */ change) => ({ ...record, ...change });
  element.step(3);
  /** @type {[string, () => unknown, RegExp][]} */
  const calls = [
    ['step', () => element.step(Infinity), /numSteps/], ['step', () => element.step(NaN), /numSteps/], ['step', () => element.step(-1), /numSteps/], ['step', () => element.step('3'), /numSteps/],
    ['goTo', () => element.goTo(NaN), /step/], ['goTo', () => element.goTo(Infinity), /step/], ['goTo', () => element.goTo(), /step/],
    ['wound', () => element.wound(NaN, 1), /x/], ['wound', () => element.wound(1), /y/], ['wound', () => element.wound(1, 1, -1), /radius/], ['plantSeed', () => element.plantSeed(1, Infinity), /y/],
    ['edit', () => element.edit({ type: 'burn' }), /edit\.type/], ['edit', () => element.edit(undefined), /edit/], ['edit', () => element.edit({ type: 'wound' }), /wound/],
    ['edit', () => element.edit({ type: 'wound', wound: { ...disc, x: '3' } }), /wound\.x/], ['edit', () => element.edit({ type: 'noise', wound: disc, seed: -1 }), /edit\.seed/],
    ['edit', () => element.edit({ type: 'angle', radians: NaN }), /edit\.radians/], ['edit', () => element.edit({ type: 'fireRate', rate: 2 }), /edit\.rate/],
    ['edit', () => element.edit({ type: 'mix', mix: [1, 1] }), /edit\.mix must be weights that sum to 1/], ['edit', () => element.edit({ type: 'mix', mix: [0.5, NaN] }), /edit\.mix\[1\]/], ['edit', () => element.edit({ type: 'mix' }), /edit\.mix/],
    ['edit', () => element.edit({ type: 'graft', wound: disc }), /edit\.mix/], ['edit', () => element.edit({ type: 'graft', mix: [1] }), /wound/], ['edit', () => element.edit({ type: 'seed', x: 1, y: 1, mix: [2] }), /edit\.mix/],
    ['edit', () => element.edit({ type: 'model', model: {} }), /edit\.model/], ['edit', () => element.edit({ type: 'seed', x: 1, y: 1 }, { join: true }), /join/],
    ['zoom', () => element.zoom(NaN), /factor/], ['zoom', () => element.zoom(0), /factor/], ['setCamera', () => element.setCamera({ zoom: 1, x: 0.5 }), /camera\.y/], ['setCamera', () => element.setCamera(), /camera/],
    ['tell', () => element.tell(), /record/], ['tell', () => element.tell(spoilt({ step: Infinity })), /record\.step/], ['tell', () => element.tell(spoilt({}), /** @type {any} */ (null)), /options/],
    ['tell', () => element.tell(spoilt({}), /** @type {any} */ ({ untill: 4 })), /untill/], ['tell', () => element.tell(spoilt({}), { until: NaN }), /until/], ['tell', () => element.tell(spoilt({ edits: [{}] })), /record\.edits\[0\]/],
    ['tell', () => element.tell(spoilt({ seed: 0.5 })), /record\.seed/], ['tell', () => element.tell(spoilt({ first: {} })), /record\.first/], ['tell', () => element.tell(spoilt({ first: { ...record.first, kinds: [[1], [1]] } })), /record\.first\.kinds/],
    ['loadModel', () => element.loadModel('snowman', { goal: {} }), /goal/], ['loadModel', () => element.loadModel('snowman', { mix: [2] }), /options\.mix/],
    ['setParams', () => element.setParams(new Float32Array(3)), /params/], ['setParams', () => element.setParams(new Float32Array(8336).fill(NaN)), /params\[0\]/],
    ['loadModel', () => element.loadModel(undefined), /model/], ['loadModel', () => element.loadModel(5), /model/], ['loadModel', () => element.loadModel({ params: 1 }), /model/],
    ['loadModel', () => element.loadModel('snowman', { keep: true }), /keep/], ['prepareModel', () => element.prepareModel(null), /model/], ['toBlob', () => element.toBlob({ cellPixels: 0.5 }), /cellPixels/],
  ];
  element.addEventListener('error', () => assert.fail('it is thrown, not told'));
  for (const [name, call, names] of calls) {
    await assert.rejects(async () => call(), (/** @type {any} */ error) => error.code === 'BAD_ARGUMENT' && names.test(error.message), `${name} ${names}`);
  }
  await frames(2);
  assert.deepEqual([element.numSteps, element.timeline.canUndo, element.model, element.camera.zoom], [3, false, '', 1]);
  element.goTo(-1); // there is nothing before the beginning, where it then is
  assert.equal(element.numSteps, 0);
  element.remove();
});

test('a label is its author\'s, in the language of the page; all else is said in the element\'s own', TIMEOUT, async () => {
  const element = place({ label: 'Meine Flocke', model: 'ice-star', controls: '', interactive: '' });
  await next(element, 'ready');
  assert.equal(element.label, 'Meine Flocke');
  const frame = inside(element, '.frame');
  assert.deepEqual([frame.getAttribute('aria-label'), frame.hasAttribute('lang')], ['Meine Flocke', false], 'in the language of the page');
  for (const words of element.shadowRoot?.querySelectorAll('p, .controls') ?? []) assert.equal(words.getAttribute('lang'), 'en', words.className);
  element.removeAttribute('label');
  assert.match(element.label, /Ice star/);
  assert.equal(frame.getAttribute('lang'), 'en');
  assert.equal(element.shadowRoot?.querySelector('.frame')?.getAttribute('aria-label'), element.label);
  element.remove();
});

test('its words are those of its page: another language, or some of its own, at once and wherever they are said', TIMEOUT, async () => {
  const { element: french } = await import('../../web/text/fr/element.js');
  const element = place({ model: 'ice-star', controls: '', interactive: '' });
  await next(element, 'ready');
  const said = () => ({
    label: inside(element, '.frame').getAttribute('aria-label'), restart: element.shadowRoot?.querySelectorAll('.controls button')[1].getAttribute('aria-label'),
    hint: inside(element, '.hint').textContent, langs: [...new Set([...element.shadowRoot?.querySelectorAll('[lang]') ?? []].map((each) => each.getAttribute('lang')))],
  });
  const before = said();
  assert.deepEqual([before.restart, before.langs], ['Restart', ['en']]);
  try {
    speak(french);
    assert.deepEqual(said(), { label: 'Étoile de glace, né d’un automate cellulaire neuronal', restart: french.restart, hint: french.hint, langs: ['fr'] });
    element.pause();
    assert.equal(element.shadowRoot?.querySelector('[role=status]')?.textContent, french.pausedAt(element.numSteps));
    const another = place({ model: 'ice-star' });
    await next(another, 'ready');
    assert.match(another.label, /^Étoile de glace, né/);
    another.remove();

    speak({ restart: 'Noch einmal', models: { 'ice-star': 'Stern' } });
    assert.deepEqual(said(), { ...before, label: 'Stern, grown by a neural cellular automaton', restart: 'Noch einmal' }, 'all else in English');
    speak({});
    assert.deepEqual(said(), before);
  } finally {
    speak({});
    element.remove();
  }
});
