/** The web shop's basket: how many articles, how much, and the way to the checkout. */

import { el, say, set } from './dom.js';
import { ask, press } from './wish.js';

/** @typedef {import('./contract.js').Model} Model */

export class BasketButton extends HTMLElement {
  #count = el('span', { class: 'basket-count' });
  #total = el('strong', { class: 'basket-total' });
  #go = el('span', { 'data-label': 'shop_checkout' });
  #button = el('button', { type: 'button', class: 'primary basket-go', click: () => this.#checkout() }, this.#go);

  connectedCallback() {
    const sum = el('p', { class: 'basket-sum' }, this.#count, this.#total);
    this.replaceChildren(sum, this.#button);
  }

  /** @param {Model} model */
  show({ labels, state }) {
    const { pieces = 0, total_cents = 0 } = state.basket ?? {};
    say(this.#count, labels.text(pieces === 1 ? 'cart_piece' : 'cart_pieces', { count: labels.number(pieces) }));
    say(this.#total, labels.money(total_cents));
    set(this.#button, 'aria-disabled', pieces ? null : 'true');
  }

  #checkout() {
    if (this.#button.getAttribute('aria-disabled') !== 'true') ask(this, press('checkout', {}, this.#go.textContent ?? ''));
  }
}
