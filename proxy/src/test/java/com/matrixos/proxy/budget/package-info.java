/// The budgets' tests.
package com.matrixos.proxy.budget;
