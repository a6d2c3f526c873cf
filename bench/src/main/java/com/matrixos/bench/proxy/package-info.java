/// What the proxy adds to a call, beside other gateways: a load generator and a mock Anthropic in one
/// process, so that both read the same clock.
@NullMarked
package com.matrixos.bench.proxy;

import org.jspecify.annotations.NullMarked;
