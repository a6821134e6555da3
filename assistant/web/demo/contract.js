/**
 * The shapes that cross the border between this page and the shop's HTTP interface.
 * Money is in euro cents; texts that exist in every language are keyed by language code.
 *
 * @typedef {Record<string, string>} Words
 *
 * @typedef {object} Shop
 * @property {string} name
 * @property {{code: string, name: string}[]} languages
 * @property {Record<string, Words>} labels
 * @property {Record<string, Record<string, Words>>} values
 * @property {{card: string, first_name: string, language: string}[]} cards
 * @property {PralineMenu} pralines
 * @property {{percent: number | string, over_cents: number}} bonus
 *
 * @typedef {object} PralineMenu
 * @property {PralineOptions} options
 * @property {number} [inscription_price_cents]
 * @property {number} min
 * @property {number} max
 * @property {number} inscription_limit
 *
 * @typedef {{price_cents: number, allergens?: string[]}} PralineOption
 *
 * @typedef {object} PralineOptions
 * @property {Record<string, PralineOption>} sort
 * @property {Record<string, PralineOption>} filling
 * @property {Record<string, PralineOption>} packaging
 *
 * @typedef {{session_id: string, token: string}} Session
 *
 * @typedef {{title: string, payload: string}} ReplyButton
 * @typedef {{key: string, text: string, language?: string, buttons?: ReplyButton[]}} Reply
 *
 * @typedef {object} Card
 * @property {string} gtin
 * @property {Words} name
 * @property {string} [department]
 * @property {number} price_cents
 * @property {number} unit_price_cents
 * @property {number} unit_price_amount
 * @property {string} unit_price_unit
 * @property {number | null} [price_before_cents]
 * @property {number} low_30d_cents
 * @property {number} deposit_cents
 * @property {number} aisle
 * @property {string} shelf
 * @property {number} stock
 * @property {string[]} allergens
 * @property {string[]} diet
 * @property {string} seller
 * @property {boolean} sponsored
 * @property {unknown} [why]
 * @property {number} rating_average
 * @property {number} rating_count
 *
 * @typedef {object} ProductPage
 * @property {Words} [description]
 * @property {Words | null} [ingredients]
 * @property {Record<string, number> | null} [nutrition]
 * @property {{stars: number, lang: string, text: string}[]} [reviews]
 *
 * @typedef {object} Line
 * @property {string} line_id
 * @property {Words} name
 * @property {string} amount
 * @property {string} unit
 * @property {number} price_cents
 * @property {number} deposit_cents
 * @property {number} total_cents
 *
 * @typedef {object} Basket
 * @property {string} basket_id
 * @property {number} version
 * @property {number} order
 * @property {Line[]} lines
 * @property {number} pieces
 * @property {number} goods_cents
 * @property {number} deposit_cents
 * @property {{percent: number | string, over_cents: number, missing_cents: number, reached: boolean, cents: number}} bonus
 * @property {number} total_cents
 * @property {boolean} payment_pending
 *
 * @typedef {object} Praline
 * @property {string} [sort]
 * @property {string} [filling]
 * @property {number} [count]
 * @property {string} [packaging]
 * @property {string} [inscription]
 * @property {string} [delivery]
 * @property {string} [slot]
 * @property {number} [price_cents]
 * @property {string[]} [allergens]
 * @property {PickupSlot[]} [slots]
 *
 * @typedef {{value: string, start: string, end: string}} PickupSlot
 *
 * @typedef {object} Receipt
 * @property {string} number
 * @property {Line[]} lines
 * @property {number} total_cents
 * @property {number} bonus_cents
 * @property {{percent: number | string, tax_cents: number}[]} [vat]
 *
 * @typedef {{aisle?: number, shelf?: string, place?: Words | string}} Place
 *
 * @typedef {{kind: string, data: any}} Shown
 * @typedef {{op_id: string, kind: string, lines: {line_id: string, amount: string}[]}} Operation
 * @typedef {{seq: number, kind: string, data: any}} ShopEvent
 *
 * @typedef {object} Turn
 * @property {string} type
 * @property {string} [text]
 * @property {string} [payload]
 * @property {string} [gtin]
 * @property {string} [card]
 * @property {string} [language]
 *
 * @typedef {Turn & {message_id: string}} Message
 *
 * What every element of the page is shown, each time something has changed.
 * @typedef {object} Model
 * @property {Shop} shop
 * @property {import('./labels.js').Labels} labels
 * @property {import('./state.js').State} state
 * @property {import('./api.js').Api} api
 * @property {string | null} question The slot that Sally asks for: praline_sort, confirm_payment…
 * @property {readonly Message[]} waiting Turns that the shop has not answered yet.
 * @property {'connecting' | 'live' | 'offline'} connection
 */
export {};
