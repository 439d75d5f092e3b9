/** What the page says about the flake on its stage, and of what is kept of it. */
import { writersOf } from '../writers.js';
import { element } from './element.js';

const { fine, number, percent, plural, time } = writersOf('en');

export { errors } from './errors.js';

export const units = {
  cells: (/** @type {number} */ count) => plural(count, { one: `${number(count)} cell`, other: `${number(count)} cells` }),
  stepsPerSecond: (/** @type {number} */ count) => plural(count, { one: `${number(count)} step a second`, other: `${number(count)} steps a second` }),
};

export const { models } = element;

export const stage = {
  model: element.label,
  tools: {
    wound: 'Draw on the flake to erase cells, and watch it close the wound.',
    cut: 'Drag a line across the flake: the cut goes right through.',
    half: 'Drag into the half that shall go: everything on that side is taken.',
    noise: 'Paint random numbers into the cells, into all of their numbers.',
    seed: 'Put down another seed: one cell from which a flake grows.',
    graft: 'Paint over the flake: those cells grow on as another one.',
  },
  toolsByTouch: {
    wound: 'One finger erases cells; two move and magnify.',
    cut: 'One finger draws a line where the cut goes right through; two move and magnify.',
    half: 'One finger drags into the half that shall go; two move and magnify.',
    noise: 'One finger paints random numbers into the cells; two move and magnify.',
    seed: 'One finger puts down another seed, from which a flake grows; two move and magnify.',
    graft: 'One finger paints cells that grow on as another flake; two move and magnify.',
  },
  goals: 'Turn it into',
  sown: 'What is sown',
  grafted: 'What is grafted',
  goalNumber: (/** @type {number} */ goal) => `No. ${number(goal)}`,
  mixed: 'a mix',
  another: 'Another snowflake',
  anotherToPlant: 'Another one',
  flakeNumber: 'Number',
  noFlake: (/** @type {number} */ last) => `A whole number from 0 to ${number(last)} names a flake.`,
  shaping: 'Shape it yourself',
  axes: {
    plate: { name: 'Plate in the middle', low: 'small plate', high: 'large plate' },
    outward: { name: 'Where it branches', low: 'branches within', high: 'branches at the tips' },
    branches: { name: 'Branches', low: 'plain', high: 'branched' },
    width: { name: 'Arms', low: 'thin', high: 'thick' },
  },
  numbered: (/** @type {number} */ flake) => `no. ${flake}`,
  titleOf: (/** @type {string} */ title, /** @type {string} */ goal) => `${title}, ${goal}`,
  parted: (/** @type {string} */ name) => name,
  mixing: 'Mix two',
  mixWith: 'Mixed with',
  mixShare: 'How much of it',
  look: 'Drawn as',
  looks: { cells: 'Cells', fine: 'Ice' },
  brush: 'Brush',
  play: 'Play',
  pause: 'Pause',
  stepOf: (/** @type {number} */ step, /** @type {number} */ last) => `step ${number(step)} of ${number(last)}`,
  undo: 'Undo',
  redo: 'Redo',
  fastest: 'as fast as it goes',
  degrees: (/** @type {number} */ value) => `${number(value)}°`,
  percent,
  sizeClose: 'close around it',
  sizeOwn: 'as trained',
  ofOneRule: 'All by one rule: each turns into the next',
  otherWays: 'The same, taught in other ways',
  like: (/** @type {number} */ share) => `${fine(share)} like its picture`,
  cellsAlive: (/** @type {number} */ count) => plural(count, { one: `${number(count)} cell alive`, other: `${number(count)} cells alive` }),
  sizeOf: (/** @type {number} */ height, /** @type {number} */ width = height) => `${number(height)} × ${number(width)}`,
  texture: 'a texture',
  textureGrows: 'a texture, alike everywhere: there is no one picture to be like',
  severalGrow: 'several flakes on one grid: there is no one picture to be like',
  wounded: 'wounded',
  healing: 'healing',
  stuck: 'not healing',
  travelling: (/** @type {number} */ step, /** @type {number} */ goal) => `On the way to step ${number(goal)}: ${number(step)}`,
};

export const messages = {
  rest: 'It rests at step 96. It was taught what to be until then, and never told what comes next. Play on and see.',
  opened: (/** @type {string} */ name) => `Growing from ${name}.`,
  handedOver: (/** @type {string} */ name) =>
    `${name} was handed to the browser. If it was not saved, the frame that this page stands in allows no downloads: “allow-downloads” in its sandbox does.`,
  saved: (/** @type {string} */ name) => `Saved as ${name}.`,
  adopted: (/** @type {number} */ epochs) => `The snowflake above now grows from the weights of epoch ${number(epochs)}.`,
  opening: 'Opening the studio…',
  toStudio: 'Back to the studio',
  keptModel: (/** @type {string} */ reason) => `${reason} The model that was there goes on.`,
  failed: 'Something went wrong in the page. Reloading it helps.',
  drop: {
    picture: 'Let it go: the cells will learn to grow this picture',
    model: 'Let it go: this model will grow',
    unclear: 'Let it go: a picture to train on, or a model that will grow',
    other: 'Only a picture or a model can be dropped here',
  },
  dropUnknown: 'Only a picture to train on, or a model (safetensors, or Distill’s JSON), can be dropped here.',
  runKept: (/** @type {string} */ name, /** @type {number} */ epochs) =>
    name ? `“${name}” was under way, and is kept as it was at epoch ${number(epochs)}.` : `A run was under way, and is kept as it was at epoch ${number(epochs)}.`,
  goOn: 'Go on with it',
  oneOfMany: (/** @type {string} */ name, /** @type {number} */ count) => `Only one file is taken at a time: “${name}”, of the ${number(count)} that came.`,
  outdated: 'There is a newer version of this page, and what this one still needs is no longer there. Reload it to go on; runs that were kept are not lost.',
  partMissing: 'A part of this page could not be fetched: there seems to be no connection. It comes when there is one again.',
  tryAgain: 'Try again',
  newer: 'There is a newer version of this page. It comes when you reload it, or with your next visit.',
  reload: 'Reload',
  undo: 'Undo',
  words: 'To be copied',
  close: 'Close the message',
};

export const keep = {
  embedCopied: 'Copied: two lines of HTML that grow this snowflake in a page of yours.',
  embedRefused: 'The browser does not allow copying here. This is the code:',
  making: (/** @type {number} */ share) => `Making it: ${percent(share)}`,
  copied: 'The link is copied. It grows this very flake again, with all that was done to it.',
  modelCopied: 'The link is copied. It carries the model itself: who opens it grows it.',
  modelRestored: (/** @type {string} */ name) => `Growing “${name}”, which came with the link.`,
  linkShown: 'The browser does not allow copying here. This is the link, which is in the address bar, too:',
  restored: 'This is the flake that the link tells of.',
  dear: (/** @type {number} */ steps, /** @type {number} */ width, /** @type {number} */ height, /** @type {number} */ mostMs) =>
    `The link tells of ${number(steps)} steps on ${number(width)} × ${number(height)} cells, which may take up to ${time(mostMs)} here. The flake stands at its beginning.`,
  dearBegin: 'Compute them',
};

export const wishes = {
  loading: 'The studio is being opened.',
  learning: (/** @type {string} */ wish, /** @type {number} */ share) => `It learns ${wish}: ${percent(share)}.`,
  learnt: (/** @type {string} */ wish) => `It has learnt ${wish}, which now stands among your own.`,
  notLearnt: (/** @type {string} */ wish) => `${wish} was not learnt to the end. The studio has what there is.`,
};

export const library = {
  trainOn: 'Train on',
  own: 'Your own',
  kept: 'Kept in this browser.',
  passing: 'Here until this page is closed.',
  notKept: 'This browser keeps nothing for this page, so your models are here until it is closed. Save their weights to have them again.',
  keep: 'Keep it',
  rename: 'Rename',
  remove: 'Remove',
  name: 'Name of the model',
  added: (/** @type {string} */ title) => `“${title}” now stands in the gallery, among your own.`,
  removed: (/** @type {string} */ title) => `“${title}” is removed.`,
};
