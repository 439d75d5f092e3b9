/**
 * The shapes that page, worker and node share. Types only: nothing runs here.
 *
 * @import { Alive, Edge, Filters, Match } from './config-list.js'
 *
 * @typedef {object} Config
 * @property {Alive} alive when a cell must have a living neighbour
 * @property {Filters} [filters] what a cell sees beside itself; default sobel
 * @property {Edge} [edge] what lies beyond the edge of the grid; default zero: nothing
 * @property {number} [channels] numbers of a cell, 8 to 64, a multiple of 4; default 16
 * @property {number} [hidden] of the update's hidden layer, 16 to 512, a multiple of 16; default 128
 * @property {number} [goals] what one rule can grow, 1 to 255: each a row of b1, all else they share; default 1
 * @property {number} [decoder] hidden width of the network that draws a finer picture, 16 to 64, a multiple of 4; default 0: there is none
 * @property {number} [decoderScale] pixels a cell it was trained at, 2 to 16; 0 without one
 * @property {number} sobelScale factor of the Sobel kernels
 * @property {number} fireRate probability that a cell takes its update
 * @property {number} aliveThreshold a cell lives where the 3x3 maximum of alpha exceeds this
 * @property {boolean} premultiplied whether RGB is already multiplied by alpha
 *
 * @typedef {Pick<Partial<Config>, 'channels' | 'hidden' | 'filters' | 'alive' | 'edge' | 'goals' | 'decoder' | 'decoderScale'>} ModelShape
 *
 * @typedef {object} Model what a weights file holds
 * @property {Config} config
 * @property {Float32Array} params W1 [hidden][perceived], b1 [goals][hidden], W2 [channels][hidden], b2 [channels], then those of a decoder; see layoutOf
 * @property {string} name
 * @property {string} target
 * @property {string} license
 * @property {string} [family] of which its goals are the corners (family.js); empty (default): each goal is a picture by itself
 * @property {number} height cells of the grid it was trained on, 0 where unknown
 * @property {number} width
 * @property {number} padding cells of nothing around its target
 * @property {number} [turns] about the seed of which the one nearest to its target counted; 0 (default): the target alone
 * @property {Match} [match] what of its target counted; default pixels
 * @property {string[]} [goalNames] as many as there are goals
 * @property {number} epochs optimiser updates it was trained for
 *
 * @typedef {object} TargetOptions
 * @property {number} height cells
 * @property {number} width cells
 * @property {number} [padding] cells of nothing on every side; default 0
 * @property {boolean} [premultiplied] default false
 * @property {boolean} [keepAspect] as large as fits, centred; default false: stretched to fill
 * @property {number} [scale] pixels a cell, for what a decoder shall draw: [scale height][scale width][4]; default 1
 *
 * @typedef {object} Area
 * @property {number} [top] pixels of a finer picture; default 0
 * @property {number} [left] default 0
 * @property {number} [height] default: all that is left
 * @property {number} [width]
 *
 * @typedef {object} Wound
 * @property {'disc' | 'half' | 'band'} shape a disc about the point, all from the point in the direction of the angle, or a cut across it
 * @property {number} x cells
 * @property {number} y
 * @property {number} [size] cells: the disc's radius, the band's width
 * @property {number} [angle] radians
 *
 * @typedef {object} Recipe
 * @property {'blog' | 'growing' | 'persistent' | 'regenerating'} base what it starts from; default blog
 * @property {number} numEpochs how long the run will be, to which the schedules of the last three are fitted
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
 * @property {number} weightDecay of the two matrices under Muon
 * @property {number} learningRateEnd to which the rate falls between the two epochs
 * @property {number} decayBeginEpoch
 * @property {number} decayEndEpoch
 * @property {number} poolSize states of the sample pool, 0: none, every rollout begins from the seed
 * @property {number} seedsPerBatch samples that begin from the seed all the same; 1.5: two in every second batch
 * @property {number} woundsPerBatch samples that are wounded
 * @property {number} woundBeginEpoch from which on they are
 * @property {number[]} woundShares how often discs, discs at the centre, half cuts and bands
 * @property {number} overflowWeight of the loss on values outside -2..2
 * @property {number} stillnessWeight of the loss on change in the last step
 * @property {number} turns of the target about the seed, the nearest of which the loss is taken against
 * @property {Match} match what the loss compares
 * @property {'all' | 'decoder' | 'details'} learns rule and decoder, or that alone: the rule stays as it is; or that and what the rule has beyond the next two
 * @property {number} fineWeight of the loss of what a decoder draws; 0: it learns nothing
 * @property {number} finePixels of its picture that count at each state that does, drawn anew
 * @property {number} morphsPerBatch samples that begin from what another goal has grown, and learn to turn into their own
 * @property {number} keptChannels of a cell's numbers so many stay as they are where details are learnt, else 0
 * @property {number} keptHidden and of the hidden layer's so many
 * @property {number} survivalWeight of the loss on states in which no alpha is above one half
 *
 * @typedef {object} ProbeOptions
 * @property {number} height cells of the model's own target
 * @property {number} width
 * @property {number} [padding] cells of nothing around its picture
 * @property {number} [goal] of several, which; default 0
 * @property {number} [wide] side of the larger grid; 0: no trials on one; default 128
 * @property {number} [numSeeds] runs with different fire masks; default 8
 * @property {number} [seed] of the first one
 * @property {number[]} [ages] steps at which to measure, ascending, at most 16; default 96, 200, 1,000, 10,000, 100,000
 *
 * @typedef {object} Trial
 * @property {'lasting' | 'healing' | 'wideLasting' | 'wideHealing' | 'twoSeeds'} kind
 * @property {number} seed
 * @property {string} [wound] what was done; errors are then those just after it and 500 steps later
 * @property {{ step: number, error: number }[]} errors squared, over the numbers of the model's own picture
 *
 * @typedef {object} IceOptions
 * @property {number[]} [freeze] with how many icy neighbours, 0..6, a cell becomes ice; default 1, 4, 5
 * @property {number[]} [melt] with how many ice melts; default 2, 3, 6
 * @property {number} [numSteps] default 12
 * @property {number} [side] pixels; default 128
 * @property {number} [centre] colour of the middle, 0xRRGGBB
 * @property {number} [tips] colour of the tips
 *
 * @typedef {object} TrainerOptions
 * @property {number} height cells
 * @property {number} width cells
 * @property {number} seed
 * @property {Partial<Recipe>} [recipe] what differs from the blog's recipe
 * @property {Float32Array} [fineTargets] [goals][scale height][scale width][4]: what the decoder shall draw, where the recipe gives that a weight
 * @property {{ index: number, count: number }} [share] of every batch, for one of several trainers: the samples whose index leaves
 *   `index` when divided by `count`; default: all of them
 */
export {};
