package io.gatehouse.model.declarative;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * 128 bits of a document, by which a row is known again without keeping what it was written as. Guards against mistakes, not
 * against forgery: whoever writes rows could change them as well.
 */
record RowDigest(long high, long low) {

    /** Over a document, in the order of its members, and whether it is to be transformed. */
    static RowDigest of(JsonNode document, boolean transforms) {
        Mixer mixer = new Mixer();
        mixer.add(transforms ? 1 : 0);
        mixer.add(document);
        return new RowDigest(mixer.high, mixer.low);
    }

    /** Two multiplicative hashes with different factors and rotations. */
    private static final class Mixer {
        private long high = 0x9E37_79B9_7F4A_7C15L;
        private long low = 0xC2B2_AE3D_27D4_EB4FL;

        void add(long value) {
            high = Long.rotateLeft(high ^ value, 23) * 0xFF51_AFD7_ED55_8CCDL;
            low = Long.rotateLeft(low + value, 41) * 0x87C3_7B91_1142_53D5L + 0x52DC_E729L;
        }

        void add(String text) {
            add(text.length());
            int at = 0;
            for (; at + 4 <= text.length(); at += 4) {
                add((long) text.charAt(at) << 48
                        | (long) text.charAt(at + 1) << 32
                        | (long) text.charAt(at + 2) << 16
                        | text.charAt(at + 3));
            }
            for (; at < text.length(); at++) {
                add(text.charAt(at));
            }
        }

        void add(JsonNode value) {
            add(value.getNodeType().ordinal());
            switch (value.getNodeType()) {
                case OBJECT -> {
                    add(value.size());
                    for (Map.Entry<String, JsonNode> member : value.properties()) {
                        add(member.getKey());
                        add(member.getValue());
                    }
                }
                case ARRAY -> {
                    add(value.size());
                    for (JsonNode element : value) {
                        add(element);
                    }
                }
                case STRING -> add(value.textValue());
                case NULL, MISSING -> {
                    // the type says it all
                }
                default -> add(value.asText());
            }
        }
    }
}
