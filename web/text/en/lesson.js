/** What the figures of the lesson say as they run. */
import { writersOf } from '../writers.js';

const { number } = writersOf('en');

export const lesson = {
  step: (/** @type {number} */ step) => `Step ${number(step)}`,
  visibleNames: ['Red', 'Green', 'Blue', 'Alpha'],
  visibleShort: ['R', 'G', 'B', 'α'],
  hiddenName: (/** @type {number} */ n) => `Hidden ${n}`,
  hiddenShort: (/** @type {number} */ n) => `h${n}`,
  extent: (/** @type {number} */ value) => `±${value.toFixed(1)}`,
  value: (/** @type {number} */ value) => value.toFixed(2).replace('-', '−'),
  percent: (/** @type {number} */ value) => `${value} %`,
  steps: (/** @type {number} */ value) => `${value} ${value === 1 ? 'step' : 'steps'}`,
  cellAt: (/** @type {number} */ x, /** @type {number} */ y) => `Column ${x + 1}, row ${y + 1}`,
  wholeChange: 'all 16 together',
  fireShare: (/** @type {number} */ firing, /** @type {number} */ alive) =>
    `${number(firing)} of ${number(alive)} living cells: ${Math.round((100 * firing) / Math.max(alive, 1))} %`,
  lifeCount: (/** @type {number} */ itself, /** @type {number} */ neighbour) =>
    `${number(itself + neighbour)} cells live, ${number(neighbour)} of them at the border`,

  ice: {
    rule: 'The rule: what becomes of a cell by its number of icy neighbours',
    steps: 'Steps',
    stays: 'stays',
    freezes: 'freezes',
    melts: 'melts',
    ownRule: 'The post’s own rule',
    neighbours: (/** @type {number} */ count) => `With ${count} icy ${count === 1 ? 'neighbour' : 'neighbours'} a cell`,
  },
};
