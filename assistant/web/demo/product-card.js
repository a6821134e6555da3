/** One product as its shelf label shows it: price, unit price, 30-day low, deposit, allergens, and the way to the basket. */

import { el, keyed, say, set } from './dom.js';
import { pictogram } from './pictogram.js';
import { add, ask, press } from './wish.js';

/** @typedef {import('./contract.js').Card} Card */
/** @typedef {import('./contract.js').Model} Model */
/** @typedef {import('./contract.js').ProductPage} ProductPage */
/** @typedef {import('./labels.js').Labels} Labels */

const FEW = 5;
const ENERGY = new Set(['energy_kj', 'energy_kcal']);

export class ProductCard extends HTMLElement {
  /** @type {Card | null} */
  #card = null;
  /** @type {Model | null} */
  #model = null;
  /** @type {ProductPage | null} */
  #page = null;
  #picture = el('div', { class: 'product-picture', 'aria-hidden': 'true' });
  #sponsored = el('span', { class: 'product-sponsored', 'data-label': 'product_sponsored' });
  #name = el('h3', { class: 'product-name' });
  #seller = el('p', { class: 'product-seller' });
  #facts = el('p', { class: 'product-facts' });
  #allergens = el('p', { class: 'product-allergens' });
  #diet = el('ul', { class: 'product-diet' });
  #price = el('p', { class: 'tag-price' });
  #before = el('p', { class: 'tag-before' });
  #unit = el('p', { class: 'tag-unit' });
  #deposit = el('p', { class: 'tag-deposit' });
  #why = el('button', { type: 'button', class: 'quiet product-why', 'data-label': 'product_why', click: () => this.#ask('ask_why_offer', this.#why) });
  #add = el('button', { type: 'button', class: 'primary product-add', 'data-label': 'product_add', click: () => this.#put() });
  #more = el('div', { class: 'product-more' });
  #details = el('details', { class: 'product-details', toggle: () => void this.#open() },
    el('summary', { 'data-label': 'product_details' }), this.#more);

  connectedCallback() {
    if (this.firstChild) return;
    this.append(el('article', {},
      this.#picture,
      el('div', { class: 'product-text' }, this.#sponsored, this.#name, this.#seller, this.#facts, this.#allergens, this.#diet),
      el('div', { class: 'tag' }, this.#price, this.#unit, this.#deposit, this.#before),
      el('div', { class: 'product-actions' }, this.#add, this.#why),
      this.#details));
  }

  /**
   * @param {Card} card
   * @param {Model} model
   */
  present(card, model) {
    const { labels } = model;
    if (card.department !== this.#card?.department || !this.#card) this.#picture.replaceChildren(pictogram(card.department ?? ''));
    this.#card = card;
    this.#model = model;
    this.dataset.gtin = card.gtin;
    set(this, 'data-department', card.department);
    const name = labels.of(card.name);
    say(this.#name, name);
    this.#sponsored.hidden = !card.sponsored;
    this.#seller.hidden = card.seller === 'city_kauf';
    say(this.#seller, labels.text('product_seller', { seller: labels.value('partner', card.seller) }));
    this.#showFacts(card, labels);
    this.#showAllergens(card, labels);
    this.#showPrice(card, labels);
    this.#why.hidden = !card.why;
    set(this.#why, 'aria-label', labels.text('product_why_label', { product: name }));
    set(this.#add, 'aria-label', labels.text('product_add_label', { product: name }));
    set(this.#add, 'aria-disabled', card.stock > 0 ? null : 'true');
    if (this.#page) this.#showPage(this.#page, labels);
  }

  /**
   * @param {Card} card
   * @param {Labels} labels
   */
  #showFacts(card, labels) {
    const stock = card.stock > FEW ? '' : labels.text(card.stock ? 'product_few' : 'product_sold_out', { count: labels.number(card.stock) });
    const place = labels.text('product_place', { aisle: labels.number(card.aisle), shelf: card.shelf });
    const rating = card.rating_count ? labels.text('product_rating', { stars: labels.number(card.rating_average), count: labels.number(card.rating_count) }) : '';
    const facts = [{ kind: 'rating', text: rating }, { kind: 'place', text: place }, { kind: 'stock', text: stock }];
    keyed(this.#facts, facts.filter((fact) => fact.text), (fact) => fact.kind,
      ({ kind }) => el('span', { class: `fact-${kind}` }), (node, fact) => say(node, fact.text));
  }

  /**
   * @param {Card} card
   * @param {Labels} labels
   */
  #showAllergens({ allergens, diet }, labels) {
    const words = allergens.map((key) => labels.value('allergen', key));
    const isFood = allergens.length + diet.length > 0;
    say(this.#allergens, words.length ? labels.text('product_contains', { allergens: labels.list(words) }) : isFood ? labels.text('product_no_allergens') : '');
    set(this.#allergens, 'data-contains', words.length > 0);
    keyed(this.#diet, diet, (key) => key, () => el('li'), (node, key) => say(node, labels.value('diet', key)));
  }

  /**
   * @param {Card} card
   * @param {Labels} labels
   */
  #showPrice(card, labels) {
    const reduced = Boolean(card.price_before_cents);
    set(this, 'data-reduced', reduced);
    const parts = labels.moneyParts(card.price_cents).map(({ type, value }) => el('span', { class: `money-${type}` }, value));
    this.#price.replaceChildren(...parts);
    this.#before.replaceChildren();
    if (reduced) {
      const percent = off(card);
      if (percent > 0) this.#before.append(el('span', { class: 'tag-off' }, labels.text('product_off', { percent: labels.percent(percent) })));
      this.#before.append(
        el('span', {}, labels.text('product_low', { price: labels.money(card.low_30d_cents) })),
        el('s', {}, labels.text('product_before', { price: labels.money(card.price_before_cents ?? 0) })));
    }
    say(this.#unit, labels.text('product_unit_price', { price: labels.money(card.unit_price_cents), unit: unitOf(card, labels) }));
    this.#deposit.hidden = !card.deposit_cents;
    say(this.#deposit, labels.text('product_deposit', { deposit: labels.money(card.deposit_cents) }));
  }

  #put() {
    if (this.#card && this.#card.stock > 0) ask(this, add(this.#card.gtin));
  }

  /**
   * @param {string} intent
   * @param {HTMLElement} button
   */
  #ask(intent, button) {
    ask(this, press(intent, { product: this.#card?.gtin }, button.getAttribute('aria-label') ?? ''));
  }

  async #open() {
    if (!this.#details.open || this.#page || !this.#card || !this.#model) return;
    try {
      this.#page = await this.#model.api.product(this.#card.gtin);
      this.#showPage(this.#page, this.#model.labels);
    } catch {
      this.#details.open = false;
    }
  }

  /**
   * @param {ProductPage} page
   * @param {Labels} labels
   */
  #showPage({ description, ingredients, nutrition, reviews }, labels) {
    const parts = [el('p', {}, labels.of(description))];
    if (ingredients) parts.push(el('p', {}, labels.text('product_ingredients', { ingredients: labels.of(ingredients) })));
    const table = el('dl', { class: 'product-nutrition' }, ...Object.entries(nutrition ?? {}).map(([key, value]) =>
      el('div', {}, el('dt', {}, labels.text(`nutrition_${key}`)), el('dd', {}, `${labels.number(value)} ${ENERGY.has(key) ? key.slice(7).replace('kj', 'kJ') : 'g'}`))));
    const voices = (reviews ?? []).map(({ stars, lang, text }) =>
      el('blockquote', { lang }, `${'★'.repeat(stars)} ${text}`));
    if (nutrition) parts.push(el('p', { class: 'product-nutrition-title' }, labels.text('nutrition_title')));
    this.#more.replaceChildren(...parts, table, ...voices);
  }
}

/** @param {Card} card */
function off({ price_cents, low_30d_cents }) {
  return Math.round(100 - (100 * price_cents) / low_30d_cents);
}

/**
 * @param {Card} card
 * @param {Labels} labels
 */
function unitOf({ unit_price_amount, unit_price_unit }, labels) {
  return labels.quantity(unit_price_amount, unit_price_unit);
}
