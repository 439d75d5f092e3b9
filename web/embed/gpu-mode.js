/** An embedded element grows in the core alone: what a GPU takes is a fifth of the whole module, for grids that no blog shows. */
export class GpuMode {
  follow() {}
}
