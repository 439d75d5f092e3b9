/** What the figures of the lesson say as they run. */
import { writersOf } from '../writers.js';

const { decimals, number, percent, plural } = writersOf('en');

export const lesson = {
  step: (/** @type {number} */ step) => `Step ${number(step)}`,
  visibleNames: ['Red', 'Green', 'Blue', 'Alpha'],
  visibleShort: ['R', 'G', 'B', 'α'],
  hiddenName: (/** @type {number} */ n) => `Hidden ${number(n)}`,
  hiddenShort: (/** @type {number} */ n) => `h${number(n)}`,
  extent: (/** @type {number} */ value) => `±${decimals(value, 1)}`,
  value: (/** @type {number} */ value) => decimals(value, 2),
  percent: (/** @type {number} */ value) => percent(value / 100),
  steps: (/** @type {number} */ count) => plural(count, { one: `${number(count)} step`, other: `${number(count)} steps` }),
  cellAt: (/** @type {number} */ x, /** @type {number} */ y) => `Column ${number(x + 1)}, row ${number(y + 1)}`,
  wholeChange: 'all of them together',
  fireShare: (/** @type {number} */ firing, /** @type {number} */ alive) =>
    `${number(firing)} of ${plural(alive, { one: `${number(alive)} living cell`, other: `${number(alive)} living cells` })}: ${percent(firing / Math.max(alive, 1))}`,
  lifeCount: (/** @type {number} */ itself, /** @type {number} */ neighbour) =>
    `Living cells: ${number(itself + neighbour)}, at the border: ${number(neighbour)}`,

  ice: {
    rule: 'The rule: what becomes of a cell by its number of icy neighbours',
    steps: 'Steps',
    stays: 'stays',
    freezes: 'freezes',
    melts: 'melts',
    ownRule: 'The post’s own rule',
    neighbours: (/** @type {number} */ count) => 
      plural(count, { one: `With ${number(count)} icy neighbour a cell`, other: `With ${number(count)} icy neighbours a cell` }),
  },
};
