/**
 * `snowflake-nca/core`: neural cellular automata that grow a picture from one cell, and learn to. The same in browsers and in node;
 * nothing happens on import.
 *
 *     import { Nca, Trainer } from 'snowflake-nca/core';
 *     import { models } from 'snowflake-nca/models';
 *
 *     const nca = await Nca.load(models.snowflake);
 *     nca.step(96);
 *     context.putImageData(new ImageData(nca.rgba(), nca.width, nca.height), 0, 0);
 *
 *     const trainer = await Trainer.create({ target: 'picture.png' });
 *     await trainer.train(500, { onEpoch: (loss) => console.log(loss) });
 *     const bytes = trainer.save();
 *
 * @module snowflake-nca/core
 */
export { NcaError } from '../core/error.js';
export { layoutOf } from '../core/shape.js';
export { mixOfFlake, Nca } from './nca.js';
export { Trainer } from './trainer.js';

/**
 * @typedef {import('../core/types.js').Config} Config
 * @typedef {import('../core/types.js').Model} Model
 * @typedef {import('../core/types.js').Recipe} Recipe
 * @typedef {import('../core/types.js').Wound} Wound
 * @typedef {import('./bytes.js').FileSource} FileSource
 * @typedef {import('./nca.js').NcaOptions} NcaOptions
 * @typedef {import('./trainer.js').NewTraining} NewTraining
 * @typedef {import('./trainer.js').Picture} Picture
 * @typedef {import('./wasm.js').WasmSource} WasmSource
 */
