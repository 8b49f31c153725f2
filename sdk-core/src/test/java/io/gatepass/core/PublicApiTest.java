package io.gatepass.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatepass.core.okhttp.OkHttpEngine;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The wall around OkHttp and Moshi, and the size of what users have to learn. */
class PublicApiTest {
    @Test
    void onlyTheEngineMentionsOkHttpInAPublicSignature() throws Exception {
        Set<String> mentioning = new TreeSet<>();
        for (Class<?> type : publicTypes()) {
            if (signatures(type).anyMatch(s -> s.matches(".*\\b(okhttp3|okio|com\\.squareup|kotlin)\\..*"))) {
                mentioning.add(type.getName());
            }
        }
        assertThat(mentioning).containsExactly(OkHttpEngine.class.getName(), OkHttpEngine.class.getName() + "$Builder");
    }

    @Test
    void coreStaysSmall() throws Exception {
        assertThat(publicTypes().stream().filter(type -> type.getEnclosingClass() == null))
                .hasSizeLessThanOrEqualTo(18);
        assertThat(publicTypes().stream()
                        .filter(type -> type.getPackageName().endsWith(".spi") && type.isInterface())
                        .flatMap(type -> Arrays.stream(type.getMethods()))
                        .filter(method -> Modifier.isAbstract(method.getModifiers())))
                .hasSizeLessThanOrEqualTo(5);
    }

    private static Stream<String> signatures(Class<?> type) {
        Stream<Executable> executables =
                Stream.concat(Arrays.stream(type.getDeclaredMethods()), Arrays.stream(type.getDeclaredConstructors()));
        Stream<String> fields = Arrays.stream(type.getDeclaredFields())
                .filter(field -> isVisible(field.getModifiers()))
                .map(field -> field.getGenericType().getTypeName());
        Stream<String> supertypes = Stream.concat(
                        Stream.ofNullable(type.getGenericSuperclass()), Arrays.stream(type.getGenericInterfaces()))
                .map(java.lang.reflect.Type::getTypeName);
        return Stream.of(
                        fields,
                        supertypes,
                        executables
                                .filter(executable -> isVisible(executable.getModifiers()) && !isSynthetic(executable))
                                .map(Executable::toGenericString))
                .flatMap(lines -> lines);
    }

    private static boolean isSynthetic(Executable executable) {
        return executable.isSynthetic() || (executable instanceof Method method && method.isBridge());
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static List<Class<?>> publicTypes() throws IOException, ReflectiveOperationException {
        Path classes = Path.of("target", "classes");
        List<Class<?>> types = new ArrayList<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                String name =
                        classes.relativize(file).toString().replace('/', '.').replaceFirst("\\.class$", "");
                if (!name.equals("module-info")) {
                    Class<?> type = Class.forName(name, false, PublicApiTest.class.getClassLoader());
                    if (isPublicAllTheWay(type)) {
                        types.add(type);
                    }
                }
            }
        }
        return types;
    }

    private static boolean isPublicAllTheWay(Class<?> type) {
        for (Class<?> t = type; t != null; t = t.getEnclosingClass()) {
            if (!Modifier.isPublic(t.getModifiers())) {
                return false;
            }
        }
        return true;
    }
}
