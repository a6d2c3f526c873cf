/// The proxy's own small server: health, and the operator's commands.
@NullMarked
package com.matrixos.proxy.control;

import org.jspecify.annotations.NullMarked;
