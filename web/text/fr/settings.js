/**
 * Comment s’appellent les réglages d’un entraînement, et ce qu’ils veulent dire.
 *
 * @import * as english from '../en/settings.js'
 */

/** @satisfies {typeof english.presets} */
export const presets = {
  quick: { title: 'Rapide', about: 'Reconnaissable en quelques secondes, fini en une minute. Il tient un moment, et ne guérit pas.' },
  lasting: { title: 'Durable', about: 'Il pousse, et reste tel quel. Quelques minutes.' },
  healing: { title: 'Guérisseur', about: 'Il pousse, reste, et referme ses plaies. De cinq à vingt minutes.' },
  sooner: { title: 'Le billet, en accéléré', about: 'Les cellules et la perte du billet de blog, apprises plus vite.' },
  post: { title: 'Comme le billet', about: 'Comme fait le billet de blog : un flocon à la fois, aussi longtemps que vous voulez.' },
};

/** @satisfies {typeof english.kinds} */
export const kinds = {
  usual: { title: 'Cellules ordinaires', about: 'Elles voient où est le haut, et font pousser l’image à l’endroit.' },
  isotropic: { title: 'Cellules sans direction', about: 'Elles ne connaissent ni haut ni gauche : l’image pousse tournée n’importe comment. C’est plus dur à apprendre : donnez-leur des milliers d’époques.' },
  texture: { title: 'Une texture', about: 'L’image est un motif : il remplit la grille, continue par-delà ses bords, et aucune cellule ne meurt.' },
};

/** @satisfies {typeof english.parameters} */
export const parameters = {
  ofTheWeights: 'Les poids de départ ont le leur.',
  misfits: {
    texture: 'Une texture se compare où que soient ses parties, la tourner ne change donc rien.',
    directed: 'Des cellules qui voient une direction font pousser l’image à l’endroit.',
    edge: 'Une texture continue par-delà le bord : il lui faut un tore.',
    filled: 'Une texture remplit la grille.',
    undying: 'Aucune cellule ne meurt, les plus pâles n’ont donc pas besoin d’aide.',
    noPool: 'Sans réserve, chaque flocon part d’une cellule.',
    noWounds: 'Aucun flocon du lot n’est blessé.',
    noMuon: 'Ce réglage va avec Muon.',
    noClip: 'Ce réglage va avec un gradient écrêté d’un seul tenant.',
  },
  fixed: (meaning) => `${meaning} Compte à partir du prochain départ.`,
  groups: { grid: 'Grille', cells: 'Cellules', run: 'Entraînement', rollout: 'Déroulements', learning: 'Apprentissage', pool: 'Réserve et blessures', penalties: 'Pénalités' },
  side: { title: 'Côté de la grille', meaning: 'Cellules par côté de la grille. Deux fois plus prennent quatre fois plus de temps.' },
  padding: { title: 'Marge', meaning: 'Cellules vides autour de l’image : de la place pour pousser trop loin, et pour apprendre à ne pas le faire.' },
  rule: {
    title: 'Règle', meaning: 'Quand une cellule vit, et l’ampleur des pentes qu’elle perçoit.',
    choices: { distill: 'De Distill : vivante avant et après', blog: 'Du billet : vivante après' },
  },
  filters: {
    title: 'Ce que voit une cellule', meaning: 'De ses voisines, en plus d’elle-même. Sans direction, elle ne distingue pas le haut de la gauche.',
    choices: { sobel: 'Ce qui change, en travers et vers le bas', isotropic: 'Combien cela change et se courbe, sans direction', 'sobel+laplacian': 'En travers, vers le bas, et la courbure' },
  },
  edge: {
    title: 'Bord', meaning: 'Ce qu’il y a au-delà du bord de la grille.',
    choices: { zero: 'Rien', torus: 'L’autre côté : un tore' },
  },
  alive: {
    title: 'Vie', meaning: 'Quand une cellule doit avoir une voisine vivante.',
    choices: { rule: 'Comme le veut la règle', post: 'Après un pas', 'pre+post': 'Avant et après un pas', none: 'Jamais : aucune cellule ne meurt' },
  },
  channels: { title: 'Canaux', meaning: 'Nombres d’une cellule : quatre sont sa couleur, les autres sa mémoire.' },
  hidden: { title: 'Sommes cachées', meaning: 'Sommes dans le petit réseau de chaque cellule. Deux fois plus prennent deux fois plus de temps.' },
  match: {
    title: 'Comparé selon', meaning: 'Ce qui compte dans le but.',
    choices: { pixels: 'Les pixels, un par un', texture: 'Sa texture : de petites parties, où qu’elles soient' },
  },
  turns: { title: 'Tours', meaning: 'En combien de positions tournées le but est comparé au flocon ; la plus proche compte. 12 suffisent à tous.' },
  fireRate: { title: 'Taux d’activation', meaning: 'La probabilité qu’une cellule prenne son changement lors d’un pas.' },
  minAlpha: { title: 'Alpha minimal', meaning: 'Les pixels pâles du but sont relevés à cette valeur, pour que leurs cellules puissent vivre.' },
  numEpochs: { title: 'Époques', meaning: 'Au bout d’autant, c’est fini. 0 : jusqu’à ce que vous l’arrêtiez.' },
  seed: { title: 'Graine aléatoire', meaning: 'La même graine donne le même entraînement, au bit près.' },
  batch: { title: 'Lot', meaning: 'Flocons qui poussent à chaque époque. Plusieurs cœurs se les partagent.' },
  numStepsMin: { title: 'Pas, au moins', meaning: 'À partir de ce pas, le flocon est comparé au but.' },
  numStepsMax: { title: 'Pas, au plus', meaning: 'Le dernier pas qui compte, et la longueur d’un déroulement.' },
  loss: {
    title: 'Perte', meaning: 'À quels pas le flocon est comparé au but.',
    choices: { every: 'À chaque pas entre les deux', last: 'À l’un d’eux, tiré au sort à chaque fois' },
  },
  optimizer: { title: 'Optimiseur', meaning: 'Comment les poids suivent le gradient. Muon demande bien moins d’époques.', choices: { muon: 'Muon', adam: 'Adam' } },
  learningRate: { title: 'Taux d’apprentissage', meaning: 'De combien un poids bouge en une époque ; avec Muon, un biais.' },
  muonRate: { title: 'Taux de Muon', meaning: 'La même chose pour les deux matrices, avec Muon.' },
  learningRateEnd: { title: 'Taux à la fin', meaning: 'La valeur à laquelle il descend, et celui de Muon en proportion.' },
  decayBeginEpoch: { title: 'Il baisse à partir de', meaning: 'L’époque où le taux d’apprentissage commence à baisser.' },
  decayEndEpoch: { title: 'Il baisse jusqu’à', meaning: 'L’époque où il a fini de baisser.' },
  weightDecay: { title: 'Décroissance des poids', meaning: 'De combien les matrices rétrécissent avec Muon, multiplié par leur taux. Cela évite aux états d’exploser.' },
  grads: {
    title: 'Gradient', meaning: 'Ce que devient d’abord le gradient.',
    choices: { clip: 'Écrêté d’un seul tenant', 'per-tensor': 'Chaque tenseur ramené à la longueur un' },
  },
  clipNorm: { title: 'Écrêté à', meaning: 'La plus grande longueur du gradient. 0 : n’importe laquelle.' },
  poolSize: { title: 'Réserve', meaning: 'Flocons adultes que l’on garde et que l’on reprend : c’est ainsi qu’il apprend à rester. 0 : chaque déroulement part d’une cellule.' },
  seedsPerBatch: { title: 'Graines par lot', meaning: 'Flocons de chaque lot qui partent tout de même d’une cellule.' },
  woundsPerBatch: { title: 'Blessures par lot', meaning: 'Flocons de chaque lot que l’on blesse d’abord : c’est ainsi qu’il apprend à guérir.' },
  woundBeginEpoch: { title: 'Blessures dès', meaning: 'L’époque à partir de laquelle on blesse des flocons.' },
  woundDiscs: { title: 'Disques', meaning: 'Combien de fois une blessure est un disque quelque part.' },
  woundCentres: { title: 'Disques au centre', meaning: 'Combien de fois c’est un disque au centre.' },
  woundHalves: { title: 'Moitiés', meaning: 'Combien de fois elle prend la moitié du flocon.' },
  woundBands: { title: 'Bandes', meaning: 'Combien de fois c’est une coupe droite.' },
  overflowWeight: { title: 'Débordement', meaning: 'Combien les nombres au-delà de deux comptent dans la perte.' },
  stillnessWeight: { title: 'Immobilité', meaning: 'Combien un changement au dernier pas compte dans la perte.' },
  survivalWeight: { title: 'Survie', meaning: 'Combien compte dans la perte un flocon qui pâlit partout, pour que les graines ne meurent pas.' },
};

/** @satisfies {typeof english.problems} */
export const problems = {
  unknown: (title) => `Le réglage « ${title} » n’existe pas.`,
  type: (title) => `Le réglage « ${title} » doit être un nombre.`,
  range: (title) => `Le réglage « ${title} » est hors de ses limites.`,
  whole: (title) => `Le réglage « ${title} » doit être un nombre entier.`,
  multiple: (title) => `Le réglage « ${title} » doit être un des nombres que proposent ses flèches : plusieurs cellules sont calculées à la fois.`,
  choice: (title) => `Le réglage « ${title} » n’est aucun des choix proposés.`,
  padding: (title) => `Le réglage « ${title} » doit laisser au moins 8 cellules à l’image.`,
  steps: (title) => `Le réglage « ${title} » ne doit pas être inférieur au plus petit nombre de pas.`,
  pool: (title) => `Le réglage « ${title} » doit être au moins égal au lot, ou 0.`,
  wounds: (title) => `Le réglage « ${title} » et les autres sortes de blessures ne doivent pas tous être à 0.`,
  decay: (title) => `Le réglage « ${title} » ne doit pas venir avant le début de la baisse du taux d’apprentissage.`,
};

/** @satisfies {typeof english.errors} */
export const errors = {
  BAD_SETTING: ({ key, problem }) => problems[problem](/** @type {Record<string, any>} */ (parameters)[key]?.title ?? key),
};
