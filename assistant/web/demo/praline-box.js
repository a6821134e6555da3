/** The drawing of a praline box: it fills as one chooses, and shows the inscription on its card. */

import { drawing, keyed, say, set, svg } from './dom.js';

/** @typedef {import('./contract.js').Praline} Praline */
/** @typedef {{x: number, y: number}} Point */

const WIDTH = 320;
const HEIGHT = 200;
const MIXED = ['milk', 'dark', 'white'];

/** The outline of each packaging, and whether a point with so much room around it lies inside. */
const SHAPES = {
  box: { outline: 'M36 22h248a10 10 0 0 1 10 10v136a10 10 0 0 1-10 10H36a10 10 0 0 1-10-10V32a10 10 0 0 1 10-10z', holds: rectangle(34, 30, 286, 170) },
  wood: { outline: 'M28 22h264v156H28z', holds: rectangle(38, 32, 282, 168) },
  tin: { outline: 'M100 18h120a82 82 0 0 1 0 164H100a82 82 0 0 1 0-164z', holds: capsule },
  heart: { outline: 'M160 192C96 154 44 116 44 68 44 34 72 10 104 10c24 0 44 14 56 36 12-22 32-36 56-36 32 0 60 24 60 58 0 48-52 86-116 124z', holds: heart },
};

export class PralineBox extends HTMLElement {
  #outline = svg('path', { class: 'box-outline' });
  #lining = svg('path', { class: 'box-lining' });
  #pralines = svg('g', { class: 'box-pralines' });
  #words = svg('text', { class: 'box-words', x: WIDTH / 2, y: 226, 'text-anchor': 'middle' });
  #card = svg('g', { class: 'box-card' },
    svg('path', { class: 'box-paper', d: 'M40 204h240l-7 15 7 15H40l7-15z' }), this.#words);

  connectedCallback() {
    this.replaceChildren(drawing(`14 0 ${WIDTH - 28} 240`, 'box', this.#outline, this.#lining, this.#pralines, this.#card));
  }

  /** @param {Praline} praline */
  draw({ sort, filling, count = 0, packaging = 'box', inscription }) {
    const shape = SHAPES[/** @type {keyof typeof SHAPES} */ (packaging)] ?? SHAPES.box;
    set(this, 'data-packaging', packaging);
    set(this.#outline, 'd', shape.outline);
    set(this.#lining, 'd', shape.outline);
    say(this.#words, inscription ?? '');
    set(this.#words, 'textLength', (inscription ?? '').length > 24 ? 216 : null);
    set(this.#words, 'lengthAdjust', 'spacingAndGlyphs');
    set(this.#card, 'data-written', Boolean(inscription));
    const { points, size } = places(shape.holds, count);
    keyed(this.#pralines, points.entries(), ([at]) => at, ([at]) => praline(at),
      (node, [at, { x, y }]) => {
        set(node, 'transform', `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${(size / 20).toFixed(3)})`);
        set(node, 'data-sort', sort === 'mixed' ? MIXED[at % MIXED.length] : sort ?? 'empty');
        set(node, 'data-filling', filling ?? 'none');
      });
  }
}

/** @param {number} at */
function praline(at) {
  const body = svg('g', { class: 'praline' },
    svg('circle', { class: 'praline-cup', r: 9.4 }),
    svg('circle', { class: 'praline-body', r: 7.6 }),
    svg('path', { class: 'praline-light', d: 'M-5-2.500A5.600 5.600 0 0 1-.5-5.800' }),
    svg('path', { class: 'praline-top praline-nougat', d: 'M-5 1.500L-2-2 0 2 2.500-2 5 1.500' }),
    svg('path', { class: 'praline-top praline-marzipan', d: 'M0-4.500C3-2 3 2 0 4.500-3 2-3-2 0-4.500z' }),
    svg('path', { class: 'praline-top praline-truffle', d: 'M-3.500-1.500v0M1-3.500v0M3.500.5v0M-1 1.500v0M1.500 4v0M-3.500 3v0' }),
    svg('path', { class: 'praline-top praline-caramel', d: 'M-4 1c0-6 8-6 8-1S-2 4-2 1 2-1 2 1' }),
    svg('path', { class: 'praline-top praline-raspberry', d: 'M-2-1.800a1.900 1.900 0 1 1 .1 0M2-1.800a1.900 1.900 0 1 1 .1 0M0 1.900a1.900 1.900 0 1 1 .1 0' }));
  body.style.setProperty('--at', String(at));
  return svg('g', {}, body);
}

/**
 * Where so many pralines lie: rows as wide apart as the packaging allows, set off against each other.
 * @param {(x: number, y: number, room: number) => boolean} holds
 * @param {number} count
 */
function places(holds, count) {
  for (let size = 46; size > 8; size--) {
    const points = rows(holds, size);
    if (points.length >= count) return { points: spread(points, count), size };
  }
  return { points: [], size: 8 };
}

/**
 * @param {(x: number, y: number, room: number) => boolean} holds
 * @param {number} size
 */
function rows(holds, size) {
  /** @type {Point[]} */
  const points = [];
  const pitch = size * 0.94;
  const half = Math.floor(HEIGHT / 2 / pitch);
  for (let row = -half; row <= half; row++) {
    const y = HEIGHT / 2 + row * pitch;
    const width = Math.floor(WIDTH / 2 / size);
    for (let column = -width; column <= width; column++) {
      const x = WIDTH / 2 + (column + (row % 2 ? 0.5 : 0)) * size;
      if (holds(x, y, size / 2 - 2)) points.push({ x, y });
    }
  }
  return points;
}

/**
 * The `count` places nearest to the middle, in reading order.
 * @param {Point[]} points
 * @param {number} count
 */
function spread(points, count) {
  const far = (/** @type {Point} */ { x, y }) => (x - WIDTH / 2) ** 2 + ((y - HEIGHT / 2) * 1.3) ** 2;
  return [...points].sort((a, b) => far(a) - far(b)).slice(0, count).sort((a, b) => a.y - b.y || a.x - b.x);
}

/**
 * @param {number} left
 * @param {number} top
 * @param {number} right
 * @param {number} bottom
 */
function rectangle(left, top, right, bottom) {
  return (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ room) =>
    x - room >= left && x + room <= right && y - room >= top && y + room <= bottom;
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} room
 */
function capsule(x, y, room) {
  const nearest = Math.max(100, Math.min(220, x));
  return Math.hypot(x - nearest, y - 100) + room <= 74;
}

/**
 * The heart's two round shoulders above, its straight flanks below.
 * @param {number} x
 * @param {number} y
 * @param {number} room
 */
function heart(x, y, room) {
  const inShoulder = Math.min(Math.hypot(x - 105, y - 70), Math.hypot(x - 215, y - 70)) + room <= 55;
  const inFlanks = y > 60 && Math.abs(x - 160) * 0.76 + (y - 60) * 0.94 + room * 1.25 <= 116;
  return inShoulder || inFlanks;
}
