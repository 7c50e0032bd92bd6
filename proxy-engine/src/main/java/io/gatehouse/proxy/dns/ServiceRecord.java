package io.gatehouse.proxy.dns;

import java.nio.charset.StandardCharsets;

/** The content of an SRV record (RFC 2782), whose target is never compressed. */
record ServiceRecord(int priority, int weight, int port, String target) {

    static ServiceRecord parse(byte[] content) {
        StringBuilder target = new StringBuilder();
        int at = 6;
        while (at < content.length && content[at] != 0) {
            int length = content[at] & 0xFF;
            if (at + 1 + length > content.length) {
                throw new IllegalArgumentException("the target of an SRV record runs past its end");
            }
            if (target.length() > 0) {
                target.append('.');
            }
            target.append(new String(content, at + 1, length, StandardCharsets.ISO_8859_1));
            at += 1 + length;
        }
        return new ServiceRecord(number(content, 0), number(content, 2), number(content, 4), target.toString());
    }

    private static int number(byte[] content, int at) {
        if (at + 2 > content.length) {
            throw new IllegalArgumentException("an SRV record of " + content.length + " bytes");
        }
        return (content[at] & 0xFF) << 8 | content[at + 1] & 0xFF;
    }
}
