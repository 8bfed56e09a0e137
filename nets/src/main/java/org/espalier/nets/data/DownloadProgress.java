package org.espalier.nets.data;

/** Told how a download goes; the command line draws a bar from it. Called on the downloading thread, often. */
@FunctionalInterface
public interface DownloadProgress {

    /** Says nothing. */
    DownloadProgress SILENT = (download, received) -> {};

    /**
     * @param download what is being downloaded; {@link Download#bytes()} is the total
     * @param received bytes so far, those of an earlier, interrupted attempt included
     */
    void received(Download download, long received);
}
