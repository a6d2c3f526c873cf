/// A thin layer over Jetty core: routes, problem documents, WebSockets and static files, on virtual
/// threads.
@NullMarked
package com.matrixos.base.http;

import org.jspecify.annotations.NullMarked;
