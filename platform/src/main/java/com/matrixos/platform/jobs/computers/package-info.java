/// How a person gets their computer and how it goes when they leave: the recipes, and the same on a first visit.
@NullMarked
package com.matrixos.platform.jobs.computers;

import org.jspecify.annotations.NullMarked;
