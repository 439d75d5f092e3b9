/** What memory on a GPU is for, as the platform numbers it: GPUBufferUsage, GPUTextureUsage and GPUMapMode, which are there only where WebGPU is, and not while modules load. */
export const BUFFER = Object.freeze({ MAP_READ: 1, COPY_SRC: 4, COPY_DST: 8, VERTEX: 32, UNIFORM: 64, STORAGE: 128, INDIRECT: 256 });
export const TEXTURE = Object.freeze({ COPY_SRC: 1, RENDER: 16 });
export const MAP_MODE_READ = 1;
