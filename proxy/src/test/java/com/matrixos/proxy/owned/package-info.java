/// Files and batches of several users on one key, over real connections and with a real database.
package com.matrixos.proxy.owned;
