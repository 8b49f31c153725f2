package io.gatepass.benchmarks;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.util.Objects;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** A login as a careful application writes it by hand: an adapter for each side, the status and the field checked. */
final class HandWritten {
    private static final MediaType JSON = MediaType.get("application/json");

    private HandWritten() {}

    /** What is asked. */
    static final class Question {
        String email = "user@example.com";
        String password = "correct horse";
    }

    /** What is answered. */
    static final class Answer {
        @Nullable String key;
    }

    static Logins.Login login(String base, OkHttpClient client) {
        var moshi = new Moshi.Builder().build();
        JsonAdapter<Question> question = moshi.adapter(Question.class);
        JsonAdapter<Answer> answer = moshi.adapter(Answer.class);
        String url = base + "/auth/login/";
        return () -> {
            Request request = new Request.Builder()
                    .url(url)
                    .header("Accept", "application/json")
                    .post(RequestBody.create(question.toJson(new Question()), JSON))
                    .build();
            try (Response response = client.newCall(request).execute()) {
                if (!response.isSuccessful()) {
                    throw new IOException("status " + response.code());
                }
                Answer parsed =
                        Objects.requireNonNull(answer.fromJson(response.body().source()));
                return "Token " + Objects.requireNonNull(parsed.key);
            }
        };
    }
}
