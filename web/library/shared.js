/** The library of this page. */
import { createCore } from '../core/shared.js';
import { bundledModels } from './bundled.js';
import { Library } from './library.js';

export const library = new Library({
  bundled: bundledModels,
  core: createCore,
  openShelf: () => import('./shelf.js').then(({ openShelf }) => openShelf()), // who has no models of their own need not load it
});
