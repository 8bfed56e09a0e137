package org.espalier.nets.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.espalier.base.InvalidInputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloaderTest {

    private static final byte[] CONTENT = new byte[300_000];

    static {
        new Random(1).nextBytes(CONTENT);
    }

    @TempDir
    Path folder;

    private final List<String> ranges = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> received = new ArrayList<>();
    private final Downloader downloader = new Downloader((download, bytes) -> received.add(bytes),
        source -> source.getHost().equals("127.0.0.1"));
    private HttpServer server;
    private byte[] served = CONTENT;
    private int breakOffAfter = Integer.MAX_VALUE;
    private boolean honoursRange = true;
    private int status = 200;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        ranges.add(String.valueOf(range));
        byte[] body = served;
        int from = 0;
        int answered = status;
        if (exchange.getRequestURI().getPath().startsWith("/tiny/")) {
            String name = exchange.getRequestURI().getPath().substring("/tiny/".length());
            body = Bytes.gzip(TinyDataSet.content(name.replace(".gz", "")));
        } else if (range != null && honoursRange) {
            from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
            exchange.getResponseHeaders().add("Content-Range", "bytes " + from + "-" + (body.length - 1) + "/" + body.length);
            answered = 206;
        }
        exchange.sendResponseHeaders(answered, body.length - from);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body, from, Math.min(body.length - from, breakOffAfter));
        } finally {
            exchange.close();
        }
    }

    private Download download() {
        return Download.gzip("file.gz", Sha256.of(CONTENT), CONTENT.length,
            URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/file.gz"));
    }

    @Test
    void fetchesOnceAndReportsProgress() throws IOException {
        Path file = downloader.fetch(download(), folder.resolve("new/folder"));
        assertArrayEquals(CONTENT, Files.readAllBytes(file));
        assertEquals(folder.resolve("new/folder/file.gz"), file);
        assertFalse(Files.exists(folder.resolve("new/folder/file.gz.part")));
        assertEquals(0, received.get(0));
        assertEquals(CONTENT.length, received.get(received.size() - 1));
        downloader.fetch(download(), folder.resolve("new/folder"));
        assertEquals(1, ranges.size());
    }

    @Test
    void goesOnWhereAnEarlierAttemptStopped() throws IOException {
        Files.write(folder.resolve("file.gz.part"), Arrays.copyOf(CONTENT, 123_456));
        assertArrayEquals(CONTENT, Files.readAllBytes(downloader.fetch(download(), folder)));
        assertEquals(List.of("bytes=123456-"), ranges);
        assertEquals(123_456, received.get(0));
    }

    @Test
    void startsAgainWhereTheHostCannotResume() throws IOException {
        honoursRange = false;
        Files.write(folder.resolve("file.gz.part"), new byte[1000]);
        assertArrayEquals(CONTENT, Files.readAllBytes(downloader.fetch(download(), folder)));
    }

    @Test
    void resumesByItselfWhenTheConnectionBreaksOff() throws IOException {
        breakOffAfter = 110_000;
        assertArrayEquals(CONTENT, Files.readAllBytes(downloader.fetch(download(), folder)));
        assertEquals(3, ranges.size());
        assertTrue(ranges.get(2).startsWith("bytes="), ranges.toString());
    }

    @Test
    void keepsWhatItHasWhenTheHostGivesNoMore() throws IOException {
        breakOffAfter = 50_000;
        assertThrows(IOException.class, () -> downloader.fetch(download(), folder));
        long kept = Files.size(folder.resolve("file.gz.part"));
        assertTrue(kept > 0 && kept < CONTENT.length, "kept " + kept);
        assertFalse(Files.exists(folder.resolve("file.gz")));
        breakOffAfter = Integer.MAX_VALUE;
        assertArrayEquals(CONTENT, Files.readAllBytes(downloader.fetch(download(), folder)));
    }

    @Test
    void refusesAndDeletesWhatIsNotTheFile() throws IOException {
        served = CONTENT.clone();
        served[77]++;
        String message = assertThrows(InvalidInputException.class, () -> downloader.fetch(download(), folder)).getMessage();
        assertTrue(message.contains("is not the published file.gz and was deleted") && message.contains(Sha256.of(CONTENT)),
            message);
        try (var files = Files.list(folder)) {
            assertEquals(List.of("file.gz.lock"), files.map(p -> p.getFileName().toString()).toList());
        }
    }

    @Test
    void neverTakesMoreThanTheFileHas() throws IOException {
        served = Arrays.copyOf(CONTENT, 10_000_000);
        assertArrayEquals(CONTENT, Files.readAllBytes(downloader.fetch(download(), folder)));
    }

    @Test
    void aPartLongerThanTheFileIsDropped() throws IOException {
        Files.write(folder.resolve("file.gz.part"), new byte[CONTENT.length + 1]);
        assertArrayEquals(CONTENT, Files.readAllBytes(downloader.fetch(download(), folder)));
    }

    @Test
    void aPartTheHostCannotContinueIsDropped() throws IOException {
        honoursRange = false;
        status = 416;
        Files.write(folder.resolve("file.gz.part"), new byte[1000]);
        assertThrows(IOException.class, () -> downloader.fetch(download(), folder));
        assertFalse(Files.exists(folder.resolve("file.gz.part")));
    }

    @Test
    void saysWhatTheHostAnswered() {
        status = 404;
        String message = assertThrows(IOException.class, () -> downloader.fetch(download(), folder)).getMessage();
        assertTrue(message.endsWith("/file.gz answered with HTTP status 404"), message);
        assertFalse(Files.exists(folder.resolve("file.gz")));
    }

    @Test
    void onlyHttpsIsAllowedOutsideTests() {
        String message = assertThrows(InvalidInputException.class,
            () -> new Downloader(DownloadProgress.SILENT).fetch(download(), folder)).getMessage();
        assertTrue(message.contains("only https is allowed"), message);
        assertTrue(ranges.isEmpty());
    }

    @Test
    void severalAskersFetchOnce() {
        List<CompletableFuture<Void>> askers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            askers.add(CompletableFuture.runAsync(() -> {
                try {
                    new Downloader(DownloadProgress.SILENT, source -> true).fetch(download(), folder);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
        }
        askers.forEach(CompletableFuture::join);
        assertEquals(1, ranges.size());
    }

    @Test
    void aDataSetIsDownloadedIntoTheCacheAndLoaded() throws IOException {
        TinyDataSet tiny = new TinyDataSet("http://127.0.0.1:" + server.getAddress().getPort() + "/tiny/");
        DataLocator locator = new DataLocator(List.of(new Place(Place.Kind.CACHE, folder)), folder, downloader);
        assertTrue(locator.find(tiny).isEmpty());
        assertArrayEquals(new int[] {0, 1, 9}, tiny.load(locator).train().labels());
        assertEquals(4, ranges.size());
        assertEquals(folder.resolve("tiny"), locator.find(tiny).orElseThrow().folder());
        tiny.load(locator);
        assertEquals(4, ranges.size());
        Files.write(folder.resolve("tiny/test-labels.gz"), Bytes.gzip(Bytes.idx(0x801, new int[] {1}, 6)));
        String message = assertThrows(InvalidInputException.class, () -> tiny.load(locator)).getMessage();
        assertTrue(message.endsWith("delete it to have it downloaded again"), message);
    }
}
