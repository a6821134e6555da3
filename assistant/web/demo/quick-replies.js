/** The buttons that come with what Sally said last; while a turn waits for its answer they rest. */

import { el, keyed, say, set } from './dom.js';

/** @typedef {import('./contract.js').Model} Model */
/** @typedef {import('./contract.js').ReplyButton} ReplyButton */

import { ask } from './wish.js';

export class QuickReplies extends HTMLElement {
  #resting = false;

  connectedCallback() {
    set(this, 'role', 'group');
    set(this, 'tabindex', '-1');
    this.dataset.labelAria = 'sally_replies';
    this.dataset.rest = '';
  }

  /** @param {Model} model */
  show({ state, waiting }) {
    this.#resting = waiting.length > 0;
    const buttons = state.spoken.replies.flatMap((reply) => reply.buttons ?? []);
    this.toggleAttribute('data-empty', !buttons.length);
    keyed(
      this,
      buttons,
      (button) => `${state.spoken.turn} ${button.payload}`,
      (button) => el('button', { type: 'button', class: 'chip', click: () => this.#press(button) }),
      (node, button) => {
        say(node, button.title);
        set(node, 'aria-disabled', this.#resting && 'true');
      },
    );
  }

  /** @param {ReplyButton} button */
  #press({ payload, title }) {
    if (!this.#resting) ask(this, { type: 'button', payload, text: title });
  }
}
