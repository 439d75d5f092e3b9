/** The two shaders that draw cells as crisp squares: one big triangle, and for each pixel the texel of its cell. */

export const VERTEX_SHADER = `#version 300 es
void main() {
  // (-1, -1), (3, -1), (-1, 3): a triangle that covers the picture, without a buffer.
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  gl_Position = vec4(corner * 4.0 - 1.0, 0.0, 1.0);
}`;

export const FRAGMENT_SHADER = `#version 300 es
precision highp float;
precision highp int;
uniform highp sampler2D cells; // straight alpha, row 0 at the top
uniform int cellPixels;
out vec4 color;
void main() {
  ivec2 size = textureSize(cells, 0);
  ivec2 cell = ivec2(gl_FragCoord.xy) / cellPixels;
  vec4 texel = texelFetch(cells, ivec2(cell.x, size.y - 1 - cell.y), 0);
  color = vec4(texel.rgb * texel.a, texel.a); // the canvas is composited with premultiplied alpha
}`;
