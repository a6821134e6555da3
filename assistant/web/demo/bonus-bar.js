/** How far the basket is on its way to the private bonus, and how much is missing. */

import { el, say, set } from './dom.js';

/** @typedef {import('./contract.js').Model} Model */

export class BonusBar extends HTMLElement {
  #text = el('p', { class: 'bonus-text' });
  #bar = el('div', { class: 'bonus-track', role: 'progressbar', 'aria-valuemin': 0, 'aria-valuemax': 100, 'data-label-aria': 'bonus_title' }, el('div', { class: 'bonus-fill' }));

  connectedCallback() {
    this.replaceChildren(this.#text, this.#bar);
  }

  /** @param {Model} model */
  show({ labels, shop, state }) {
    const { percent, over_cents, missing_cents, reached, cents } = state.basket?.bonus ?? {
      ...shop.bonus, missing_cents: shop.bonus.over_cents, reached: false, cents: 0,
    };
    const goods = state.basket?.goods_cents ?? 0;
    const share = reached ? 100 : Math.min(99, Math.floor((100 * goods) / over_cents));
    const filling = { percent: labels.percent(percent), missing: labels.money(missing_cents), bonus: labels.money(cents) };
    const text = labels.text(reached ? 'bonus_reached' : 'bonus_missing', filling);
    say(this.#text, text);
    set(this, 'data-reached', reached);
    set(this.#bar, 'aria-valuenow', share);
    set(this.#bar, 'aria-valuetext', text);
    this.style.setProperty('--share', String(share / 100));
  }
}
