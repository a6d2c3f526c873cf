/// What a call has used, as the upstream tells it: read off the bytes that pass, never by changing them.
@NullMarked
package com.matrixos.proxy.usage;

import org.jspecify.annotations.NullMarked;
