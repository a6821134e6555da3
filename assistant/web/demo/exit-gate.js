/** The exit without a till: drive through it, say yes, and the barrier opens once the basket is paid. */

import { drawing, el, keyed, say, set, svg } from './dom.js';
import { ask } from './wish.js';

/** @typedef {import('./contract.js').Model} Model */

const BANK_MODES = ['normal', 'slow', 'down', 'declining'];

export class ExitGate extends HTMLElement {
  /** @type {Model['api'] | null} */
  #api = null;
  #failed = '';
  #state = el('p', { class: 'gate-state' });
  #go = el('button', { type: 'button', class: 'primary', 'data-label': 'exit_go', click: () => ask(this, { type: 'exit' }) });
  #bank = el('select', { id: 'exit-bank', change: () => this.#setBank() });

  connectedCallback() {
    set(this, 'role', 'group');
    this.dataset.labelAria = 'exit_title';
    this.replaceChildren(
      el('h3', { class: 'unit-title', 'data-label': 'exit_title' }),
      gate(), this.#state, this.#go,
      el('div', { class: 'gate-bank' }, el('label', { for: 'exit-bank', 'data-label': 'exit_bank' }), this.#bank),
    );
  }

  /** @param {Model} model */
  show({ api, labels, state, question }) {
    this.#api = api;
    this.#failed = labels.text('error_general');
    keyed(this.#bank, BANK_MODES, (mode) => mode, (mode) => el('option', { value: mode, 'data-label': `exit_bank_${mode}` }));
    const basket = state.basket;
    const isOpen = Boolean(state.shown.receipt) && !basket?.lines.length;
    const step = basket?.payment_pending ? 'pending' : question === 'confirm_payment' ? 'confirm' : isOpen ? 'open' : 'closed';
    set(this, 'data-gate', step);
    say(this.#state, labels.text(`exit_${step}`));
  }

  async #setBank() {
    await this.#api?.bank(this.#bank.value).catch(() => {
      document.dispatchEvent(new CustomEvent('notice', { detail: this.#failed }));
    });
  }
}

function gate() {
  return drawing('0 0 200 84', 'gate',
    svg('rect', { class: 'gate-floor', x: 0, y: 74, width: 200, height: 10, rx: 2 }),
    svg('g', { class: 'gate-cart' },
      svg('path', { class: 'gate-wire', d: 'M20 36h8l7 24h30l7-18H31' }),
      svg('circle', { class: 'gate-wheel', cx: 39, cy: 68, r: 5 }),
      svg('circle', { class: 'gate-wheel', cx: 61, cy: 68, r: 5 })),
    svg('g', { class: 'gate-arm' },
      svg('rect', { class: 'gate-beam', x: 88, y: 33, width: 76, height: 9, rx: 4.5 }),
      svg('path', { class: 'gate-stripes', d: 'M98 33h9l-4 9h-9zM116 33h9l-4 9h-9zM134 33h9l-4 9h-9z' })),
    svg('rect', { class: 'gate-post', x: 156, y: 26, width: 18, height: 48, rx: 5 }),
    svg('circle', { class: 'gate-lamp', cx: 165, cy: 38, r: 4.5 }));
}
