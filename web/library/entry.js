/**
 * What the library knows of a model. Types only: nothing runs here.
 *
 * @import { ShowCore } from '../core/show-core.js'
 * @import { Model } from '../core/types.js'
 * @import { Picture } from '../look/look.js'
 *
 * @typedef {object} LibraryEntry
 * @property {string} id a bundled one's name, for the model attribute and for links; of a guest its address; of one's own its content
 * @property {string} [content] which model it is (identity.js); the embed module does not ask
 * @property {'bundled' | 'guest' | 'own'} kind guest: of others, by address
 * @property {string} title for people: text, never markup
 * @property {(core: ShowCore | Promise<ShowCore>) => Promise<Model>} load a copy of its own; while the core is still loading, the file is fetched
 * @property {() => Promise<Picture>} [target] what it was taught, where that comes along
 * @property {LibraryEntry['load']} [fine] the same with a decoder, of one that is lighter without
 * @property {boolean} [isFamily] of flakes without end, which have numbers and no pictures
 * @property {readonly GoalEntry[]} [goals] of a rule that can grow several, in their order, where that is known before it is loaded
 *
 * @typedef {object} GoalEntry
 * @property {string} name as the model has it
 * @property {string} title for people
 * @property {() => Promise<Picture>} [target]
 *
 * @typedef {LibraryEntry & {
 *   kind: 'bundled',
 *   restAt: number,
 * }} BundledEntry restAt: step; Infinity: never
 */
export {};
