/** What stands in src/nca.h and src/wasm/wasm_api.c in the same order. */

/** The words of the enumerations of nca_config and nca_model, in order: NCA_ALIVE_LIST and its like. */
export { CONFIG_WORDS, DEATHLESS_RULES, DIRECTED_FILTERS, FILTER_PLANES, ROUND_EDGES } from './config-list.js';
export const USUAL_CHANNELS = 16;
export const USUAL_HIDDEN = 128;
/** Ends and steps of what a shape may be. */
export const SHAPE_RANGES = Object.freeze({ channels: Object.freeze({ min: 8, max: 64, step: 4 }), hidden: Object.freeze({ min: 16, max: 512, step: 16 }), goals: Object.freeze({ min: 1, max: 255, step: 1 }) });
/** Of a decoder, where there is one: its width, and pixels a cell. */
export const DECODER_RANGES = Object.freeze({ decoder: Object.freeze({ min: 16, max: 64, step: 4 }), decoderScale: Object.freeze({ min: 2, max: 16, step: 1 }) });
export const MAX_FINE_SCALE = 128; // NCA_MAX_FINE_SCALE
export const MAX_KINDS = 255; // NCA_MAX_KINDS
export const MAX_SIDE_CELLS = 4096;
export const MAX_SIDE_PIXELS = 8192; // NCA_MAX_SIDE_PIXELS
export const NUM_CRYSTAL_AXES = 4; // NCA_CRYSTAL_NUM_AXES
export const MAX_ICE_STEPS = 500; // NCA_ICE_MAX_RADIUS_CELLS
export const ERR_MEMORY = -1;

export const MODEL_FIELDS = Object.freeze({
  alive: 0, sobelScale: 1, fireRate: 2, aliveThreshold: 3, premultiplied: 4, height: 5, width: 6, padding: 7, epochs: 8, filters: 9, edge: 10, turns: 11, match: 12,
  channels: 13, hidden: 14, goals: 15, decoder: 16, decoderScale: 17,
});
export const MAX_TURNS = 360; // NCA_MAX_TURNS
export const MODEL_TEXTS = Object.freeze({ name: 0, target: 1, license: 2, family: 3 });
export const TEXT_BYTES = 128; // NCA_TEXT_BYTES

/** What the core tells of each field of a recipe; the fields themselves stand nowhere but in src/nca.h. */
export const RECIPE_NUMBERS = Object.freeze({ kind: 0, count: 1, min: 2, max: 3 });
export const RECIPE_TEXTS = Object.freeze({ name: 0, words: 1, meaning: 2 });
export const FIELD_KINDS = Object.freeze(/** @type {const} */ (['whole', 'number', 'word']));

export const TRIAL_FIELDS = Object.freeze({ kind: 0, seed: 1, wound: 2, numErrors: 3, step: 4, error: 5 });
export const TRIAL_KINDS = Object.freeze(/** @type {const} */ (['lasting', 'healing', 'wideLasting', 'wideHealing', 'twoSeeds']));
export const MAX_AGES = 16; // NCA_PROBE_MAX_AGES

export const WOUND_SHAPES = Object.freeze({ disc: 0, half: 1, band: 2 });
export const DTYPES = Object.freeze({ F32: 0, F16: 1 });
