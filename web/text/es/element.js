/** Lo que <snowflake-nca> dice por sí mismo. */
import { coreErrors } from './core-errors.js';

/** Not writers.js: an embedded element shall not bring along how all else is written. */
const { format: number } = new Intl.NumberFormat('es');

/** @satisfies {import('../en/element.js').ElementWords} */
export const element = {
  language: 'es',
  label: 'Copo de nieve nacido de un autómata celular neuronal',
  labelOf: (title) => `${title}, nacido de un autómata celular neuronal`,
  help: 'Las flechas mueven el pincel, con Mayús más lejos; Intro o Espacio usa la herramienta. La coma y el punto giran un corte. P reproduce y pausa, S avanza un paso, B retrocede uno, R empieza de nuevo, V muestra células o hielo. Z deshace, Y rehace. Más y menos amplían y reducen, 0 vuelve a la vista inicial. Escape sale de la cuadrícula.',
  controls: 'Reproducción',
  play: 'Reproducir',
  pause: 'Pausa',
  restart: 'Reiniciar',
  undo: 'Deshacer',
  hint: 'Dibuja encima para herirlo.',
  playing: 'Crece.',
  pausedAt: (step) => `En pausa en el paso ${number(step)}.`,
  restingAt: (step, alive) => `Adulto: en reposo en el paso ${number(step)}. Células vivas: ${number(alive)}.`,
  brushAt: (x, y) => `Pincel en la columna ${number(x + 1)}, fila ${number(y + 1)}.`,
  wounded: (alive) => `Herido. Células que quedan: ${number(alive)}.`,
  planted: 'Semilla plantada.',
  noisy: 'Ruido pintado.',
  grafted: 'Injertado.',
  looks: { cells: 'Dibujado como células.', smooth: 'De este no hay una imagen más fina: dibujado suavizado.', fine: 'Dibujado como hielo.' },
  undone: 'Deshecho.',
  redone: 'Rehecho.',
  healed: (steps) => `Curado. Pasos: ${number(steps)}.`,
  failed: 'Algo ha ido mal. Recargar la página ayuda.',

  errors: {
    ...coreErrors,
    LOAD_FAILED: ({ what }) => {
      if (what === 'weights') return 'No se han podido traer los pesos.';
      return what === 'goal' ? 'No se ha podido traer la imagen que aprendió el copo.' : 'No se ha podido cargar el núcleo WebAssembly.';
    },
    SHADER_FAILED: 'La tarjeta gráfica no puede dibujar la imagen más fina, así que lo hace el procesador.',
    NO_GOAL: ({ goal, goals, names }) => `Este modelo no tiene la meta «${goal}»: hay ${names.join(', ') || goals}.`,
    NO_FAMILY: 'Este modelo no conoce ninguna familia de copos, así que no hay ninguno con ese número.',
    BAD_MIX: 'Una mezcla es un número por cada meta, por ejemplo 0.3,0.7.',
    FILE_TOO_LARGE: 'Este archivo es demasiado grande para los pesos de un copo, que ocupan 34 kB.',
    NOT_SUPPORTED: ({ what }) => `A este navegador le falta ${what}, con que se muestra el copo.`,
    NO_UNPACKING: 'Este navegador no sabe desempaquetar el copo. Chrome y Edge saben desde la versión 80, Firefox desde la 113, Safari desde la 16.4.',
  },

  models: {
    'snowflake': 'Copo de nieve',
    'ice-family': 'Cristales de nieve',
    'ice-gallery': 'Galería de hielo',
    'ice-feather': 'Plumas de hielo',
    'ice-needle': 'Agujas de hielo',
    'ice-star': 'Estrella de hielo',
    'ice-bloom': 'Flor de hielo',
    'ice-rosette': 'Roseta de hielo',
    'ice-floes': 'Témpanos',
    'ice-frost': 'Estrella de escarcha',
    'ice-dendrite': 'Dendrita de hielo',
    'ice-branch': 'Ramas de hielo',
    'ice-blade': 'Cuchillas de hielo',
    'ice-plate': 'Placa de hielo',
    'snowman': 'Muñeco de nieve',
    'evergreen': 'Abeto',
    'snowflake-persistent': 'Copo, persistencia',
    'snowflake-growing': 'Copo, crecimiento',
    'blog-snowflake': 'Copo de la entrada del blog',
    untitled: 'Imagen que crece',
  },
};
