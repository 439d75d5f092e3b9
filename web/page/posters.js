/** The posters of the gallery: what each model grows, as web/docs/pictures.mjs has drawn it. They are there before a model is. */
import gallery from '../../assets/posters/gallery.png?url';
import { make } from './dom.js';
import { allPosters, posterPlaces } from './poster-places.js';

/** @param {string} id of a model, or the name of a goal @returns {HTMLElement | undefined} its name stands below */
export function posterOf(id) {
  const place = posterPlaces.get(id);
  if (!place) return undefined;
  const poster = make('span', 'poster poster-place'), { style } = poster, { left, side } = place, { width, height } = allPosters;
  style.backgroundImage = `url("${gallery}")`;
  style.backgroundSize = `${(100 * width) / side}% ${(100 * height) / side}%`;
  style.backgroundPosition = `${(100 * left) / (width - side)}% 0`;
  return poster;
}
