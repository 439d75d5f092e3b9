/**
 * Lo que dice el estudio: de un entrenamiento, y de los que se guardan.
 *
 * @import * as english from '../en/studio.js'
 */
import { writersOf } from '../writers.js';

const { decimals, isOne, number, percent, plural, rough } = writersOf('es');

/** @satisfies {typeof english.training} */
export const training = {
  live: 'Lo que crece ahora',
  liveLabel: 'Lo que crece ahora de los pesos en entrenamiento',
  liveLabelOf: (goal) => `Lo que crece ahora de los pesos en entrenamiento: ${goal}`,
  start: 'Empezar a entrenar',
  again: 'Empezar de cero',
  goOn: 'Seguir desde aquí',
  back: (epoch) => `Volver al mejor, época ${number(epoch)}`,
  results: 'Lo que ha aprendido',
  pause: 'Pausa',
  resume: 'Reanudar',
  stop: 'Parar',
  use: 'Usar estos pesos',
  keep: 'Guardar en la galería',
  save: 'Guardar los pesos',
  saveRun: 'Guardar todo el entrenamiento',
  share: 'Copiar enlace a este modelo',
  embed: 'Copiar código para una página',
  epoch: 'época',
  loss: 'pérdida, media de 20',
  rate: 'épocas por segundo',
  left: 'tiempo restante',
  chart: 'Pérdida por época',
  chartEmpty: 'La pérdida traza aquí su curva en cuanto se entrena.',
  chartLabel: (epochs, loss) => `Curva de la pérdida a lo largo de ${plural(epochs, { one: `${number(epochs)} época`, other: `${number(epochs)} épocas` })}; ahora, ${loss}.`,
  idle: 'Listo para entrenar.',
  loading: 'Empezando.',
  running: 'Entrenando.',
  paused: (epoch) => `En pausa en la época ${number(epoch)}.`,
  stopped: (epoch) => `Parado en la época ${number(epoch)}. Los pesos son tuyos: úsalos, guárdalos o sigue entrenando.`,
  done: (epoch) => `Terminado, en la época ${number(epoch)}. Los pesos son tuyos: úsalos, guárdalos o sigue entrenando.`,
  steppedBack: (from, to) => `De la época ${number(from)} a la ${number(to)}.`,
  goalWhileTraining: 'La nueva meta cuenta desde el próximo comienzo.',
  notFinite: (epoch) => `La pérdida dejó de ser un número finito, así que el entrenamiento se detuvo. Se conservan los últimos pesos buenos, de la época ${number(epoch)}.`,
  moved: {
    lost: 'La tarjeta gráfica ya no está disponible: se sigue entrenando en el procesador, desde lo último que se guardó.',
    none: 'Este navegador no ofrece una tarjeta gráfica con la que calcular: se entrena en el procesador.',
    other: (why) => `${why} Se entrena en el procesador.`,
  },
  died: (epoch) => `El worker que entrenaba ha muerto. Se conservan los pesos de la época ${number(epoch)}: úsalos, guárdalos o sigue desde ellos.`,
  diedEarly: 'El worker que entrena ha muerto antes de aprender nada. Inténtalo de nuevo; si vuelve a morir, quizá otras pestañas tengan la memoria que necesita.',
  modelName: (goal) => `${goal}, entrenado en el navegador`,
};

/** @satisfies {typeof english.studio} */
export const studio = {
  heading: 'Mira cómo aprende',
  progress: 'Cuánto lleva el entrenamiento',
  pool: 'De la reserva: con qué practica',
  poolLabel: 'Algunos copos de la reserva',
  timeLeft: (seconds) => {
    const minutes = seconds / 60;
    return seconds < 55 ? `${number(Math.max(5, Math.round(seconds / 5) * 5))} s` : minutes < 59.5 ? `${number(Math.round(minutes))} min` : `${rough(minutes / 60)} h`;
  },
};

/** @satisfies {typeof english.runs} */
export const runs = {
  heading: 'Entrenamientos guardados en este navegador',
  goOn: 'Continuar',
  remove: 'Eliminar',
  rename: 'Cambiar nombre',
  lookAgain: 'Mirar otra vez',
  removed: (name) => `«${name}» se ha eliminado.`,
  left: (name) => `«${name}» no se ha podido guardar, y ha empezado otro entrenamiento.`,
  goOnWith: (name, epochs) =>
    name ? `Continuar «${name}», época ${number(epochs)}` : `Continuar el entrenamiento sin nombre, época ${number(epochs)}`,
  goOnLabel: (name) => `Continuar: ${name}`,
  removeLabel: (name) => `Eliminar: ${name}`,
  renameLabel: (name) => `Cambiar nombre: ${name}`,
  name: 'Nombre del entrenamiento',
  curve: 'Su pérdida, en escala logarítmica',
  size: (bytes) => `Ocupan ${rough(bytes / 1e6)} MB.`,
  unnamed: 'Entrenamiento sin nombre',
  summary: (name, epochs, loss) =>
    Number.isFinite(loss) ? `${name}: época ${number(epochs)}, pérdida ${decimals(loss, 4)}` : `${name}: época ${number(epochs)}`,
};

/** @satisfies {typeof english.recipe} */
export const recipe = {
  heading: '¿Cómo ha de aprender?',
  presets: 'Recetas',
  ofThePost: 'Como en la entrada del blog',
  everySetting: 'Todos los ajustes',
  start: 'Empezar con',
  scratch: 'nada: desde cero',
  startRun: 'lo que ha aprendido este entrenamiento',
  file: 'Pesos de un archivo',
  runFile: 'Entrenamiento de un archivo',
  kinds: 'Qué tipo de células',
  cost: (numParams, time) =>
    `Las células de este tamaño tienen ${number(numParams)} números que aprender, y un paso tarda ${isOne(time) ? 'más o menos' : `unas ${decimals(time, 1)} veces`} lo que con el tamaño corriente.`,
  trainOn: 'Entrenar en',
  devices: { processor: 'el procesador', graphics: 'la tarjeta gráfica' },
  takes: (epochs, onProcessor, onGraphics) =>
    `${plural(epochs, { one: `${number(epochs)} época lleva`, other: `${number(epochs)} épocas llevan` })} ${onProcessor ? `alrededor de ${onProcessor}` : 'un tiempo aún no visto aquí'} en el procesador, ${onGraphics ? `alrededor de ${onGraphics}` : 'un tiempo aún no visto aquí'} en la tarjeta gráfica.`,
  workers: 'Workers',
  reset: 'Volver a la receta',
  asPreset: (title) => `Todo como en «${title}».`,
  changed: (title) => `Tus cambios han dado paso a «${title}».`,
  custom: (title) => `«${title}», con cambios tuyos.`,
  weightsRead: (name) => `Se ha cargado ${name}. El próximo comienzo parte de ahí.`,
};

/** @satisfies {typeof english.health} */
export const health = {
  heading: 'Salud',
  ofEpoch: (epoch) => `Como estaba en la época ${number(epoch)}, a su aire, mucho más tiempo del que se le enseña.`,
  probing: (epoch, share) => `Examinando la época ${number(epoch)}: ${percent(share)}.`,
  atStep: (step) => `Error en el paso ${number(step)}`,
  wounds: 'Heridas cerradas',
  healed: (healed, count) => `${number(healed)} de ${number(count)}`,
  far: 'fuera de toda medida',
  verdicts: { good: 'buena', fair: 'regular', poor: 'mala' },
};

/** @satisfies {typeof english.errors} */
export const errors = {
  GPU_BATCH_TOO_LARGE: 'Este lote es demasiado grande para la tarjeta gráfica.',
  GPU_NO_MEMORY: 'A la tarjeta gráfica no le cabe este entrenamiento.',
  STORAGE_NONE: 'Este navegador no guarda nada para esta página, así que los entrenamientos se pierden cuando se cierra. Guarda los pesos de los que te gusten.',
  STORAGE_DENIED: 'Los ajustes de este navegador no dejan que esta página guarde nada, así que los entrenamientos se pierden cuando se cierra: permítele cookies y datos de sitios, o guarda los pesos de los que te gusten.',
  SANDBOX_STORAGE: 'Esta página está en un marco aislado (sandbox), que no puede guardar nada, así que los entrenamientos se pierden cuando se cierra. Ábrela sola, o dale al marco «allow-same-origin».',
  SANDBOX_WORKER: 'Esta página está en un marco aislado (sandbox), donde los navegadores no inician workers, que aquí hacen falta. Ábrela sola, o dale al marco «allow-same-origin».',
  POLICY_WORKER: ({ directive }) =>
    `La política de esta página no permite workers, que aquí hacen falta: ${directive} de su Content-Security-Policy los prohíbe. Necesita «worker-src 'self'».`,
  WORKER_MISSING: 'No se ha podido traer el worker que entrena: parece que no hay conexión. Empieza de nuevo cuando la haya.',
  NO_MODULE_WORKERS: 'Este navegador es demasiado antiguo para entrenar: no tiene workers de módulos. Entrena en Firefox 114 o posterior, o en Chrome, Edge o Safari.',
  POLICY_TRUSTED_TYPES: 'La política de esta página exige Trusted Types, pero no conoce el que hace falta aquí: «trusted-types» de su Content-Security-Policy tiene que nombrar «snowflake-nca».',
  STORAGE_NEWER: 'Los entrenamientos de este navegador los guardó una versión más nueva de esta página. Recárgala para verlos; hasta entonces, los entrenamientos se pierden cuando se cierra la página.',
  STORAGE_FULL: 'Al navegador no le queda sitio para guardar este entrenamiento. Lo que ya guardaba de él sigue ahí. Eliminar otros entrenamientos hace sitio.',
  STORAGE_FAILED: 'El navegador no ha podido llegar a los entrenamientos que guarda. Recargar la página ayuda.',
  RUN_MISSING: 'Este entrenamiento ya no está. Quizá se eliminó en otra pestaña.',
  RUN_DAMAGED: 'Lo que se guardó de este entrenamiento está dañado, así que no puede continuar.',
  RUN_ELSEWHERE: 'Este entrenamiento sigue en otra pestaña.',
  RUN_WENT_ON: 'Otra pestaña ha continuado este entrenamiento desde que se paró aquí. Sigue desde ahí.',
  RUN_NOT_SAVED: 'El entrenamiento abierto no se ha podido guardar, así que se queda ahí, parado. Guarda sus pesos si te gustan; la próxima vez se dejará de todos modos.',
  RUN_INVALID: 'Este no es un entrenamiento que se pueda guardar: le falta una parte, o está fuera de sus límites.',
  RUNS_LEFT_OUT: ({ count }) =>
    plural(count, { one: 'Un entrenamiento guardado aquí está dañado y se deja fuera.', other: `${number(count)} entrenamientos guardados aquí están dañados y se dejan fuera.` }),
};
