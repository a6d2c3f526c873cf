/// Strict JSON: what is not understood is refused by the name of the field.
@NullMarked
package com.matrixos.base.json;

import org.jspecify.annotations.NullMarked;
