/// Sockets that send exactly the bytes a test says, for peers that are broken, slow or malicious on
/// purpose.
@NullMarked
package com.matrixos.testkit.sockets;

import org.jspecify.annotations.NullMarked;
