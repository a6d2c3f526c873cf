package com.matrixos.platform.signin;

import io.nayuki.qrcodegen.QrCode;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Pictures that phones read. Pure.
final class Qr {
    /// Light modules around the code, as readers need them (ISO/IEC 18004 §6.3.8).
    private static final int BORDER = 4;

    private Qr() {}

    /// The text as an SVG picture: shapes alone, nothing that runs or is fetched.
    static String svg(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        int side = code.size + 2 * BORDER;
        String dark = IntStream.range(0, code.size * code.size)
                .filter(at -> code.getModule(at % code.size, at / code.size))
                .mapToObj(at -> "M" + (at % code.size + BORDER) + "," + (at / code.size + BORDER) + "h1v1h-1z")
                .collect(Collectors.joining());
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side
                + "\" shape-rendering=\"crispEdges\" role=\"img\" aria-label=\"QR code\"><path fill=\"#fff\" d=\"M0,0h"
                + side + "v" + side + "h-" + side + "z\"/><path fill=\"#000\" d=\"" + dark + "\"/></svg>";
    }
}
