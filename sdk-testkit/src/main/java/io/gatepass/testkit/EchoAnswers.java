package io.gatepass.testkit;

import io.gatepass.testkit.PlatformServer.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Answers of a server that repeats the secret it was sent, as debug pages and careless proxies do. */
final class EchoAnswers {
    private EchoAnswers() {}

    static List<Supplier<Answer>> of(String secret) {
        String json =
                "{\"detail\":\"got " + secret + "\",\"" + secret + "\":[\"" + secret + "\"],\"Reason\":\"" + secret
                        + "\",\"State\":\"" + secret + "\",\"errors\":[\"" + secret + "\"],\"errmsg\":\"" + secret
                        + "\",\"type\":\"" + secret + "\"}";
        String page = "<html><title>" + secret + "</title><h1>password " + secret + "</h1><pre>" + secret + "</pre>";
        List<Supplier<Answer>> answers = new ArrayList<>();
        for (int status : new int[] {200, 202, 400, 401, 403, 404, 409, 422, 429, 500, 503}) {
            answers.add(() -> PlatformServer.json(status, json));
            answers.add(() -> PlatformServer.html(status, page));
            answers.add(() -> PlatformServer.empty(status)
                    .header("Content-Type", "text/plain")
                    .body("got " + secret));
        }
        answers.add(() -> PlatformServer.empty(302).header("Location", "https://x.example/" + secret + "?t=" + secret));
        answers.add(() -> PlatformServer.empty(405).header("Allow", secret));
        answers.add(() -> PlatformServer.empty(429).header("Retry-After", secret));
        answers.add(() -> PlatformServer.json(200, json).header("Set-Cookie", "co-auth=" + secret));
        answers.add(() -> PlatformServer.json(200, json).dropped());
        return answers;
    }
}
