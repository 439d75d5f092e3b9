/** Ce que <snowflake-nca> dit de lui-même. */
import { coreErrors } from './core-errors.js';

/** Not writers.js: an embedded element shall not bring along how all else is written. */
const { format: number } = new Intl.NumberFormat('fr');

/** @satisfies {import('../en/element.js').ElementWords} */
export const element = {
  language: 'fr',
  label: 'Flocon de neige né d’un automate cellulaire neuronal',
  labelOf: (title) => `${title}, né d’un automate cellulaire neuronal`,
  help: 'Les flèches déplacent le pinceau, plus loin avec Maj ; Entrée ou Espace utilise l’outil. La virgule et le point tournent une coupe. P lance et met en pause, S avance d’un pas, B recule d’un pas, R recommence, V montre les cellules ou la glace. Z annule, Y rétablit. Plus et moins agrandissent ou réduisent, 0 revient à la vue de départ. Échap quitte la grille.',
  controls: 'Lecture',
  play: 'Lancer',
  pause: 'Pause',
  restart: 'Recommencer',
  undo: 'Annuler',
  hint: 'Dessinez dessus pour le blesser.',
  playing: 'Il pousse.',
  pausedAt: (step) => `En pause au pas ${number(step)}.`,
  restingAt: (step, alive) => `Adulte : au repos au pas ${number(step)}. Cellules vivantes : ${number(alive)}.`,
  brushAt: (x, y) => `Pinceau à la colonne ${number(x + 1)}, ligne ${number(y + 1)}.`,
  wounded: (alive) => `Blessé. Cellules restantes : ${number(alive)}.`,
  planted: 'Graine semée.',
  noisy: 'Bruit peint.',
  grafted: 'Greffé.',
  looks: { cells: 'Dessiné en cellules.', smooth: 'Celui-ci n’a pas d’image plus fine : il est dessiné lissé.', fine: 'Dessiné en glace.' },
  undone: 'Annulé.',
  redone: 'Rétabli.',
  healed: (steps) => `Guéri en ${number(steps)} pas.`,
  failed: 'Quelque chose s’est mal passé. Recharger la page aide.',

  errors: {
    ...coreErrors,
    LOAD_FAILED: ({ what }) => {
      if (what === 'weights') return 'Impossible d’aller chercher les poids.';
      return what === 'goal' ? 'Impossible d’aller chercher l’image que le flocon a apprise.' : 'Impossible de charger le cœur WebAssembly.';
    },
    SHADER_FAILED: 'La carte graphique ne peut pas dessiner l’image la plus fine, le processeur s’en charge donc.',
    NO_GOAL: ({ goal, goals, names }) => `Ce modèle n’a pas de but « ${goal} » : il y a ${names.join(', ') || goals}.`,
    NO_FAMILY: 'Ce modèle ne connaît aucune famille de flocons, donc aucun flocon de ce numéro.',
    BAD_MIX: 'Un mélange est un nombre par but, par exemple 0.3,0.7.',
    FILE_TOO_LARGE: 'Ce fichier est trop gros pour les poids d’un flocon, qui tiennent en 34 ko.',
    NOT_SUPPORTED: ({ what }) => `Il manque à ce navigateur ${what}, qui sert à montrer le flocon.`,
    NO_UNPACKING: 'Ce navigateur ne sait pas déballer le flocon. Chrome et Edge le savent depuis la version 80, Firefox depuis la 113, Safari depuis la 16.4.',
  },

  models: {
    'snowflake': 'Flocon de neige',
    'ice-family': 'Cristaux de neige',
    'ice-gallery': 'Galerie de glace',
    'ice-feather': 'Plumes de glace',
    'ice-needle': 'Aiguilles de glace',
    'ice-star': 'Étoile de glace',
    'ice-bloom': 'Fleur de glace',
    'ice-rosette': 'Rosette de glace',
    'ice-floes': 'Banquise',
    'ice-frost': 'Étoile de givre',
    'ice-dendrite': 'Dendrite de glace',
    'ice-branch': 'Branches de glace',
    'ice-blade': 'Lames de glace',
    'ice-plate': 'Plaque de glace',
    'snowman': 'Bonhomme de neige',
    'evergreen': 'Sapin',
    'snowflake-persistent': 'Flocon, persistance',
    'snowflake-growing': 'Flocon, croissance',
    'blog-snowflake': 'Flocon du billet de blog',
    untitled: 'Image qui pousse',
  },
};
