/**
 * Was der Himmel sagt.
 *
 * @import * as english from '../en/snow.js'
 */
import { writersOf } from '../writers.js';

const { number, plural } = writersOf('de');

/** @satisfies {typeof english.snow} */
export const snow = {
  start: 'Lass es schneien',
  pause: 'Anhalten',
  fullScreen: 'Vollbild',
  leaveFullScreen: 'Vollbild verlassen',
  take: 'Auf der Bühne wachsen lassen',
  flakeCount: (count) => plural(count, { one: `${number(count)} Flocke`, other: `${number(count)} Flocken` }),
  onlyNear: 'Die Grafikkarte hat keine Flocken mehr. Die nahen fallen weiter.',
  winds: {
    [-4]: 'Sturm nach links', [-3]: 'Wind nach links', [-2]: 'Brise nach links', [-1]: 'Hauch nach links',
    0: 'still', 1: 'Hauch nach rechts', 2: 'Brise nach rechts', 3: 'Wind nach rechts', 4: 'Sturm nach rechts',
  },
};
