package org.espalier.study.code;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.espalier.base.InvalidInputException;

/**
 * One jar or folder of classes, as content: what it is called, when it was built and how it was packed does not count.
 *
 * <p>The hash is the SHA-256 over the sorted names of the files and the SHA-256 of each, its first 16 digits. Left out are the
 * manifest, {@code META-INF/maven} and signatures (they tell who packed and when), and the file that holds version and commit
 * of the build: the same sources, compiled by the same compiler, have the same hash in a folder, in a jar, and in a jar that
 * was built again.
 *
 * @param hash     16 hexadecimal digits
 * @param packages the packages whose classes lie here
 * @param named    the packages that its classes name, whether they lie here or not
 */
record CodeUnit(String hash, Set<String> packages, Set<String> named) {
    private static final int HEX_DIGITS = 16;
    private static final Pattern LEFT_OUT = Pattern.compile(
        "META-INF/(MANIFEST\\.MF|INDEX\\.LIST|maven/.*|[^/]*\\.(SF|RSA|DSA|EC))|org/espalier/study/record/version\\.properties");
    /** A qualified name as class files hold it: constants of classes, descriptors and signatures alike. */
    private static final Pattern NAME = Pattern.compile("((?:[a-zA-Z_$][\\w$]*/)+)[a-zA-Z_$]");

    CodeUnit {
        packages = Collections.unmodifiableSet(packages);
        named = Collections.unmodifiableSet(named);
    }

    /**
     * Reads a jar or a folder.
     *
     * @throws InvalidInputException if it cannot be read
     */
    static CodeUnit read(Path place) {
        try {
            if (Files.isDirectory(place)) {
                return of(place);
            }
            try (FileSystem jar = FileSystems.newFileSystem(place)) {
                return of(jar.getPath("/"));
            }
        } catch (IOException e) {
            throw new InvalidInputException("the code in " + place + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static CodeUnit of(Path root) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        Set<String> packages = new TreeSet<>();
        Set<String> named = new TreeSet<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = root.relativize(file).toString().replace('\\', '/');
                if (LEFT_OUT.matcher(name).matches()) {
                    continue;
                }
                byte[] content = Files.readAllBytes(file);
                files.put(name, HexFormat.of().formatHex(sha256().digest(content)));
                if (name.endsWith(".class") && name.indexOf('/') > 0) {
                    packages.add(name.substring(0, name.lastIndexOf('/')));
                    Matcher names = NAME.matcher(new String(content, StandardCharsets.ISO_8859_1));
                    while (names.find()) {
                        addNamed(named, names.group(1));
                    }
                }
            }
        }
        MessageDigest sha = sha256();
        files.forEach((name, digest) -> sha.update((name + "\n" + digest + "\n").getBytes(StandardCharsets.UTF_8)));
        return new CodeUnit(HexFormat.of().formatHex(sha.digest()).substring(0, HEX_DIGITS), packages, named);
    }

    /** In descriptors a letter stands before the name: {@code Lorg/espalier/...}. */
    private static void addNamed(Set<String> named, String name) {
        String folder = name.substring(0, name.length() - 1);
        named.add(folder);
        if (folder.charAt(0) == 'L') {
            named.add(folder.substring(1));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
