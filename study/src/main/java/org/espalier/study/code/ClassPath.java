package org.espalier.study.code;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.espalier.base.InvalidInputException;

/** The jars and folders on this process's class path that matter to trials. Each is read once a process, when first asked for. */
final class ClassPath {
    private static final String MODULE_FILE = "META-INF/espalier-module.properties";
    private static final Map<Path, CodeUnit> UNITS = new ConcurrentHashMap<>();

    private ClassPath() {}

    /** Where modules lie, by place. */
    private static final class Modules {
        private static final Map<Path, String> NAMES = find();

        private static Map<Path, String> find() {
            Map<Path, String> names = new LinkedHashMap<>();
            try {
                for (URL file : Collections.list(ClassPath.class.getClassLoader().getResources(MODULE_FILE))) {
                    Properties properties = new Properties();
                    try (InputStream in = file.openStream()) {
                        properties.load(in);
                    }
                    names.put(root(file), properties.getProperty("name"));
                }
            } catch (IOException | URISyntaxException e) {
                throw new IllegalStateException("the modules on the class path cannot be read", e);
            }
            return names;
        }

        /** {@code jar:file:/a.jar!/META-INF/...} lies in {@code /a.jar}, {@code file:/classes/META-INF/...} in {@code /classes}. */
        private static Path root(URL file) throws URISyntaxException {
            String text = file.toString();
            return text.startsWith("jar:") ? Path.of(new URI(text.substring(4, text.indexOf("!/"))))
                : Path.of(file.toURI()).resolve("../..").normalize();
        }
    }

    static CodeUnit unit(Path place) {
        return UNITS.computeIfAbsent(place, CodeUnit::read);
    }

    /** Where a class was loaded from. */
    static Path place(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException | RuntimeException e) {
            throw new InvalidInputException("it is not known where the class " + type.getName() + " was loaded from", e);
        }
    }

    /** Whether a class is of a plug-in: of a place that is no module of Espalier's. */
    static boolean isPlugin(Class<?> type) {
        return !Modules.NAMES.containsKey(place(type));
    }

    /** The modules that classes lie in or use, directly or through others, with their hashes. */
    static SortedMap<String, String> modulesOf(Collection<Class<?>> types) {
        Map<String, Path> owners = new HashMap<>();
        Modules.NAMES.keySet().forEach(place -> unit(place).packages().forEach(p -> owners.put(p, place)));
        SortedMap<String, String> used = new TreeMap<>();
        Deque<Path> open = new ArrayDeque<>(types.stream().map(ClassPath::place).distinct().toList());
        Map<Path, Boolean> seen = new HashMap<>();
        while (!open.isEmpty()) {
            Path place = open.pop();
            if (seen.put(place, true) == null) {
                Optional.ofNullable(Modules.NAMES.get(place)).ifPresent(name -> used.put(name, unit(place).hash()));
                unit(place).named().stream().map(owners::get).filter(p -> p != null).forEach(open::push);
            }
        }
        return used;
    }
}
