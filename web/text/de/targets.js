/**
 * Was dort gesagt wird, wo ein Ziel entsteht.
 *
 * @import * as english from '../en/targets.js'
 */
import { writersOf } from '../writers.js';
import { units } from './page.js';

const { number, percent, plural } = writersOf('de');
const { cells } = units;

/** @satisfies {typeof english.targets} */
export const targets = {
  heading: 'Was soll wachsen?',
  ways: 'Arten, ein Ziel zu machen',
  tabs: { text: 'Emoji, Text', picture: 'Bild', draw: 'Zeichnen', crystal: 'Kristall', ice: 'Eisflocke' },
  colour: 'Farbe',
  result: 'Das Ziel, in Zellen',
  resultLabel: 'Das Ziel, wie die Zellen es sehen werden',
  another: 'Noch ein Bild',
  several: 'Was dieselbe Regel noch lernt',
  chooseAnother: 'Wähle oder mache nun das nächste: Eine Regel lernt sie alle.',
  together: (count) => `Eine Regel lernt diese ${number(count)} Bilder.`,
  full: (count) => `Eine Regel lernt diese ${number(count)} Bilder; für mehr ist hier kein Platz.`,
  drop: (name) => `${name} weglassen`,
  nothing: 'Noch ist nichts gewählt.',
  verdicts: {
    good: (alive) => plural(alive, { one: `Gut zum Wachsen: ${number(alive)} Zelle wird leben.`, other: `Gut zum Wachsen: ${number(alive)} Zellen werden leben.` }),
    empty: () => 'Es ist leer, also gibt es nichts zu lernen. Etwas darin muss fest sein.',
    opaque: () => 'Es hat keinen durchsichtigen Teil, also wird ein volles Rechteck wachsen. Unter „Bild“ kann ein schlichter Hintergrund ausgeschnitten werden.',
    hollow: (alive) =>
      `Zellen, die leben werden: ${number(alive)}, aber keine in der Mitte, wo die erste steht. Solches Wachstum stirbt meist, bevor es gelernt ist: Fülle die Mitte.`,
  },
};

/** @satisfies {typeof english.emoji} */
export const emoji = {
  label: 'Ein Emoji, oder ein kurzer Text',
  placeholder: '❄️ oder Hi',
  suggestions: 'Vorgeschlagene Emoji',
  hint: 'Gezeichnet mit den Schriften deines Geräts. Ein einzelnes Zeichen ist am besten zu lesen: Der Zellen sind wenige.',
  nothing: 'Tippe ein Emoji oder einen Buchstaben, oder wähle eines.',
  blank: 'Dieser Text hinterlässt keine Tinte, also gibt es nichts, das wachsen könnte.',
  missing: (sign) => `Die Schriften dieses Geräts können „${sign}“ nicht zeichnen: Sie haben dafür nur einen leeren Kasten. Ein anderes geht vielleicht.`,
};

/** @satisfies {typeof english.picture} */
export const picture = {
  choose: 'Ein Bild wählen',
  drop: 'oder lege eines auf der Seite ab, oder füge eines ein.',
  bundled: 'Bilder, die zur Seite gehören',
  bundledHint: 'Aus einem Bild mit durchsichtigem Hintergrund wächst seine eigene Form. Diese haben einen:',
  cut: 'Den Hintergrund ausschneiden',
  cutHint: 'Macht durchsichtig, was aussieht wie die Ecken, so weit es reicht.',
  tolerance: 'Toleranz',
  share: percent,
  allCut: 'Mit dieser Toleranz bleibt nichts vom Bild. Bitte wähle eine kleinere.',
  pasted: 'Eingefügtes Bild',
  reading: 'Das Bild wird gelesen…',
  replaced: (older, newer) => `„${older}“ wurde noch gelesen, als „${newer}“ gewählt wurde, das nun an seine Stelle tritt.`,
  givenUp: (name) => `„${name}“ wurde noch gelesen, als etwas anderes gewählt wurde, und wird nicht genommen.`,
  isGoal: (name) => `Das Ziel ist nun ${name}.`,
};

/** @satisfies {typeof english.draw} */
export const draw = {
  name: 'Zeichnung',
  pad: 'Zeichnung: Pfeiltasten bewegen den Pinsel, Leertaste zeichnet',
  keys: 'Tasten auf der Zeichnung: Pfeile bewegen den Pinsel, mit Umschalt weiter; halte die Leertaste, um zu zeichnen. E radiert, Z nimmt zurück, Y stellt wieder her.',
  nothing: 'Noch ist nichts gezeichnet. Beginne in der Mitte, wo die erste Zelle steht.',
  tool: 'Werkzeug',
  pen: 'Stift',
  eraser: 'Radierer',
  symmetry: 'Symmetrie',
  twelve: '12-fach',
  six: '6-fach',
  none: 'Aus',
  clear: 'Leeren',
  cleared: 'Die Zeichnung ist geleert.',
  otherColour: 'Andere',
  colours: {
    white: 'Schneeweiß', ice: 'Eis', blue: 'Blau', violet: 'Violett', green: 'Grün', yellow: 'Gelb', orange: 'Orange', red: 'Rot', brown: 'Braun', black: 'Nacht',
  },
  drawn: 'Gezeichnet.',
  brushAt: {
    middle: () => 'Pinsel in der Mitte.',
    right: (right) => `Pinsel ${cells(right)} rechts der Mitte.`,
    left: (left) => `Pinsel ${cells(left)} links der Mitte.`,
    above: (up) => `Pinsel ${cells(up)} über der Mitte.`,
    below: (down) => `Pinsel ${cells(down)} unter der Mitte.`,
    rightAbove: (right, up) => `Pinsel ${cells(right)} rechts der Mitte und ${cells(up)} darüber.`,
    rightBelow: (right, down) => `Pinsel ${cells(right)} rechts der Mitte und ${cells(down)} darunter.`,
    leftAbove: (left, up) => `Pinsel ${cells(left)} links der Mitte und ${cells(up)} darüber.`,
    leftBelow: (left, down) => `Pinsel ${cells(left)} links der Mitte und ${cells(down)} darunter.`,
  },
};

/** @satisfies {typeof english.crystal} */
export const crystal = {
  picture: 'Der Schneekristall',
  another: 'Ein anderer',
  number: 'Nummer',
  hint: 'Kristalle aus Dampf, wie sie auf dem Fall durch die Wolken wachsen. Jeden nennt eine Nummer; die Regler führen von ihm zu seinen Nachbarn.',
  axes: { plate: 'Platte', outward: 'Zweige außen', branches: 'Seitenzweige', width: 'Breite Arme' },
  share: percent,
  named: (number) => `Kristall ${number}`,
  own: 'Eigener Kristall',
};

/** @satisfies {typeof english.ice} */
export const ice = {
  presets: 'Flocken für den Anfang',
  picture: 'Die Eisflocke',
  surprise: 'Überrasche mich',
  centre: 'Mitte',
  tips: 'Spitzen',
  own: 'Eis deiner Regel',
  hint: 'Jede Zeile sagt, was aus einer Zelle mit so vielen vereisten Nachbarn wird. Alles beginnt mit einer vereisten Zelle in der Mitte.',
  names: { star: 'Stern', bloom: 'Blüte', needle: 'Nadel', crystal: 'Kristall', fern: 'Farn', surprise: 'Überraschung' },
};

/** @satisfies {typeof english.errors} */
export const errors = {
  PICTURE_TOO_LARGE: 'Diese Datei ist größer als 32 MB. Bitte wähle ein kleineres Bild.',
  PICTURE_FAILED: 'Das Bild konnte nicht gelesen werden: Der Worker, der es liest, konnte nicht laufen oder ist gestorben, vielleicht aus Mangel an Speicher. Ein neuer Versuch kann helfen.',
  CANVAS_ALTERED: 'Dieser Browser verändert, was eine Seite von einer Zeichenfläche zurückliest, damit niemand daran erkannt wird. Text, Zeichnungen und Bilder außer PNG würden zu Rauschen und können hier nicht genommen werden; PNG-Bilder und Eisflocken schon. Um es für diese Seite zu erlauben: in Firefox am Bildzeichen neben der Adresse, in Brave an seinem Löwen.',
  PICTURE_LOCKED: 'Der Browser lässt dieses Bild nicht lesen, weil es Stücke anderer Seiten enthält.',
};
