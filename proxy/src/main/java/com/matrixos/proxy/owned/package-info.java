/// Files and batches on a key that everybody shares: whose they are, and that a batch is paid for.
///
/// [com.matrixos.proxy.owned.OwnedCalls] decides about each call, with a tap of its own kind for each:
/// `Creation` for what is made, `Whole` for answers that are changed, `ResultsTap` for results that pass,
/// `Deletion` for what is forgotten. [com.matrixos.proxy.owned.OwnedObjects] knows the owners, in memory and
/// durably. `Billing` books a batch whose results nobody downloads; [com.matrixos.proxy.owned.BatchWatcher]
/// has it done in time. Until then what a batch may cost at the most is held, through
/// [com.matrixos.proxy.owned.BatchMoney].
///
/// Taps run on event loops and never block: what touches the disk or the upstream is handed to a virtual
/// thread.
@NullMarked
package com.matrixos.proxy.owned;

import org.jspecify.annotations.NullMarked;
