/** The colour of a cell, as src/grow/render.c has it: clamped, in straight alpha, rounded to the nearest byte. As WGSL, for what paints and what draws. */
export const STRAIGHT = `
// 0..255 each
fn straight(four: vec4f) -> vec4f {
  let alpha = min(four.w, 1.0);
  let factor = select(1.0, 1.0 / alpha, world.premultiplied != 0u && alpha > 0.0);
  let rgb = select(vec3f(), four.xyz * factor, alpha > 0.0);
  return floor(clamp(vec4f(rgb, alpha), vec4f(), vec4f(1.0)) * 255.0 + 0.5);
}`;
