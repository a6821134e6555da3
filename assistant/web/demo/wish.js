/** What a shopper can ask for by touch, as turns; the payloads are the same that Sally's own buttons carry. */

/** @typedef {import('./contract.js').Turn} Turn */

/**
 * Tells the page that the shopper wants something.
 * @param {Element} from
 * @param {Turn} turn
 */
export function ask(from, turn) {
  from.dispatchEvent(new CustomEvent('turn', { bubbles: true, detail: turn }));
}

/**
 * @param {string} intent
 * @param {Record<string, unknown>} [slots]
 * @param {string} [text] What the shopper read on the button.
 * @returns {Turn}
 */
export function press(intent, slots, text) {
  const payload = slots && Object.keys(slots).length ? `/${intent}${JSON.stringify(slots)}` : `/${intent}`;
  return { type: 'button', payload, ...(text ? { text } : {}) };
}

/**
 * More of a product: so much, or as it is usually taken, a piece or a kilogram. Relative, so that quick presses
 * add up whatever has been answered meanwhile.
 * @param {string} product GTIN
 * @param {string} [amount]
 * @param {string} [unit]
 */
export function add(product, amount, unit = 'piece') {
  return press('add_to_basket', amount ? { product, quantity: quantity(amount, unit) } : { product });
}

/**
 * Less of a product.
 * @param {string} product line id
 * @param {string} amount
 * @param {string} unit
 */
export function take(product, amount, unit) {
  return press('remove_from_basket', { product, quantity: quantity(amount, unit) });
}

/** @param {string} product line id */
export function remove(product) {
  return press('remove_from_basket', { product });
}

/**
 * @param {string} amount
 * @param {string} unit
 */
function quantity(amount, unit) {
  return unit === 'piece' ? { amount } : { amount, unit };
}
