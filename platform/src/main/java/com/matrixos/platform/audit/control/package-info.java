/// The endpoints that show the audit log.
@NullMarked
package com.matrixos.platform.audit.control;

import org.jspecify.annotations.NullMarked;
