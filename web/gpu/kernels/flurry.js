/**
 * Draws the squares of an atlas, each as often as it is asked for, turned and at any size, as WGSL: its colours are read from the state where that lies. Made small, a pixel is a mix
 * of nine places in the cells that it covers.
 */
import { STRAIGHT } from './colour.js';
import { range, WORLD } from './common.js';

const TAPS = 3;

export const FLURRY = `
${WORLD}
// As ../flurry.js writes it; moonlight: what a young flake is lit by.
struct View { size: vec2f, pitch: f32, columns: u32, fours: u32, unused: u32, unused2: u32, unused3: u32, moonlight: vec4f }
@group(0) @binding(0) var<uniform> view: View;
@group(0) @binding(1) var<uniform> world: World;
@group(0) @binding(2) var<storage, read> cells: array<vec4f>;
${STRAIGHT}

struct Seen {
  @builtin(position) position: vec4f,
  @location(0) at: vec2f,
  @location(1) @interpolate(flat) light: vec2f,
  @location(2) @interpolate(flat) first: vec2f,
  @location(3) @interpolate(flat) cellsAPixel: f32,
}

@vertex
fn corner(@builtin(vertex_index) index: u32, @location(0) place: vec4f, @location(1) how: vec4f) -> Seen {
  let off = vec2f(f32(index & 1u), f32(index >> 1u)) - 0.5; let c = cos(place.w); let s = sin(place.w);
  let pixel = place.xy + place.z * vec2f(c * off.x - s * off.y, s * off.x + c * off.y); let square = u32(how.z);
  let first = vec2f(f32(square % view.columns), f32(square / view.columns)) * view.pitch;
  return Seen(vec4f(2.0 * pixel.x / view.size.x - 1.0, 1.0 - 2.0 * pixel.y / view.size.y, 0.0, 1.0), (off + 0.5) * view.pitch, how.xy, first, view.pitch / place.z);
}

// Of its square alone; in premultiplied alpha.
fn cellAt(first: vec2f, at: vec2f) -> vec4f {
  let place = first + clamp(floor(at), vec2f(), vec2f(view.pitch - 1.0));
  let colour = straight(cells[(u32(place.y) * world.width + u32(place.x)) * view.fours]) / 255.0;
  return vec4f(colour.rgb * colour.a, colour.a);
}

fn luminosity(colour: vec3f) -> f32 { return dot(colour, vec3f(0.3, 0.59, 0.11)); }

// The light and dark of one and the colour of the other: what "color" is to a canvas.
fn litBy(colour: vec3f, light: vec3f) -> vec3f {
  let own = luminosity(colour); let lit = light + own - luminosity(light); let least = min(lit.r, min(lit.g, lit.b)); let most = max(lit.r, max(lit.g, lit.b));
  let raised = select(lit, own + (lit - own) * own / max(own - least, 1e-6), least < 0.0);
  return select(raised, own + (raised - own) * (1.0 - own) / max(most - own, 1e-6), most > 1.0);
}

@fragment
fn pixel(seen: Seen) -> @location(0) vec4f {
  let reach = max(seen.cellsAPixel, 1.0);
  let mixed = (${range(TAPS * TAPS).map((i) => `cellAt(seen.first, seen.at + reach * vec2f(${offset(i % TAPS)}, ${offset(Math.floor(i / TAPS))}))`).join('\n    + ')}) / ${TAPS * TAPS}.0;
  if (mixed.a <= 0.0) { return vec4f(); }
  let colour = mixed.rgb / mixed.a;
  return vec4f(mix(colour, litBy(colour, view.moonlight.rgb), sqrt(seen.light.y)) * mixed.a, mixed.a) * seen.light.x;
}`;

/** Of the middles of equal parts of a pixel, from its own. @param {number} part */
function offset(part) {
  return ((part + 0.5) / TAPS - 0.5).toFixed(6);
}
