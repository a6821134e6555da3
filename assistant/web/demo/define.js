/** Gives the elements of the page their names. The class files themselves do nothing when they are loaded. */

import { BasketButton } from './basket-button.js';
import { BonusBar } from './bonus-bar.js';
import { CardWallet } from './card-wallet.js';
import { CartBasket } from './cart-basket.js';
import { ConnectionState } from './connection-state.js';
import { ExitGate } from './exit-gate.js';
import { LanguageSwitch } from './language-switch.js';
import { LedgerStrip } from './ledger-strip.js';
import { NoticeBar } from './notice-bar.js';
import { PralineBox } from './praline-box.js';
import { PralineMaker } from './praline-maker.js';
import { ProductCard } from './product-card.js';
import { QuickReplies } from './quick-replies.js';
import { ReceiptSlip } from './receipt-slip.js';
import { SallyChat } from './sally-chat.js';
import { SallyFinds } from './sally-finds.js';
import { SallyPortrait } from './sally-portrait.js';
import { SallyStage } from './sally-stage.js';
import { ScanBox } from './scan-box.js';
import { ShopSearch } from './shop-search.js';
import { ShopTabs } from './shop-tabs.js';

// The inner ones first: an element that is built finds its parts defined.
customElements.define('bonus-bar', BonusBar);
customElements.define('praline-box', PralineBox);
customElements.define('product-card', ProductCard);
customElements.define('quick-replies', QuickReplies);
customElements.define('sally-portrait', SallyPortrait);
customElements.define('praline-maker', PralineMaker);
customElements.define('sally-finds', SallyFinds);
customElements.define('shop-search', ShopSearch);

customElements.define('basket-button', BasketButton);
customElements.define('card-wallet', CardWallet);
customElements.define('cart-basket', CartBasket);
customElements.define('connection-state', ConnectionState);
customElements.define('exit-gate', ExitGate);
customElements.define('language-switch', LanguageSwitch);
customElements.define('ledger-strip', LedgerStrip);
customElements.define('notice-bar', NoticeBar);
customElements.define('receipt-slip', ReceiptSlip);
customElements.define('sally-chat', SallyChat);
customElements.define('sally-stage', SallyStage);
customElements.define('scan-box', ScanBox);
customElements.define('shop-tabs', ShopTabs);
