package org.espalier.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The content hash of a trial. */
final class TrialId {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int HEX_DIGITS = 16;

    private TrialId() {}

    /** First 16 hexadecimal digits of the SHA-256 of the canonical JSON: fixed field order, maps sorted by key. */
    static String of(Trial trial) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("study", trial.study());
        content.put("version", trial.version());
        content.put("parameters", trial.parameters().values());
        content.put("seeds", trial.seeds());
        content.put("data", trial.data());
        content.put("startsFrom", trial.startsFrom());
        if (!trial.code().isEmpty()) {
            content.put("code", trial.code());
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                .digest(JSON.writeValueAsString(content).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HEX_DIGITS);
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
