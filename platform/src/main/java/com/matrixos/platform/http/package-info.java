/// What all endpoints of the JSON API have in common: headers, limits, repeated and conditional requests,
/// pages of
/// lists, CSV, and the description of the whole.
@NullMarked
package com.matrixos.platform.http;

import org.jspecify.annotations.NullMarked;
