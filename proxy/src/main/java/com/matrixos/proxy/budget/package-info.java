/// Who may still spend what. Limits are durable in `proxy.db` ([Quotas]); what is used and held is counted in
/// memory ([Budgets]) and starts from the ledger's totals.
///
/// Money is whole pico-USD (10^-12 USD); days and months are those of UTC.
@NullMarked
package com.matrixos.proxy.budget;

import org.jspecify.annotations.NullMarked;
