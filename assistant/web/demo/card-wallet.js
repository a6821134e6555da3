/** A wallet of customer cards and the slot of the unit on the cart into which one of them goes. */

import { drawing, el, keyed, say, set, svg } from './dom.js';
import { ask } from './wish.js';

/** @typedef {import('./contract.js').Model} Model */

const COLOURS = 6;

export class CardWallet extends HTMLElement {
  #wallet = el('ul', { class: 'wallet-cards' });
  #card = el('div', { class: 'slot-card' });
  #inside = el('span', { class: 'slot-name' });
  #out = el('button', { type: 'button', class: 'slot-out', 'data-label-aria': 'card_out', 'data-label-title': 'card_out', click: () => ask(this, { type: 'card_out' }) },
    drawing('0 0 24 24', 'slot-eject', svg('path', { d: 'M12 5l8 9H4zM4 17h16v3H4z' })));
  /** @type {string | null} The card put in last; the shop may tell only that one is in. */
  #last = null;

  connectedCallback() {
    set(this, 'role', 'group');
    set(this, 'tabindex', '-1');
    this.dataset.rest = '';
    this.dataset.labelAria = 'card_title';
    this.#card.append(this.#inside, this.#out);
    const slot = el('div', { class: 'slot' }, el('span', { class: 'slot-mouth', 'aria-hidden': 'true' }), this.#card);
    this.replaceChildren(el('h3', { class: 'unit-title', 'data-label': 'card_title' }), this.#wallet, slot);
  }

  /** @param {Model} model */
  show({ labels, shop, state }) {
    const inside = this.#cardInside(shop, state);
    keyed(
      this.#wallet,
      shop.cards,
      ({ card }) => card,
      ({ card, language, first_name }) =>
        el('li', { 'data-colour': colourOf(shop, card) }, el('button', { type: 'button', class: 'customer-card', 'data-card': card, click: () => this.#insert(card) },
          el('span', { class: 'customer-name' }, first_name),
          el('span', { class: 'customer-language' }, language),
          el('span', { class: 'customer-number' }, card))),
      (item, { card, first_name }) => {
        const button = item.children[0];
        set(button, 'aria-pressed', String(card === inside));
        set(button, 'title', labels.text('card_insert', { name: first_name }));
      },
    );
    set(this, 'data-inside', Boolean(state.card));
    set(this.#card, 'data-colour', inside ? colourOf(shop, inside) : null);
    say(this.#inside, state.card ? labels.text('card_inside', { name: state.firstName ?? '' }) : labels.text('card_none'));
    this.#out.hidden = !state.card;
  }

  /** @param {string} card */
  #insert(card) {
    this.#last = card;
    ask(this, { type: 'card_in', card });
  }

  /**
   * @param {Model['shop']} shop
   * @param {Model['state']} state
   */
  #cardInside(shop, state) {
    if (!state.card) return null;
    const cards = shop.cards.filter((known) => known.card === state.card || known.first_name === state.firstName);
    return (cards.find((known) => known.card === this.#last) ?? cards[0])?.card ?? null;
  }
}

/**
 * @param {Model['shop']} shop
 * @param {string} card
 */
function colourOf({ cards }, card) {
  return cards.findIndex((known) => known.card === card) % COLOURS;
}
