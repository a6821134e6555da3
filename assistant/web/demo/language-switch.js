/** One button for each language of the shop; it changes the whole page and how Sally speaks. */

import { el, keyed, say, set } from './dom.js';

/** @typedef {import('./contract.js').Model} Model */

export class LanguageSwitch extends HTMLElement {
  connectedCallback() {
    set(this, 'role', 'group');
    this.dataset.labelAria = 'page_language';
  }

  /** @param {Model} model */
  show({ shop, labels }) {
    keyed(
      this,
      shop.languages,
      (language) => language.code,
      ({ code, name }) => el('button', { type: 'button', lang: code, title: name, 'aria-label': `${code.toUpperCase()} – ${name}`, click: () => this.#choose(code) }),
      (button, { code }) => {
        say(button, code.toUpperCase());
        set(button, 'aria-pressed', String(code === labels.language));
      },
    );
  }

  /** @param {string} code */
  #choose(code) {
    this.dispatchEvent(new CustomEvent('language', { bubbles: true, detail: code }));
  }
}
