/** What the settings of a training are called, and what they mean. */

/** What can be wrong with a setting. */
export const problems = {
  unknown: (/** @type {string} */ title) => `The setting “${title}” is not known.`,
  type: (/** @type {string} */ title) => `The setting “${title}” must be a number.`,
  range: (/** @type {string} */ title) => `The setting “${title}” is outside its range.`,
  whole: (/** @type {string} */ title) => `The setting “${title}” must be a whole number.`,
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

export const parameters = {
  fixed: (/** @type {string} */ meaning) => `${meaning} Counts from the next start.`,
  groups: { grid: 'Grid', run: 'Run', rollout: 'Rollouts', learning: 'Learning', pool: 'Pool and wounds', penalties: 'Penalties' },
  side: { title: 'Grid side', meaning: 'Cells on each side of the grid. Twice as many take four times as long.' },
  padding: { title: 'Padding', meaning: 'Cells of nothing around the picture: room to grow too far, and to learn not to.' },
  rule: {
    title: 'Rule', meaning: 'When a cell lives, and how steeply it perceives.',
    choices: { distill: 'Distill’s: alive before and after', blog: 'The blog post’s: alive after' },
  },
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
};

export const errors = {
  BAD_SETTING: (/** @type {{ key: string, problem: keyof typeof problems }} */ { key, problem }) =>
    problems[problem](/** @type {Record<string, any>} */ (parameters)[key]?.title ?? key),
};
