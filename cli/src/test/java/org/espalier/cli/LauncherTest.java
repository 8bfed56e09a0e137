package org.espalier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher {@code ./espalier}, in a project of its own with a Java and a Maven that only say how they were called. */
@Tag("slow")
class LauncherTest {
    @TempDir
    private Path folder;
    private Path project;
    private Path home;
    private Path tools;
    /** Where commands are looked for. */
    private String path;

    @BeforeEach
    void makeProject() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash");
        project = Files.createDirectories(folder.resolve("a project"));
        Files.copy(Path.of("..", "espalier"), project.resolve("espalier"));
        executable(project.resolve("espalier"));
        Files.createDirectories(project.resolve("cli/src/main"));
        Files.writeString(project.resolve("pom.xml"), "");
        Files.writeString(project.resolve("cli/pom.xml"), "");
        home = java(17);
        tools = Files.createDirectories(folder.resolve("tools"));
        path = tools + ":/usr/bin:/bin";
        maven(tools.resolve("mvn"));
        old(project);
    }

    /** Stands in for Maven: writes its words down and one jar. */
    private void maven(Path file) throws IOException {
        script(file, "echo \"$@\" >> '" + folder + "/mvn.log'; mkdir -p cli/target/lib; "
            + "touch cli/target/lib/one.jar; [ ! -e '" + folder + "/break' ]");
    }

    private Path java(int version) throws IOException {
        Path jdk = Files.createDirectories(folder.resolve("jdk " + version));
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + ".0.1\"\n");
        script(jdk.resolve("bin/java"), "for word in \"$@\"; do echo \"<$word>\"; done; exit 7");
        return jdk;
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/bash\n" + body + "\n");
        executable(file);
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Dates everything an hour back, so that what is touched later is newer by any clock's resolution. */
    private static void old(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
            }
        }
    }

    private record Call(int code, String out, String err) {}

    private Call call(Path launcher, Path jdk, String... words) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(launcher.toString());
        builder.command().addAll(List.of(words));
        Map<String, String> environment = builder.environment();
        environment.put("JAVA_HOME", jdk.toString());
        environment.put("PATH", path);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = builder.directory(Files.createDirectories(folder.resolve("elsewhere")).toFile())
            .redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return new Call(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8),
            Files.readString(err, StandardCharsets.UTF_8));
    }

    private long builds() throws IOException {
        Path log = folder.resolve("mvn.log");
        return Files.exists(log) ? Files.readAllLines(log).size() : 0;
    }

    @Test
    void buildsOnceAndPassesWordsAndExitCodeOn() throws Exception {
        Call first = call(project.resolve("espalier"), home, "run", "a b", "--set", "x=$y");
        assertEquals(7, first.code(), first.err());
        assertTrue(first.out().contains("<org.espalier.cli.Main>\n<run>\n<a b>\n<--set>\n<x=$y>\n"), first.out());
        assertTrue(first.out().contains("a project/cli/target/lib/one.jar"), first.out());
        assertTrue(first.err().contains("building"), first.err());
        assertEquals(1, builds());
        Call second = call(project.resolve("espalier"), home, "list");
        assertEquals("", second.err());
        assertEquals(1, builds());
    }

    @Test
    void theWrapperBuildsWhereThereIsNoMaven() throws Exception {
        Files.delete(tools.resolve("mvn"));
        path = tools.toString();
        for (String tool : List.of("bash", "dirname", "find", "mkdir", "mv", "readlink", "rm", "sed", "touch")) {
            Path there = Stream.of("/usr/bin", "/bin").map(f -> Path.of(f, tool)).filter(Files::exists).findFirst().orElseThrow();
            script(tools.resolve(tool), "exec " + there + " \"$@\"");
        }
        Call without = call(project.resolve("espalier"), home, "list");
        assertEquals(2, without.code(), without.out());
        assertTrue(without.err().contains("Maven (mvn) is not on the PATH"), without.err());
        maven(project.resolve("mvnw"));
        assertEquals(7, call(project.resolve("espalier"), home, "list").code());
        assertEquals(1, builds());
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws Exception {
        call(project.resolve("espalier"), home, "list");
        Path source = Files.writeString(project.resolve("cli/src/main/New.java"), "");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        call(project.resolve("espalier"), home, "list");
        assertEquals(2, builds());
    }

    @Test
    void theBuildIsToldItsCommitAndWhetherSourcesHadChanges() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/git")), "no git");
        Path source = Files.writeString(Files.createDirectories(project.resolve("cli/src/main/java/a")).resolve("A.java"), "");
        git("init", "-q");
        git("add", "-A");
        git("-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-q", "-m", "one");
        call(project.resolve("espalier"), home, "list");
        assertTrue(lastBuild().matches(".*-Dcode\\.commit=[0-9a-f]{12} .*"), lastBuild());
        Files.writeString(project.resolve("notes.txt"), "no source");
        Files.writeString(source, "class A { }");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        call(project.resolve("espalier"), home, "list");
        assertTrue(lastBuild().matches(".*-Dcode\\.commit=[0-9a-f]{12}\\.uncommitted .*"), lastBuild());
        git("checkout", "-q", "--", "cli");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(9)));
        call(project.resolve("espalier"), home, "list");
        assertTrue(lastBuild().matches(".*-Dcode\\.commit=[0-9a-f]{12} .*"), lastBuild());
    }

    private void git(String... words) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("/usr/bin/git", "-C", project.toString());
        builder.command().addAll(List.of(words));
        assertEquals(0, builder.inheritIO().start().waitFor());
    }

    private String lastBuild() throws IOException {
        List<String> builds = Files.readAllLines(folder.resolve("mvn.log"));
        return builds.get(builds.size() - 1);
    }

    @Test
    void whatComputesInTheProcessHasTheFullCompiler() throws Exception {
        String quick = "<-XX:TieredStopAtLevel=1>";
        assertTrue(call(project.resolve("espalier"), home, "list").out().contains(quick));
        for (String word : List.of("compare", "dynamics", "fixed-points")) {
            Call call = call(project.resolve("espalier"), home, word, "x");
            assertTrue(call.out().contains("<" + word + ">") && !call.out().contains(quick), call.out());
        }
    }

    @Test
    void worksThroughASymbolicLink() throws Exception {
        Path link = Files.createSymbolicLink(tools.resolve("esp"), project.resolve("espalier"));
        Path second = Files.createSymbolicLink(folder.resolve("short"), Path.of("tools/esp"));
        assertEquals(7, call(link, home, "list").code());
        assertTrue(call(second, home, "list").out().contains("a project/cli/target/lib/one.jar"));
    }

    @Test
    void plugInsAreOnTheClassPath() throws Exception {
        Files.createDirectories(project.resolve("plugins"));
        Files.writeString(project.resolve("plugins/mine.jar"), "");
        assertTrue(call(project.resolve("espalier"), home, "list").out().contains("lib/one.jar:"), "libraries come first");
        assertTrue(call(project.resolve("espalier"), home, "list").out().contains("plugins/mine.jar>"));
    }

    @Test
    void anOldOrAbsentJavaIsRefused() throws Exception {
        Call old = call(project.resolve("espalier"), java(11), "list");
        assertEquals(2, old.code());
        assertTrue(old.err().contains("Java 11") && old.err().contains("17 or newer"), old.err());
        Call absent = call(project.resolve("espalier"), folder.resolve("no-jdk"), "list");
        assertEquals(2, absent.code());
        assertTrue(absent.err().contains("JAVA_HOME is"), absent.err());
        assertEquals(0, builds());
    }

    @Test
    void aFailedBuildIsToldAndTriedAgain() throws Exception {
        Files.writeString(folder.resolve("break"), "");
        Call broken = call(project.resolve("espalier"), home, "list");
        assertEquals(1, broken.code());
        assertTrue(broken.err().contains("the build failed"), broken.err());
        Files.delete(folder.resolve("break"));
        assertEquals(7, call(project.resolve("espalier"), home, "list").code());
        assertEquals(2, builds());
    }
}
