/**
 * Cómo se llaman los ajustes de un entrenamiento, y qué significan.
 *
 * @import * as english from '../en/settings.js'
 */

/** @satisfies {typeof english.presets} */
export const presets = {
  quick: { title: 'Rápida', about: 'Se reconoce en segundos y acaba en un minuto. Aguanta un rato, y no se cura.' },
  lasting: { title: 'Duradera', about: 'Crece, y se queda como está. Unos minutos.' },
  healing: { title: 'Curativa', about: 'Crece, se queda y cierra sus heridas. De cinco a veinte minutos.' },
  sooner: { title: 'La entrada, antes', about: 'Las células y la pérdida de la entrada del blog, enseñadas más deprisa.' },
  post: { title: 'Como en la entrada', about: 'Como lo hace la entrada del blog: un copo cada vez, todo el tiempo que quieras.' },
};

/** @satisfies {typeof english.kinds} */
export const kinds = {
  usual: { title: 'Células corrientes', about: 'Ven dónde es arriba, y hacen crecer la imagen tal como está.' },
  isotropic: { title: 'Células sin dirección', about: 'No conocen arriba ni izquierda: la imagen crece girada de cualquier manera. Es más difícil de aprender: dales miles de épocas.' },
  texture: { title: 'Una textura', about: 'La imagen es un motivo: llena la cuadrícula, sigue más allá de sus bordes, y no muere ninguna célula.' },
};

/** @satisfies {typeof english.parameters} */
export const parameters = {
  ofTheWeights: 'Los pesos con que empieza tienen el suyo.',
  misfits: {
    texture: 'Una textura se compara estén donde estén sus partes, así que girarla no cambia nada.',
    directed: 'Las células que ven una dirección hacen crecer la imagen tal como está.',
    edge: 'Una textura sigue más allá del borde: necesita un toro.',
    filled: 'Una textura llena la cuadrícula.',
    undying: 'No muere ninguna célula, así que las tenues no necesitan ayuda.',
    noPool: 'Sin reserva, cada copo empieza de una célula.',
    noWounds: 'No se hiere ningún copo del lote.',
    noMuon: 'Es propio de Muon.',
    noClip: 'Es propio de un gradiente que se recorta entero.',
  },
  fixed: (meaning) => `${meaning} Cuenta desde el próximo comienzo.`,
  groups: { grid: 'Cuadrícula', cells: 'Células', run: 'Entrenamiento', rollout: 'Recorridos', learning: 'Aprendizaje', pool: 'Reserva y heridas', penalties: 'Penalizaciones' },
  side: { title: 'Lado de la cuadrícula', meaning: 'Células por lado de la cuadrícula. El doble lleva cuatro veces más tiempo.' },
  padding: { title: 'Margen', meaning: 'Células vacías alrededor de la imagen: sitio para crecer de más, y para aprender a no hacerlo.' },
  rule: {
    title: 'Regla', meaning: 'Cuándo vive una célula, y cuán empinado lo percibe todo.',
    choices: { distill: 'La de Distill: viva antes y después', blog: 'La del blog: viva después' },
  },
  filters: {
    title: 'Lo que ve una célula', meaning: 'De sus vecinas, además de a sí misma. Sin dirección no distingue arriba de izquierda.',
    choices: { sobel: 'Cómo cambia todo, a lo ancho y hacia abajo', isotropic: 'Cuánto cambia y se curva todo, sin dirección', 'sobel+laplacian': 'A lo ancho, hacia abajo, y cómo se curva' },
  },
  edge: {
    title: 'Borde', meaning: 'Qué hay más allá del borde de la cuadrícula.',
    choices: { zero: 'Nada', torus: 'El otro lado: un toro' },
  },
  alive: {
    title: 'Vida', meaning: 'Cuándo debe tener una célula una vecina viva.',
    choices: { rule: 'Como diga la regla', post: 'Después de un paso', 'pre+post': 'Antes y después de un paso', none: 'Nunca: no muere ninguna' },
  },
  channels: { title: 'Canales', meaning: 'Números de una célula: cuatro son su color, los demás su memoria.' },
  hidden: { title: 'Sumas ocultas', meaning: 'Sumas en la pequeña red de cada célula. El doble lleva el doble de tiempo.' },
  match: {
    title: 'Comparado por', meaning: 'Qué cuenta de la meta.',
    choices: { pixels: 'Los píxeles, uno a uno', texture: 'Su textura: partes pequeñas, estén donde estén' },
  },
  turns: { title: 'Giros', meaning: 'En cuántos giros se compara la meta con el copo; cuenta el más cercano. Con 12 basta para cualquiera.' },
  fireRate: { title: 'Tasa de activación', meaning: 'La probabilidad de que una célula tome su cambio en un paso.' },
  minAlpha: { title: 'Alfa mínima', meaning: 'Los píxeles tenues de la meta se suben hasta aquí, para que sus células puedan vivir.' },
  numEpochs: { title: 'Épocas', meaning: 'Después de tantas, ha terminado. 0: sigue hasta que lo pares.' },
  seed: { title: 'Semilla aleatoria', meaning: 'La misma semilla da el mismo entrenamiento, hasta el último bit.' },
  batch: { title: 'Lote', meaning: 'Copos que crecen en cada época. Varios núcleos se los reparten.' },
  numStepsMin: { title: 'Pasos, mínimo', meaning: 'Desde este paso se compara el copo con la meta.' },
  numStepsMax: { title: 'Pasos, máximo', meaning: 'El último paso que cuenta, y la duración de un recorrido.' },
  loss: {
    title: 'Pérdida', meaning: 'En qué pasos se compara el copo con la meta.',
    choices: { every: 'En cada paso entre los dos', last: 'En uno de ellos, sorteado cada vez' },
  },
  optimizer: { title: 'Optimizador', meaning: 'Cómo siguen los pesos al gradiente. Muon necesita muchas menos épocas.', choices: { muon: 'Muon', adam: 'Adam' } },
  learningRate: { title: 'Tasa de aprendizaje', meaning: 'Cuánto se mueve un peso en una época; con Muon, un sesgo.' },
  muonRate: { title: 'Tasa de Muon', meaning: 'Lo mismo para las dos matrices con Muon.' },
  learningRateEnd: { title: 'Tasa al final', meaning: 'A cuánto baja, y la de Muon en proporción.' },
  decayBeginEpoch: { title: 'Baja desde', meaning: 'La época en que la tasa de aprendizaje empieza a bajar.' },
  decayEndEpoch: { title: 'Baja hasta', meaning: 'La época en que ha bajado del todo.' },
  weightDecay: { title: 'Decaimiento de pesos', meaning: 'Cuánto se encogen las matrices con Muon, multiplicado por su tasa. Evita que los estados exploten.' },
  grads: {
    title: 'Gradiente', meaning: 'Qué se hace primero con el gradiente.',
    choices: { clip: 'Recortado entero', 'per-tensor': 'Cada tensor a longitud uno' },
  },
  clipNorm: { title: 'Recortar a', meaning: 'La mayor longitud del gradiente. 0: cualquiera.' },
  poolSize: { title: 'Reserva', meaning: 'Copos adultos que se guardan y se continúan: así aprende a quedarse. 0: cada recorrido empieza de una célula.' },
  seedsPerBatch: { title: 'Semillas por lote', meaning: 'Copos de cada lote que aun así empiezan de una célula.' },
  woundsPerBatch: { title: 'Heridas por lote', meaning: 'Copos de cada lote que antes se hieren: así aprende a curarse.' },
  woundBeginEpoch: { title: 'Heridas desde', meaning: 'La época desde la que se hieren copos.' },
  woundDiscs: { title: 'Discos', meaning: 'Cuántas veces una herida es un disco en cualquier sitio.' },
  woundCentres: { title: 'Discos en el centro', meaning: 'Cuántas veces es un disco en el centro.' },
  woundHalves: { title: 'Mitades', meaning: 'Cuántas veces se lleva medio copo.' },
  woundBands: { title: 'Franjas', meaning: 'Cuántas veces es un corte recto.' },
  overflowWeight: { title: 'Desbordamiento', meaning: 'Cuánto cuentan como pérdida los números de más de dos.' },
  stillnessWeight: { title: 'Quietud', meaning: 'Cuánto cuenta como pérdida un cambio en el último paso.' },
  survivalWeight: { title: 'Supervivencia', meaning: 'Cuánto cuenta como pérdida que un copo palidezca entero, para que las semillas no mueran.' },
};

/** @satisfies {typeof english.problems} */
export const problems = {
  unknown: (title) => `El ajuste «${title}» no existe.`,
  type: (title) => `El ajuste «${title}» debe ser un número.`,
  range: (title) => `El ajuste «${title}» está fuera de sus límites.`,
  whole: (title) => `El ajuste «${title}» debe ser un número entero.`,
  multiple: (title) => `El ajuste «${title}» debe ser uno de los números que ofrecen sus flechas: se calculan varias células a la vez.`,
  choice: (title) => `El ajuste «${title}» no es ninguna de sus opciones.`,
  padding: (title) => `El ajuste «${title}» debe dejar al menos 8 células para la imagen.`,
  steps: (title) => `El ajuste «${title}» no debe ser menor que el número mínimo de pasos.`,
  pool: (title) => `El ajuste «${title}» debe ser al menos el lote, o 0.`,
  wounds: (title) => `El ajuste «${title}» y los demás tipos de heridas no deben ser todos 0.`,
  decay: (title) => `El ajuste «${title}» no debe venir antes de que la tasa de aprendizaje empiece a bajar.`,
};

/** @satisfies {typeof english.errors} */
export const errors = {
  BAD_SETTING: ({ key, problem }) => problems[problem](/** @type {Record<string, any>} */ (parameters)[key]?.title ?? key),
};
