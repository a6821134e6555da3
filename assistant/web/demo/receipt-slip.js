/** The receipt, over the empty basket, until it is put away or the next basket begins. */

import { el, keyed, say, set } from './dom.js';

/** @typedef {import('./contract.js').Model} Model */
/** @typedef {import('./contract.js').Receipt} Receipt */
/** @typedef {import('./labels.js').Labels} Labels */

export class ReceiptSlip extends HTMLElement {
  #awaySeq = 0;
  #seq = 0;
  #number = el('p', { class: 'receipt-number' });
  #lines = el('ul', { class: 'receipt-lines' });
  #sums = el('dl', { class: 'receipt-sums' });
  #shop = el('p', { class: 'receipt-shop brand-name' });
  #away = el('button', { type: 'button', class: 'primary', 'data-label': 'receipt_away', click: () => this.#putAway() });

  connectedCallback() {
    set(this, 'role', 'region');
    this.dataset.labelAria = 'receipt_title';
    this.hidden = true;
    const paper = el('div', { class: 'receipt-paper' }, this.#shop, this.#number, this.#lines, this.#sums,
      el('p', { class: 'receipt-thanks', 'data-label': 'receipt_thanks' }));
    this.replaceChildren(el('div', { class: 'receipt-scroll', tabindex: '0', role: 'group', 'data-label-aria': 'receipt_title' }, paper), this.#away);
  }

  /** @param {Model} model */
  show({ labels, state }) {
    const shown = state.shown.receipt;
    this.#seq = shown?.seq ?? 0;
    this.hidden = !shown || this.#seq <= this.#awaySeq || Boolean(state.basket?.lines.length);
    if (!this.hidden) this.#write(shown.data, labels);
  }

  #putAway() {
    this.#awaySeq = this.#seq;
    this.hidden = true;
    /** @type {HTMLElement | null | undefined} */ (this.parentElement?.querySelector('cart-basket'))?.focus();
  }

  /**
   * @param {Receipt} receipt
   * @param {Labels} labels
   */
  #write(receipt, labels) {
    say(this.#number, labels.text('receipt_number', { number: receipt.number }));
    keyed(this.#lines, receipt.lines, (line) => line.line_id,
      () => el('li', {}, el('span'), el('span')),
      (row, line) => {
        const amount = line.unit === 'piece' ? `${labels.number(line.amount)} ×` : labels.quantity(line.amount, line.unit);
        say(row.children[0], `${amount} ${labels.of(line.name)}`);
        say(row.children[1], labels.money(line.total_cents));
      });
    const bonus = receipt.bonus_cents ? [{ name: labels.text('cart_bonus'), cents: -receipt.bonus_cents, kind: 'bonus' }] : [];
    const vat = (receipt.vat ?? []).map(({ percent, tax_cents }) => (
      { name: labels.text('receipt_vat', { percent: labels.percent(percent) }), cents: tax_cents, kind: 'vat' }));
    const sums = [...bonus, { name: labels.text('receipt_total'), cents: receipt.total_cents, kind: 'total' }, ...vat];
    keyed(this.#sums, sums.entries(), ([at]) => at,
      () => el('div', {}, el('dt'), el('dd')),
      (row, [, sum]) => {
        row.className = `receipt-${sum.kind}`;
        say(row.children[0], sum.name);
        say(row.children[1], labels.money(sum.cents));
      });
  }
}
