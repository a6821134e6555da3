/** The shop's HTTP interface, and the queue in which turns wait until the shop has answered them. */

/** @typedef {import('./contract.js').Message} Message */
/** @typedef {import('./contract.js').Session} Session */
/** @typedef {import('./contract.js').Turn} Turn */

const ROOT = '/api/v1';
const TURN_TIMEOUT_MS = 30_000;
const RETRY_MS = [300, 700, 1500, 3000, 5000];
const TRY_AGAIN = new Set([408, 425, 429, 500, 502, 503, 504]);
const SERVER_TRIES = 6;

/** What the shop refused, and why (RFC 9457). */
export class Problem extends Error {
  /**
   * @param {number} status
   * @param {string} code
   * @param {string} detail
   */
  constructor(status, code, detail) {
    super(detail);
    this.status = status;
    this.code = code;
  }
}

/** One session with the shop. Calls fail with Problem when the shop says no, with TypeError when it is not reached. */
export class Api {
  /** @type {Session | null} */
  session = null;

  /** @returns {Promise<import('./contract.js').Shop>} */
  shop() {
    return ask('/shop');
  }

  /** @param {string} language */
  async open(language) {
    this.session = await ask('/sessions', { method: 'POST', body: { language, device: 'demo' } });
  }

  /**
   * @param {Message} message
   * @returns {Promise<{turn: number, question: string | null}>}
   */
  turn(message) {
    const signal = AbortSignal.timeout(TURN_TIMEOUT_MS);
    return ask(`${this.#path}/turns`, { method: 'POST', body: message, headers: this.#headers, signal });
  }

  /** @returns {Promise<import('./contract.js').Basket>} */
  basket() {
    return ask(`${this.#path}/basket`, { headers: this.#headers });
  }

  /**
   * @param {number} after
   * @param {AbortSignal} signal
   */
  events(after, signal) {
    const headers = { ...this.#headers, Accept: 'text/event-stream', 'Last-Event-ID': String(after) };
    return fetch(`${ROOT}${this.#path}/events?after=${after}`, { headers, signal, cache: 'no-store' });
  }

  /**
   * @param {{q: string, lang: string, department?: string, limit: number}} wish
   * @param {AbortSignal} [signal]
   * @returns {Promise<{products: import('./contract.js').Card[], count: number}>}
   */
  products({ q, lang, department, limit }, signal) {
    const query = new URLSearchParams({ q, lang, limit: String(limit) });
    if (department) query.set('department', department);
    return ask(`/products?${query}`, { signal });
  }

  /**
   * @param {string} gtin
   * @returns {Promise<import('./contract.js').ProductPage>}
   */
  product(gtin) {
    return ask(`/products/${encodeURIComponent(gtin)}`);
  }

  /** @param {string} mode */
  bank(mode) {
    return ask('/demo/bank', { method: 'PUT', body: { mode } });
  }

  get #path() {
    return `/sessions/${this.session?.session_id}`;
  }

  get #headers() {
    return { Authorization: `Bearer ${this.session?.token}` };
  }
}

/**
 * Turns go to the shop one by one, in the order they were made. Each has an id of its own and keeps it through every
 * retry, so the shop counts it once; turns not yet answered survive a lost network and a reload of the page.
 */
export class TurnQueue {
  #running = false;
  #wake = () => {};

  /**
   * @param {object} ports
   * @param {(message: Message) => Promise<unknown>} ports.send
   * @param {(waiting: readonly Message[]) => void} ports.onChange
   * @param {(problem: Problem, message: Message) => void} ports.onProblem
   */
  constructor(ports) {
    this.ports = ports;
    /** @type {Message[]} */
    this.waiting = [];
    addEventListener('online', () => this.#wake());
  }

  /**
   * Takes up turns that were waiting when the page was left.
   * @param {Message[]} messages
   */
  resume(messages) {
    this.#keep([...messages, ...this.waiting]);
    void this.#run();
  }

  /** @param {Turn} turn */
  add(turn) {
    this.#keep([...this.waiting, { message_id: messageId(), ...turn }]);
    void this.#run();
  }

  clear() {
    this.#keep([]);
  }

  async #run() {
    if (this.#running) return;
    this.#running = true;
    while (this.waiting.length) await this.#deliver(this.waiting[0]);
    this.#running = false;
  }

  /** @param {Message} message */
  async #deliver(message) {
    for (let tries = 0; this.waiting.includes(message); tries++) {
      try {
        await this.ports.send(message);
        break;
      } catch (error) {
        if (error instanceof Problem && (!TRY_AGAIN.has(error.status) || tries >= SERVER_TRIES)) {
          this.ports.onProblem(error, message);
          break;
        }
        await this.#rest(RETRY_MS[Math.min(tries, RETRY_MS.length - 1)]);
      }
    }
    this.#keep(this.waiting.filter((other) => other !== message));
  }

  /** @param {Message[]} waiting */
  #keep(waiting) {
    this.waiting = waiting;
    this.ports.onChange(waiting);
  }

  /** @param {number} milliseconds */
  #rest(milliseconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => (clearTimeout(timer), resolve(undefined));
    });
  }
}

/** A random UUID; `crypto.randomUUID` is missing where the page is served without TLS. */
function messageId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/**
 * @param {string} path
 * @param {{method?: string, body?: unknown, headers?: Record<string, string>, signal?: AbortSignal}} [request]
 * @returns {Promise<any>}
 */
async function ask(path, { body, headers, ...request } = {}) {
  const response = await fetch(ROOT + path, {
    ...request,
    headers: { Accept: 'application/json', ...headers, ...(body ? { 'Content-Type': 'application/json' } : {}) },
    body: body ? JSON.stringify(body) : undefined,
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Problem(response.status, answer.code ?? '', answer.detail ?? answer.title ?? '');
  return answer;
}
