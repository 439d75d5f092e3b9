/** What the settings of a training are called, and what they mean. */

/** What can be wrong with a setting. */
export const problems = {
  unknown: (/** @type {string} */ title) => `The setting “${title}” is not known.`,
  type: (/** @type {string} */ title) => `The setting “${title}” must be a number.`,
  range: (/** @type {string} */ title) => `The setting “${title}” is outside its range.`,
  whole: (/** @type {string} */ title) => `The setting “${title}” must be a whole number.`,
  multiple: (/** @type {string} */ title) => `The setting “${title}” must be one of the numbers that its arrows offer: cells are computed several at once.`,
  choice: (/** @type {string} */ title) => `The setting “${title}” is none of its choices.`,
  padding: (/** @type {string} */ title) => `The setting “${title}” must leave at least 8 cells for the picture.`,
  steps: (/** @type {string} */ title) => `The setting “${title}” must not be less than the least number of steps.`,
  pool: (/** @type {string} */ title) => `The setting “${title}” must be at least the batch, or 0.`,
  wounds: (/** @type {string} */ title) => `The setting “${title}” and the other kinds of wounds must not all be 0.`,
  decay: (/** @type {string} */ title) => `The setting “${title}” must not come before the learning rate begins to fall.`,
};

export const presets = {
  quick: { title: 'Quick', about: 'Recognisable in seconds, done within a minute. It stays for a while, and does not heal.' },
  lasting: { title: 'Lasting', about: 'It grows, and stays as it is. A few minutes.' },
  healing: { title: 'Healing', about: 'It grows, stays, and closes its wounds. Five to twenty minutes.' },
  sooner: { title: 'The post, sooner', about: 'The blog post’s cells and loss, taught the faster way.' },
  post: { title: 'The post’s own', about: 'As the blog post does it: one flake at a time, for as long as you like.' },
};

export const kinds = {
  usual: { title: 'Usual cells', about: 'They see which way is up, and grow the picture as it stands.' },
  isotropic: { title: 'Cells that see no direction', about: 'They know no up and no left: the picture grows turned any way. This is harder to learn: give them thousands of epochs.' },
  texture: { title: 'A texture', about: 'The picture is a pattern: it fills the grid, goes on round its edges, and no cell dies.' },
};

export const parameters = {
  ofTheWeights: 'The weights that it begins with have their own.',
  /** Why a setting cannot be changed beside the others. */
  misfits: {
    texture: 'A texture is compared wherever its parts lie, so turning it changes nothing.',
    directed: 'Cells that see a direction grow the picture as it stands.',
    edge: 'A texture goes on round the edge: it wants a torus.',
    filled: 'A texture fills the grid.',
    undying: 'No cell dies, so faint ones need no help.',
    noPool: 'Without a pool every flake begins with one cell.',
    noWounds: 'No flake of a batch is wounded.',
    noMuon: 'It belongs to Muon.',
    noClip: 'It belongs to a gradient that is clipped as a whole.',
  },
  fixed: (/** @type {string} */ meaning) => `${meaning} Counts from the next start.`,
  groups: { grid: 'Grid', cells: 'Cells', run: 'Run', rollout: 'Rollouts', learning: 'Learning', pool: 'Pool and wounds', penalties: 'Penalties' },
  side: { title: 'Grid side', meaning: 'Cells on each side of the grid. Twice as many take four times as long.' },
  padding: { title: 'Padding', meaning: 'Cells of nothing around the picture: room to grow too far, and to learn not to.' },
  rule: {
    title: 'Rule', meaning: 'When a cell lives, and how steeply it perceives.',
    choices: { distill: 'Distill’s: alive before and after', blog: 'The blog post’s: alive after' },
  },
  filters: {
    title: 'What a cell sees', meaning: 'Of its neighbours, beside itself. Without a direction it cannot tell up from left.',
    choices: { sobel: 'How things change, across and down', isotropic: 'How much things change and bend, no direction', 'sobel+laplacian': 'Across, down, and how things bend' },
  },
  edge: {
    title: 'Edge', meaning: 'What lies beyond the edge of the grid.',
    choices: { zero: 'Nothing', torus: 'The other side: a torus' },
  },
  alive: {
    title: 'Life', meaning: 'When a cell must have a living neighbour.',
    choices: { rule: 'As the rule has it', post: 'After a step', 'pre+post': 'Before and after a step', none: 'Never: no cell dies' },
  },
  channels: { title: 'Channels', meaning: 'Numbers of a cell: four are its colour, the others its memory.' },
  hidden: { title: 'Hidden', meaning: 'Sums in the small network that every cell has. Twice as many take twice as long.' },
  match: {
    title: 'Compared by', meaning: 'What counts of the goal.',
    choices: { pixels: 'Pixels, one by one', texture: 'Its texture: small parts, wherever they lie' },
  },
  turns: { title: 'Turns', meaning: 'In how many turns the goal is held against the flake; the nearest counts. 12 are enough for any.' },
  fireRate: { title: 'Fire rate', meaning: 'The chance that a cell takes its change in a step.' },
  minAlpha: { title: 'Least alpha', meaning: 'Faint pixels of the goal are raised to this, so that their cells can live.' },
  numEpochs: { title: 'Epochs', meaning: 'After so many it is done. 0: it goes on until you stop it.' },
  seed: { title: 'Random seed', meaning: 'The same seed gives the same run, to the last bit.' },
  batch: { title: 'Batch', meaning: 'Flakes grown in each epoch. Several cores share them.' },
  numStepsMin: { title: 'Steps, least', meaning: 'From this step on the flake is compared with the goal.' },
  numStepsMax: { title: 'Steps, most', meaning: 'The last step that counts, and the length of a rollout.' },
  loss: {
    title: 'Loss', meaning: 'At which steps the flake is compared with the goal.',
    choices: { every: 'At every step between the two', last: 'At one of them, drawn anew' },
  },
  optimizer: { title: 'Optimiser', meaning: 'How the weights follow the gradient. Muon needs far fewer epochs.', choices: { muon: 'Muon', adam: 'Adam' } },
  learningRate: { title: 'Learning rate', meaning: 'How far a weight moves in one epoch; under Muon, a bias.' },
  muonRate: { title: 'Muon rate', meaning: 'The same for the two matrices under Muon.' },
  learningRateEnd: { title: 'Learning rate at the end', meaning: 'To which it falls, and Muon’s rate in proportion.' },
  decayBeginEpoch: { title: 'It falls from', meaning: 'The epoch where the learning rate begins to fall.' },
  decayEndEpoch: { title: 'It falls until', meaning: 'The epoch where it has fallen.' },
  weightDecay: { title: 'Weight decay', meaning: 'By how much the matrices shrink under Muon, times their rate. It keeps states from exploding.' },
  grads: {
    title: 'Gradient', meaning: 'What becomes of the gradient first.',
    choices: { clip: 'Clipped as a whole', 'per-tensor': 'Each tensor to length one' },
  },
  clipNorm: { title: 'Clip at', meaning: 'The largest length of the gradient. 0: any.' },
  poolSize: { title: 'Pool', meaning: 'Grown flakes that are kept and gone on from: so it learns to stay. 0: every rollout begins with one cell.' },
  seedsPerBatch: { title: 'Seeds in a batch', meaning: 'Flakes of each batch that begin with one cell all the same.' },
  woundsPerBatch: { title: 'Wounds in a batch', meaning: 'Flakes of each batch that are wounded first: so it learns to heal.' },
  woundBeginEpoch: { title: 'Wounds from', meaning: 'The epoch from which on flakes are wounded.' },
  woundDiscs: { title: 'Discs', meaning: 'How often a wound is a disc somewhere.' },
  woundCentres: { title: 'Discs at the centre', meaning: 'How often it is a disc at the centre.' },
  woundHalves: { title: 'Half cuts', meaning: 'How often it takes half of the flake.' },
  woundBands: { title: 'Bands', meaning: 'How often it is a straight cut.' },
  overflowWeight: { title: 'Overflow', meaning: 'How much numbers beyond two count as loss.' },
  stillnessWeight: { title: 'Stillness', meaning: 'How much change in the last step counts as loss.' },
  survivalWeight: { title: 'Survival', meaning: 'How much counts as loss when all of a flake grows faint, so that seeds do not die.' },
};

export const errors = {
  BAD_SETTING: (/** @type {{ key: string, problem: keyof typeof problems }} */ { key, problem }) =>
    problems[problem](/** @type {Record<string, any>} */ (parameters)[key]?.title ?? key),
};
