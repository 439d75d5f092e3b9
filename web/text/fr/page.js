/**
 * Ce que la page dit du flocon sur sa scène, et de ce que l’on en garde.
 *
 * @import * as english from '../en/page.js'
 */
import { partedAt } from '../parting.js';
import { writersOf } from '../writers.js';
import { element } from './element.js';

const { fine, number, percent, plural, time } = writersOf('fr');

export { errors } from './errors.js';

/** @satisfies {typeof english.units} */
export const units = {
  cells: (count) => plural(count, { one: `${number(count)} cellule`, other: `${number(count)} cellules` }),
  stepsPerSecond: (count) => `${number(count)} pas par seconde`,
};

export const { models } = element;

/** @satisfies {typeof english.stage} */
export const stage = {
  model: element.label,
  tools: {
    wound: 'Dessinez sur le flocon pour effacer des cellules, et regardez-le refermer la plaie.',
    cut: 'Tirez un trait en travers du flocon : la coupe va de part en part.',
    half: 'Glissez vers la moitié à enlever : tout ce qui est de ce côté disparaît.',
    noise: 'Peignez du hasard dans les cellules, dans tous leurs nombres.',
    seed: 'Posez une autre graine : une cellule d’où pousse un flocon.',
    graft: 'Peignez sur le flocon : ces cellules continuent en un autre.',
  },
  toolsByTouch: {
    wound: 'Un doigt efface des cellules ; deux déplacent et agrandissent.',
    cut: 'Un doigt trace la ligne d’une coupe de part en part ; deux déplacent et agrandissent.',
    half: 'Un doigt glisse vers la moitié à enlever ; deux déplacent et agrandissent.',
    noise: 'Un doigt peint du hasard dans les cellules ; deux déplacent et agrandissent.',
    seed: 'Un doigt pose une autre graine, d’où pousse un flocon ; deux déplacent et agrandissent.',
    graft: 'Un doigt peint des cellules qui continuent en un autre flocon ; deux déplacent et agrandissent.',
  },
  goals: 'Le changer en',
  sown: 'Ce que l’on sème',
  grafted: 'Ce que l’on greffe',
  goalNumber: (goal) => `Nº ${number(goal)}`,
  mixed: 'un mélange',
  another: 'Un autre flocon',
  anotherToPlant: 'Un autre',
  flakeNumber: 'Numéro',
  noFlake: (last) => `Un flocon porte un nombre entier, de 0 à ${number(last)}.`,
  shaping: 'Le façonner soi-même',
  axes: {
    plate: { name: 'Plaque au milieu', low: 'petite plaque', high: 'grande plaque' },
    outward: { name: 'Où il se ramifie', low: 'rameaux au centre', high: 'rameaux aux pointes' },
    branches: { name: 'Rameaux', low: 'simple', high: 'ramifié' },
    width: { name: 'Bras', low: 'fins', high: 'larges' },
  },
  numbered: (flake) => `nº ${flake}`,
  titleOf: (title, goal) => `${title}, ${goal}`,
  parted: partedAt(['persis-tance', 'crois-sance']),
  mixing: 'En mêler deux',
  mixWith: 'Mêlé à',
  mixShare: 'Dans quelle part',
  look: 'Dessiné en',
  looks: { cells: 'Cellules', fine: 'Glace' },
  brush: 'Pinceau',
  play: 'Lancer',
  pause: 'Pause',
  stepOf: (step, last) => `pas ${number(step)} sur ${number(last)}`,
  undo: 'Annuler',
  redo: 'Rétablir',
  fastest: 'aussi vite que possible',
  degrees: (value) => `${number(value)}°`,
  percent,
  sizeClose: 'au plus près',
  sizeOwn: 'comme à l’entraînement',
  ofOneRule: 'Tous par une seule règle : l’un devient l’autre',
  otherWays: 'Les mêmes, appris autrement',
  like: (share) => `Ressemblance : ${fine(share)}`,
  cellsAlive: (count) => plural(count, { one: `${number(count)} cellule vivante`, other: `${number(count)} cellules vivantes` }),
  sizeOf: (height, width = height) => `${number(height)} × ${number(width)}`,
  texture: 'une texture',
  textureGrows: 'une texture, partout pareille : aucune image unique à laquelle ressembler',
  severalGrow: 'plusieurs flocons sur une grille : aucune image unique à laquelle ressembler',
  wounded: 'blessé',
  healing: 'guérit',
  stuck: 'ne guérit pas',
  travelling: (step, goal) => `En route vers le pas ${number(goal)} : ${number(step)}`,
};

/** @satisfies {typeof english.messages} */
export const messages = {
  rest: 'Il se repose au pas 96. On lui a appris quoi être jusque-là, jamais ce qui vient après. Relancez-le et regardez.',
  opened: (name) => `${name} : voici ce qui en pousse.`,
  handedOver: (name) =>
    `${name} a été confié au navigateur. Si rien n’a été enregistré, c’est que le cadre où se trouve cette page interdit les téléchargements : « allow-downloads » dans son sandbox les permet.`,
  saved: (name) => `Enregistré sous ${name}.`,
  adopted: (epochs) => `Le flocon du haut pousse maintenant avec les poids de l’époque ${number(epochs)}.`,
  opening: 'Ouverture de l’atelier…',
  toStudio: 'Retour à l’atelier',
  keptModel: (reason) => `${reason} Le modèle qui était là continue.`,
  failed: 'Quelque chose s’est mal passé dans la page. La recharger aide.',
  drop: {
    picture: 'Lâchez-la : les cellules apprendront à faire pousser cette image',
    model: 'Lâchez-le : ce modèle poussera',
    unclear: 'Lâchez : une image pour l’entraînement, ou un modèle qui poussera',
    other: 'Seuls une image ou un modèle peuvent être déposés ici',
  },
  dropUnknown: 'Seuls une image pour l’entraînement ou un modèle (safetensors, ou le JSON de Distill) peuvent être déposés ici.',
  runKept: (name, epochs) =>
    name ? `« ${name} » était en cours, et il est gardé tel qu’à l’époque ${number(epochs)}.` : `Un entraînement était en cours, et il est gardé tel qu’à l’époque ${number(epochs)}.`,
  goOn: 'Le poursuivre',
  oneOfMany: (name, count) => `Un seul fichier est pris à la fois : « ${name} », parmi les ${number(count)} reçus.`,
  outdated: 'Il existe une version plus récente de cette page, et ce dont celle-ci a encore besoin n’est plus là. Rechargez-la pour continuer ; les entraînements gardés ne sont pas perdus.',
  partMissing: 'Une partie de cette page n’a pas pu être chargée : il semble n’y avoir aucune connexion. Elle viendra dès qu’il y en aura une.',
  tryAgain: 'Réessayer',
  newer: 'Il existe une version plus récente de cette page. Elle vient si vous la rechargez, ou à votre prochaine visite.',
  reload: 'Recharger',
  undo: 'Annuler',
  words: 'À copier',
  close: 'Fermer le message',
};

/** @satisfies {typeof english.keep} */
export const keep = {
  embedCopied: 'Copié : deux lignes de HTML qui font pousser ce flocon dans une de vos pages.',
  embedRefused: 'Le navigateur ne permet pas de copier ici. Voici le code :',
  making: (share) => `En préparation : ${percent(share)}`,
  copied: 'Le lien est copié. Il refait pousser ce flocon même, avec tout ce qui lui est arrivé.',
  modelCopied: 'Le lien est copié. Il porte le modèle lui-même : qui l’ouvre le fait pousser.',
  modelRestored: (name) => `Voici « ${name} », venu avec le lien, qui pousse.`,
  linkShown: 'Le navigateur ne permet pas de copier ici. Voici le lien, qui est aussi dans la barre d’adresse :',
  restored: 'Voici le flocon que raconte le lien.',
  dear: (steps, width, height, mostMs) =>
    `Le lien raconte ${number(steps)} pas sur ${number(width)} × ${number(height)} cellules, ce qui peut prendre ici jusqu’à ${time(mostMs)}. Le flocon est à son début.`,
  dearBegin: 'Les calculer',
};

/** @satisfies {typeof english.wishes} */
export const wishes = {
  loading: 'L’atelier s’ouvre.',
  learning: (wish, share) => `Il apprend ${wish} : ${percent(share)}.`,
  learnt: (wish) => `Il a appris ${wish}, désormais parmi les vôtres.`,
  notLearnt: (wish) => `${wish} n’a pas été appris jusqu’au bout. L’atelier a ce qu’il y en a.`,
};

/** @satisfies {typeof english.library} */
export const library = {
  trainOn: 'Entraîner encore',
  own: 'Les vôtres',
  kept: 'Gardé dans ce navigateur.',
  passing: 'Ici jusqu’à la fermeture de cette page.',
  notKept: 'Ce navigateur ne garde rien pour cette page, vos modèles sont donc là jusqu’à sa fermeture. Enregistrez leurs poids pour les retrouver.',
  keep: 'Le garder',
  rename: 'Renommer',
  remove: 'Supprimer',
  name: 'Nom du modèle',
  added: (title) => `« ${title} » est maintenant dans la galerie, parmi les vôtres.`,
  removed: (title) => `« ${title} » est supprimé.`,
};
