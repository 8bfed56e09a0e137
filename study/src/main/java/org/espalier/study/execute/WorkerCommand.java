package org.espalier.study.execute;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a worker JVM is started.
 *
 * @param java         the Java launcher
 * @param classPath    the class path
 * @param jvmArguments flags for the JVM
 * @param environment  variables set for it besides the inherited ones
 */
public record WorkerCommand(String java, String classPath, List<String> jvmArguments,
                            Map<String, String> environment) {

    /** Variable of the environment: where it is set, trials keep no file that no other trial reads. */
    public static final String NO_NETWORKS = "ESPALIER_NO_NETWORKS";

    public WorkerCommand {
        jvmArguments = List.copyOf(jvmArguments);
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    }

    /**
     * This JVM's launcher and class path, one garbage-collector thread and one thread a numerical library: the cores
     * are shared out among workers.
     */
    public static WorkerCommand standard() {
        return new WorkerCommand(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            System.getProperty("java.class.path"), List.of("-XX:+UseSerialGC", "-Djava.awt.headless=true"),
            Map.of("OMP_NUM_THREADS", "1", "MKL_NUM_THREADS", "1"));
    }

    /** This command with more flags for the JVM. */
    public WorkerCommand withArguments(List<String> more) {
        List<String> arguments = new ArrayList<>(jvmArguments);
        arguments.addAll(more);
        return new WorkerCommand(java, classPath, arguments, environment);
    }

    /** This command with more variables set. */
    public WorkerCommand withEnvironment(Map<String, String> more) {
        Map<String, String> variables = new TreeMap<>(environment);
        variables.putAll(more);
        return new WorkerCommand(java, classPath, jvmArguments, variables);
    }

    /** This command for trials that keep only what other trials read. */
    public WorkerCommand withoutNetworks() {
        return withEnvironment(Map.of(NO_NETWORKS, "1"));
    }

    ProcessBuilder process() {
        List<String> words = new ArrayList<>();
        words.add(java);
        words.addAll(jvmArguments);
        words.addAll(List.of("-cp", classPath, Worker.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().putAll(environment);
        return builder;
    }
}
