/** What is said where a goal is made. */
import { writersOf } from '../writers.js';
import { units } from './page.js';

const { number, percent, plural } = writersOf('en');
const { cells } = units;

export const targets = {
  heading: 'What shall it grow?',
  ways: 'Ways to make a goal',
  tabs: { text: 'Emoji, text', picture: 'Picture', draw: 'Draw', crystal: 'Crystal', ice: 'Ice flake' },
  colour: 'Colour',
  result: 'The goal, in cells',
  resultLabel: 'The goal, as the cells will see it',
  another: 'Add another picture',
  several: 'What the same rule learns, too',
  chooseAnother: 'Now choose or make the next one: one rule will learn them all.',
  together: (/** @type {number} */ count) => `One rule will learn these ${number(count)} pictures.`,
  full: (/** @type {number} */ count) => `One rule will learn these ${number(count)} pictures, which is as many as there is room for here.`,
  drop: (/** @type {string} */ name) => `Leave out ${name}`,
  nothing: 'Nothing is chosen yet.',
  verdicts: {
    good: (/** @type {number} */ alive) => plural(alive, { one: `Good to grow: ${number(alive)} cell will live.`, other: `Good to grow: ${number(alive)} cells will live.` }),
    empty: () => 'It is empty, so there is nothing to learn. Something in it has to be solid.',
    opaque: () => 'It has no transparent part, so a full rectangle will grow. Under “Picture” a plain background can be cut out.',
    hollow: (/** @type {number} */ alive) =>
      `Cells that will live: ${number(alive)}, but none in the middle, where the first one stands. Such growth mostly dies before it is learnt: fill its middle.`,
  },
};

export const emoji = {
  label: 'An emoji, or a short text',
  placeholder: '❄️ or Hi',
  suggestions: 'Suggested emoji',
  hint: 'Drawn by the fonts of your own device. One sign is read best: the cells are few.',
  nothing: 'Type an emoji or a letter, or choose one.',
  blank: 'This text leaves no ink, so there is nothing to grow.',
  missing: (/** @type {string} */ sign) => `The fonts of this device cannot draw “${sign}”: they have an empty box for it. Another one may work.`,
};

export const picture = {
  choose: 'Choose a picture',
  drop: 'or drop one on the page, or paste one.',
  bundled: 'Pictures that come with the page',
  bundledHint: 'A picture with a transparent background grows its own shape. These have one:',
  cut: 'Cut out the background',
  cutHint: 'Makes transparent what looks like the corners, as far as it reaches.',
  tolerance: 'Tolerance',
  share: percent,
  allCut: 'With this tolerance nothing is left of the picture. Please choose a lower one.',
  pasted: 'Pasted picture',
  reading: 'Reading the picture…',
  replaced: (/** @type {string} */ older, /** @type {string} */ newer) => `“${older}” was still being read when “${newer}” was chosen, which takes its place.`,
  givenUp: (/** @type {string} */ name) => `“${name}” was still being read when something else was chosen, and is not taken.`,
  isGoal: (/** @type {string} */ name) => `The goal is now ${name}.`,
};

export const draw = {
  name: 'Drawing',
  pad: 'Drawing: arrow keys move the brush, Space draws',
  keys: 'Keys on the drawing: arrows move the brush, with Shift farther; hold Space to draw. E erases, Z undoes, Y redoes.',
  nothing: 'Nothing is drawn yet. Begin in the middle, where the first cell stands.',
  tool: 'Tool',
  pen: 'Pen',
  eraser: 'Eraser',
  symmetry: 'Symmetry',
  twelve: '12-fold',
  six: '6-fold',
  none: 'Off',
  clear: 'Clear',
  cleared: 'The drawing is cleared.',
  otherColour: 'Other',
  colours: {
    white: 'Snow white', ice: 'Ice', blue: 'Blue', violet: 'Violet', green: 'Green', yellow: 'Yellow', orange: 'Orange', red: 'Red', brown: 'Brown', black: 'Night',
  },
  drawn: 'Drawn.',
  brushAt: {
    middle: () => 'Brush in the middle.',
    right: (/** @type {number} */ right) => `Brush ${cells(right)} right of the middle.`,
    left: (/** @type {number} */ left) => `Brush ${cells(left)} left of the middle.`,
    above: (/** @type {number} */ up) => `Brush ${cells(up)} above the middle.`,
    below: (/** @type {number} */ down) => `Brush ${cells(down)} below the middle.`,
    rightAbove: (/** @type {number} */ right, /** @type {number} */ up) => `Brush ${cells(right)} right of the middle, ${cells(up)} above it.`,
    rightBelow: (/** @type {number} */ right, /** @type {number} */ down) => `Brush ${cells(right)} right of the middle, ${cells(down)} below it.`,
    leftAbove: (/** @type {number} */ left, /** @type {number} */ up) => `Brush ${cells(left)} left of the middle, ${cells(up)} above it.`,
    leftBelow: (/** @type {number} */ left, /** @type {number} */ down) => `Brush ${cells(left)} left of the middle, ${cells(down)} below it.`,
  },
};

export const crystal = {
  picture: 'The snow crystal',
  another: 'Another one',
  number: 'Number',
  hint: 'Crystals out of vapour, as they grow on their fall through clouds. A number names each; the sliders lead from it to its neighbours.',
  axes: { plate: 'Plate', outward: 'Branches outward', branches: 'Side branches', width: 'Broad arms' },
  share: percent,
  named: (/** @type {number} */ number) => `Crystal ${number}`,
  own: 'Crystal of yours',
};

export const ice = {
  presets: 'Flakes to begin with',
  picture: 'The ice flake',
  surprise: 'Surprise me',
  centre: 'Middle',
  tips: 'Tips',
  own: 'Ice of your rule',
  hint: 'Each line says what becomes of a cell with so many icy neighbours. It all begins from one icy cell in the middle.',
  names: { star: 'Star', bloom: 'Bloom', needle: 'Needle', crystal: 'Crystal', fern: 'Fern', surprise: 'Surprise flake' },
};

export const errors = {
  PICTURE_TOO_LARGE: 'This file is larger than 32 MB. Please choose a smaller picture.',
  PICTURE_FAILED: 'The picture could not be read: the worker that does it could not run, or has died, perhaps for want of memory. Another try may help.',
  CANVAS_ALTERED: 'This browser changes what a page reads back of a canvas, so that nobody is recognised by it. Text, drawings and pictures other than PNG would come out as noise, and cannot be taken here; PNG pictures and ice flakes can. To allow it for this page: in Firefox by the picture sign beside the address, in Brave by its lion.',
  PICTURE_LOCKED: 'The browser does not let this picture be read, because it holds pieces of other pages.',
};
