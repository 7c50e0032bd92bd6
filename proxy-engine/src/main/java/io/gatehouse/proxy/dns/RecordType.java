package io.gatehouse.proxy.dns;

import io.netty.handler.codec.dns.DnsRecordType;
import java.util.Locale;

/** A kind of record that is asked for. */
public enum RecordType {
    SRV(DnsRecordType.SRV),
    A(DnsRecordType.A),
    AAAA(DnsRecordType.AAAA);

    private final DnsRecordType wire;

    RecordType(DnsRecordType wire) {
        this.wire = wire;
    }

    DnsRecordType wire() {
        return wire;
    }

    static RecordType of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
