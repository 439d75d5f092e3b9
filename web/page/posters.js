/** The posters of the gallery: what each model grows, as web/docs/pictures.mjs has drawn it. They are there before a model is. */
import evergreen from '../../assets/posters/evergreen.png?url';
import iceBloom from '../../assets/posters/ice-bloom.png?url';
import iceFamily from '../../assets/posters/ice-family.png?url';
import iceFeather from '../../assets/posters/ice-feather.png?url';
import iceFloes from '../../assets/posters/ice-floes.png?url';
import iceNeedle from '../../assets/posters/ice-needle.png?url';
import iceRosette from '../../assets/posters/ice-rosette.png?url';
import iceStar from '../../assets/posters/ice-star.png?url';
import snowflake from '../../assets/posters/snowflake.png?url';
import snowman from '../../assets/posters/snowman.png?url';
import { make } from './dom.js';

/** @type {Readonly<Record<string, string>>} */
const POSTERS = Object.freeze({
  'evergreen': evergreen,
  'ice-bloom': iceBloom,
  'ice-family': iceFamily,
  'ice-feather': iceFeather,
  'ice-floes': iceFloes,
  'ice-needle': iceNeedle,
  'ice-rosette': iceRosette,
  'ice-star': iceStar,
  'snowflake': snowflake,
  'snowman': snowman,
  'snowflake-persistent': snowflake,
  'snowflake-growing': snowflake,
  'blog-snowflake': snowflake,
});

/** @param {string} id of a model @returns {HTMLImageElement | undefined} */
export function posterOf(id) {
  if (!(id in POSTERS)) return undefined;
  const picture = make('img', 'poster');
  picture.src = POSTERS[id];
  picture.alt = ''; // its name stands below
  return picture;
}
