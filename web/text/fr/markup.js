/** @import * as english from '../en/markup.js' */
import { USUAL_LAYOUT } from '../../core/shape.js';
import { presets } from '../../training/presets.js';
import { writersOf } from '../writers.js';

/** La longueur d’un déroulement de la première recette. */
const { numStepsMin: least, numStepsMax: most } = presets[0].settings;
/** De quoi est fait le flocon de la leçon. */
const { channels, hidden, perceived } = USUAL_LAYOUT, NUM_VISIBLE = 4;
const { number } = writersOf('fr'), numParams = number(USUAL_LAYOUT.numParams);

/** @satisfies {typeof english.page} */
export const page = {
  title: 'Flocon : d’une cellule naît une image',
  description:
    'Un flocon de neige qui pousse à partir d’une seule cellule, selon une règle que chaque cellule suit seule. Blessez-le, semez des graines, et entraînez le vôtre dans le navigateur : C, WebAssembly, sans carte graphique.',
  wordmark: 'Flocon',
  skip: 'Aller au flocon',
  heading: 'D’une seule cellule naît un flocon',
  lead: 'Il est fait de cellules. Chacune ne voit que ses huit voisines, et toutes suivent la même petite règle apprise. Personne ne dessine l’image.',
  nav: 'Sections de la page',
  compareLink: 'Comparer',
  lessonLink: 'Comprendre',
  snowLink: 'Faire neiger',
  trainLink: 'Entraîner',
  noScript: 'Le flocon est calculé dans votre navigateur. Autorisez JavaScript pour le voir pousser.',
  footer: 'Calculé sur votre propre appareil par un programme en C compilé en WebAssembly. Rien de ce que vous ouvrez ici n’en sort.',
  papers: 'D’après',
  licence: 'Licence MIT',
  source: 'Code source',
  languages: 'Langue',
};

/** @satisfies {typeof english.stage} */
export const stage = {
  section: 'Le flocon',
  invite: 'Dessinez dessus',
  done: 'Ce qui a été fait',
  growing: 'Il pousse.',
  numbers: 'Les chiffres',
  morph: 'Métamorphose : le suivant reprend les cellules déjà là',
  choose: 'Ce qui pousse',
  tool: 'Outil',
  wound: 'Effacer',
  cut: 'Couper',
  half: 'Moitié',
  noise: 'Bruit',
  seed: 'Semer',
  graft: 'Greffer',
  step: 'Avancer d’un pas',
  back: 'Reculer d’un pas',
  scrub: 'Pas montré',
  time: 'Temps',
  stay: 'S’arrêter ici',
  restart: 'Recommencer',
  speed: 'Vitesse',
  sound: 'Son des cellules',
  view: 'Vue',
  zoomIn: 'Agrandir',
  zoomOut: 'Réduire',
  zoomAll: 'Montrer tout le flocon',
  inside: 'Regarder dans les cellules',
  insideHint: 'Tous les nombres de chaque cellule, en images. Pointez une cellule du flocon, ou amenez-y le pinceau au clavier : les siens s’affichent à côté.',
  more: 'Activation, rotation, grille',
  angle: 'Tourné de',
  fireRate: 'Taux d’activation',
  size: 'Grille',
  sizeHint: 'Une rotation tourne ce que chaque cellule perçoit ; ce qui pousse ensuite pousse tourné. Une nouvelle grille ou une nouvelle graine aléatoire repart d’une cellule.',
  fireSeed: 'Graine aléatoire',
  meters: 'Mesures',
  open: 'Ouvrir',
  save: 'Enregistrer',
  keys: 'Touches sur le flocon : les flèches déplacent le pinceau, Entrée utilise l’outil, la virgule et le point tournent une coupe. P lance, S et B avancent et reculent d’un pas, R recommence, V montre les cellules ou la glace, Z annule, Y rétablit, + et − agrandissent et réduisent, 0 montre tout, Échap quitte.',
  statusStep: 'pas',
  statusAlive: 'cellules vivantes',
  statusRate: 'pas par seconde',
  statusError: 'erreur',
  statusHealed: 'pas pour guérir',
};

/** @satisfies {typeof english.keep} */
export const keep = {
  section: 'Garder',
  picture: 'Image',
  gif: 'GIF',
  video: 'Vidéo',
  share: 'Partager',
  link: 'Copier le lien',
  embed: 'Code pour une page',
  model: 'Modèle',
};

/** @satisfies {typeof english.wish} */
export const wish = {
  label: 'Ou tapez un emoji : il apprend à le faire pousser, ici et maintenant',
  grow: 'Apprendre',
  progress: 'Où en est l’apprentissage',
  watch: 'Le regarder apprendre',
};

/** @satisfies {typeof english.compare} */
export const compare = {
  heading: 'Trois façons d’apprendre',
  lead: 'Le même flocon, entraîné trois fois. À l’un, on a seulement demandé de pousser ; à l’autre, de pousser et de rester ; le troisième a été blessé pendant qu’il apprenait. Ce que vous faites à l’un arrive aux trois.',
  controls: 'Commandes des trois flocons',
  half: 'Couper en deux',
  heart: 'Percer le cœur',
  cut: 'Trancher',
  hint: 'Dessinez sur l’un des trois : la blessure est la même pour tous.',
};

/** @satisfies {typeof english.lesson} */
export const lesson = {
  heading: 'Comment ça marche',
  lead: 'Toutes les figures ici regardent un même flocon, que le programme du flocon d’en haut fait pousser pendant que vous lisez : placez-le plus bas à n’importe lequel de ses pas. Ensemble, elles forment un pas de la règle, et racontent comment la règle a été trouvée.',
  walk: 'Le flocon de toutes les figures',
  scrub: 'Pas du flocon dans toutes les figures',
  again: 'Depuis sa première cellule',
  flake: 'Le flocon',
  flakeLabel: 'Le flocon tel qu’il est maintenant',
  channel: 'Canal',
  below: 'sous zéro',
  above: 'au-dessus de zéro',
  cell: {
    heading: `Une cellule, c’est ${channels} nombres`,
    numbers: 'Quatre d’entre eux sont ce que vous voyez : le rouge, le vert, le bleu, et alpha, qui dit à quel point la cellule est solide.',
    hidden: `Les ${channels - NUM_VISIBLE} autres sont cachés. Aucune image ne dit ce qu’ils doivent être ; l’entraînement leur a trouvé lui-même un usage. C’est tout ce dont une cellule dispose pour se souvenir, et tout ce qu’elle peut dire à ses voisines.`,
    hint: 'Choisissez une cellule : pointez-la, touchez-la, ou déplacez-vous avec les flèches (avec Maj, de cinq cellules à la fois).',
    frame: 'Le flocon : choisissez une cellule avec les flèches',
    bars: 'Une barre pleine vaut 1 pour les couleurs et alpha, 4 pour les nombres cachés.',
  },
  perception: {
    heading: 'Elle perçoit son voisinage',
    sees: `Une cellule connaît ses propres ${channels} nombres et, pour chacun, sa pente vers la droite et sa pente vers le bas. Cela en fait ${perceived}, et c’est tout ce qu’elle voit jamais.`,
    kernels: 'Les pentes se prennent avec les noyaux de Sobel : posez les neuf facteurs sur une cellule et ses huit voisines, multipliez, additionnez. (Ce modèle divise par huit.)',
    disc: 'Sur un simple disque, on peut les vérifier, comme le fait le billet de blog : l’un fait ressortir les bords gauche et droit, l’autre le haut et le bas.',
    itself: 'Elle-même',
    slopeX: 'Pente vers la droite',
    slopeY: 'Pente vers le bas',
    kernelItself: 'Noyau : la cellule elle-même',
    kernelX: 'Noyau de Sobel en x',
    kernelY: 'Noyau de Sobel en y',
    seen: 'Ce qui est perçu',
    flake: 'Le flocon',
    aDisc: 'Un disque',
  },
  update: {
    heading: 'Elle calcule un changement',
    network: `Un petit réseau transforme les ${perceived} nombres en ${channels} changements. D’abord ${hidden} sommes pondérées des ${perceived} ; celles qui sont sous zéro sont mises à zéro, ce qui s’appelle ReLU. Puis ${channels} sommes pondérées de ce qui reste.`,
    same: `Les poids sont la règle : ${numParams} nombres appris, les mêmes dans chaque cellule. Aucun ne dit où se trouve une cellule ni ce qu’elle doit devenir.`,
    grown: 'Regardez les changements pendant qu’il pousse. Dans le flocon adulte, ils ne cessent pas : les voisines continuent de se corriger, et c’est pour cela qu’il peut guérir.',
    drawing: `${perceived} nombres perçus, ${hidden} sommes avec ReLU, ${channels} changements : ${number(hidden * perceived)} poids et ${hidden} biais, puis ${number(channels * hidden)} poids et ${channels} biais.`,
    sizes: { perceived: `${perceived}`, hidden: `${hidden} · ReLU`, channels: `${channels}`, first: `${number(hidden * perceived)} + ${hidden}`, second: `${number(channels * hidden)} + ${channels}` },
    own: 'soi',
    learnt: 'appris',
    change: 'écart',
    changeLabel: 'Le changement que chaque cellule s’apprête à prendre',
    changeCaption: 'Le changement à venir, des cellules qui vivent',
    of: 'Changement de',
  },
  fire: {
    heading: 'La moitié le prend',
    half: 'Aucune horloge ne bat pour toutes les cellules à la fois. À chaque pas, chaque cellule prend son changement une fois sur deux, ou bien attend telle quelle. Une règle qui fait pousser l’image malgré cela n’a besoin de personne pour battre la mesure.',
    drawn: 'Le tirage n’est pas aveugle : le sort d’une cellule est calculé à partir d’une graine, du numéro du pas et de sa place. Une même graine fait donc pousser le même flocon sur toute machine, au bit près.',
    mask: 'Qui fait le pas suivant',
    fires: 'prend son changement',
    waits: 'attend',
  },
  life: {
    heading: 'Sans voisines vivantes, elle meurt',
    lives: 'Une cellule vit si son alpha, ou celui d’une de ses huit voisines, dépasse 0,1. Une cellule qui ne vit pas, avant un pas ou après, voit tous ses nombres mis à zéro.',
    border: 'Le flocon a donc un bord large d’une cellule, fait de cellules qui ne sont pas encore solides et vivent grâce à une voisine. La glace nouvelle ne peut se former que là : c’est ainsi qu’il pousse, et qu’une plaie se referme depuis son bord.',
    picture: 'Qui vit, et pourquoi',
    itself: 'solide : son propre alpha dépasse 0,1',
    neighbour: 'bord : vit grâce à une voisine',
  },
  channels: {
    heading: 'Tout d’un coup',
    all: `Le même flocon ${channels} fois, une pour chaque nombre de ses cellules : les ${NUM_VISIBLE} que vous voyez, puis les ${channels - NUM_VISIBLE} cachés. Dans le coin d’un nombre caché figure la valeur montrée à pleine intensité.`,
    hidden: 'Les nombres cachés diffèrent d’un bras à l’autre, et de gauche à droite, là où l’image que vous voyez est la même. C’est ainsi que des cellules d’apparence semblable peuvent connaître leur place.',
  },
  training: {
    heading: 'La règle s’apprend',
    epoch: `L’entraînement part de nombres dont rien ne pousse. Il laisse un flocon pousser d’une cellule pendant ${least} à ${most} pas, le compare au but, remonte chaque pas à rebours pour trouver dans quel sens chacun des ${numParams} nombres devrait bouger, et les pousse tous un peu. Puis il recommence, des centaines ou des milliers de fois.`,
    mixture: 'Ici, vous pouvez mêler des nombres non entraînés à des nombres appris et faire pousser le mélange. L’entraînement lui-même ne suit pas une route aussi droite ; mais vous voyez combien de la règle il faut pour de la glace, pour six bras, pour un bord qui s’arrête où il doit.',
    link: 'Entraînez-en un vous-même',
    grown: 'Ce que donne le mélange',
    goal: 'Le but',
    learnt: 'Appris',
    error: 'Erreur quadratique moyenne par rapport au but :',
  },
  ice: {
    heading: 'Son ancêtre : la glace à la main',
    lattice: 'Dans un billet plus ancien, l’auteur faisait pousser de la glace avec une règle écrite à la main. Dans un réseau d’hexagones, une cellule est gelée. À chaque pas, chaque cellule compte les cellules gelées parmi ses six voisines : avec 1, 4 ou 5 elle gèle, avec 2, 3 ou 6 elle fond, avec aucune elle reste ce qu’elle est.',
    contrast: 'Là, la règle est écrite et l’image est la surprise. Ici, c’est l’inverse : l’image est donnée, et la règle, trop longue pour n’importe quelle main, est apprise.',
    hint: 'Changez la règle et voyez ce qui en pousse.',
    picture: 'Glace née du tableau de la règle',
  },
};

/** @satisfies {typeof english.snow} */
export const snow = {
  heading: 'Qu’il neige !',
  lead: 'Chaque flocon de ce ciel pousse d’une cellule pendant sa chute, avec sa propre graine aléatoire et tourné à sa façon, si bien qu’il n’y en a pas deux tout à fait pareils. Touchez-en un pour le blesser : il guérit en descendant.',
  scene: 'Une nuit d’hiver où des flocons poussent en tombant, grands quand ils sont proches, petits quand ils sont loin',
  controls: 'Commandes de la neige',
  wound: 'Blesser un flocon',
  flakes: 'Flocons',
  wind: 'Vent',
  statusAlive: 'cellules vivantes',
  statusSteps: 'pas calculés',
};

/** @satisfies {typeof english.training} */
export const training = {
  heading: 'Entraînez le vôtre',
  lead: `Un emoji, une image, un dessin de vous : des cellules qui ne savent rien apprennent à le faire pousser, ici, dans votre navigateur. À chaque époque, quelques flocons poussent pendant ${least} à ${most} pas et sont comparés au but, et chaque poids est un peu ajusté pour faire mieux.`,
  open: 'Ouvrir l’atelier',
};
