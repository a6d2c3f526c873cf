/// Calls that cost money, from the request's first byte to their row in the ledger: predicted, held, let
/// through, read while they stream, cut when the money is gone, and settled.
///
/// [com.matrixos.proxy.metering.Metering] begins a call; its [com.matrixos.proxy.metering.MeteredCall] is the
/// relay's tap on that exchange. Everything here runs on the exchange's event loop and never blocks.
@NullMarked
package com.matrixos.proxy.metering;

import org.jspecify.annotations.NullMarked;
