/**
 * What the ways of making a goal have in common. Types only: nothing runs here.
 *
 * @import { Goal } from './goal.js'
 *
 * @typedef {object} Way
 * @property {HTMLElement} panel
 * @property {Goal | undefined} goal what it makes now
 * @property {string} trouble why it makes nothing, in words
 * @property {boolean} isUsed whether the visitor made or cleared something here: a way that was only looked at changes nothing
 * @property {() => void} [opened] called when its panel is shown
 * @property {boolean} [readsCanvas] whether it reads back what it draws on a canvas
 */
export {};
