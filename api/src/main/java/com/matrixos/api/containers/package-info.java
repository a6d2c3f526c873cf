/// The documents of the platform's container API, field for field as the original's clients know them.
@NullMarked
package com.matrixos.api.containers;

import org.jspecify.annotations.NullMarked;
