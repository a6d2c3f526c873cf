/// What the dashboard, the admin's pages and `mos` read of the platform beside accounts.
///
/// Times are ISO 8601 in UTC with milliseconds, money is US dollars with nine decimals, sizes are bytes, CPU is percent
/// of one CPU. What is not known is null, and never missing.
@NullMarked
package com.matrixos.api.site;

import org.jspecify.annotations.NullMarked;
