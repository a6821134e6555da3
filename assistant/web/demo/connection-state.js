/** Whether the page is in touch with the shop, and how many turns still wait. */

import { el, say, set } from './dom.js';

/** @typedef {import('./contract.js').Model} Model */

export class ConnectionState extends HTMLElement {
  #text = el('span');
  #waiting = el('span', { class: 'connection-waiting' });

  connectedCallback() {
    set(this, 'role', 'status');
    this.replaceChildren(el('span', { class: 'connection-dot', 'aria-hidden': 'true' }), this.#text, this.#waiting);
  }

  /** @param {Model} model */
  show({ labels, connection, waiting }) {
    set(this, 'data-connection', connection);
    say(this.#text, labels.text(`connection_${connection}`));
    const isHeldUp = connection === 'offline' && waiting.length > 0;
    say(this.#waiting, isHeldUp ? labels.text('connection_waiting', { count: labels.number(waiting.length) }) : '');
  }
}
