/** The two shaders that draw cells as crisp squares: one big triangle, and for each pixel the texel of its cell. */

export const VERTEX_SHADER = `#version 300 es
void main() {
  // (-1, -1), (3, -1), (-1, 3): a triangle that covers the picture, without a buffer.
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  gl_Position = vec4(corner * 4.0 - 1.0, 0.0, 1.0);
}`;

/** What a shader of cells begins with: all that WebglScreen tells it. */
export const CELLS_HEAD = `#version 300 es
precision highp float;
precision highp int;
uniform highp sampler2D cells; // straight alpha, row 0 at the top
uniform vec3 placement; // x and y of the grid's upper left corner in pixels from the canvas's, and pixels a cell
uniform float canvasHeight;
out vec4 color;`;

export const FRAGMENT_SHADER = `${CELLS_HEAD}
void main() {
  vec2 size = vec2(textureSize(cells, 0));
  vec2 place = (vec2(gl_FragCoord.x, canvasHeight - gl_FragCoord.y) - placement.xy) / placement.z;
  bool inside = all(greaterThanEqual(place, vec2(0.0))) && all(lessThan(place, size));
  // A grid larger than the canvas is shrunk, and the texture then filters; else every cell is a square of its own colour.
  vec4 texel = placement.z < 1.0 ? texture(cells, place / size) : texelFetch(cells, ivec2(clamp(place, vec2(0.0), size - 1.0)), 0);
  color = inside ? vec4(texel.rgb * texel.a, texel.a) : vec4(0.0); // the canvas is composited with premultiplied alpha
}`;
