/// The keys for the upstream: which there are, and whose turn it is.
@NullMarked
package com.matrixos.proxy.keys;

import org.jspecify.annotations.NullMarked;
