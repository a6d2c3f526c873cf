/// What every call has cost, in `proxy.db`: written down before the call may cost anything, and its exact price
/// in the end, whatever happens in between.
///
/// [Ledger] writes on a thread of its own, [LedgerReader] reads. Money is whole pico-USD (10^-12 USD); days
/// and months are those of UTC in which a call was opened.
@NullMarked
package com.matrixos.proxy.ledger;

import org.jspecify.annotations.NullMarked;
