package com.matrixos.home.terminal;

/// One line of `GET /api/terminals`.
///
/// @param id by which it is attached to
/// @param title name of the program in the foreground
/// @param createdAt in UTC
/// @param cols its width
/// @param rows its height
/// @param attached how many clients watch it
record TerminalInfo(String id, String title, String createdAt, int cols, int rows, int attached) {}
