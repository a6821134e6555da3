{
  /** Where a control is in the page. */
  path(node) {
    const parts = [];
    for (let at = node; at && at !== document.body; at = at.parentElement) {
      parts.unshift(`${at.localName}:${[...at.parentElement.children].indexOf(at)}`);
    }
    return parts.join('/');
  },

  /** What has the focus, and how thick its ring is. */
  focus() {
    const style = getComputedStyle(document.activeElement);
    return { path: this.path(document.activeElement), outline: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth) };
  },

  /** Everything that can be operated, with its name. */
  controls() {
    const nameOf = (node) =>
      node.getAttribute('aria-label') || [...(node.labels ?? [])].map((label) => label.textContent).join() || node.textContent.trim();
    return [...document.querySelectorAll('button, input, select, summary, a[href]')]
      .filter((node) => node.checkVisibility() && node.tabIndex >= 0)
      .map((node) => ({ path: this.path(node), name: nameOf(node) }));
  },

  /** Labels as they are written. */
  labels() {
    return [...document.querySelectorAll('[data-label]')].map((node) => [node.dataset.label, node.textContent]);
  },

  /** The offers on show: marked or not, and whether one may ask why. */
  offers() {
    return [...document.querySelectorAll('sally-finds product-card')].map((card) => ({
      sponsored: card.querySelector('.product-sponsored').checkVisibility(),
      why: card.querySelector('.product-why').checkVisibility(),
    }));
  },

  /** Animations that are long enough to be seen. */
  moving() {
    return document.getAnimations()
      .filter((animation) => animation.effect.getComputedTiming().duration > 10)
      .map((animation) => animation.animationName ?? animation.transitionProperty);
  },

  /** Adds up layout shifts that followed no touch of the shopper. */
  shifts() {
    const shifts = { sum: 0 };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) shifts.sum += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
    return shifts;
  },

  /** Words and prices that do not fit where they stand. */
  cutOff() {
    return [...document.querySelectorAll('button, .line-total, .tag-price, .cart-total, .bonus-text')]
      .filter((node) => node.checkVisibility() && node.scrollWidth > node.clientWidth + 2 && !node.matches('.customer-card'))
      .map((node) => `${node.className} ${node.textContent}`);
  },

  /** Texts whose contrast with their ground is too low; grounds with a picture or a gradient are left to the eye. */
  faint() {
    const parse = (colour) => {
      const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number);
      return { r, g, b, a };
    };
    const mix = (top, below) => (channel) => top[channel] * top.a + below[channel] * (1 - top.a);
    const over = (top, below) => ({ r: mix(top, below)('r'), g: mix(top, below)('g'), b: mix(top, below)('b'), a: 1 });
    const linear = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    const light = ({ r, g, b }) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    const groundOf = (node) => {
      const layers = [];
      for (let at = node; at; at = at.parentElement) {
        const style = getComputedStyle(at);
        if (style.backgroundImage !== 'none') return null;
        layers.unshift(parse(style.backgroundColor));
        if (layers[0].a === 1) break;
      }
      return layers.reduce((below, top) => over(top, below), { r: 255, g: 255, b: 255, a: 1 });
    };
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode.textContent.trim();
      const node = walker.currentNode.parentElement;
      const rests = node.closest('[aria-disabled=true], option, .skip');
      const ground = text && !rests && node.checkVisibility({ checkOpacity: true }) ? groundOf(node) : null;
      if (!ground) continue;
      const style = getComputedStyle(node);
      const [bright, dark] = [light(over(parse(style.color), ground)), light(ground)].sort((one, other) => other - one);
      const size = parseFloat(style.fontSize);
      const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      const contrast = (bright + 0.05) / (dark + 0.05);
      if (contrast < (isLarge ? 3 : 4.5)) found.push(`${contrast.toFixed(2)} ${node.className} ${text.slice(0, 40)}`);
    }
    return found;
  },
}
