/**
 * `snowflake-nca/models`: where the models that come with the package are, by name. What each is and how good, see assets/models/README.md
 * in the sources. Each file says itself what it was trained for, and under which licence.
 *
 * Every address is written out, since that is the form in which bundlers find the files and take them along.
 *
 * @module snowflake-nca/models
 */
export const models = Object.freeze({
  /** Lasts, and heals. */
  snowflake: new URL('../models/snowflake.safetensors', import.meta.url),
  /** A family of flakes, no two alike: which one, a number says. */
  'ice-family': new URL('../models/ice-family.safetensors', import.meta.url),
  /** Twelve pictures by one rule, each a goal of it, which turn into one another: the five of the models below that are flakes, snowman, evergreen, and five crystals. */
  'ice-gallery': new URL('../models/ice-gallery.safetensors', import.meta.url),
  'ice-feather': new URL('../models/ice-feather.safetensors', import.meta.url),
  'ice-needle': new URL('../models/ice-needle.safetensors', import.meta.url),
  'ice-star': new URL('../models/ice-star.safetensors', import.meta.url),
  'ice-bloom': new URL('../models/ice-bloom.safetensors', import.meta.url),
  /** Knows no direction, so that it grows in one turn or another; lasts, and heals. */
  'ice-rosette': new URL('../models/ice-rosette.safetensors', import.meta.url),
  /** A texture: fills its grid, which has no edge. */
  'ice-floes': new URL('../models/ice-floes.safetensors', import.meta.url),
  snowman: new URL('../models/snowman.safetensors', import.meta.url),
  evergreen: new URL('../models/evergreen.safetensors', import.meta.url),
  /** Lasts, and heals small wounds. */
  'snowflake-persistent': new URL('../models/snowflake-persistent.safetensors', import.meta.url),
  /** Falls apart after step 200: nobody taught it to stay. */
  'snowflake-growing': new URL('../models/snowflake-growing.safetensors', import.meta.url),
  /** By the recipe of the blog post. */
  'blog-snowflake': new URL('../models/blog-snowflake.safetensors', import.meta.url),
});
