/// What a call costs: a dated list of prices, and exact sums in pico-USD (10^-12 USD).
@NullMarked
package com.matrixos.proxy.prices;

import org.jspecify.annotations.NullMarked;
