/**
 * Wie die Einstellungen eines Trainings heißen, und was sie bedeuten.
 *
 * @import * as english from '../en/settings.js'
 */

/** @satisfies {typeof english.presets} */
export const presets = {
  quick: { title: 'Schnell', about: 'In Sekunden zu erkennen, in einer Minute fertig. Sie bleibt eine Weile, und heilt nicht.' },
  lasting: { title: 'Bleibend', about: 'Sie wächst, und bleibt, wie sie ist. Einige Minuten.' },
  healing: { title: 'Heilend', about: 'Sie wächst, bleibt, und schließt ihre Wunden. Fünf bis zwanzig Minuten.' },
  sooner: { title: 'Der Beitrag, eher', about: 'Zellen und Verlust des Blogbeitrags, auf schnellere Art gelehrt.' },
  post: { title: 'Wie im Beitrag', about: 'Wie es der Blogbeitrag macht: eine Flocke auf einmal, so lange du willst.' },
};

/** @satisfies {typeof english.kinds} */
export const kinds = {
  usual: { title: 'Übliche Zellen', about: 'Sie sehen, wo oben ist, und lassen das Bild wachsen, wie es steht.' },
  isotropic: { title: 'Zellen ohne Richtung', about: 'Sie kennen kein Oben und kein Links: Das Bild wächst gedreht, wie es gerade kommt. Das ist schwerer zu lernen: Gib ihnen Tausende von Epochen.' },
  texture: { title: 'Ein Muster', about: 'Das Bild ist ein Muster: Es füllt das Gitter, geht über die Ränder weiter, und keine Zelle stirbt.' },
};

/** @satisfies {typeof english.parameters} */
export const parameters = {
  ofTheWeights: 'Die Gewichte, mit denen es beginnt, haben ihre eigene.',
  misfits: {
    texture: 'Ein Muster wird verglichen, wo immer seine Teile liegen: Es zu drehen, ändert nichts.',
    directed: 'Zellen, die eine Richtung sehen, lassen das Bild wachsen, wie es steht.',
    edge: 'Ein Muster geht über den Rand weiter: Es braucht einen Torus.',
    filled: 'Ein Muster füllt das Gitter.',
    undying: 'Keine Zelle stirbt, auch eine blasse braucht keine Hilfe.',
    noPool: 'Ohne Vorrat beginnt jede Flocke mit einer Zelle.',
    noWounds: 'Keine Flocke des Stapels wird verwundet.',
    noMuon: 'Sie gehört zu Muon.',
    noClip: 'Sie gehört zu einem Gradienten, der als Ganzes gekürzt wird.',
  },
  fixed: (meaning) => `${meaning} Gilt ab dem nächsten Beginn.`,
  groups: { grid: 'Gitter', cells: 'Zellen', run: 'Lauf', rollout: 'Abläufe', learning: 'Lernen', pool: 'Vorrat und Wunden', penalties: 'Strafen' },
  side: { title: 'Seite des Gitters', meaning: 'Zellen auf jeder Seite des Gitters. Doppelt so viele brauchen viermal so lange.' },
  padding: { title: 'Abstand', meaning: 'Leere Zellen um das Bild: Raum, zu weit zu wachsen, und zu lernen, es zu lassen.' },
  rule: {
    title: 'Regel', meaning: 'Wann eine Zelle lebt, und wie steil sie wahrnimmt.',
    choices: { distill: 'Von Distill: lebend davor und danach', blog: 'Vom Blogbeitrag: lebend danach' },
  },
  filters: {
    title: 'Was eine Zelle sieht', meaning: 'Von ihren Nachbarn, außer sich selbst. Ohne Richtung kann sie Oben und Links nicht unterscheiden.',
    choices: { sobel: 'Wie sich alles ändert, quer und hinab', isotropic: 'Wie sehr sich alles ändert und biegt, ohne Richtung', 'sobel+laplacian': 'Quer, hinab, und wie sich alles biegt' },
  },
  edge: {
    title: 'Rand', meaning: 'Was jenseits des Gitters liegt.',
    choices: { zero: 'Nichts', torus: 'Die andere Seite: ein Torus' },
  },
  alive: {
    title: 'Leben', meaning: 'Wann eine Zelle einen lebenden Nachbarn haben muss.',
    choices: { rule: 'Wie die Regel es sagt', post: 'Nach einem Schritt', 'pre+post': 'Vor und nach einem Schritt', none: 'Nie: Keine Zelle stirbt' },
  },
  channels: { title: 'Kanäle', meaning: 'Zahlen einer Zelle: Vier sind ihre Farbe, die anderen ihr Gedächtnis.' },
  hidden: { title: 'Verdeckte', meaning: 'Summen im kleinen Netz, das jede Zelle hat. Doppelt so viele dauern doppelt so lange.' },
  match: {
    title: 'Verglichen nach', meaning: 'Was am Ziel zählt.',
    choices: { pixels: 'Pixeln, eines nach dem anderen', texture: 'Seinem Muster: kleine Teile, wo immer sie liegen' },
  },
  turns: { title: 'Drehungen', meaning: 'In wie vielen Drehungen das Ziel an die Flocke gehalten wird; die nächste zählt. 12 reichen für jedes.' },
  fireRate: { title: 'Feuerrate', meaning: 'Die Wahrscheinlichkeit, mit der eine Zelle in einem Schritt ihre Änderung nimmt.' },
  minAlpha: { title: 'Kleinstes Alpha', meaning: 'Blasse Pixel des Ziels werden darauf angehoben, damit ihre Zellen leben können.' },
  numEpochs: { title: 'Epochen', meaning: 'Nach so vielen ist es fertig. 0: Es geht weiter, bis du es beendest.' },
  seed: { title: 'Zufallszahl', meaning: 'Dieselbe Zahl gibt denselben Lauf, bis aufs letzte Bit.' },
  batch: { title: 'Stapel', meaning: 'Flocken, die in jeder Epoche wachsen. Mehrere Kerne teilen sie sich.' },
  numStepsMin: { title: 'Schritte, mindestens', meaning: 'Ab diesem Schritt wird die Flocke mit dem Ziel verglichen.' },
  numStepsMax: { title: 'Schritte, höchstens', meaning: 'Der letzte Schritt, der zählt, und die Länge eines Ablaufs.' },
  loss: {
    title: 'Verlust', meaning: 'Bei welchen Schritten die Flocke mit dem Ziel verglichen wird.',
    choices: { every: 'Bei jedem Schritt zwischen den beiden', last: 'Bei einem davon, neu gelost' },
  },
  optimizer: { title: 'Optimierer', meaning: 'Wie die Gewichte dem Gradienten folgen. Muon braucht viel weniger Epochen.', choices: { muon: 'Muon', adam: 'Adam' } },
  learningRate: { title: 'Lernrate', meaning: 'Wie weit sich ein Gewicht in einer Epoche bewegt; unter Muon ein Versatz.' },
  muonRate: { title: 'Rate von Muon', meaning: 'Dasselbe für die beiden Matrizen unter Muon.' },
  learningRateEnd: { title: 'Lernrate am Ende', meaning: 'Worauf sie fällt, und die Rate von Muon im Verhältnis.' },
  decayBeginEpoch: { title: 'Sie fällt ab', meaning: 'Die Epoche, in der die Lernrate zu fallen beginnt.' },
  decayEndEpoch: { title: 'Sie fällt bis', meaning: 'Die Epoche, in der sie gefallen ist.' },
  weightDecay: { title: 'Gewichts\u00adschwund', meaning: 'Um wie viel die Matrizen unter Muon schrumpfen, mal ihrer Rate. Er bewahrt Zustände davor, zu explodieren.' },
  grads: {
    title: 'Gradient', meaning: 'Was zuerst aus dem Gradienten wird.',
    choices: { clip: 'Als Ganzes gekürzt', 'per-tensor': 'Jeder Tensor auf Länge eins' },
  },
  clipNorm: { title: 'Kürzen auf', meaning: 'Die größte Länge des Gradienten. 0: jede.' },
  poolSize: { title: 'Vorrat', meaning: 'Erwachsene Flocken, die aufbewahrt und fortgesetzt werden: So lernt sie zu bleiben. 0: Jeder Ablauf beginnt mit einer Zelle.' },
  seedsPerBatch: { title: 'Neue im Stapel', meaning: 'Flocken jedes Stapels, die dennoch mit einer Zelle beginnen.' },
  woundsPerBatch: { title: 'Wunden im Stapel', meaning: 'Flocken jedes Stapels, die erst verwundet werden: So lernt sie zu heilen.' },
  woundBeginEpoch: { title: 'Wunden ab', meaning: 'Die Epoche, von der an Flocken verwundet werden.' },
  woundDiscs: { title: 'Scheiben', meaning: 'Wie oft eine Wunde eine Scheibe irgendwo ist.' },
  woundCentres: { title: 'Scheiben in der Mitte', meaning: 'Wie oft sie eine Scheibe in der Mitte ist.' },
  woundHalves: { title: 'Halbe', meaning: 'Wie oft sie die halbe Flocke nimmt.' },
  woundBands: { title: 'Bänder', meaning: 'Wie oft sie ein gerader Schnitt ist.' },
  overflowWeight: { title: 'Überlauf', meaning: 'Wie sehr Zahlen über zwei als Verlust zählen.' },
  stillnessWeight: { title: 'Stille', meaning: 'Wie sehr eine Änderung im letzten Schritt als Verlust zählt.' },
  survivalWeight: { title: 'Überleben', meaning: 'Wie sehr es als Verlust zählt, wenn eine Flocke überall blass wird, damit Keime nicht sterben.' },
};

/** @satisfies {typeof english.problems} */
export const problems = {
  unknown: (title) => `Die Einstellung „${title}“ gibt es nicht.`,
  type: (title) => `Die Einstellung „${title}“ muss eine Zahl sein.`,
  range: (title) => `Die Einstellung „${title}“ liegt außerhalb ihrer Grenzen.`,
  whole: (title) => `Die Einstellung „${title}“ muss eine ganze Zahl sein.`,
  multiple: (title) => `Die Einstellung „${title}“ muss eine der Zahlen sein, die ihre Pfeile bieten: Es werden mehrere auf einmal gerechnet.`,
  choice: (title) => `Die Einstellung „${title}“ steht nicht zur Wahl.`,
  padding: (title) => `Die Einstellung „${title}“ muss mindestens 8 Zellen für das Bild lassen.`,
  steps: (title) => `Die Einstellung „${title}“ darf nicht kleiner sein als die kleinste Zahl der Schritte.`,
  pool: (title) => `Die Einstellung „${title}“ muss mindestens so groß sein wie der Stapel, oder 0.`,
  wounds: (title) => `Die Einstellung „${title}“ und die anderen Arten von Wunden dürfen nicht alle 0 sein.`,
  decay: (title) => `Die Einstellung „${title}“ darf nicht vor dem Beginn des Fallens liegen.`,
};

/** @satisfies {typeof english.errors} */
export const errors = {
  BAD_SETTING: ({ key, problem }) => problems[problem](/** @type {Record<string, any>} */ (parameters)[key]?.title ?? key),
};
