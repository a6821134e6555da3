/** Runs the page: takes up or opens a session, folds its events into the state, and shows every part what changed. */

import { Api, Problem, TurnQueue } from './api.js';
import { say, set } from './dom.js';
import { EventFeed } from './events.js';
import { Labels, firstLanguage } from './labels.js';
import { EMPTY, reduce } from './state.js';
import { press } from './wish.js';

/** @typedef {import('./contract.js').Message} Message */
/** @typedef {import('./contract.js').Model} Model */
/** @typedef {import('./contract.js').Session} Session */
/** @typedef {import('./contract.js').Turn} Turn */

const PARTS = `connection-state, language-switch, sally-stage, cart-basket, receipt-slip, card-wallet, scan-box,
  exit-gate, basket-button, shop-tabs, sally-chat, ledger-strip, notice-bar`;
const KEPT_UNDER = 'sally-demo';
const RETRY_MS = 1500;

class Page {
  #drawing = false;
  #state = EMPTY;
  /** @type {Model['connection']} */
  #connection = 'connecting';
  /** @type {{turn: number, question: string | null}} */
  #answered = { turn: 0, question: null };
  /** @type {string | null} The language chosen here, until the shop has answered. */
  #chosen = null;

  /**
   * @param {Api} api
   * @param {import('./contract.js').Shop} shop
   */
  constructor(api, shop) {
    this.api = api;
    this.shop = shop;
    this.parts = [...document.querySelectorAll(PARTS)];
    this.labels = new Labels(shop, firstLanguage(shop));
    this.queue = new TurnQueue({
      send: (message) => this.#send(message),
      onChange: () => this.#changed(),
      onProblem: (problem) => this.#complain(problem),
    });
  }

  async start() {
    document.addEventListener('turn', (event) => this.queue.add(/** @type {CustomEvent<Turn>} */ (event).detail));
    document.addEventListener('language', (event) => this.#choose(/** @type {CustomEvent<string>} */ (event).detail));
    this.#draw();
    document.body.removeAttribute('aria-busy');
    const kept = recall();
    if (kept && (await this.#isKnown(kept.session))) this.queue.resume(kept.waiting);
    else await this.#open();
    this.#listen();
  }

  /** @param {Session} session */
  async #isKnown(session) {
    this.api.session = session;
    return this.api.basket().then(() => true, (error) => !isGone(error));
  }

  async #open() {
    this.api.session = null;
    await persist(() => this.api.open(this.labels.language));
    this.#changed();
  }

  #listen() {
    const feed = new EventFeed({
      open: (after, signal) => this.api.events(after, signal),
      onEvent: (event) => {
        this.#state = reduce(this.#state, event);
        this.#changed();
      },
      onConnection: (connection) => {
        this.#connection = connection;
        this.#changed();
      },
      onGone: () => void this.#renew(),
    });
    void feed.start();
  }

  /** The shop knows the session no longer: begin another, at the beginning. */
  async #renew() {
    this.#state = EMPTY;
    this.#answered = { turn: 0, question: null };
    this.queue.clear();
    await this.#open();
    this.#listen();
  }

  /** @param {Message} message */
  async #send(message) {
    const { turn, question } = await this.api.turn(message);
    this.#answered = { turn, question };
    if (message.language === this.#chosen) this.#chosen = null;
  }

  /** @param {Problem} problem */
  #complain(problem) {
    this.#chosen = null;
    const key = `error_${problem.code}`;
    const text = this.labels.text(this.labels.has(key) ? key : 'error_general');
    document.dispatchEvent(new CustomEvent('notice', { detail: text }));
  }

  /** @param {string} language */
  #choose(language) {
    this.#chosen = language;
    this.queue.add({ ...press('switch_language', { language }), language });
  }

  #changed() {
    keep(this.api.session, this.queue.waiting);
    if (this.#drawing) return;
    this.#drawing = true;
    queueMicrotask(() => this.#draw());
  }

  #draw() {
    this.#drawing = false;
    const language = this.#chosen ?? this.#state.language ?? this.labels.language;
    if (language !== this.labels.language) this.labels = new Labels(this.shop, language);
    set(document.documentElement, 'lang', language);
    document.title = this.labels.text('page_title');
    for (const brand of document.querySelectorAll('.brand-name')) say(brand, this.shop.name);
    const model = this.#model();
    for (const part of this.parts) /** @type {any} */ (part).show(model);
    this.labels.fill(document);
  }

  /** @returns {Model} */
  #model() {
    const { spoken, question } = this.#state;
    return {
      shop: this.shop,
      labels: this.labels,
      state: this.#state,
      api: this.api,
      // The answer to a turn names the open question; after a reload Sally's last words do.
      question: this.#answered.turn >= spoken.turn ? this.#answered.question : question,
      waiting: this.queue.waiting,
      connection: this.#connection,
    };
  }
}

/**
 * Calls until it works: without the shop there is nothing to show.
 * @template T
 * @param {() => Promise<T>} call
 * @returns {Promise<T>}
 */
async function persist(call) {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (error instanceof Problem && error.status < 500 && error.status !== 429) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

/** @param {unknown} error */
function isGone(error) {
  return error instanceof Problem && [401, 403, 404].includes(error.status);
}

/**
 * @param {Session | null} session
 * @param {readonly Message[]} waiting
 */
function keep(session, waiting) {
  if (session) sessionStorage.setItem(KEPT_UNDER, JSON.stringify({ session, waiting }));
}

/** @returns {{session: Session, waiting: Message[]} | null} */
function recall() {
  return JSON.parse(sessionStorage.getItem(KEPT_UNDER) ?? 'null');
}

const api = new Api();
const page = new Page(api, await persist(() => api.shop()));
await page.start();
