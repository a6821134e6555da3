/** What Sally has just found or offers: the products she speaks of, in the web shop. */

import { el, say } from './dom.js';
import { showProducts } from './shop-search.js';
import { ask, press } from './wish.js';

/** @typedef {import('./contract.js').Model} Model */

export class SallyFinds extends HTMLElement {
  #offers = el('button', { type: 'button', class: 'primary', 'data-label': 'shop_offers', click: () => ask(this, press('ask_offers', {}, this.#offers.textContent ?? '')) });
  #title = el('p', { class: 'search-count' });
  #list = el('ul', { class: 'product-list' });

  connectedCallback() {
    this.replaceChildren(el('div', { class: 'finds-head' }, this.#title, this.#offers), this.#list);
  }

  /** @param {Model} model */
  show(model) {
    /** @type {import('./contract.js').Card[]} */
    const products = model.state.shown.products?.data ?? [];
    const title = products.length ? (products.some((card) => card.why) ? 'shop_for_you' : 'shop_sally_shows') : 'shop_nothing_yet';
    say(this.#title, model.labels.text(title));
    showProducts(this.#list, products, model);
  }
}
