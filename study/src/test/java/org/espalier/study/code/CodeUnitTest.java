package org.espalier.study.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.espalier.base.InvalidInputException;
import org.espalier.study.Study;
import org.espalier.study.record.Records;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the hash of code depends on, and what not; on this module's own classes. */
class CodeUnitTest {
    private static final String SERVICES = "META-INF/services/org.espalier.study.Study";

    @TempDir
    private Path folder;

    private Path jar(String name, Map<String, byte[]> entries, long time) throws IOException {
        Path jar = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(jar); JarOutputStream zip = new JarOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                ZipEntry e = new ZipEntry(entry.getKey());
                e.setTime(time);
                zip.putNextEntry(e);
                zip.write(entry.getValue());
            }
        }
        return jar;
    }

    private static TreeMap<String, byte[]> entries(String services, String commit) throws IOException {
        TreeMap<String, byte[]> entries = new TreeMap<>();
        for (Class<?> type : List.of(Study.class, Records.class)) {
            String name = type.getName().replace('.', '/') + ".class";
            try (var in = type.getResourceAsStream("/" + name)) {
                entries.put(name, in.readAllBytes());
            }
        }
        entries.put(SERVICES, services.getBytes());
        entries.put("META-INF/MANIFEST.MF", ("Built: " + commit + "\n").getBytes());
        entries.put("META-INF/maven/g/a/pom.properties", ("#" + commit).getBytes());
        entries.put("org/espalier/study/record/version.properties", ("commit=" + commit).getBytes());
        return entries;
    }

    @Test
    void theSameContentHasTheSameHashHoweverItIsPacked() throws IOException {
        Path first = jar("first.jar", entries("a.B", "1"), 1_000_000_000_000L);
        Path later = jar("other-name.jar", entries("a.B", "2"), 1_500_000_000_000L);
        Path open = folder.resolve("classes");
        for (Map.Entry<String, byte[]> entry : entries("a.B", "3").entrySet()) {
            Files.createDirectories(open.resolve(entry.getKey()).getParent());
            Files.write(open.resolve(entry.getKey()), entry.getValue());
        }
        assertEquals(CodeUnit.read(first), CodeUnit.read(later));
        assertEquals(CodeUnit.read(first), CodeUnit.read(open));
    }

    @Test
    void aChangedByteOrNameIsAnotherHash() throws IOException {
        String hash = CodeUnit.read(jar("first.jar", entries("a.B", "1"), 0)).hash();
        assertTrue(hash.matches("[0-9a-f]{16}"), hash);
        assertNotEquals(hash, CodeUnit.read(jar("services.jar", entries("a.C", "1"), 0)).hash());
        TreeMap<String, byte[]> changed = entries("a.B", "1");
        changed.get("org/espalier/study/Study.class")[200] ^= 1;
        assertNotEquals(hash, CodeUnit.read(jar("class.jar", changed, 0)).hash());
        TreeMap<String, byte[]> renamed = entries("a.B", "1");
        renamed.put("x", renamed.remove(SERVICES));
        assertNotEquals(hash, CodeUnit.read(jar("renamed.jar", renamed, 0)).hash());
    }

    @Test
    void itKnowsWhatItHoldsAndNames() throws IOException {
        CodeUnit unit = CodeUnit.read(jar("first.jar", entries("a.B", "1"), 0));
        assertEquals(Set.of("org/espalier/study", "org/espalier/study/record"), unit.packages());
        assertTrue(unit.named().containsAll(Set.of("org/espalier/study/finding", "java/util")), unit.named().toString());
    }

    @Test
    void whatIsNoJarIsRefusedByName() throws IOException {
        Path text = Files.writeString(folder.resolve("text.jar"), "no jar");
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> CodeUnit.read(text));
        assertTrue(e.getMessage().contains("text.jar"), e.getMessage());
    }
}
