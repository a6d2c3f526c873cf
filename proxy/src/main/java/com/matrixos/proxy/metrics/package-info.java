/// Numbers about the proxy, for Prometheus.
@NullMarked
package com.matrixos.proxy.metrics;

import org.jspecify.annotations.NullMarked;
