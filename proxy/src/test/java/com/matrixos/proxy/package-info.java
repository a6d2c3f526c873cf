/// The proxy's tests: real HTTP on both sides.
package com.matrixos.proxy;
