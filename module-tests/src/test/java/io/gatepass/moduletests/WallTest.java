package io.gatepass.moduletests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A platform module that reaches for the HTTP or JSON library does not compile: its own descriptor is the wall. */
class WallTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private Path scratch;

    /** Compiles {@code source} inside the platform module as its descriptor stands; returns what javac objects to. */
    private List<String> compileInside(String module, String source) throws IOException {
        Path descriptor = ROOT.resolve(module).resolve("src/main/java/module-info.java");
        String packageName = Files.readString(descriptor).replaceAll("(?s).*\\bmodule ([\\w.]+) \\{.*", "$1");
        Path sources = Files.createDirectories(scratch.resolve("src"));
        Path intruder = Files.createDirectories(sources.resolve(packageName.replace('.', '/')))
                .resolve("Intruder.java");
        Files.writeString(intruder, "package " + packageName + ";\n" + source);
        Files.copy(descriptor, sources.resolve("module-info.java"));
        return compile(sources.resolve("module-info.java"), intruder);
    }

    private List<String> compile(Path... files) throws IOException {
        JavaCompiler compiler = Optional.ofNullable(ToolProvider.getSystemJavaCompiler())
                .orElseThrow(() -> new AssertionError("the tests need a JDK"));
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        try (var manager = compiler.getStandardFileManager(diagnostics, Locale.ROOT, null)) {
            List<String> options = List.of(
                    "-proc:none",
                    "--module-path",
                    System.getProperty("jdk.module.path"),
                    "-d",
                    Files.createDirectories(scratch.resolve("out")).toString());
            compiler.getTask(new StringWriter(), manager, diagnostics, options, null, manager.getJavaFileObjects(files))
                    .call();
        }
        return diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == javax.tools.Diagnostic.Kind.ERROR)
                .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "sdk-tts, okhttp3.OkHttpClient",
        "sdk-tts, okio.Buffer",
        "sdk-tts, com.squareup.moshi.Moshi",
        "sdk-traderevolution, okhttp3.OkHttpClient",
        "sdk-traderevolution, okio.Buffer",
        "sdk-traderevolution, com.squareup.moshi.Moshi",
        "sdk-autoshares, okhttp3.OkHttpClient",
        "sdk-autoshares, okio.Buffer",
        "sdk-autoshares, com.squareup.moshi.Moshi",
        "sdk-matchtrader, okhttp3.OkHttpClient",
        "sdk-matchtrader, okio.Buffer",
        "sdk-matchtrader, com.squareup.moshi.Moshi",
        "sdk-matchtrader, io.gatepass.tts.TtsClient",
    })
    void platformModuleCannotSeeTheEngines(String module, String type) throws IOException {
        assertThat(compileInside(module, "import " + type + "; final class Intruder { " + type + " x; }"))
                .isNotEmpty()
                .allSatisfy(error -> assertThat(error).containsAnyOf("is not visible", "cannot find symbol"))
                .anySatisfy(error -> assertThat(error).contains("is not visible"));
    }

    @Test
    void whatAPlatformModuleMaySeeCompiles() throws IOException {
        String honest = "import io.gatepass.core.okhttp.OkHttpEngine; import io.gatepass.core.spi.PlatformHttp;"
                + " final class Intruder { PlatformHttp http(OkHttpEngine e) {"
                + " return PlatformHttp.builder(e, \"https://x\").build(); } }";
        // The descriptor exports the package, so the only complaint would be about what this test adds.
        assertThat(compileInside("sdk-tts", honest)).isEmpty();
    }
}
