/** A pictogram for each department, in two tones; it stands where a photograph of the product will be. */

import { drawing, svg } from './dom.js';

/** Paths on a 48 × 48 grid: the body, the light parts, and what is drawn with a pen. @type {Record<string, {body?: string, light?: string, pen?: string}>} */
const DRAWN = {
  fruit_vegetables: {
    body: 'M24 16c-5-4-15-2-15 9 0 10 7 18 11 18 2 0 2-1 4-1s2 1 4 1c4 0 11-8 11-18 0-11-10-13-15-9z',
    light: 'M24 14c0-6 4-9 10-9 0 6-4 9-10 9zM15 22c1-3 3-4 5-4 0 2-2 5-5 8z',
  },
  bakery: { body: 'M6 23c0-7 6-11 18-11s18 4 18 11c0 3-2 4-3 5v11H9V28c-1-1-3-2-3-5z', pen: 'M16 19l4 7M24 18l4 7M32 18l3 6' },
  dairy: { body: 'M15 17l4-8V5h10v4l4 8v26H15z', light: 'M15 24h18v11H15zM19 9h10l-1-2h-8z' },
  cheese: { body: 'M4 29L33 10c6 2 10 8 10 16v3zM4 32h39v9H4z', light: 'M27 23a3 3 0 1 0 6 0a3 3 0 1 0-6 0zM17 36a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0zM31 37a2 2 0 1 0 4 0a2 2 0 1 0-4 0z' },
  plant_based: { body: 'M22 27C9 27 6 17 6 9c11 0 17 6 17 17zM22.500 24h3.500v19h-3.500z', light: 'M26 24c0-9 5-15 16-15 0 10-6 15-16 15z' },
  meat_sausage: { body: 'M8 16c-4 10 1 24 14 25 11 1 19-4 20-11 1-6-6-8-9-3-3 4-9 5-12 1s-2-8-2-12c0-6-8-7-11 0z', pen: 'M14 17c-2 7 0 14 6 17' },
  fish: { body: 'M3 24c7-10 18-12 26-8 3 2 6 4 8 7 2-3 5-5 8-6-2 5-2 10 0 15-3-1-6-3-8-6-2 3-5 5-8 7-8 4-19 1-26-9z', light: 'M10 22a2.300 2.300 0 1 0 4.600 0a2.300 2.300 0 1 0-4.600 0z', pen: 'M20 17c3 4 3 10 0 14' },
  frozen: { pen: 'M24 5v38M7.500 14.500l33 19M40.500 14.500l-33 19M19 8l5 5 5-5M19 40l5-5 5 5M8 21l6-3-1-7M40 27l-6 3 1 7M8 27l6 3-1 7M40 21l-6-3 1-7' },
  pasta_rice: { body: 'M4 11l14 8c4-1 8-1 12 0l14-8v26l-14-8c-4 1-8 1-12 0L4 37z', pen: 'M20 20c-2 3-2 5 0 8M28 20c2 3 2 5 0 8M24 19v10' },
  canned_sauces: { body: 'M11 10c0-5 26-5 26 0v28c0 5-26 5-26 0z', light: 'M11 19c8 3 18 3 26 0v12c-8 3-18 3-26 0zM15 10c0-2 18-2 18 0s-18 2-18 0z' },
  spices_baking: { body: 'M14 20h20l3 23H11z', light: 'M14 18c0-13 20-13 20 0z', pen: 'M20 12v0M24 10v0M28 12v0' },
  breakfast_spreads: { body: 'M11 17h26v20c0 4-2 6-6 6H17c-4 0-6-2-6-6z', light: 'M9 7h30v8H9zM15 24h18v11H15z' },
  coffee_tea: { body: 'M6 20h28v9c0 9-5 13-14 13S6 38 6 29z', pen: 'M34 23h4c6 0 6 11-1 11h-4M14 15c-3-4 3-5 0-9M22 15c-3-4 3-5 0-9' },
  drinks: { body: 'M20 4h8v9c5 3 6 6 6 11v17c0 2-1 3-3 3H17c-2 0-3-1-3-3V24c0-5 1-8 6-11z', light: 'M14 26h20v10H14zM19 4h10v4H19z' },
  wine_beer: { body: 'M13 5h22c2 12-1 21-9 23v11h7v4H15v-4h7V28c-8-2-11-11-9-23z', light: 'M15.500 14h17c0 6-3 10-8.500 10s-8.500-4-8.500-10z' },
  sweets_snacks: { body: 'M14 24a10 10 0 1 0 20 0a10 10 0 1 0-20 0z', light: 'M14 20L4 13v22l10-7zM34 20l10-7v22l-10-7z', pen: 'M20 20c3-3 9-1 8 3s-6 4-5 0' },
  turkish: { body: 'M15 6h18c0 7-4 10-4 15s5 8 5 13c0 4-4 6-10 6s-10-2-10-6c0-5 5-8 5-13S15 13 15 6z', light: 'M8 41h32c0 3-4 4-8 4H16c-4 0-8-1-8-4zM17 11h14c-1 5-3 6-3 10s5 9 5 12-5 4-9 4-9-1-9-4 5-8 5-12-2-5-3-10z' },
  international: { body: 'M4 24h40c0 12-8 18-20 18S4 36 4 24z', pen: 'M22 20L36 4M29 20L43 7M10 19c2-5 6-5 8 0' },
  household: { body: 'M16 20h14l4 6v17H13V25z', light: 'M16 17V8h15l6 5-2 3-6-3v4zM18 29h11v8H18z' },
  drugstore: { body: 'M12 22h24v18c0 2-1 3-3 3H15c-2 0-3-1-3-3z', light: 'M20 15h8v7h-8zM13 6h19c3 0 4 2 4 5h-5v4H18v-4h-5zM17 28h14v8H17z' },
  baby: { body: 'M14 21h20v19c0 2-1 3-3 3H17c-2 0-3-1-3-3z', light: 'M16 15h16v5H16zM20 14c-1-3 1-3 1-6 0-4 6-4 6 0 0 3 2 3 1 6z', pen: 'M28 27h6M28 33h6' },
  pet: { body: 'M24 23c6 0 13 8 13 14 0 4-4 7-8 5-3-1-7-1-10 0-4 2-8-1-8-5 0-6 7-14 13-14zM6 22a4.500 5 0 1 0 9 0a4.500 5 0 1 0-9 0zM33 22a4.500 5 0 1 0 9 0a4.500 5 0 1 0-9 0z', light: 'M14 13a4.500 5.500 0 1 0 9 0a4.500 5.500 0 1 0-9 0zM25 13a4.500 5.500 0 1 0 9 0a4.500 5.500 0 1 0-9 0z' },
  confectionery: { body: 'M7 31C7 18 14 10 24 10s17 8 17 21z', light: 'M4 32h40l-5 11H9z', pen: 'M14 24c4-6 8 4 12-3 2-3 5-2 7 0' },
  flowers_gifts: { body: 'M13 8l6 6 5-9 5 9 6-6c3 12-2 21-11 21S10 20 13 8z', light: 'M22.500 29h3v15h-3zM26 42c1-8 6-11 13-11 0 8-5 12-13 11z' },
  other: { body: 'M5 18h38l-5 25H10z', light: 'M16 24h4v12h-4zM28 24h4v12h-4z', pen: 'M13 18C15 2 33 2 35 18' },
};

/** @param {string} department */
export function pictogram(department) {
  const drawn = DRAWN[department] ?? DRAWN.other;
  const parts = Object.entries(drawn).map(([tone, d]) => svg('path', { class: `pictogram-${tone}`, d }));
  return drawing('0 0 48 48', 'pictogram', ...parts);
}
