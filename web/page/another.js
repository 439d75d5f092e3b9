/** Another snowflake, at the press of one button: the living flake turns into it where its rule knows a family of them; else the family's rule comes, and it grows from one cell. */
import { anyFlake, isOfFamily } from '../core/family.js';
import { byId } from './dom.js';

/** @import { SnowflakeNca } from '../element/snowflake-nca.js' */

/** @param {SnowflakeNca} flake @param {() => unknown} bringFamily */
export function connectAnother(flake, bringFamily) {
  byId('another').addEventListener('click', () => {
    if (flake.currentModel && isOfFamily(flake.currentModel)) turnInto(flake, anyFlake());
    else bringFamily();
  });
}

/** @param {SnowflakeNca} flake of a family @param {number} which */
export function turnInto(flake, which) {
  flake.flake = which;
  if (flake.numSteps > 0 && flake.hasAttribute('paused')) flake.play(); // who asks for one wants to see it become that
}
