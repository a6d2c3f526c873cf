/// The data plane: an HTTP/1.1 and WebSocket relay on Netty. It knows no feature: a
/// [com.matrixos.relay.Router] says where each request goes, and this package moves the bytes, both ways,
/// with back-pressure, in flat memory.
@NullMarked
package com.matrixos.relay;

import org.jspecify.annotations.NullMarked;
