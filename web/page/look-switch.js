/**
 * Whether the flake on the stage is drawn as cells or as ice: a switch on it, which is remembered. Until somebody has chosen it is ice. All of this comes once there is a flake to
 * look at, which begins as what it is: cells. Where a link has said how it is drawn, it is drawn so, and what the visitor chose once is kept: only what a hand asks for is remembered.
 *
 * @import { SnowflakeNca } from '../element/snowflake-nca.js'
 */
import '../styles/looks.css';
import { words } from '../text/element-words.js';
import { text } from '../text/text.js';
import { make } from './dom.js';
import { tell } from './messages.js';

const KEY = 'look';
const VIEWS = /** @type {const} */ (['cells', 'fine']);

/** @param {SnowflakeNca} flake @param {HTMLElement} stage on which it stands */
export function connectLookSwitch(flake, stage) {
  const box = make('fieldset', 'segmented corner looks'), choices = VIEWS.map(choiceOf);
  /** What the visitor asks for by the switch. @type {string | undefined} */
  let wish;
  box.append(make('legend', 'unseen', text.stage.look), ...choices.map(({ label }) => label));
  stage.append(box);
  const show = (/** @type {string} */ view) => { for (const { input } of choices) input.checked = input.value === view; };
  for (const { input } of choices) {
    input.addEventListener('change', () => {
      wish = input.value;
      flake.view = /** @type {typeof VIEWS[number]} */ (wish);
    });
  }
  const first = flake.hasAttribute('view') ? flake.view : remembered() ?? 'fine';
  show(first === 'cells' ? first : 'fine');
  flake.addEventListener('look', (event) => {
    const { asked, view, isByHand } = /** @type {CustomEvent} */ (event).detail, choice = asked === 'cells' ? 'cells' : 'fine', isWished = wish === asked;
    wish = undefined;
    show(choice);
    if (isWished && asked === 'fine' && view !== 'fine') tell(words.looks.smooth);
    if (isWished || isByHand) remember(choice);
  });
  flake.addEventListener('error', () => { wish = undefined; }); // it was told of that
  flake.view = first;
}

/** @param {typeof VIEWS[number]} value */
function choiceOf(value) {
  const label = make('label'), input = Object.assign(document.createElement('input'), { type: 'radio', name: 'look', value });
  label.append(input, make('span', '', text.stage.looks[value]));
  return { label, input };
}

/** A browser may keep nothing for a page. */
function remembered() {
  try {
    const kept = localStorage.getItem(KEY);
    return VIEWS.find((view) => view === kept);
  } catch {
    return undefined;
  }
}

/** @param {string} chosen */
function remember(chosen) {
  try {
    localStorage.setItem(KEY, chosen);
  } catch { /* then it is ice again next time */ }
}
