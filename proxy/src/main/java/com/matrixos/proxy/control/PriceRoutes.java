package com.matrixos.proxy.control;

import com.matrixos.api.usage.PriceCheck;
import com.matrixos.api.usage.PriceReload;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Problem;
import com.matrixos.base.http.Routes;
import com.matrixos.base.json.Json;
import com.matrixos.proxy.prices.Loaded;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;

/// The price list:
///
/// ```
/// GET  /prices           what is in force
/// POST /prices/check     whether a list could be loaded, with the signature in ?signature=; changes nothing
/// POST /prices/reload    reads the operator's list again, and prices what had no price
/// ```
final class PriceRoutes {
    private static final int LARGEST_LIST = 1024 * 1024;

    private final PriceSource prices;

    PriceRoutes(PriceSource prices) {
        this.prices = prices;
    }

    Routes addTo(Routes routes) {
        return routes.get("/prices", _ -> Answer.json(200, prices.list()))
                .post("/prices/check", this::check)
                .post("/prices/reload", _ -> reload());
    }

    private Answer check(Call call) throws IOException {
        return switch (prices.check(body(call), call.query("signature"))) {
            case Loaded.Book _ -> Answer.json(200, new PriceCheck(true, List.of()));
            case Loaded.Refused refused -> Answer.json(200, new PriceCheck(false, texts(refused)));
        };
    }

    private Answer reload() {
        return switch (prices.reload()) {
            case PriceSource.Reloaded.Done(int models, int repriced) ->
                Answer.json(200, new PriceReload(true, models, repriced));
            case PriceSource.Reloaded.Unreadable(String why) -> refused(List.of(why));
            case PriceSource.Reloaded.Unsound(Loaded.Refused refused) -> refused(texts(refused));
        };
    }

    /// Every problem at once, beside the usual members.
    private static Answer refused(List<String> problems) {
        var problem = Problem.of(
                "prices-invalid", 400, "The price list is not valid", problems.size() + " problem(s); nothing changed");
        var body = new LinkedHashMap<>(problem.body());
        body.put("problems", problems);
        return Answer.bytes(400, Problem.MEDIA_TYPE, Json.write(body));
    }

    private static List<String> texts(Loaded.Refused refused) {
        return refused.problems().stream().map(Object::toString).toList();
    }

    private static byte[] body(Call call) throws IOException {
        byte[] bytes;
        try (InputStream in = call.stream()) {
            bytes = in.readNBytes(LARGEST_LIST + 1);
        }
        if (bytes.length > LARGEST_LIST) {
            throw Problem.of(
                            "body-too-large",
                            413,
                            "The request body is too large",
                            "a price list must not exceed " + LARGEST_LIST + " bytes")
                    .exception();
        }
        return bytes;
    }
}
