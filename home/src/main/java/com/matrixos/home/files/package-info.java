/// The files of the home, listed and read over HTTP, and nothing outside it.
@NullMarked
package com.matrixos.home.files;

import org.jspecify.annotations.NullMarked;
