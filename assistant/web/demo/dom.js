/** Builds and updates the page node by node: text stays text and never becomes markup. */

const SVG = 'http://www.w3.org/2000/svg';

/** @typedef {Record<string, any>} Attributes */

/**
 * An element; functions among the attributes listen to the event of that name.
 * @template {keyof HTMLElementTagNameMap} N
 * @param {N} name
 * @param {Attributes} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[N]}
 */
export function el(name, attributes = {}, ...children) {
  return equip(document.createElement(name), attributes, children);
}

/**
 * The same for a custom element, whose class is given so that its methods are known.
 * @template {HTMLElement} T
 * @param {string} name
 * @param {new () => T} _class
 * @param {Attributes} [attributes]
 * @returns {T}
 */
export function custom(name, _class, attributes = {}) {
  return equip(/** @type {T} */ (document.createElement(name)), attributes, []);
}

/**
 * The same for a drawing.
 * @param {string} name
 * @param {Attributes} [attributes]
 * @param {...Node} children
 */
export function svg(name, attributes = {}, ...children) {
  return equip(document.createElementNS(SVG, name), attributes, children);
}

/**
 * A drawing with a view box, hidden from those who listen.
 * @param {string} viewBox
 * @param {string} name
 * @param {...Node} children
 */
export function drawing(viewBox, name, ...children) {
  return svg('svg', { viewBox, class: name, 'aria-hidden': 'true', focusable: 'false' }, ...children);
}

/**
 * Writes only what differs, so that nothing is announced or laid out twice.
 * @param {Element} node
 * @param {string} text
 */
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * Sets, changes or (with null) removes an attribute.
 * @param {Element} node
 * @param {string} name
 * @param {string | number | boolean | null | undefined} value
 */
export function set(node, name, value) {
  if (value === null || value === undefined || value === false) node.removeAttribute(name);
  else if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value === true ? '' : String(value));
}

/**
 * Makes the children of `parent` the nodes of `items`, keeping the nodes (and the focus) of items that stay.
 * When the node with the focus goes, the focus moves to the same control (`data-control`) of its neighbour.
 * @template T
 * @template {HTMLElement | SVGElement} N
 * @param {Element} parent
 * @param {Iterable<T>} items
 * @param {(item: T) => string | number} keyOf
 * @param {(item: T) => N} make
 * @param {(node: N, item: T) => void} [show]
 */
export function keyed(parent, items, keyOf, make, show) {
  const known = new Map(childrenOf(parent).map((node) => [node.dataset.key, node]));
  /** @type {N[]} */
  const wanted = [];
  for (const item of items) {
    const key = String(keyOf(item));
    const node = /** @type {N} */ (known.get(key) ?? make(item));
    node.dataset.key = key;
    known.delete(key);
    show?.(node, item);
    wanted.push(node);
  }
  const rescue = focusAfter(parent, new Set(known.values()));
  for (const node of known.values()) node.remove();
  wanted.forEach((node, at) => {
    if (parent.children[at] !== node) parent.insertBefore(node, parent.children[at] ?? null);
  });
  rescue?.focus();
}

/**
 * @template {Element} E
 * @param {E} node
 * @param {Attributes} attributes
 * @param {(Node | string)[]} children
 * @returns {E}
 */
function equip(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') node.addEventListener(name, value);
    else set(node, name, value);
  }
  node.append(...children);
  return node;
}

/** @param {Element} parent */
function childrenOf(parent) {
  return /** @type {HTMLElement[]} */ ([...parent.children]);
}

/**
 * @param {Element} parent
 * @param {Set<HTMLElement>} leaving
 * @returns {HTMLElement | null | undefined}
 */
function focusAfter(parent, leaving) {
  const focused = /** @type {HTMLElement | null} */ (document.activeElement);
  const children = childrenOf(parent);
  const at = children.findIndex((node) => node.contains(focused));
  if (at < 0 || !leaving.has(children[at])) return null;
  const staying = [...children.slice(at + 1), ...children.slice(0, at).reverse()].find((node) => !leaving.has(node));
  const control = focused?.dataset.control;
  return staying?.querySelector(`[data-control="${control}"]`) ?? parent.closest('[data-rest]');
}
