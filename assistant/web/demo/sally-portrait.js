/** Sally's portrait: the place where the avatar will stand. `data-mood` is calm or speaking; CSS moves her. */

import { drawing, set, svg } from './dom.js';

/** Each shape with the name that page.css colours it by, from the back to the front. */
const SHAPES = [
  ['sun', 'M0 0h240v240H0z'],
  ['shelf', 'M0 64h240v5H0zM0 132h240v5H0z'],
  ['goods-a', 'M14 34h17v30H14zM206 100h19v32h-19zM10 104h14v28H10z'],
  ['goods-b', 'M35 42h14v22H35zM190 36h13v28h-13zM27 96h17v36H27z'],
  ['goods-c', 'M53 30h12v34H53zM207 46h18v18h-18zM188 112h15v20h-15z'],
  ['hair-back', 'M120 34c-42 0-64 28-64 72 0 30-4 52-14 66 22 10 48 10 78 10s56 0 78-10c-10-14-14-36-14-66 0-44-22-72-64-72z'],
  ['coat', 'M30 240c2-34 26-50 66-56 8 14 40 14 48 0 40 6 64 22 66 56z'],
  ['collar', 'M97 182l-15 6 22 27 16-17zM143 182l15 6-22 27-16-17z'],
  ['neck', 'M103 146h34v36c0 9-8 17-17 17s-17-8-17-17z'],
  ['neck-shade', 'M103 156c10 10 24 10 34 0v10c-10 9-24 9-34 0z'],
  ['skin', 'M120 58c-27 0-43 18-43 48 0 34 21 58 43 58s43-24 43-58c0-30-16-48-43-48z'],
  ['blush', 'M86 122a9 6 0 1 0 18 0a9 6 0 1 0-18 0zM136 122a9 6 0 1 0 18 0a9 6 0 1 0-18 0z'],
  ['fringe', 'M70 112c-4-44 16-68 50-68s56 24 50 68c-5-18-14-31-27-38-11 13-36 21-58 20-8 4-13 10-15 18z'],
  ['hair-light', 'M92 60c8-8 20-12 32-11-14 3-24 9-32 19-3-2-3-5 0-8z'],
  ['line', 'M89 98c4-4 11-5 16-2M135 96c5-3 12-2 16 2'],
  ['line nose', 'M120 111c-2 7-4 11-4 14 2 3 5 3 8 2'],
  ['badge', 'M152 206h34a4 4 0 0 1 4 4v15a4 4 0 0 1-4 4h-34a4 4 0 0 1-4-4v-15a4 4 0 0 1 4-4z'],
  ['line badge-text', 'M155 213h20M155 221h28'],
  ['band', 'M66 104c-1-46 22-70 54-70s55 24 54 70'],
  ['cup', 'M58 98h8c5 0 9 4 9 9v12c0 5-4 9-9 9h-8c-4 0-6-3-6-7v-16c0-4 2-7 6-7zM182 98h-8c-5 0-9 4-9 9v12c0 5 4 9 9 9h8c4 0 6-3 6-7v-16c0-4-2-7-6-7z'],
  ['boom', 'M64 126c2 18 14 29 33 31'],
  ['microphone', 'M94 152h9a5 5 0 0 1 0 10h-9a5 5 0 0 1 0-10z'],
];

export class SallyPortrait extends HTMLElement {
  #timer = 0;

  connectedCallback() {
    set(this, 'aria-hidden', 'true');
    const shapes = SHAPES.map(([name, d]) => svg('path', { class: `sally-${name.replace(' ', ' sally-')}`, d }));
    shapes.splice(15, 0, eyes(), mouth());
    this.replaceChildren(drawing('0 0 240 240', 'sally', ...shapes));
  }

  /**
   * Lets her lips move for as long as it takes to say so many letters.
   * @param {number} letters
   */
  speak(letters) {
    clearTimeout(this.#timer);
    this.dataset.mood = 'speaking';
    this.#timer = window.setTimeout(() => (this.dataset.mood = 'calm'), Math.min(600 + letters * 55, 6000));
  }
}

function eyes() {
  const eye = (/** @type {number} */ x) => svg('g', {},
    svg('ellipse', { class: 'sally-eye', cx: x, cy: 109, rx: 5.2, ry: 6.6 }),
    svg('circle', { class: 'sally-spark', cx: x + 1.8, cy: 106.4, r: 1.7 }));
  return svg('g', { class: 'sally-eyes' }, eye(98), eye(142));
}

function mouth() {
  return svg('g', {},
    svg('path', { class: 'sally-smile', d: 'M105 136c7 9 23 9 30 0' }),
    svg('g', { class: 'sally-mouth' },
      svg('path', { class: 'sally-lips', d: 'M105 134c9-3 21-3 30 0-2 13-8 18-15 18s-13-5-15-18z' }),
      svg('path', { class: 'sally-teeth', d: 'M108 135c8-2 16-2 24 0l-2 5c-6 2-14 2-20 0z' })));
}
