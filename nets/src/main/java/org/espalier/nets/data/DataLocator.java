package org.espalier.nets.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.UserCache;
import org.espalier.nets.data.Location.Found;
import org.espalier.nets.data.Location.Packing;

/**
 * Finds the files of data sets, or downloads them, and gives out only verified content.
 *
 * <p>The places are searched in order: {@code --data-dir}, {@code $ESPALIER_DATA}, the user's cache
 * ({@code $XDG_CACHE_HOME/espalier}, {@code ~/.cache/espalier}), Debian's {@code /usr/share/datasets}. In each,
 * {@code <root>/<data set>/} is looked into; in the places that the user named, also {@code root} itself. A file counts raw
 * ({@code train-images-idx3-ubyte}), compressed ({@code .gz}), in the folder the published archive unpacks to, or in the
 * archive. The first place that holds any of the files is taken. If it is one that the user named, or the system's, and
 * files are missing or corrupt there, that is an error: nothing is skipped over silently. Where no place has the files,
 * they are downloaded into the cache.
 */
public final class DataLocator {

    private static final Path SYSTEM = Path.of("/usr/share/datasets");

    private final List<Place> places;
    private final Path cache;
    private final Downloader downloader;

    /**
     * Searches these places.
     *
     * @param places   in the order of search
     * @param cache    where downloads go; searched only if it is also among the places
     * @param progress told about downloads
     */
    public DataLocator(List<Place> places, Path cache, DownloadProgress progress) {
        this(places, cache, new Downloader(progress));
    }

    DataLocator(List<Place> places, Path cache, Downloader downloader) {
        this.places = List.copyOf(places);
        this.cache = cache;
        this.downloader = downloader;
    }

    /** The places of this user and machine, with no {@code --data-dir} and no progress shown. */
    public static DataLocator standard() {
        return standard(Optional.empty(), System.getenv(), DownloadProgress.SILENT);
    }

    /**
     * The places of this user and machine.
     *
     * @param dataDir     {@code --data-dir}, if given
     * @param environment the environment's variables
     * @param progress    told about downloads
     * @throws InvalidInputException if {@code dataDir} or {@code $ESPALIER_DATA} is not a folder
     */
    public static DataLocator standard(Optional<Path> dataDir, Map<String, String> environment,
                                       DownloadProgress progress) {
        List<Place> places = new ArrayList<>();
        dataDir.ifPresent(dir -> places.add(named(Place.Kind.DATA_DIR, dir)));
        String variable = environment.getOrDefault("ESPALIER_DATA", "");
        if (!variable.isBlank()) {
            places.add(named(Place.Kind.ENVIRONMENT, Path.of(variable)));
        }
        Path cache = UserCache.folder(environment);
        places.add(new Place(Place.Kind.CACHE, cache));
        places.add(new Place(Place.Kind.SYSTEM, SYSTEM));
        return new DataLocator(places, cache, progress);
    }

    private static Place named(Place.Kind kind, Path root) {
        if (!Files.isDirectory(root)) {
            throw new InvalidInputException(kind.label() + " names " + root + ", which is not a folder; a folder with data sets was "
                + "expected");
        }
        return new Place(kind, root);
    }

    /** The places, in the order of search. */
    public List<Place> places() {
        return places;
    }

    /**
     * Looks where a data set is, without reading, downloading or checking anything: for lists.
     *
     * @return the first place that holds any of its files (look at {@link Location#missing()}); empty if there is none
     */
    public Optional<Location> find(DataSet dataSet) {
        if (dataSet.source().isPresent()) {
            return Optional.of(Location.own(dataSet.source().get()));
        }
        if (dataSet.files().isEmpty()) {
            return Optional.of(Location.EMBEDDED);
        }
        for (Place place : places) {
            for (Path folder : folders(place, dataSet)) {
                Location location = search(place, folder, dataSet);
                // Half a data set in the cache is a download to be completed.
                if (!location.files().isEmpty() && (location.complete() || place.kind() != Place.Kind.CACHE)) {
                    return Optional.of(location);
                }
            }
        }
        return Optional.empty();
    }

    private static List<Path> folders(Place place, DataSet dataSet) {
        Path own = place.root().resolve(dataSet.name());
        return place.kind().named() ? List.of(own, place.root()) : List.of(own);
    }

    private static Location search(Place place, Path folder, DataSet dataSet) {
        List<Found> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (DataFile file : dataSet.files()) {
            candidates(folder, file).stream().filter(c -> Files.isRegularFile(c.path())).findFirst()
                .ifPresentOrElse(found::add, () -> missing.add(file.name()));
        }
        return new Location(place, found, missing);
    }

    private static List<Found> candidates(Path folder, DataFile file) {
        Download download = file.download();
        List<Found> candidates = new ArrayList<>();
        candidates.add(new Found(file, folder.resolve(file.name()), Packing.RAW));
        candidates.add(new Found(file, folder.resolve(file.name() + ".gz"), Packing.GZIP));
        if (download.isArchive()) {
            candidates.add(new Found(file, folder.resolve(download.folder()).resolve(file.name()), Packing.RAW));
            candidates.add(new Found(file, folder.resolve(download.name()), Packing.TAR_GZIP));
        } else {
            candidates.add(new Found(file, folder.resolve(download.name()), Packing.GZIP));
        }
        return candidates;
    }

    /**
     * Finds a data set, downloading it if no place has it. Its content is not checked yet.
     *
     * @throws InvalidInputException if the place that has it lacks files, or if it cannot be downloaded
     */
    public Location provide(DataSet dataSet) {
        Optional<Location> found = find(dataSet);
        if (found.isEmpty()) {
            download(dataSet);
            found = Optional.of(search(new Place(Place.Kind.CACHE, cache), cache.resolve(dataSet.name()), dataSet));
        }
        Location location = found.get();
        if (!location.complete()) {
            throw new InvalidInputException(location.describe() + " holds only a part of " + dataSet.name() + ": "
                + String.join(", ", location.missing()) + " (or the same with .gz, or "
                + downloadNames(dataSet, location.missing()) + ") was expected there");
        }
        return location;
    }

    /**
     * Checks a data set completely: finds it, reads every byte, compares the checksums, and reads images and labels. Never
     * downloads.
     *
     * @return where it is
     * @throws InvalidInputException if it is nowhere on this machine, or wrong
     */
    public Location check(DataSet dataSet) {
        Location location = find(dataSet).orElseThrow(() -> new InvalidInputException(dataSet.name() + " is not on this machine: "
            + advice(dataSet)));
        dataSet.load(this);
        return location;
    }

    /**
     * Provides a data set and gives each of its files' content, verified, one at a time in no particular order.
     *
     * @param contents receives the file and its uncompressed content
     * @throws InvalidInputException if a file is missing, truncated, too long, corrupt, or differs from its checksum
     */
    public void read(DataSet dataSet, BiConsumer<DataFile, byte[]> contents) {
        Location location = provide(dataSet);
        ContentReader.read(location, hint(location, dataSet), contents);
    }

    /** How to mend a file that is not what it should be. */
    private static String hint(Location location, DataSet dataSet) {
        Place place = location.place();
        if (place.kind() == Place.Kind.CACHE) {
            return "; delete it to have it downloaded again";
        }
        if (place.kind().named() && location.folder().equals(place.root())) {
            return "; if it belongs to another data set, give " + dataSet.name() + " a folder of its own, "
                + place.root().resolve(dataSet.name());
        }
        return "";
    }

    private void download(DataSet dataSet) {
        Set<Download> downloads = new LinkedHashSet<>();
        dataSet.files().forEach(file -> downloads.add(file.download()));
        for (Download download : downloads) {
            try {
                downloader.fetch(download, cache.resolve(dataSet.name()));
            } catch (IOException e) {
                throw new InvalidInputException(dataSet.name() + " is not on this machine, and " + download.name()
                    + " could not be downloaded from " + download.source().getHost() + " (" + e + "): "
                    + advice(dataSet), e);
            }
        }
    }

    private String advice(DataSet dataSet) {
        String files = downloadNames(dataSet, dataSet.files().stream().map(DataFile::name).toList());
        return dataSet.debianPackage().map(p -> "install Debian's package " + p + ", or ").orElse("") + "put " + files
            + " into " + cache.resolve(dataSet.name()) + " or into a folder given by --data-dir or $ESPALIER_DATA";
    }

    private static String downloadNames(DataSet dataSet, List<String> files) {
        return dataSet.files().stream().filter(f -> files.contains(f.name())).map(f -> f.download().name()).distinct()
            .collect(Collectors.joining(", "));
    }
}
