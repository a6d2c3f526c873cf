/// The endpoints of the container API.
@NullMarked
package com.matrixos.platform.control;

import org.jspecify.annotations.NullMarked;
