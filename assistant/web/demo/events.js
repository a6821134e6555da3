/**
 * The session's events as they happen. Server-sent events are read through fetch, because EventSource cannot send
 * the token; after every break the stream goes on behind the last event that arrived.
 */

/** @typedef {import('./contract.js').ShopEvent} ShopEvent */

const SILENCE_LIMIT_MS = 40_000; // the shop sends at least a comment every 15 s
const RETRY_MS = [250, 500, 1000, 2000, 4000];

export class EventFeed {
  /** @type {AbortController | null} */
  #reading = null;
  #listening = new AbortController();
  #stopped = false;
  #wake = () => {};

  /**
   * @param {object} ports
   * @param {(after: number, signal: AbortSignal) => Promise<Response>} ports.open
   * @param {(event: ShopEvent) => void} ports.onEvent
   * @param {(connection: 'connecting' | 'live' | 'offline') => void} ports.onConnection
   * @param {() => void} ports.onGone The shop knows this session no longer.
   */
  constructor(ports) {
    this.ports = ports;
    this.seq = 0;
  }

  /** Reads until `stop`; the returned promise ends then. */
  async start() {
    const { signal } = this.#listening;
    addEventListener('online', () => this.#wake(), { signal });
    addEventListener('offline', () => this.#lose(), { signal });
    for (let failures = 0; !this.#stopped; failures++) {
      const before = this.seq;
      this.ports.onConnection(failures ? 'offline' : 'connecting');
      await this.#read().catch(() => {});
      if (this.seq > before) failures = 0;
      if (!this.#stopped) await this.#rest(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]);
    }
  }

  stop() {
    this.#stopped = true;
    this.#listening.abort();
    this.#reading?.abort();
    this.#wake();
  }

  #lose() {
    this.ports.onConnection('offline');
    this.#reading?.abort();
  }

  async #read() {
    this.#reading = new AbortController();
    const response = await this.ports.open(this.seq, this.#reading.signal);
    if (response.status === 401 || response.status === 404) {
      this.stop();
      return this.ports.onGone();
    }
    if (!response.ok || !response.body) throw new Error(`events: ${response.status}`);
    this.ports.onConnection('live');
    const lines = new LineReader(response.body, SILENCE_LIMIT_MS, this.#reading);
    for await (const event of eventsOf(lines)) {
      if (event.seq <= this.seq) continue;
      this.seq = event.seq;
      this.ports.onEvent(event);
    }
  }

  /** @param {number} milliseconds */
  #rest(milliseconds) {
    this.ports.onConnection('offline');
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => (clearTimeout(timer), resolve(undefined));
    });
  }
}

/** Lines of a stream; a stream that is silent for too long is given up. */
class LineReader {
  /**
   * @param {ReadableStream<Uint8Array<ArrayBuffer>>} body
   * @param {number} limitMs
   * @param {AbortController} abort
   */
  constructor(body, limitMs, abort) {
    this.reader = body.pipeThrough(new TextDecoderStream()).getReader();
    this.limitMs = limitMs;
    this.abort = abort;
  }

  async *[Symbol.asyncIterator]() {
    let rest = '';
    for (;;) {
      const watchdog = setTimeout(() => this.abort.abort(), this.limitMs);
      const { value, done } = await this.reader.read().finally(() => clearTimeout(watchdog));
      if (done) return;
      const lines = (rest + value).split(/\r\n|\n/);
      rest = lines.pop() ?? '';
      yield* lines;
    }
  }
}

/**
 * The events written in lines, by the rules of server-sent events; comments are skipped.
 * @param {AsyncIterable<string>} lines
 * @returns {AsyncGenerator<ShopEvent>}
 */
export async function* eventsOf(lines) {
  let seq = 0, kind = 'message';
  /** @type {string[]} */
  let data = [];
  for await (const line of lines) {
    const [, field, value] = /^(\w+):? ?(.*)$/.exec(line) ?? [];
    if (field === 'id') seq = Number(value);
    else if (field === 'event') kind = value;
    else if (field === 'data') data.push(value);
    else if (line === '' && data.length) {
      yield { seq, kind, data: JSON.parse(data.join('\n')) };
      kind = 'message';
      data = [];
    }
  }
}
