/** The ledger as a till roll: every operation on the basket with its id, the newest first. */

import { el, keyed, say, set } from './dom.js';

/** @typedef {import('./contract.js').Model} Model */
/** @typedef {import('./contract.js').Operation} Operation */

export class LedgerStrip extends HTMLElement {
  #roll = el('ol', { class: 'ledger-roll', tabindex: '0', 'data-label-aria': 'ledger_title' });
  #empty = el('p', { class: 'ledger-empty', 'data-label': 'ledger_empty' });

  connectedCallback() {
    set(this, 'role', 'region');
    this.dataset.labelAria = 'ledger_title';
    this.replaceChildren(el('p', { class: 'ledger-title', 'data-label': 'ledger_title' }), this.#empty, this.#roll);
  }

  /** @param {Model} model */
  show({ labels, state, api }) {
    const session = `${api.session?.session_id}:`;
    this.#empty.hidden = state.ledger.length > 0;
    keyed(
      this.#roll,
      state.ledger,
      (operation) => operation.op_id,
      (operation) =>
        el('li', { class: 'ledger-slip', 'data-op': operation.op_id, 'data-kind': operation.kind },
          el('span', { class: 'ledger-what' }), el('code', { class: 'ledger-id', title: operation.op_id })),
      (slip, operation) => {
        const [what, id] = slip.children;
        say(what, this.#what(operation, labels, state.names));
        say(id, operation.op_id.replace(session, '')); // the session is the same for all of them
      },
    );
  }

  /**
   * @param {Operation} operation
   * @param {Model['labels']} labels
   * @param {Model['state']['names']} names
   */
  #what({ kind, lines }, labels, names) {
    const changes = (lines ?? []).map(({ line_id, amount }) => {
      const signed = Number(amount) < 0 ? `−${labels.number(amount.replace('-', ''))}` : `+${labels.number(amount)}`;
      return `${signed} ${labels.of(names[line_id]) || line_id}`;
    });
    return [labels.text(`ledger_${kind}`), ...changes].join(' · ');
  }
}
