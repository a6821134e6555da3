/** The conversation in writing: what was said on any device, quick replies, and a line to write on. */

import { custom, drawing, el, keyed, say, set, svg } from './dom.js';
import { QuickReplies } from './quick-replies.js';
import { SallyPortrait } from './sally-portrait.js';
import { ask } from './wish.js';

/** @typedef {import('./contract.js').Model} Model */
/** @typedef {import('./state.js').ChatMessage} ChatMessage */

const TEXT_LIMIT = 500;
const NEAR_END_PX = 60;

export class SallyChat extends HTMLElement {
  #log = el('div', { class: 'chat-log', role: 'log', 'aria-live': 'polite', 'aria-relevant': 'additions', tabindex: '0', 'data-label-aria': 'chat_log' });
  #replies = custom('quick-replies', QuickReplies);
  #text = el('input', { id: 'chat-text', autocomplete: 'off', enterkeyhint: 'send', maxlength: TEXT_LIMIT, 'data-label-placeholder': 'chat_example' });

  connectedCallback() {
    set(this, 'role', 'group');
    set(this, 'aria-labelledby', 'chat-title');
    const head = el('header', { class: 'chat-head' }, custom('sally-portrait', SallyPortrait),
      el('div', {}, el('h3', { id: 'chat-title', 'data-label': 'chat_title' }), el('p', { 'data-label': 'chat_is_ai' })));
    const form = el('form', { class: 'chat-form', submit: (/** @type {Event} */ event) => this.#send(event) },
      el('label', { for: 'chat-text', class: 'unseen', 'data-label': 'chat_text' }), this.#text,
      el('button', { class: 'primary chat-send', 'data-label-aria': 'chat_send' }, arrow()));
    this.#replies.addEventListener('turn', () => this.#text.focus());
    this.replaceChildren(head, this.#log, this.#replies, form);
  }

  /** @param {Model} model */
  show(model) {
    const { waiting } = model;
    const isAtEnd = this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < NEAR_END_PX;
    const length = this.#log.children.length;
    keyed(this.#log, messagesOf(model), (message) => message.id, (message) => bubble(message),
      (node, message) => say(/** @type {Element} */ (node.firstElementChild), message.text));
    set(this.#log, 'aria-busy', waiting.length > 0 && 'true');
    this.#replies.show(model);
    if (isAtEnd || this.#log.children.length > length) this.#log.scrollTop = this.#log.scrollHeight;
  }

  /** @param {Event} event */
  #send(event) {
    event.preventDefault();
    const text = this.#text.value.trim();
    if (!text) return;
    ask(this, { type: 'text', text });
    this.#text.value = '';
    this.#log.scrollTop = this.#log.scrollHeight;
  }
}

/**
 * What was said, and below it what the shop has yet to hear.
 * @param {Model} model
 * @returns {(ChatMessage & {id: string, isWaiting?: boolean})[]}
 */
function messagesOf({ state, labels, waiting }) {
  const said = state.messages
    .map((message) => ({ ...message, id: String(message.seq), text: textOf(message, { state, labels }) }))
    .filter((message) => message.text);
  const toSay = waiting
    .filter((message) => message.text)
    .map((message) => ({
      id: message.message_id, isWaiting: true, seq: Infinity, from: /** @type {const} */ ('shopper'),
      turn: 0, type: message.type, text: message.text ?? '', language: labels.language,
    }));
  return [...said, ...toSay];
}

/**
 * @param {ChatMessage} message
 * @param {Pick<Model, 'state' | 'labels'>} model
 */
function textOf({ from, type, text }, { state, labels }) {
  if (from === 'sally' || type === 'text') return text;
  if (type === 'scan') return labels.text('chat_scanned', { product: labels.of(state.names[text]) || text });
  if (type === 'button') return text.startsWith('/') ? '' : text;
  return labels.has(`chat_${type}`) ? labels.text(`chat_${type}`) : '';
}

/** @param {ChatMessage & {isWaiting?: boolean}} message */
function bubble({ from, type, language, seq, isWaiting }) {
  const kind = ['text', 'button'].includes(type) || from === 'sally' ? 'speech' : 'deed';
  return el('div', { class: `bubble bubble-${from}`, 'data-kind': kind, 'data-seq': isWaiting ? null : seq, 'data-said': type, 'data-waiting': isWaiting, lang: language }, el('p'));
}

function arrow() {
  return drawing('0 0 24 24', 'arrow', svg('path', { d: 'M3 11.500L21 3l-6 18-4-8z' }));
}
