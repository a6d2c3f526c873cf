/// HTTP/1.1 on plain sockets, one virtual thread for each connection. Written here, and not taken from a
/// server library, because the scripted model must decide about every write, and must be able to break a
/// connection off with a reset, which no server library offers.
@NullMarked
package com.matrixos.testkit.model.wire;

import org.jspecify.annotations.NullMarked;
