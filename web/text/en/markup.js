/** What the pages themselves say, from their first moment on: sentences of index.html, which are put there as it is built. No script carries them. */
import { USUAL_LAYOUT } from '../../core/shape.js';
import { presets } from '../../training/presets.js';
import { writersOf } from '../writers.js';

/** So long a rollout of the first recipe is. */
const { numStepsMin: least, numStepsMax: most } = presets[0].settings;
/** What the flake of the lesson is made of, which is of the usual shape: a test sees to it. */
const { channels, hidden, perceived } = USUAL_LAYOUT, NUM_VISIBLE = 4;
const { number } = writersOf('en'), numParams = number(USUAL_LAYOUT.numParams);

export const page = {
  title: 'Snowflake: one cell grows into a picture',
  description:
    'A snowflake that grows from a single cell, by a rule that every cell follows alone. Wound it, plant seeds, and train your own in the browser: C, WebAssembly, no GPU needed.',
  wordmark: 'Snowflake',
  skip: 'Skip to the snowflake',
  heading: 'One cell grows into a snowflake',
  lead: 'It is made of cells. Each sees only its eight neighbours, and all of them follow the same small learnt rule. Nobody draws the picture.',
  nav: 'Sections of the page',
  compareLink: 'Compare',
  lessonLink: 'How it works',
  snowLink: 'Let it snow',
  trainLink: 'Train your own',
  noScript: 'The snowflake is computed in your browser. Please allow JavaScript to see it grow.',
  footer: 'Computed on your own machine by a C program compiled to WebAssembly. Nothing you open here leaves it.',
  papers: 'After',
  licence: 'MIT licence',
  source: 'Source code',
  languages: 'Language',
};

export const stage = {
  section: 'The snowflake',
  invite: 'Draw on it',
  done: 'What was done',
  growing: 'It grows.',
  numbers: 'The numbers',
  morph: 'Morph: the next one takes over the cells that are there',
  choose: 'What grows',
  tool: 'Tool',
  wound: 'Erase',
  cut: 'Cut',
  half: 'Halve',
  noise: 'Noise',
  seed: 'Seed',
  graft: 'Graft',
  step: 'One step on',
  back: 'One step back',
  scrub: 'Step shown',
  time: 'Time',
  stay: 'Stop here',
  restart: 'Restart',
  speed: 'Speed',
  sound: 'Sound of the cells',
  view: 'View',
  zoomIn: 'Magnify',
  zoomOut: 'Make smaller',
  zoomAll: 'Show the whole flake',
  inside: 'Look inside the cells',
  insideHint: 'All numbers of every cell, as pictures. Point at a cell of the flake, or move the brush there by keys, and its own stand beside them.',
  more: 'Fire rate, rotation, grid',
  angle: 'Turned by',
  fireRate: 'Fire rate',
  size: 'Grid',
  sizeHint: 'A rotation turns what every cell perceives; what grows from then on grows turned. A new grid or a new random seed starts from one cell.',
  fireSeed: 'Random seed',
  meters: 'Meters',
  open: 'Open',
  save: 'Save',
  keys: 'Keys on the flake: arrows move the brush, Enter uses the tool, comma and full stop turn a cut. P plays, S and B step on and back, R restarts, V shows cells or ice, Z undoes, Y redoes, + and − magnify, 0 shows all, Esc leaves.',
  statusStep: 'step',
  statusAlive: 'cells alive',
  statusRate: 'steps a second',
  statusError: 'error',
  statusHealed: 'steps to heal',
};

export const keep = {
  section: 'Keep',
  picture: 'Picture',
  gif: 'GIF',
  video: 'Video',
  share: 'Share',
  link: 'Copy link',
  embed: 'Code for a page',
  model: 'Model',
};

export const wish = {
  label: 'Or type an emoji: it learns to grow it, here and now',
  grow: 'Learn it',
  progress: 'How far it has learnt',
  watch: 'Watch it learn',
};

export const compare = {
  heading: 'Three ways to teach it',
  lead: 'The same snowflake, taught three times. One was only asked to grow; one to grow and stay; one was wounded while it learnt. What you do to one of them happens to all three.',
  controls: 'Controls of the three flakes',
  half: 'Cut in half',
  heart: 'Pierce the heart',
  cut: 'Cut across',
  hint: 'Draw on any of the three: the wound is the same for all.',
};

export const lesson = {
  heading: 'How it works',
  lead: 'All figures here look at one flake, which the program of the flake above grows while you read: move it to any of its steps below. Together they are one step of the rule, and how the rule was found.',
  walk: 'The flake of all figures',
  scrub: 'Step of the flake in all figures',
  again: 'From its first cell',
  flake: 'The flake',
  flakeLabel: 'The flake as it is now',
  channel: 'Channel',
  below: 'below zero',
  above: 'above zero',
  cell: {
    heading: `A cell is ${channels} numbers`,
    numbers: 'Four of them are what you see: red, green, blue, and alpha, which says how solid the cell is.',
    hidden: `The other ${channels - NUM_VISIBLE} are hidden. No picture tells what they should be; training found its own use for them. They are all a cell has to remember with, and all it has to tell its neighbours.`,
    hint: 'Choose a cell: point at it, tap it, or move with the arrow keys (with Shift, five cells at once).',
    frame: 'The flake: choose a cell with the arrow keys',
    bars: 'A full bar is 1 for colours and alpha, 4 for hidden numbers.',
  },
  perception: {
    heading: 'It perceives its neighbourhood',
    sees: `A cell knows its own ${channels} numbers, and of each how steeply it rises to the right and how steeply it rises downwards. That makes ${perceived}, and it is all it ever sees.`,
    kernels: 'The slopes are taken by Sobel’s kernels: lay the nine factors over a cell and its eight neighbours, multiply, add up. (This model divides by eight.)',
    disc: 'On a plain disc one can check them, as the blog post does: the one lights up the left and the right edge, the other the top and the bottom.',
    itself: 'Itself',
    slopeX: 'Slope to the right',
    slopeY: 'Slope downwards',
    kernelItself: 'Kernel: the cell itself',
    kernelX: 'Sobel kernel in x',
    kernelY: 'Sobel kernel in y',
    seen: 'What is perceived',
    flake: 'The flake',
    aDisc: 'A disc',
  },
  update: {
    heading: 'It works out a change',
    network: `A small network turns the ${perceived} numbers into ${channels} changes. First come ${hidden} weighted sums of all ${perceived}; those below zero are set to zero, which is called ReLU. Then ${channels} weighted sums of what is left.`,
    same: `The weights are the rule: ${numParams} learnt numbers, the same in every cell. None of them says where a cell is or what it should become.`,
    grown: 'Watch the changes while it grows. In the grown flake they do not end: neighbours keep correcting each other, and that is why it can heal.',
    drawing: `${perceived} perceived numbers, ${hidden} sums with ReLU, ${channels} changes: ${number(hidden * perceived)} weights and ${hidden} biases, then ${number(channels * hidden)} weights and ${channels} biases.`,
    /** Beside the drawing: how many numbers of each layer, and how many learnt ones between them. */
    sizes: { perceived: `${perceived}`, hidden: `${hidden} · ReLU`, channels: `${channels}`, first: `${number(hidden * perceived)} + ${hidden}`, second: `${number(channels * hidden)} + ${channels}` },
    own: 'itself',
    learnt: 'learnt',
    change: 'change',
    changeLabel: 'The change each cell is about to take',
    changeCaption: 'The change to come, of cells that live',
    of: 'Change of',
  },
  fire: {
    heading: 'Half of them take it',
    half: 'No clock ticks for all cells at once. In each step every cell takes its change with a chance of one half, or else waits as it is. A rule that grows the picture all the same needs nobody to keep time.',
    drawn: 'The lots are not thrown blindly: a cell’s lot is computed from a seed, the number of the step and its place. So one seed grows the same flake on every machine, to the last bit.',
    mask: 'Who takes the next step',
    fires: 'takes its change',
    waits: 'waits',
  },
  life: {
    heading: 'Without living neighbours it dies',
    lives: 'A cell lives if its own alpha, or that of one of its eight neighbours, is above 0.1. A cell that does not live, before a step or after it, has all its numbers set to zero.',
    border: 'So the flake has a border one cell wide, of cells that are not yet solid and live through a neighbour. New ice can form only there: that is how it grows, and how a wound closes from its edge.',
    picture: 'Who lives, and why',
    itself: 'solid: its own alpha is above 0.1',
    neighbour: 'border: lives through a neighbour',
  },
  channels: {
    heading: 'All of it at once',
    all: `The same flake ${channels} times, once for each number of its cells: the ${NUM_VISIBLE} you see, then the ${channels - NUM_VISIBLE} hidden ones. In the corner of a hidden one stands the value that is shown at full strength.`,
    hidden: 'The hidden ones differ between the arms, and between left and right, where the picture you see is the same. That is how cells that look alike can know their places.',
  },
  training: {
    heading: 'The rule is learnt',
    epoch: `Training begins with numbers from which nothing grows. It lets a flake grow from one cell for ${least} to ${most} steps, compares it with the goal, follows every step backwards to find which way each of the ${numParams} numbers should move, and nudges them all a little. Then again, hundreds or thousands of times.`,
    mixture: 'Here you can mix untrained numbers with learnt ones and grow from the mixture. Training itself takes no such straight road; but you see how much of the rule it takes for ice, for six arms, for an edge that stops where it should.',
    link: 'Train one yourself',
    grown: 'What the mixture grows',
    goal: 'The goal',
    learnt: 'Learnt',
    error: 'Mean squared error against the goal:',
  },
  ice: {
    heading: 'Its ancestor: ice by hand',
    lattice: 'In an earlier post the author grew ice by a rule written by hand. On a lattice of hexagons one cell is icy. In each step every cell counts the icy ones among its six neighbours: with 1, 4 or 5 it freezes, with 2, 3 or 6 it melts, with none it stays what it is.',
    contrast: 'There the rule is written down and the picture is the surprise. Here it is the other way round: the picture is given, and the rule, too long for any hand, is learnt.',
    hint: 'Change the rule and see what it grows.',
    picture: 'Ice grown by the rule table',
  },
};

export const snow = {
  heading: 'Let it snow',
  lead: 'Every flake in this sky grows from one cell as it falls, from a random seed of its own and turned its own way, so no two are quite alike. Tap one to wound it: it heals on its way down.',
  scene: 'A winter night in which snowflakes grow as they fall, near ones large and far ones small',
  controls: 'Controls of the snowfall',
  wound: 'Wound a flake',
  flakes: 'Flakes',
  wind: 'Wind',
  statusAlive: 'cells alive',
  statusSteps: 'steps made',
};

export const training = {
  heading: 'Train your own',
  lead: `An emoji, a picture, a drawing of yours: cells that know nothing learn to grow it, here in your browser. Each epoch some flakes grow for ${least} to ${most} steps and are compared with the goal, and every weight is nudged to do better.`,
  open: 'Open the studio',
};
