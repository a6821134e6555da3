/** Sally on the cart's display: her portrait, her caption, what she shows, and the answers one can touch. */

import { custom, el, keyed, say, set } from './dom.js';
import { QuickReplies } from './quick-replies.js';
import { SallyPortrait } from './sally-portrait.js';
import { add, ask } from './wish.js';

/** @typedef {import('./contract.js').Card} Card */
/** @typedef {import('./contract.js').Model} Model */

const TILES = 3;

export class SallyStage extends HTMLElement {
  /** How far the replies have been spoken: a reload does not say everything again. @type {number | null} */
  #spokenTurn = null;
  #portrait = custom('sally-portrait', SallyPortrait);
  #greeting = el('p', { class: 'stage-greeting' });
  #caption = el('div', { class: 'stage-caption' });
  #sign = el('p', { class: 'stage-sign' });
  #tiles = el('ul', { class: 'stage-tiles' });
  #replies = custom('quick-replies', QuickReplies);

  connectedCallback() {
    const said = el('div', { class: 'stage-said', tabindex: '0', role: 'group', 'data-label-aria': 'sally_says' }, this.#caption, this.#sign, this.#tiles);
    this.replaceChildren(
      el('div', { class: 'stage-top' }, this.#portrait,
        el('div', { class: 'stage-name' }, el('h3', { 'data-label': 'sally_name' }), this.#greeting)),
      said, this.#replies);
  }

  /** @param {Model} model */
  show(model) {
    const { labels, state } = model;
    const { spoken, shown } = state;
    say(this.#greeting, state.firstName ? labels.text('card_greeting', { name: state.firstName }) : labels.text('card_guest'));
    const said = spoken.replies.length ? spoken.replies : [{ key: 'waiting', text: labels.text('sally_waiting') }];
    keyed(this.#caption, [...said.entries()], ([at, { key }]) => `${spoken.turn} ${at} ${key}`,
      () => el('p'), (node, [, reply]) => say(node, reply.text));
    set(this.#caption, 'lang', spoken.replies[0]?.language ?? state.language);
    this.#showSign(shown.place?.turn === spoken.turn ? shown.place.data : null, model);
    this.#showTiles(shown.products?.turn === spoken.turn ? shown.products.data : [], model);
    this.#replies.show(model);
    this.#speak(model);
  }

  /**
   * @param {import('./contract.js').Place | null} place
   * @param {Model} model
   */
  #showSign(place, { labels }) {
    this.#sign.hidden = !place?.aisle;
    if (place?.aisle) say(this.#sign, labels.text('product_place', { aisle: labels.number(place.aisle), shelf: place.shelf ?? '' }));
  }

  /**
   * @param {Card[]} products
   * @param {Model} model
   */
  #showTiles(products, { labels }) {
    keyed(this.#tiles, products.slice(0, TILES), (card) => card.gtin,
      ({ gtin }) => el('li', { class: 'tile' },
        el('p', { class: 'tile-text' }, el('span', { class: 'tile-name' }), el('span', { class: 'tile-place' })),
        el('p', { class: 'tile-price' }, el('strong'), el('span')),
        el('button', { type: 'button', class: 'step', 'data-control': 'add', click: () => ask(this, add(gtin)) }, '+')),
      (tile, card) => {
        const [text, price, button] = tile.children;
        const sponsored = card.sponsored ? `${labels.text('product_sponsored')} · ` : '';
        say(text.children[0], labels.of(card.name));
        say(text.children[1], sponsored + labels.text('product_place', { aisle: labels.number(card.aisle), shelf: card.shelf }));
        say(price.children[0], labels.money(card.price_cents));
        say(price.children[1], labels.text('product_unit_price', {
          price: labels.money(card.unit_price_cents), unit: labels.quantity(card.unit_price_amount, card.unit_price_unit) }));
        set(button, 'aria-label', labels.text('product_add_label', { product: labels.of(card.name) }));
      });
  }

  /** @param {Model} model */
  #speak({ state: { spoken } }) {
    if (spoken.turn === this.#spokenTurn || !spoken.replies.length) return;
    if (this.#spokenTurn !== null || spoken.turn <= 1) this.#portrait.speak(spoken.replies.map((reply) => reply.text).join(' ').length);
    this.#spokenTurn = spoken.turn;
  }
}
