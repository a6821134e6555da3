/** Says for a few seconds what the shop refused. It lies over the page and moves nothing. */

import { say, set } from './dom.js';

const SHOWN_MS = 6000;

export class NoticeBar extends HTMLElement {
  #timer = 0;

  connectedCallback() {
    set(this, 'role', 'alert');
    document.addEventListener('notice', (event) => this.#tell(/** @type {CustomEvent<string>} */ (event).detail));
  }

  show() {}

  /** @param {string} text */
  #tell(text) {
    clearTimeout(this.#timer);
    say(this, text);
    this.#timer = window.setTimeout(() => say(this, ''), SHOWN_MS);
  }
}
