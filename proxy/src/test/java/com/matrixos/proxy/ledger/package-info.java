/// The ledger's tests: real files, real kills.
package com.matrixos.proxy.ledger;
