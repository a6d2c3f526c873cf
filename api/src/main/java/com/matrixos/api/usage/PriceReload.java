package com.matrixos.api.usage;

/// The price file was read again and its prices are in force.
///
/// @param ok always true; a file with problems is refused
/// @param models how many rows it has
/// @param repriced how many calls of models whose price was unknown have got one by it
public record PriceReload(boolean ok, int models, long repriced) {}
