/**
 * Ce qui se dit là où l’on fait un but.
 *
 * @import * as english from '../en/targets.js'
 */
import { writersOf } from '../writers.js';
import { units } from './page.js';

const { number, percent, plural } = writersOf('fr');
const { cells } = units;

/** @satisfies {typeof english.targets} */
export const targets = {
  heading: 'Que doit-il faire pousser ?',
  ways: 'Façons de faire un but',
  tabs: { text: 'Emoji, texte', picture: 'Image', draw: 'Dessin', crystal: 'Cristal', ice: 'Flocon de glace' },
  colour: 'Couleur',
  result: 'Le but, en cellules',
  resultLabel: 'Le but, tel que les cellules le verront',
  another: 'Ajouter une autre image',
  several: 'Ce que la même règle apprend aussi',
  chooseAnother: 'Choisissez ou faites maintenant la suivante : une seule règle les apprendra toutes.',
  together: (count) => `Une seule règle apprendra ces ${number(count)} images.`,
  full: (count) => `Une seule règle apprendra ces ${number(count)} images : il n’y a pas place pour plus.`,
  drop: (name) => `Retirer ${name}`,
  nothing: 'Rien n’est encore choisi.',
  verdicts: {
    good: (alive) => plural(alive, { one: `Prêt à pousser : ${number(alive)} cellule vivra.`, other: `Prêt à pousser : ${number(alive)} cellules vivront.` }),
    empty: () => 'C’est vide, il n’y a donc rien à apprendre. Il y faut quelque chose de solide.',
    opaque: () => 'Rien n’y est transparent, c’est donc un rectangle plein qui poussera. Sous « Image », on peut détourer un fond uni.',
    hollow: (alive) => `Cellules qui vivront : ${number(alive)}, mais aucune au milieu, où se trouve la première. Une telle pousse meurt le plus souvent avant d’être apprise : remplissez son milieu.`,
  },
};

/** @satisfies {typeof english.emoji} */
export const emoji = {
  label: 'Un emoji, ou un texte court',
  placeholder: '❄️ ou Oui',
  suggestions: 'Emojis proposés',
  hint: 'Dessiné par les polices de votre propre appareil. Un seul signe se lit le mieux : les cellules sont peu nombreuses.',
  nothing: 'Tapez un emoji ou une lettre, ou choisissez-en un.',
  blank: 'Ce texte ne laisse pas d’encre, il n’y a donc rien à faire pousser.',
  missing: (sign) => `Les polices de cet appareil ne savent pas dessiner « ${sign} » : elles n’ont pour lui qu’une case vide. Un autre marchera peut-être.`,
};

/** @satisfies {typeof english.picture} */
export const picture = {
  choose: 'Choisir une image',
  drop: 'ou déposez-en une sur la page, ou collez-en une.',
  bundled: 'Images fournies avec la page',
  bundledHint: 'Une image au fond transparent pousse selon sa propre forme. Celles-ci en ont un :',
  cut: 'Détourer le fond',
  cutHint: 'Rend transparent ce qui ressemble aux coins, aussi loin que cela s’étend.',
  tolerance: 'Tolérance',
  share: percent,
  allCut: 'Avec cette tolérance, il ne reste rien de l’image. Choisissez-en une plus basse.',
  pasted: 'Image collée',
  reading: 'Lecture de l’image…',
  replaced: (older, newer) => `« ${older} » était encore en cours de lecture quand « ${newer} » a été choisi, qui prend sa place.`,
  givenUp: (name) => `« ${name} » était encore en cours de lecture quand autre chose a été choisi, et n’est pas pris.`,
  isGoal: (name) => `Le but est maintenant ${name}.`,
};

/** @satisfies {typeof english.draw} */
export const draw = {
  name: 'Dessin',
  pad: 'Dessin : les flèches déplacent le pinceau, Espace dessine',
  keys: 'Touches sur le dessin : les flèches déplacent le pinceau, plus loin avec Maj ; maintenez Espace pour dessiner. E efface, Z annule, Y rétablit.',
  nothing: 'Rien n’est encore dessiné. Commencez au milieu, où se trouve la première cellule.',
  tool: 'Outil',
  pen: 'Crayon',
  eraser: 'Gomme',
  symmetry: 'Symétrie',
  twelve: '12 fois',
  six: '6 fois',
  none: 'Sans',
  clear: 'Vider',
  cleared: 'Le dessin est vidé.',
  otherColour: 'Autre',
  colours: {
    white: 'Blanc neige', ice: 'Glace', blue: 'Bleu', violet: 'Violet', green: 'Vert', yellow: 'Jaune', orange: 'Orange', red: 'Rouge', brown: 'Brun', black: 'Nuit',
  },
  drawn: 'Dessiné.',
  brushAt: {
    middle: () => 'Pinceau au milieu.',
    right: (right) => `Pinceau à ${cells(right)} à droite du milieu.`,
    left: (left) => `Pinceau à ${cells(left)} à gauche du milieu.`,
    above: (up) => `Pinceau à ${cells(up)} au-dessus du milieu.`,
    below: (down) => `Pinceau à ${cells(down)} au-dessous du milieu.`,
    rightAbove: (right, up) => `Pinceau à ${cells(right)} à droite du milieu, ${cells(up)} au-dessus.`,
    rightBelow: (right, down) => `Pinceau à ${cells(right)} à droite du milieu, ${cells(down)} au-dessous.`,
    leftAbove: (left, up) => `Pinceau à ${cells(left)} à gauche du milieu, ${cells(up)} au-dessus.`,
    leftBelow: (left, down) => `Pinceau à ${cells(left)} à gauche du milieu, ${cells(down)} au-dessous.`,
  },
};

/** @satisfies {typeof english.crystal} */
export const crystal = {
  picture: 'Le cristal de neige',
  another: 'Un autre',
  number: 'Numéro',
  hint: 'Des cristaux nés de la vapeur, comme ils poussent en tombant à travers les nuages. Chacun porte un numéro ; les curseurs mènent de lui à ses voisins.',
  axes: { plate: 'Plaque', outward: 'Rameaux vers l’extérieur', branches: 'Rameaux latéraux', width: 'Bras larges' },
  share: percent,
  named: (number) => `Cristal ${number}`,
  own: 'Votre cristal',
};

/** @satisfies {typeof english.ice} */
export const ice = {
  presets: 'Flocons pour commencer',
  picture: 'Le flocon de glace',
  surprise: 'Surprenez-moi',
  centre: 'Milieu',
  tips: 'Pointes',
  own: 'Glace de votre règle',
  hint: 'Chaque ligne dit ce que devient une cellule qui a tant de voisines gelées. Tout part d’une cellule gelée au milieu.',
  names: { star: 'Étoile', bloom: 'Fleur', needle: 'Aiguille', crystal: 'Cristal', fern: 'Fougère', surprise: 'Flocon surprise' },
};

/** @satisfies {typeof english.errors} */
export const errors = {
  PICTURE_TOO_LARGE: 'Ce fichier dépasse 32 Mo. Choisissez une image plus petite.',
  PICTURE_FAILED: 'L’image n’a pas pu être lue : le worker qui s’en charge n’a pas pu tourner, ou il est mort, peut-être faute de mémoire. Un nouvel essai peut aider.',
  CANVAS_ALTERED: 'Ce navigateur modifie ce qu’une page relit d’un canevas, pour que personne n’y soit reconnu. Le texte, les dessins et les images autres que PNG en sortiraient brouillés, et ne peuvent pas être pris ici ; les images PNG et les flocons de glace, si. Pour l’autoriser à cette page : dans Firefox, par le signe en forme d’image à côté de l’adresse ; dans Brave, par son lion.',
  PICTURE_LOCKED: 'Le navigateur ne laisse pas lire cette image, car elle contient des morceaux d’autres pages.',
};
