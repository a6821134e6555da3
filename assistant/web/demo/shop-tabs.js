/** The three counters of the web shop: the assortment, what Sally shows, and the praline workshop. */

import { custom, el, set } from './dom.js';
import { PralineMaker } from './praline-maker.js';
import { SallyFinds } from './sally-finds.js';
import { ShopSearch } from './shop-search.js';

/** @typedef {import('./contract.js').Model} Model */

/** What Sally shows brings its counter to the front, and so does a question about pralines. @type {Record<string, string>} */
const FOLLOWS = { products: 'finds', praline: 'pralines' };
const STEPS = new Map([['ArrowRight', 1], ['ArrowLeft', -1]]);

export class ShopTabs extends HTMLElement {
  #seq = 0;
  #isAsked = false;
  #open = 'assortment';
  #counters = [
    { name: 'assortment', part: custom('shop-search', ShopSearch) },
    { name: 'finds', part: custom('sally-finds', SallyFinds) },
    { name: 'pralines', part: custom('praline-maker', PralineMaker) },
  ].map(({ name, part }) => ({
    name,
    part,
    tab: el('button', { type: 'button', role: 'tab', id: `tab-${name}`, 'aria-controls': `panel-${name}`, 'data-label': `shop_tab_${name}`, click: () => this.#choose(name) }),
    panel: el('div', { role: 'tabpanel', id: `panel-${name}`, class: 'panel', tabindex: '0', 'aria-labelledby': `tab-${name}` }, part),
  }));

  connectedCallback() {
    const tabs = el('div', { class: 'tabs', role: 'tablist', 'data-label-aria': 'shop_tabs', keydown: (/** @type {KeyboardEvent} */ event) => this.#step(event) });
    tabs.append(...this.#counters.map(({ tab }) => tab));
    this.replaceChildren(tabs, ...this.#counters.map(({ panel }) => panel));
    this.#choose(this.#open);
  }

  /** @param {Model} model */
  show(model) {
    this.#follow(model);
    for (const { part } of this.#counters) part.show(model);
  }

  /**
   * Nobody is pulled away from what they are typing into: then the counter is only marked.
   * @param {Model} model
   */
  #follow(model) {
    const counter = this.#called(model);
    if (!counter || counter === this.#open) return;
    const isBusy = this.#counters.some(({ name, panel }) => name === this.#open && panel.contains(document.activeElement));
    if (isBusy) set(this.querySelector(`#tab-${counter}`) ?? this, 'data-new', true);
    else this.#choose(counter);
  }

  /**
   * The counter that something new belongs to.
   * @param {Model} model
   */
  #called({ state, question }) {
    const wasAsked = this.#isAsked;
    this.#isAsked = question?.startsWith('praline_') ?? false;
    const shown = Object.keys(FOLLOWS).map((kind) => ({ counter: FOLLOWS[kind], seq: state.shown[kind]?.seq ?? 0 }));
    const { counter, seq } = shown.reduce((last, next) => (next.seq > last.seq ? next : last));
    const isNew = seq > this.#seq;
    this.#seq = Math.max(seq, this.#seq);
    if (isNew) return counter;
    return this.#isAsked && !wasAsked ? FOLLOWS.praline : null;
  }

  /** @param {string} wanted */
  #choose(wanted) {
    this.#open = wanted;
    for (const { name, tab, panel } of this.#counters) {
      const isOpen = name === wanted;
      set(tab, 'aria-selected', String(isOpen));
      set(tab, 'tabindex', isOpen ? '0' : '-1');
      if (isOpen) set(tab, 'data-new', null);
      panel.hidden = !isOpen;
    }
  }

  /** @param {KeyboardEvent} event */
  #step(event) {
    const step = STEPS.get(event.key);
    if (!step) return;
    event.preventDefault();
    const at = this.#counters.findIndex(({ name }) => name === this.#open);
    const next = this.#counters[(at + step + this.#counters.length) % this.#counters.length];
    this.#choose(next.name);
    next.tab.focus();
  }
}
