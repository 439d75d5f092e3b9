/**
 * The shapes that page, worker and node share. Types only: nothing runs here.
 *
 * @typedef {object} Config
 * @property {'post'|'pre+post'} alive when a cell must have a living neighbour
 * @property {number} sobelScale factor of the Sobel kernels
 * @property {number} fireRate probability that a cell takes its update
 * @property {number} aliveThreshold a cell lives where the 3x3 maximum of alpha exceeds this
 * @property {boolean} premultiplied whether RGB is already multiplied by alpha
 *
 * @typedef {object} Model what a weights file holds
 * @property {Config} config
 * @property {Float32Array} params 8,336 numbers: W1 [128][48], b1 [128], W2 [16][128], b2 [16]
 * @property {string} name
 * @property {string} target
 * @property {string} license
 * @property {number} height cells of the grid it was trained on, 0 where unknown
 * @property {number} width
 * @property {number} padding cells of nothing around its target
 * @property {number} epochs optimiser updates it was trained for
 *
 * @typedef {object} TargetOptions
 * @property {number} height cells
 * @property {number} width cells
 * @property {number} [padding] cells of nothing on every side; default 0
 * @property {boolean} [premultiplied] default false
 * @property {boolean} [keepAspect] as large as fits, centred; default false: stretched to fill
 *
 * @typedef {object} Recipe
 * @property {number} numStepsMin
 * @property {number} numStepsMax included
 * @property {'last' | 'every'} loss taken at the last state, or the mean over all states from numStepsMin to numStepsMax
 * @property {number} batch rollouts an epoch
 * @property {number} learningRate
 * @property {number} beta1
 * @property {number} beta2
 * @property {number} epsilon
 * @property {'clip' | 'per-tensor'} grads whether the gradient is clipped as a whole or each tensor divided by its own norm
 * @property {number} clipNorm 0: no clipping
 * @property {'adam' | 'muon'} optimizer
 * @property {number} muonRate of the two matrices, at the full learning rate
 * @property {number} learningRateEnd to which the rate falls between the two epochs
 * @property {number} decayBeginEpoch
 * @property {number} decayEndEpoch
 *
 * @typedef {object} TrainerOptions
 * @property {number} height cells
 * @property {number} width cells
 * @property {number} seed
 * @property {Partial<Recipe>} [recipe] what differs from the blog's recipe
 * @property {{ index: number, count: number }} [share] of every batch, for one of several trainers: the samples whose index leaves
 *   `index` when divided by `count`; default: all of them
 */
export {};
