/// What the site shows of computers: the owner's dashboard, the admin's fleet, settings and status, the
/// people of a computer, its files to take away; and the site's own files.
@NullMarked
package com.matrixos.platform.site;

import org.jspecify.annotations.NullMarked;
