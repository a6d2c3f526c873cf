/// Where the proxy listens, and whom it hears there.
@NullMarked
package com.matrixos.proxy.listen;

import org.jspecify.annotations.NullMarked;
