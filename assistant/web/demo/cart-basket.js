/** The basket on the cart: its lines with more, less and remove, what is due, and the way to the bonus. */

import { BonusBar } from './bonus-bar.js';
import { custom, el, keyed, say, set } from './dom.js';
import { add, ask, press, remove, take } from './wish.js';

/** @typedef {import('./contract.js').Line} Line */
/** @typedef {import('./contract.js').Model} Model */
/** @typedef {import('./labels.js').Labels} Labels */

const KILOGRAM_STEP = 0.5;

export class CartBasket extends HTMLElement {
  #pieces = el('span', { class: 'cart-pieces' });
  #undo = el('button', { type: 'button', class: 'quiet', 'data-label': 'cart_undo', click: () => ask(this, press('undo', {}, this.#undo.textContent ?? '')) });
  #lines = el('ul', { class: 'cart-lines' });
  #empty = el('p', { class: 'cart-empty', 'data-label': 'cart_empty' });
  #sums = el('dl', { class: 'cart-sums' });
  #total = el('output', { class: 'cart-total', 'aria-labelledby': 'cart-total-label' });
  #pending = el('p', { class: 'cart-pending', 'data-label': 'cart_payment_pending' });
  #bonus = custom('bonus-bar', BonusBar);

  connectedCallback() {
    set(this, 'tabindex', '-1');
    this.dataset.rest = '';
    this.replaceChildren(
      el('header', { class: 'cart-head' }, el('h3', { 'data-label': 'cart_basket' }), this.#pieces, this.#undo),
      el('div', { class: 'cart-scroll' }, this.#empty, this.#lines),
      el('footer', { class: 'cart-foot' },
        this.#sums,
        el('p', { class: 'cart-due' }, el('span', { id: 'cart-total-label', 'data-label': 'cart_total' }), this.#total),
        this.#pending, this.#bonus),
    );
  }

  /** @param {Model} model */
  show(model) {
    const { labels, state } = model;
    const basket = state.basket;
    const lines = basket?.lines ?? [];
    const pieces = basket?.pieces ?? 0;
    say(this.#pieces, labels.text(pieces === 1 ? 'cart_piece' : 'cart_pieces', { count: labels.number(pieces) }));
    this.#undo.hidden = !basket || basket.version === 0;
    this.#empty.hidden = lines.length > 0;
    keyed(this.#lines, lines, (line) => line.line_id, (line) => this.#makeLine(line), (row, line) => showLine(row, line, labels));
    this.#showSums(basket, labels);
    say(this.#total, labels.money(basket?.total_cents ?? 0));
    this.#pending.hidden = !basket?.payment_pending;
    this.#bonus.show(model);
  }

  /**
   * @param {import('./contract.js').Basket | null} basket
   * @param {Labels} labels
   */
  #showSums(basket, labels) {
    const sums = basket
      ? [
          { key: 'cart_goods', cents: basket.goods_cents, isShown: basket.deposit_cents > 0 || basket.bonus.cents > 0 },
          { key: 'cart_deposit', cents: basket.deposit_cents, isShown: basket.deposit_cents > 0 },
          { key: 'cart_bonus', cents: -basket.bonus.cents, isShown: basket.bonus.cents > 0 },
        ]
      : [];
    keyed(this.#sums, sums.filter((sum) => sum.isShown), (sum) => sum.key,
      ({ key }) => el('div', { 'data-sum': key }, el('dt', { 'data-label': key }), el('dd')),
      (row, sum) => say(row.children[1], labels.money(sum.cents)));
  }

  /** @param {Line} line */
  #makeLine({ line_id }) {
    const isArticle = /^\d+$/.test(line_id);
    const less = el('button', { type: 'button', class: 'step', 'data-control': 'less', click: () => ask(this, stepOf(row, take, line_id)) }, '−');
    const more = el('button', { type: 'button', class: 'step', 'data-control': 'more', click: () => ask(this, stepOf(row, add, line_id)) }, '+');
    const gone = el('button', { type: 'button', class: 'step line-remove', 'data-control': 'remove', click: () => ask(this, remove(line_id)) }, '×');
    less.hidden = more.hidden = !isArticle;
    const row = el('li', { class: 'line', 'data-line': line_id },
      el('span', { class: 'line-name' }), gone, el('span', { class: 'line-price' }),
      el('div', { class: 'line-steps' }, less, el('span', { class: 'line-amount' }), more),
      el('span', { class: 'line-total' }));
    return row;
  }
}

/**
 * One step more or less: a piece, or half a kilogram of loose goods (what is left, when it is less than that).
 * @param {HTMLElement} row
 * @param {(product: string, amount: string, unit: string) => import('./contract.js').Turn} wish
 * @param {string} line_id
 */
function stepOf(row, wish, line_id) {
  const unit = row.dataset.unit ?? 'piece';
  const step = unit === 'piece' ? 1 : Math.min(KILOGRAM_STEP, wish === take ? Number(row.dataset.amount) : KILOGRAM_STEP);
  return wish(line_id, String(step), unit);
}

/**
 * @param {HTMLElement} row
 * @param {Line} line
 * @param {Labels} labels
 */
function showLine(row, line, labels) {
  const name = labels.of(line.name);
  const find = (/** @type {string} */ part) => /** @type {HTMLElement} */ (row.querySelector(part));
  const isChanged = row.dataset.amount !== undefined && row.dataset.amount !== line.amount;
  Object.assign(row.dataset, { amount: line.amount, unit: line.unit });
  if (isChanged) flash(row);
  say(find('.line-name'), name);
  say(find('.line-price'), priceText(line, labels));
  say(find('.line-amount'), line.unit === 'piece' ? labels.number(line.amount) : labels.quantity(line.amount, line.unit));
  say(find('.line-total'), labels.money(line.total_cents));
  set(find('[data-control=less]'), 'aria-label', labels.text('cart_less', { product: name }));
  set(find('[data-control=more]'), 'aria-label', labels.text('cart_more', { product: name }));
  set(find('[data-control=remove]'), 'aria-label', labels.text('cart_remove', { product: name }));
}

/**
 * @param {Line} line
 * @param {Labels} labels
 */
function priceText({ price_cents, deposit_cents, unit }, labels) {
  const each = labels.text('cart_each', { price: labels.money(price_cents), unit: labels.text(`unit_${unit}`) });
  return deposit_cents ? `${each} ${labels.text('product_deposit', { deposit: labels.money(deposit_cents) })}` : each;
}

/** @param {HTMLElement} row */
function flash(row) {
  row.classList.remove('flash');
  void row.offsetWidth; // lets the same animation start again
  row.classList.add('flash');
}
