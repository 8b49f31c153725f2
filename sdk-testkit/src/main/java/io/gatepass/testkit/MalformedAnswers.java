package io.gatepass.testkit;

import io.gatepass.testkit.PlatformContract.Trait;
import io.gatepass.testkit.PlatformServer.Answer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers with status 200 that no client may take for success. */
final class MalformedAnswers {
    private MalformedAnswers() {}

    static Map<String, Answer> of(Verb<?> verb) {
        var answers = new LinkedHashMap<String, Answer>();
        answers.put("an HTML page", PlatformServer.html(200, "<!doctype html><html><h1>Welcome</h1></html>"));
        answers.put("an HTML page called JSON", PlatformServer.json(200, "<html><h1>Welcome</h1></html>"));
        answers.put("an empty body", PlatformServer.empty(200));
        answers.put("blanks", PlatformServer.json(200, " \n "));
        if (!verb.has(Trait.ACCEPTS_NO_CONTENT)) {
            answers.put("no content", PlatformServer.empty(204));
        }
        answers.put("half an object", PlatformServer.json(200, "{\"key\":\"abc"));
        answers.put("a truncated answer", PlatformServer.json(200, "{\"key\":").truncated());
        answers.put("null", PlatformServer.json(200, "null"));
        if (!verb.has(Trait.ACCEPTS_EMPTY_ARRAY)) {
            answers.put("an array", PlatformServer.json(200, "[]"));
        }
        answers.put("a number", PlatformServer.json(200, "42"));
        answers.put("an oversized body", PlatformServer.json(200, "{\"key\":\"" + "x".repeat(200_000) + "\"}"));
        answers.put("a gzip bomb", gzipBomb());
        if (!verb.has(Trait.ACCEPTS_ANY_OBJECT)) {
            addWrongObjects(verb, answers);
        }
        return answers;
    }

    private static void addWrongObjects(Verb<?> verb, Map<String, Answer> answers) {
        answers.put("an empty object", PlatformServer.json(200, "{}"));
        for (String wrong : new String[] {"7", "null", "[]", "{}", "\"\"", "\"  \"", "true"}) {
            answers.put("members that are all " + wrong, PlatformServer.json(200, allMembers(verb, wrong)));
        }
    }

    private static String allMembers(Verb<?> verb, String value) {
        StringBuilder body = new StringBuilder("{\"unknown\":" + value);
        for (String name : verb.success().memberNames()) {
            body.append(",\"").append(name).append("\":").append(value);
        }
        return body.append('}').toString();
    }

    private static Answer gzipBomb() {
        return PlatformServer.empty(200).header("Content-Encoding", "gzip").body(GzipBomb.bytes());
    }
}
