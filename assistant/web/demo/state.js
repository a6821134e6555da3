/**
 * What the page knows of the shopping trip: the fold of the session's events, in the order of their `seq`.
 * An event seen before changes nothing, so whatever the network repeats, nothing is lost and nothing doubled.
 */

/** @typedef {import('./contract.js').Basket} Basket */
/** @typedef {import('./contract.js').Reply} Reply */
/** @typedef {import('./contract.js').ShopEvent} ShopEvent */
/** @typedef {import('./contract.js').Words} Words */

const MESSAGES_KEPT = 400;
const OPERATIONS_KEPT = 200;

/**
 * @typedef {object} ChatMessage
 * @property {number} seq
 * @property {'shopper' | 'sally'} from
 * @property {number} turn
 * @property {string} type How the shopper spoke: text, button, scan…; for Sally the key of the reply.
 * @property {string} text
 * @property {string | null} language
 *
 * @typedef {{turn: number, seq: number, data: any}} ShownData
 *
 * @typedef {object} State
 * @property {number} seq The last event in here.
 * @property {string | null} language
 * @property {string | null} firstName
 * @property {string | null} card
 * @property {readonly ChatMessage[]} messages
 * @property {{turn: number, replies: readonly Reply[]}} spoken What Sally said last, all replies of one turn.
 * @property {string | null} question The slot that Sally asks for: praline_sort, confirm_payment…
 * @property {Readonly<Record<string, ShownData>>} shown What was shown last, by its kind.
 * @property {Basket | null} basket
 * @property {readonly (import('./contract.js').Operation & {seq: number})[]} ledger Newest first.
 * @property {Readonly<Record<string, Words>>} names Of everything that has been in the basket or on show.
 */

/** @type {State} */
export const EMPTY = Object.freeze({
  seq: 0,
  language: null,
  firstName: null,
  card: null,
  messages: [],
  spoken: { turn: 0, replies: [] },
  question: null,
  shown: {},
  basket: null,
  ledger: [],
  names: {},
});

/** @type {Record<string, (state: State, data: any, seq: number) => Partial<State>>} */
const FOLDS = {
  shopper: (state, data, seq) => ({
    question: null,
    messages: withMessage(state, { seq, from: 'shopper', turn: data.turn, type: data.type, text: titleOf(data.text ?? '', state), language: state.language }),
  }),
  sally: (state, { turn, reply }, seq) => ({
    question: questionOf(reply) ?? state.question,
    spoken: { turn, replies: state.spoken.turn === turn ? [...state.spoken.replies, reply] : [reply] },
    messages: withMessage(state, { seq, from: 'sally', turn, type: reply.key, text: reply.text, language: reply.language ?? state.language }),
  }),
  show: (state, { turn, shown }, seq) => ({
    shown: { ...state.shown, [shown.kind]: { turn, seq, data: shown.data } },
    names: shown.kind === 'products' ? withNames(state, shown.data, 'gtin') : state.names,
  }),
  basket: (state, basket) => ({ basket, names: withNames(state, basket.lines, 'line_id') }),
  operation: (state, operation, seq) => ({
    ledger: state.ledger.some((known) => known.op_id === operation.op_id)
      ? state.ledger
      : [{ ...operation, seq }, ...state.ledger].slice(0, OPERATIONS_KEPT),
  }),
  session: (state, session) => ({
    language: session.language,
    firstName: session.first_name ?? null,
    card: cardOf(session, state),
  }),
};

/**
 * The state after one more event.
 * @param {State} state
 * @param {ShopEvent} event
 * @returns {State}
 */
export function reduce(state, event) {
  if (event.seq <= state.seq) return state;
  const change = FOLDS[event.kind]?.(state, event.data, event.seq) ?? {};
  return { ...state, ...change, seq: event.seq };
}

/** @param {Reply} reply */
function questionOf(reply) {
  const asked = /^utter_ask_((?:praline|confirm)_\w+|quantity|product)$/.exec(reply.key);
  return asked?.[1] ?? null;
}

/**
 * What stood on the button that the shopper pressed, when it was one of Sally's.
 * @param {string} text
 * @param {State} state
 */
function titleOf(text, { spoken }) {
  const buttons = spoken.replies.flatMap((reply) => reply.buttons ?? []);
  return buttons.find((button) => button.payload === text)?.title ?? text;
}

/**
 * @param {State} state
 * @param {ChatMessage} message
 */
function withMessage(state, message) {
  return [...state.messages, message].slice(-MESSAGES_KEPT);
}

/**
 * @param {State} state
 * @param {any[]} things
 * @param {string} key
 */
function withNames(state, things, key) {
  return { ...state.names, ...Object.fromEntries(things.map((thing) => [thing[key], thing.name])) };
}

/**
 * Which card is in: its number when the shop tells it, else whether there is one.
 * @param {{card: boolean | string | null}} session
 * @param {State} state
 */
function cardOf(session, state) {
  if (!session.card) return null;
  return typeof session.card === 'string' ? session.card : state.card ?? 'inside';
}
