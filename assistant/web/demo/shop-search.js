/** The search of the web shop: results while one types, by department if one likes. */

import { custom, el, keyed, say, set } from './dom.js';
import { ProductCard } from './product-card.js';

/** @typedef {import('./contract.js').Card} Card */
/** @typedef {import('./contract.js').Model} Model */

const WAIT_MS = 120;
const RETRY_MS = 1500;
const LIMIT = 24;

export class ShopSearch extends HTMLElement {
  /** @type {Model | null} */
  #model = null;
  /** @type {{products: Card[], count: number} | null} */
  #found = null;
  #asked = '';
  #timer = 0;
  #asking = new AbortController();
  #wish = el('input', { id: 'shop-wish', type: 'search', autocomplete: 'off', enterkeyhint: 'search', 'data-label-placeholder': 'shop_search_example', input: () => this.#later(WAIT_MS) });
  #department = el('select', { id: 'shop-department', change: () => this.#later(0) });
  #count = el('p', { class: 'search-count', role: 'status' });
  #list = el('ul', { class: 'product-list' });

  connectedCallback() {
    const form = el('form', { class: 'search', role: 'search', submit: (/** @type {Event} */ event) => (event.preventDefault(), this.#later(0)) },
      el('label', { for: 'shop-wish', class: 'unseen', 'data-label': 'shop_search' }), this.#wish,
      el('label', { for: 'shop-department', class: 'unseen', 'data-label': 'shop_department' }), this.#department);
    this.replaceChildren(form, this.#count, this.#list);
  }

  /** @param {Model} model */
  show(model) {
    this.#model = model;
    const { labels } = model;
    keyed(this.#department, [['', labels.text('shop_all_departments')], ...labels.values('department')], ([key]) => key,
      ([key]) => el('option', { value: key }), (option, [, name]) => say(option, name));
    if (this.#question() !== this.#asked) this.#later(0);
    this.#showFound(model);
  }

  /** @param {number} milliseconds */
  #later(milliseconds) {
    this.#asked = this.#question();
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#search(), milliseconds);
  }

  #question() {
    return [this.#model?.labels.language, this.#department.value, this.#wish.value.trim()].join('|');
  }

  async #search() {
    if (!this.#model) return;
    this.#asking.abort();
    const { signal } = (this.#asking = new AbortController());
    const wish = { q: this.#wish.value.trim(), lang: this.#model.labels.language, department: this.#department.value, limit: LIMIT };
    try {
      this.#found = await this.#model.api.products(wish, signal);
      this.#showFound(this.#model);
      this.#model.labels.fill(this);
    } catch {
      if (!signal.aborted) this.#later(RETRY_MS);
    }
  }

  /** @param {Model} model */
  #showFound(model) {
    if (!this.#found) return;
    const { products, count } = this.#found;
    set(this.#list, 'data-found', count);
    const key = count === 0 ? 'shop_found_none' : count === 1 ? 'shop_found_one' : count >= LIMIT ? 'shop_found_best' : 'shop_found';
    say(this.#count, model.labels.text(key, { count: model.labels.number(Math.min(count, LIMIT)) }));
    showProducts(this.#list, products, model);
  }
}

/**
 * @param {HTMLUListElement} list
 * @param {Card[]} products
 * @param {Model} model
 */
export function showProducts(list, products, model) {
  keyed(list, products, (card) => card.gtin, () => {
    const item = el('li');
    item.append(custom('product-card', ProductCard));
    return item;
  }, (item, card) => /** @type {ProductCard} */ (item.firstElementChild).present(card, model));
}
