/// What of the benchmarks can be right or wrong whatever the machine does.
package com.matrixos.bench.proxy;
