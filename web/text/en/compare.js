/** What is said of the three flakes. */

import { writersOf } from '../writers.js';

const { list, number } = writersOf('en');

export const compare = {
  growing: {
    title: 'Growing',
    label: 'Growing: snowflake grown by a neural cellular automaton',
    says: 'Judged up to step 96 and never after. It does not know how to stop.',
  },
  persistent: {
    title: 'Persistent',
    label: 'Persistent: snowflake grown by a neural cellular automaton',
    says: 'It also practised to stay as it is. Wounds were never shown to it.',
  },
  regenerating: {
    title: 'Regenerating',
    label: 'Regenerating: snowflake grown by a neural cellular automaton',
    says: 'Half of all it practised on was wounded. It closes nearly anything.',
  },
  curves: 'How far each is from the picture, step by step: the lower, the better',
  firstStep: 'step 0',
  lastStep: (/** @type {number} */ step) => `step ${number(step)}`,
  growing3: 'All three grow from one cell, each by its own weights.',
  wounded: (/** @type {number} */ step) => `At step ${number(step)} all three were given the same wound.`,
  /** @param {number} steps @param {string[]} whole @param {string[]} hurt */
  outcome: (steps, whole, hurt) => {
    if (whole.length === 0) return `${number(steps)} steps after the wound none of them is whole again.`;
    if (hurt.length === 0) return `${number(steps)} steps after the wound all of them are whole again.`;
    return `${number(steps)} steps after the wound ${list(whole)} ${whole.length === 1 ? 'is' : 'are'} whole again; ${list(hurt)} ${hurt.length === 1 ? 'is' : 'are'} not.`;
  },
  like: (/** @type {string} */ like, /** @type {string} */ step) => `${like} at step ${step}`,
};
