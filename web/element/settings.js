/**
 * The settings of the timeline as attributes: model, goal or mix, angle and fire rate. They go both ways. An attribute that is set is an edit of the timeline;
 * and where the timeline moves over such an edit, the attributes are as they were then. What an author wrote is never written again in other words.
 *
 * @import { Mix } from '../core/mix.js'
 * @import { Edit, Settings as Values } from '../core/script.js'
 * @import { Timeline } from '../core/timeline.js'
 * @import { PropertyName } from './mirrored-element.js'
 * @import { SnowflakeNca } from './snowflake-nca.js'
 */
import { FIRST_GOAL, goalOfMix, isSameMix } from '../core/mix.js';
import { quantise } from '../core/quantise.js';
import { kindsOf } from '../core/script.js';
import { wordOfGoal } from './goals.js';
import { isLikeTaught } from './growth.js';
import { writeAttribute } from './mirrored-element.js';

/** Settings changed by a slider come in a stream, which is one stroke as long as no gap is longer. */
const STROKE_GAP_MS = 1000;

export class Settings {
  #element;
  /** What the attributes say, as the timeline has it. */
  #told = { radians: 0, rate: /** @type {number | undefined} */ (undefined), mix: FIRST_GOAL, isLikeTaught: true };
  /** The setting that was changed last, and when: the next change may be of the same stroke. */
  #last = { type: '', ms: -Infinity };
  /** Attributes follow the timeline at the moment, and not the other way round. */
  isFollowing = false;

  /** @param {SnowflakeNca} element */
  constructor(element) {
    this.#element = element;
  }

  /** @param {'angle' | 'fireRate'} type @returns {Edit} what the attribute says */
  edit(type) {
    const { angle, fireRate } = this.#element;
    return type === 'angle' ? { type, radians: (angle * Math.PI) / 180 } : { type, rate: fireRate };
  }

  /** Tell a new timeline. @param {Timeline} timeline @param {Mix} mix that the attributes ask for */
  begin(timeline, mix) {
    if (!isSameMix(mix, FIRST_GOAL)) timeline.apply({ type: 'mix', mix });
    if (this.#element.angle !== 0) timeline.apply(quantise(this.edit('angle')));
    if (this.#element.fireRate !== undefined) timeline.apply(quantise(this.edit('fireRate')));
    this.take(timeline.settings);
  }

  /** Whether a setting that is changed now is of one stroke with the one before. @param {string} type */
  joins(type) {
    return this.#last.type === type && performance.now() - this.#last.ms < STROKE_GAP_MS;
  }

  /** @param {Edit} edit that was done */
  done({ type }) {
    this.#last = { type, ms: performance.now() };
  }

  /** The timeline is as the attributes say. @param {Values} values @returns {boolean} whether it shall become something else than before */
  take(values) {
    const { radians, rate } = values, [mix] = kindsOf(values), told = this.#told;
    this.#told = { radians, rate, mix, isLikeTaught: isLikeTaught(values) };
    return !isSameMix(told.mix, mix) || (this.#told.isLikeTaught && !told.isLikeTaught); // a wound may have put another picture in the place of what it was taught
  }

  /** The timeline moved. @param {Values} values @returns {boolean} whether it shall become something else than before */
  follow(values) {
    const told = this.#told, { model, radians, rate } = values, [mix] = kindsOf(values), isOther = this.take(values);
    if (!isSameMix(told.mix, mix)) this.writeMix(model, mix);
    if (told.radians !== radians) this.write('angle', Math.round(((radians * 180) / Math.PI) * 64) / 64 || null); // as links have it: web/core/quantise.js
    if (told.rate !== rate) this.write('fireRate', rate);
    return isOther;
  }

  /** @param {string | number | null | undefined} word empty: the first one */
  writeGoal(word) {
    this.write('goal', word === '' ? null : word);
    for (const other of /** @type {const} */ (['mix', 'flake'])) this.write(other, null); // which would count
  }

  /** @param {Values['model']} model @param {Mix} mix */
  writeMix(model, mix) {
    const { flake } = mix, goal = goalOfMix(mix);
    this.write('flake', flake);
    this.write('goal', goal && flake === undefined ? wordOfGoal(model, goal) : null);
    this.write('mix', goal === undefined && flake === undefined ? mix : null);
  }

  /** Without its being taken for somebody's wish. @param {PropertyName} property @param {unknown} value */
  write(property, value) {
    this.isFollowing = true;
    writeAttribute(this.#element, property, value);
    this.isFollowing = false;
  }
}
