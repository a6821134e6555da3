/** The page's words in one language, and how that language writes money, numbers, names and times. */

/** @typedef {import('./contract.js').Shop} Shop */
/** @typedef {import('./contract.js').Words} Words */

import { say, set } from './dom.js';

export class Labels {
  #texts;
  #values;
  #money;

  /**
   * @param {Shop} shop
   * @param {string} language
   */
  constructor(shop, language) {
    this.language = language;
    this.#texts = shop.labels[language] ?? {};
    this.#values = shop.values[language] ?? {};
    this.locale = this.#texts.format_locale ?? language;
    this.#money = new Intl.NumberFormat(this.locale, { style: 'currency', currency: 'EUR' });
  }

  /**
   * The text of a label, its {placeholders} filled in; the key itself when the label is missing.
   * @param {string} key
   * @param {Record<string, string | number>} [filling]
   */
  text(key, filling = {}) {
    const text = this.#texts[key] ?? key;
    return text.replace(/\{(\w+)\}/g, (whole, name) => String(filling[name] ?? whole));
  }

  /** @param {string} key */
  has(key) {
    return key in this.#texts;
  }

  /**
   * The word for a key of the shop's data: value('allergen', 'nuts').
   * @param {string} entity
   * @param {string} key
   */
  value(entity, key) {
    return this.#values[entity]?.[key] ?? key;
  }

  /** @param {string} entity */
  values(entity) {
    return Object.entries(this.#values[entity] ?? {});
  }

  /**
   * A text that exists in several languages, in this one.
   * @param {Words | string | null | undefined} words
   */
  of(words) {
    if (!words || typeof words === 'string') return words ?? '';
    return words[this.language] ?? Object.values(words)[0] ?? '';
  }

  /** @param {number} cents */
  money(cents) {
    return this.#money.format(cents / 100);
  }

  /**
   * The parts of a price, for a price tag that writes the cents smaller.
   * @param {number} cents
   */
  moneyParts(cents) {
    return this.#money.formatToParts(cents / 100);
  }

  /** @param {number | string} value */
  number(value) {
    return new Intl.NumberFormat(this.locale, { maximumFractionDigits: 3 }).format(Number(value));
  }

  /** @param {number | string} value */
  percent(value) {
    return new Intl.NumberFormat(this.locale, { style: 'percent', maximumFractionDigits: 1 }).format(Number(value) / 100);
  }

  /**
   * @param {number | string} amount
   * @param {string} unit
   */
  quantity(amount, unit) {
    return `${this.number(amount)} ${this.text(`unit_${unit}`)}`;
  }

  /** @param {string[]} words */
  list(words) {
    return new Intl.ListFormat(this.locale, { style: 'long', type: 'conjunction' }).format(words);
  }

  /**
   * A window of time on one day.
   * @param {string} start ISO
   * @param {string} end ISO
   */
  span(start, end) {
    const day = new Intl.DateTimeFormat(this.locale, { weekday: 'short', day: 'numeric', month: 'short' });
    const time = new Intl.DateTimeFormat(this.locale, { hour: '2-digit', minute: '2-digit' });
    return `${day.format(new Date(start))}, ${time.format(new Date(start))}–${time.format(new Date(end))}`;
  }

  /**
   * Writes the labels named by `data-label` (text), `data-label-aria`, `-placeholder` and `-title` below `root`.
   * @param {ParentNode} root
   */
  fill(root) {
    for (const node of root.querySelectorAll('[data-label]')) say(node, this.text(named(node, 'label')));
    for (const node of root.querySelectorAll('[data-label-aria]')) set(node, 'aria-label', this.text(named(node, 'labelAria')));
    for (const node of root.querySelectorAll('[data-label-placeholder]')) {
      set(node, 'placeholder', this.text(named(node, 'labelPlaceholder')));
    }
    for (const node of root.querySelectorAll('[data-label-title]')) set(node, 'title', this.text(named(node, 'labelTitle')));
  }
}

/**
 * @param {Element} node
 * @param {string} name
 */
function named(node, name) {
  return /** @type {HTMLElement} */ (node).dataset[name] ?? '';
}

/**
 * The page's first language: asked for in the address, else the first of the browser's that the shop speaks.
 * @param {Shop} shop
 */
export function firstLanguage(shop) {
  const spoken = shop.languages.map((language) => language.code);
  const asked = new URLSearchParams(location.search).get('lang');
  const wished = [asked ?? '', ...navigator.languages].map((tag) => tag.slice(0, 2).toLowerCase());
  return wished.find((code) => spoken.includes(code)) ?? spoken[0];
}
