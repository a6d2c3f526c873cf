/// The relay as it is measured beside nginx and HAProxy.
@NullMarked
package com.matrixos.bench.relay;

import org.jspecify.annotations.NullMarked;
