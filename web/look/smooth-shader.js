/** The shader that draws cells smoothly: at each pixel what lies between the cells around it. */
import { CELLS_HEAD } from './shaders.js';

export const SMOOTH_SHADER = `${CELLS_HEAD}
uniform float cellShare; // of the cell's own colour; the rest lies smoothly between cells
vec4 premultiplied(vec4 texel) {
  return vec4(texel.rgb * texel.a, texel.a);
}
vec4 cellAt(vec2 at) {
  return premultiplied(texelFetch(cells, ivec2(clamp(at, vec2(0.0), vec2(textureSize(cells, 0)) - 1.0)), 0));
}
// How much each of four cells in a row counts, so far behind the second: Mitchell and Netravali's cubic, which neither rings nor blurs much.
vec4 weights(float t) {
  vec4 d = vec4(1.0 + t, t, 1.0 - t, 2.0 - t);
  vec2 near = ((7.0 * d.yz - 12.0) * d.yz * d.yz + 16.0 / 3.0) / 6.0, far = (((36.0 - 7.0 * d.xw) * d.xw - 60.0) * d.xw + 32.0) / 18.0;
  return vec4(far.x, near, far.y);
}
void main() {
  vec2 size = vec2(textureSize(cells, 0));
  vec2 place = (vec2(gl_FragCoord.x, canvasHeight - gl_FragCoord.y) - placement.xy) / placement.z;
  bool inside = all(greaterThanEqual(place, vec2(0.0))) && all(lessThan(place, size));
  vec4 cell = placement.z < 1.0 ? premultiplied(texture(cells, place / size)) : cellAt(place); // a grid larger than the canvas is shrunk, and the texture then filters
  if (cellShare < 1.0 && placement.z >= 1.0) {
    vec2 before = floor(place - 0.5), share = place - 0.5 - before;
    vec4 across = weights(share.x), down = weights(share.y), sum = vec4(0.0);
    for (int y = 0; y < 4; y++) for (int x = 0; x < 4; x++) sum += across[x] * down[y] * cellAt(before + vec2(x - 1, y - 1));
    float alpha = clamp(sum.a, 0.0, 1.0);
    cell = mix(vec4(clamp(sum.rgb, 0.0, alpha), alpha), cell, cellShare);
  }
  color = inside ? cell : vec4(0.0); // the canvas is composited with premultiplied alpha
}`;
