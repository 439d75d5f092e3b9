/** What <snowflake-nca> says by itself, on whatever page it stands. */
/** Not writers.js: an embedded element shall not bring along how all else is written. */
const { format: number } = new Intl.NumberFormat('en');

export const element = {
  language: 'en',
  label: 'Snowflake grown by a neural cellular automaton',
  labelOf: (/** @type {string} */ title) => `${title}, grown by a neural cellular automaton`,
  help: 'Arrow keys move the brush, with Shift farther; Enter or Space uses the tool. Comma and full stop turn a cut. P plays and pauses, S makes one step, B goes one back, R restarts, V shows cells or ice. Z takes back, Y does again. Plus and minus magnify, 0 shows it as at first. Escape leaves the grid.',
  controls: 'Playing',
  play: 'Play',
  pause: 'Pause',
  restart: 'Restart',
  undo: 'Undo',
  hint: 'Draw on it to wound it.',
  playing: 'Growing.',
  pausedAt: (/** @type {number} */ step) => `Paused at step ${number(step)}.`,
  restingAt: (/** @type {number} */ step, /** @type {number} */ alive) =>
    `Grown: resting at step ${number(step)}. Living cells: ${number(alive)}.`,
  brushAt: (/** @type {number} */ x, /** @type {number} */ y) => `Brush at column ${number(x + 1)}, row ${number(y + 1)}.`,
  wounded: (/** @type {number} */ alive) => `Wounded. Cells left: ${number(alive)}.`,
  planted: 'Seed planted.',
  noisy: 'Noise painted.',
  grafted: 'Grafted.',
  looks: { cells: 'Drawn as cells.', smooth: 'There is no finer picture of this one: drawn smoothly.', fine: 'Drawn as ice.' },
  undone: 'Taken back.',
  redone: 'Done again.',
  healed: (/** @type {number} */ steps) => `Healed. Steps taken: ${number(steps)}.`,
  failed: 'Something went wrong. Reloading the page helps.',

  /** Those of the core have a sentence of its own, in English. */
  errors: {
    /** @param {{ what?: 'weights' | 'goal' }} details @returns {string} */
    LOAD_FAILED: ({ what }) => {
      if (what === 'weights') return 'The weights could not be fetched.';
      return what === 'goal' ? 'The picture that the flake was taught could not be fetched.' : 'The WebAssembly core could not be loaded.';
    },
    SHADER_FAILED: 'The graphics card cannot draw the finer picture, so the processor does.',
    /** @param {{ goal: string, goals: number, names: string[] }} details */
    NO_GOAL: ({ goal, goals, names }) => `This model has no goal “${goal}”: there are ${names.join(', ') || goals}.`,
    NO_FAMILY: 'This model knows no family of flakes, so there is none of that number.',
    BAD_MIX: 'A mix is a number for each goal, such as 0.3,0.7.',
    FILE_TOO_LARGE: 'This file is too large for weights of a snowflake, which take 34 kB.',
    NOT_SUPPORTED: (/** @type {{ what: string }} */ { what }) => `This browser has no ${what}, which the snowflake is shown with.`,
    NO_UNPACKING: 'This browser cannot unpack the snowflake. Chrome and Edge can from version 80, Firefox from 113, Safari from 16.4.',
  },

  models: {
    'snowflake': 'Snowflake',
    'ice-family': 'Snow crystals',
    'ice-gallery': 'Ice gallery',
    'ice-feather': 'Ice feathers',
    'ice-needle': 'Ice needles',
    'ice-star': 'Ice star',
    'ice-bloom': 'Ice bloom',
    'ice-rosette': 'Ice rosette',
    'ice-floes': 'Ice floes',
    'ice-frost': 'Frost star',
    'ice-dendrite': 'Ice dendrite',
    'ice-branch': 'Ice branches',
    'ice-blade': 'Ice blades',
    'ice-plate': 'Ice plate',
    'snowman': 'Snowman',
    'evergreen': 'Evergreen',
    'snowflake-persistent': 'Snowflake, persistent',
    'snowflake-growing': 'Snowflake, growing',
    'blog-snowflake': 'Snowflake of the blog post',
    untitled: 'Growing picture',
  },
};

/** What a language has for the element: this, and a sentence for what its core refuses, which says so in English by itself. @typedef {typeof element} ElementWords */
