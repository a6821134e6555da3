/** The praline workshop: sort, filling, number, packaging, inscription and delivery, chosen by touch or said to Sally. */

import { custom, el, keyed, say, set } from './dom.js';
import { PralineBox } from './praline-box.js';
import { ask, press } from './wish.js';

/** @typedef {import('./contract.js').Model} Model */
/** @typedef {import('./contract.js').Praline} Praline */
/** @typedef {import('./labels.js').Labels} Labels */

const DELIVERIES = ['overnight', 'pickup'];
const COUNT_FIRST = 12;
const USUAL_COUNTS = [6, 12, 24, 36];
const SETTLE_MS = 400;

export class PralineMaker extends HTMLElement {
  /** @type {Model | null} */
  #model = null;
  /** Touched here, not yet heard back from the shop. @type {Praline} */
  #touched = {};
  #heardSeq = 0;
  /** Boxes shown up to here are in the basket, or given up. */
  #doneSeq = 0;
  #wasComposing = false;
  #timer = 0;
  #box = custom('praline-box', PralineBox);
  #price = el('output', { class: 'praline-price' });
  #allergens = el('p', { class: 'praline-allergens' });
  #next = el('p', { class: 'praline-next' });
  #choices = [
    choice('sort', (key) => this.#choose({ sort: key })),
    choice('filling', (key) => this.#choose({ filling: key })),
    choice('packaging', (key) => this.#choose({ packaging: key })),
    choice('delivery', (key) => this.#choose({ delivery: key })),
    choice('slot', (key) => this.#choose({ slot: key })),
  ];
  #count = el('input', { type: 'range', id: 'praline-count', input: () => this.#setCount(Number(this.#count.value)) });
  #counts = el('div', { class: 'choice-options' });
  #counted = el('output', { for: 'praline-count', class: 'praline-counted' });
  #words = el('input', { id: 'praline-words', autocomplete: 'off', 'data-label-placeholder': 'praline_words_example', input: () => this.#draw() });
  #left = el('span', { class: 'praline-left' });
  #write = el('button', { class: 'secondary', 'data-label': 'praline_write' });
  #plain = el('button', { type: 'button', class: 'quiet', 'data-label': 'praline_plain', click: () => this.#inscribe('') });
  #take = el('button', { type: 'button', class: 'primary', 'data-label': 'praline_take', click: () => this.#answer('affirm', this.#take) });
  #drop = el('button', { type: 'button', class: 'quiet', 'data-label': 'praline_drop', click: () => this.#answer('deny', this.#drop) });

  connectedCallback() {
    const [sort, filling, packaging, delivery, slot] = this.#choices.map(({ group }) => group);
    const count = el('div', { class: 'choice', role: 'group', 'aria-labelledby': 'praline-count-label' },
      el('div', { class: 'choice-head' }, el('label', { for: 'praline-count', id: 'praline-count-label', class: 'choice-title', 'data-label': 'praline_count' }), this.#counted),
      this.#counts, this.#count);
    const words = el('form', { class: 'choice', submit: (/** @type {Event} */ event) => (event.preventDefault(), this.#inscribe(this.#words.value.trim())) },
      el('label', { for: 'praline-words', class: 'choice-title', 'data-label': 'praline_inscription' }),
      el('div', { class: 'praline-writing' }, this.#words, this.#left, this.#write, this.#plain));
    this.replaceChildren(
      el('div', { class: 'praline-show' }, this.#box,
        el('div', { class: 'praline-facts' }, el('h3', { 'data-label': 'praline_title' }), this.#price, this.#allergens, this.#next),
        el('div', { class: 'praline-finish' }, this.#take, this.#drop)),
      el('div', { class: 'praline-choices' }, sort, filling, count, packaging, words, delivery, slot),
      el('p', { class: 'praline-legal', 'data-label': 'praline_legal' }));
  }

  /** @param {Model} model */
  show(model) {
    this.#model = model;
    this.#hear(model);
    const { labels, shop } = model;
    const box = this.#shownBox();
    const { options } = shop.pralines;
    const [sort, filling, packaging, delivery, slot] = this.#choices;
    const optionOf = (/** @type {string} */ entity) => (/** @type {[string, {price_cents: number}]} */ [key, option]) => (
      { key, text: labels.value(`praline_${entity}`, key), extra: option.price_cents ? labels.text('praline_extra', { price: labels.money(option.price_cents) }) : '' });
    sort.show(Object.entries(options.sort).map(optionOf('sort')), box.sort);
    filling.show(Object.entries(options.filling).map(optionOf('filling')), box.filling);
    packaging.show(Object.entries(options.packaging).map(optionOf('packaging')), box.packaging);
    delivery.show(DELIVERIES.map((key) => ({ key, text: labels.value('praline_delivery', key), extra: '' })), box.delivery);
    slot.show((box.slots ?? []).map(({ value, start, end }) => ({ key: value, text: labels.span(start, end), extra: '' })), box.slot);
    slot.group.hidden = box.delivery !== 'pickup' || !box.slots?.length;
    this.#showCount(box, shop.pralines, labels);
    this.#showFacts(box, model);
    this.#draw();
  }

  /**
   * What the shop shows takes the place of what was touched; when the composing has come to its end, a new box begins.
   * @param {Model} model
   */
  #hear({ state, question, waiting }) {
    const heard = state.shown.praline?.seq ?? 0;
    if (heard > this.#heardSeq) this.#touched = {};
    this.#heardSeq = heard;
    const isComposing = question?.startsWith('praline_') || question === 'confirm_pralines';
    if (this.#wasComposing && !isComposing && !waiting.length) {
      this.#touched = {};
      this.#doneSeq = heard;
    }
    if (!waiting.length) this.#wasComposing = Boolean(isComposing);
  }

  /** What the shop has heard, and over it what has just been touched. @returns {Praline} */
  #shownBox() {
    const shown = this.#model?.state.shown.praline;
    const heard = shown && shown.seq > this.#doneSeq ? shown.data : {};
    return { ...heard, ...this.#touched };
  }

  /**
   * @param {Praline} box
   * @param {import('./contract.js').PralineMenu} menu
   * @param {Labels} labels
   */
  #showCount(box, { min, max }, labels) {
    set(this.#count, 'min', min);
    set(this.#count, 'max', max);
    const count = box.count ?? COUNT_FIRST;
    if (Number(this.#count.value) !== count) this.#count.value = String(count);
    set(this.#counted, 'data-open', box.count === undefined);
    say(this.#counted, labels.text('praline_pieces', { count: labels.number(count) }));
    set(this.#count, 'aria-valuetext', labels.text('praline_pieces', { count: labels.number(count) }));
    keyed(this.#counts, [...new Set([min, ...USUAL_COUNTS, max])].filter((usual) => usual >= min && usual <= max), (usual) => usual,
      (usual) => el('button', { type: 'button', class: 'option', 'data-option': usual, click: () => this.#choose({ count: usual }) }),
      (button, usual) => {
        say(button, labels.number(usual));
        set(button, 'aria-pressed', String(usual === box.count));
      });
  }

  /**
   * @param {Praline} box
   * @param {Model} model
   */
  #showFacts(box, { labels, question, shop, waiting }) {
    const { cents, allergens: keys } = this.#valueOf(box, shop.pralines);
    say(this.#price, cents === null ? labels.text('praline_no_price') : labels.money(cents));
    set(this.#price, 'data-old', waiting.length > 0);
    const allergens = keys.map((key) => labels.value('allergen', key));
    say(this.#allergens, allergens.length ? labels.text('product_contains', { allergens: labels.list(allergens) }) : '');
    const step = question?.startsWith('praline_') || question === 'confirm_pralines' ? question : '';
    say(this.#next, labels.text(step ? `praline_next_${step.replace('praline_', '')}` : 'praline_next_begin'));
    for (const button of [this.#take, this.#drop]) set(button, 'aria-disabled', question === 'confirm_pralines' ? null : 'true');
  }

  /**
   * The shop's own quote when it has made one for just this box; until then what the menu's prices add up to.
   * @param {Praline} box
   * @param {import('./contract.js').PralineMenu} menu
   */
  #valueOf(box, menu) {
    if (box.price_cents !== undefined && !Object.keys(this.#touched).length) return { cents: box.price_cents, allergens: box.allergens ?? [] };
    const { sort, filling, packaging } = menu.options;
    const chosen = [sort[box.sort ?? ''], filling[box.filling ?? ''], packaging[box.packaging ?? '']];
    const [shell, inside, around] = chosen.map((option) => option?.price_cents ?? 0);
    const written = box.inscription ? menu.inscription_price_cents ?? 0 : 0;
    const cents = box.sort && box.count ? (shell + inside) * box.count + around + written : null;
    return { cents, allergens: [...new Set(chosen.flatMap((option) => option?.allergens ?? []))] };
  }

  #draw() {
    const box = this.#shownBox();
    const isWriting = document.activeElement === this.#words || this.#words.value.trim() !== '';
    this.#box.draw({ ...box, inscription: isWriting ? this.#words.value.trim() : box.inscription });
    const limit = this.#model?.shop.pralines.inscription_limit ?? 0;
    const left = limit - lettersOf(this.#words.value);
    say(this.#left, this.#model?.labels.number(left) ?? '');
    set(this.#left, 'aria-label', this.#model?.labels.text('praline_left', { count: left }));
    set(this.#left, 'role', 'note');
    set(this.#left, 'data-over', left < 0);
    set(this.#words, 'aria-invalid', left < 0 && 'true');
  }

  /** @param {Praline} touched */
  #choose(touched) {
    this.#touched = { ...this.#touched, ...touched };
    ask(this, turnOf(touched));
    if (this.#model) this.show(this.#model);
  }

  /** @param {number} count */
  #setCount(count) {
    this.#touched = { ...this.#touched, count };
    if (this.#model) this.show(this.#model);
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => ask(this, turnOf({ count })), SETTLE_MS);
  }

  /** @param {string} inscription */
  #inscribe(inscription) {
    this.#words.value = '';
    this.#choose({ inscription });
  }

  /**
   * @param {string} intent
   * @param {HTMLElement} button
   */
  #answer(intent, button) {
    if (button.getAttribute('aria-disabled') !== 'true') ask(this, press(intent, {}, button.textContent ?? ''));
  }
}

/**
 * The same wish begins a box and goes on with it.
 * @param {Praline} touched
 */
function turnOf(touched) {
  return press('configure_pralines', Object.fromEntries(Object.entries(touched).map(([key, value]) => [`praline_${key}`, value])));
}

/**
 * One question with its options as buttons.
 * @param {string} name
 * @param {(key: string) => void} onChoice
 */
function choice(name, onChoice) {
  const options = el('div', { class: 'choice-options' });
  const group = el('div', { class: 'choice', role: 'group', 'data-choice': name, 'aria-labelledby': `choice-${name}` },
    el('p', { class: 'choice-title', id: `choice-${name}`, 'data-label': `praline_${name}` }), options);
  /**
   * @param {{key: string, text: string, extra: string}[]} offered
   * @param {string | undefined} chosen
   */
  const show = (offered, chosen) => keyed(options, offered, ({ key }) => key,
    ({ key }) => el('button', { type: 'button', class: 'option', 'data-option': key, click: () => onChoice(key) }, el('span'), el('small')),
    (button, { key, text, extra }) => {
      say(button.children[0], text);
      say(button.children[1], extra);
      set(button, 'aria-pressed', String(key === chosen));
    });
  return { group, show };
}

/**
 * Letters as a reader counts them.
 * @param {string} text
 */
function lettersOf(text) {
  return [...new Intl.Segmenter().segment(text.trim())].length;
}
