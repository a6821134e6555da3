/** The scanner on the cart: take a product from the shelf or type its number; the barcode is drawn as it will be read. */

import { drawing, el, keyed, set, svg } from './dom.js';
import { ask } from './wish.js';

/** @typedef {import('./contract.js').Model} Model */

const CHOICE_LIMIT = 40;
const LEFT = ['0001101', '0011001', '0010011', '0111101', '0100011', '0110001', '0101111', '0111011', '0110111', '0001011'];
const PARITY = ['LLLLLL', 'LLGLGG', 'LLGGLG', 'LLGGGL', 'LGLLGG', 'LGGLLG', 'LGGGLL', 'LGLGLG', 'LGLGGL', 'LGGLGL'];

export class ScanBox extends HTMLElement {
  /** @type {import('./contract.js').Card[]} */
  #products = [];
  #asked = false;
  #choice = el('select', { id: 'scan-choice', change: () => this.#write(this.#choice.value) });
  #none = el('option', { value: '', 'data-label': 'scan_choose' });
  #gtin = el('input', { id: 'scan-gtin', inputmode: 'numeric', autocomplete: 'off', maxlength: '14', 'data-label-placeholder': 'scan_gtin_example', input: () => this.#draw() });
  #bars = svg('g');
  #barcode = drawing('0 0 113 40', 'barcode', this.#bars);

  connectedCallback() {
    set(this, 'role', 'group');
    this.dataset.labelAria = 'scan_title';
    this.#choice.append(this.#none);
    const form = el('form', { class: 'scan-form', submit: (/** @type {Event} */ event) => this.#scan(event) },
      el('label', { for: 'scan-choice', 'data-label': 'scan_shelf' }), this.#choice,
      el('label', { for: 'scan-gtin', 'data-label': 'scan_gtin' }), this.#gtin,
      el('button', { class: 'primary', 'data-label': 'scan_go' }));
    const reader = el('div', { class: 'scan-reader', 'aria-hidden': 'true' }, el('span', { class: 'scan-light' }));
    reader.prepend(this.#barcode);
    this.replaceChildren(el('h3', { class: 'unit-title', 'data-label': 'scan_title' }), reader, form);
    this.#draw();
  }

  /** @param {Model} model */
  show({ api, labels }) {
    if (!this.#asked) void this.#load(api, labels.language);
    keyed(this.#choice, [null, ...this.#products], (product) => product?.gtin ?? '', (product) => (product ? el('option', { value: product.gtin }) : this.#none),
      (option, product) => product && (option.textContent = labels.of(product.name)));
  }

  /**
   * @param {Model['api']} api
   * @param {string} lang
   */
  async #load(api, lang) {
    this.#asked = true;
    try {
      this.#products = (await api.products({ q: '', lang, limit: CHOICE_LIMIT })).products;
    } catch {
      this.#asked = false; // asked again with the next change
    }
  }

  /** @param {string} gtin */
  #write(gtin) {
    this.#gtin.value = gtin;
    this.#draw();
  }

  /** @param {Event} event */
  #scan(event) {
    event.preventDefault();
    const gtin = this.#gtin.value.replace(/\s/g, '');
    if (!gtin) return this.#gtin.focus();
    this.classList.remove('scanning');
    void this.offsetWidth; // lets the same animation start again
    this.classList.add('scanning');
    ask(this, { type: 'scan', gtin });
    this.#choice.value = '';
    this.#write('');
  }

  #draw() {
    const digits = this.#gtin.value.replace(/\D/g, '');
    set(this, 'data-readable', digits.length === 13);
    const modules = barsOf(digits.padEnd(13, '0').slice(0, 13));
    const bars = [...modules.matchAll(/1+/g)].map(({ 0: run, index = 0 }) => ({ x: 9 + index, width: run.length }));
    this.#bars.replaceChildren(...bars.map(({ x, width }) => svg('rect', { x, y: 0, width, height: 40 })));
  }
}

/**
 * The 95 modules of an EAN-13 barcode, 1 for a bar (GS1 General Specifications, 5.2).
 * @param {string} digits
 */
function barsOf(digits) {
  const [first, ...others] = [...digits].map(Number);
  const left = others.slice(0, 6).map((digit, at) => (PARITY[first][at] === 'L' ? LEFT[digit] : reversed(inverted(LEFT[digit]))));
  const right = others.slice(6).map((digit) => inverted(LEFT[digit]));
  return `101${left.join('')}01010${right.join('')}101`;
}

/** @param {string} modules */
function inverted(modules) {
  return modules.replace(/./g, (module) => (module === '1' ? '0' : '1'));
}

/** @param {string} modules */
function reversed(modules) {
  return [...modules].reverse().join('');
}
