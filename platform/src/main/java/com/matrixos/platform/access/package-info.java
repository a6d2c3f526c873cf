/// Who may do what: the operator by secret or by place, a browser by a session made from a one-time ticket.
@NullMarked
package com.matrixos.platform.access;

import org.jspecify.annotations.NullMarked;
