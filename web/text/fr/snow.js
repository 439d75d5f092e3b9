/**
 * Ce que dit le ciel.
 *
 * @import * as english from '../en/snow.js'
 */
import { writersOf } from '../writers.js';

const { number, plural } = writersOf('fr');

/** @satisfies {typeof english.snow} */
export const snow = {
  start: 'Qu’il neige !',
  pause: 'Pause',
  fullScreen: 'Plein écran',
  leaveFullScreen: 'Quitter le plein écran',
  take: 'Le faire pousser sur la scène',
  flakeCount: (count) => plural(count, { one: `${number(count)} flocon`, other: `${number(count)} flocons` }),
  onlyNear: 'La carte graphique n’a plus de flocons. Les plus proches tombent toujours.',
  winds: {
    [-4]: 'tempête vers la gauche', [-3]: 'vent vers la gauche', [-2]: 'brise vers la gauche', [-1]: 'souffle vers la gauche',
    0: 'air calme', 1: 'souffle vers la droite', 2: 'brise vers la droite', 3: 'vent vers la droite', 4: 'tempête vers la droite',
  },
};
