/// The documents of the proxy's operator API: what was used, who may use how much, and prices.
///
/// Money is US dollars as a `BigDecimal` with nine decimals, made by [com.matrixos.api.usage.Usd], and a
/// plain JSON number on the wire. Times are ISO 8601 in UTC. Days and months are UTC's.
@NullMarked
package com.matrixos.api.usage;

import org.jspecify.annotations.NullMarked;
