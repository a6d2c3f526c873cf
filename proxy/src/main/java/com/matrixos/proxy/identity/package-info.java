/// Who is calling: containers by their tokens, the operator by the secret or by sitting at the machine.
@NullMarked
package com.matrixos.proxy.identity;

import org.jspecify.annotations.NullMarked;
