package io.gatehouse.proxy.dns;

import io.gatehouse.proxy.dns.Answer.Failure;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.resolver.dns.DnsErrorCauseException;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/** One resolution of a name: type after type, until one has records. */
final class NameQuery {
    private static final int DEEPEST = 4;
    private static final Pattern SERVICE_NAME = Pattern.compile("_[^.]+\\._[^.]+\\..+");
    private static final String EMPTY = "dns client error: 101 empty record received";

    private final DnsNameResolver resolver;
    private final DnsSettings settings;

    NameQuery(DnsNameResolver resolver, DnsSettings settings) {
        this.resolver = resolver;
        this.settings = settings;
    }

    CompletionStage<Answer> run(HostName name) {
        List<RecordType> order = new ArrayList<>(settings.order());
        if (settings.servicesByName()) {
            boolean service = SERVICE_NAME.matcher(name.name()).matches();
            order.removeIf(type -> (type == RecordType.SRV) != service);
        }
        if (settings.lastFirst()) {
            name.lastType().filter(order::remove).ifPresent(type -> order.add(0, type));
        }
        return askFirst(settings.system().candidates(name.name()), order, 0);
    }

    /**
     * Asks for the first type, and for the others when it has nothing.
     *
     * @param names asked for one after the other, each type anew
     */
    private CompletionStage<Answer> askFirst(List<String> names, List<RecordType> types, int depth) {
        if (types.isEmpty()) {
            return CompletableFuture.completedFuture(empty());
        }
        RecordType type = types.get(0);
        List<RecordType> others = types.subList(1, types.size());
        return ask(names, type).thenCompose(outcome -> {
            if (!outcome.records.isEmpty()) {
                return type == RecordType.SRV
                        ? followServices(names, outcome, others, depth)
                        : CompletableFuture.completedFuture(addresses(names.get(0), type, outcome));
            }
            if (outcome.unreachable || others.isEmpty()) {
                return CompletableFuture.completedFuture(failure(outcome));
            }
            return askFirst(names, others, depth);
        });
    }

    /** Asks for a type of the first name, and of the next one when that has nothing. */
    private CompletionStage<Outcome> ask(List<String> names, RecordType type) {
        return ask(names.get(0), type)
                .thenCompose(outcome -> names.size() == 1 || outcome.unreachable || !outcome.records.isEmpty()
                        ? CompletableFuture.completedFuture(outcome)
                        : ask(names.subList(1, names.size()), type));
    }

    /** What came back for one type: records, or the reason why there are none. */
    private record Outcome(List<Record> records, Failure failure, String reason, boolean unreachable) {}

    /** A record, its content copied. */
    private record Record(byte[] content, long ttlSeconds) {}

    private CompletionStage<Outcome> ask(String name, RecordType type) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        resolver.resolveAll(new DefaultDnsQuestion(name, type.wire()))
                .addListener((Future<List<DnsRecord>> future) -> outcome.complete(
                        future.isSuccess() ? received(future.getNow(), type) : failed(future.cause())));
        return outcome;
    }

    private static Outcome received(List<DnsRecord> records, RecordType type) {
        List<Record> copies = new ArrayList<>(records.size());
        for (DnsRecord record : records) {
            if (record.type().equals(type.wire()) && record instanceof DnsRawRecord raw) {
                byte[] content = new byte[raw.content().readableBytes()];
                raw.content().getBytes(raw.content().readerIndex(), content);
                copies.add(new Record(content, record.timeToLive()));
            }
            ReferenceCountUtil.release(record);
        }
        return new Outcome(copies, Failure.EMPTY, EMPTY, false);
    }

    private static Outcome failed(Throwable cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof DnsErrorCauseException answered) {
                DnsResponseCode code = answered.getCode();
                boolean absent = code.equals(DnsResponseCode.NXDOMAIN);
                String reason = "dns server error: " + code.intValue() + " " + (absent ? "name error" : words(code));
                return new Outcome(List.of(), absent ? Failure.NOT_FOUND : Failure.ERROR, reason, false);
            }
        }
        boolean empty = cause instanceof UnknownHostException && cause.getCause() == null;
        return empty
                ? new Outcome(List.of(), Failure.EMPTY, EMPTY, false)
                : new Outcome(List.of(), Failure.ERROR, String.valueOf(cause.getMessage()), true);
    }

    private static String words(DnsResponseCode code) {
        return code.equals(DnsResponseCode.SERVFAIL) ? "server failure" : code.toString();
    }

    private Answer addresses(String name, RecordType type, Outcome outcome) {
        List<ResolvedAddress> addresses = new ArrayList<>(outcome.records.size());
        for (Record record : outcome.records) {
            addresses.add(new ResolvedAddress(address(record.content), name, 0, 0));
        }
        addresses.sort(Comparator.comparing(address -> address.address().getHostAddress()));
        return Answer.of(addresses, type, expiry(leastTtl(outcome.records)));
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address record of " + bytes.length + " bytes", e);
        }
    }

    /** Resolves the targets of the services with the lowest priority number. */
    private CompletionStage<Answer> followServices(
            List<String> names, Outcome outcome, List<RecordType> others, int depth) {
        List<ServiceRecord> services = outcome.records.stream()
                .map(record -> ServiceRecord.parse(record.content))
                .filter(service -> names.stream().noneMatch(service.target()::equalsIgnoreCase))
                .toList();
        int priority = services.stream().mapToInt(ServiceRecord::priority).min().orElse(0);
        List<ServiceRecord> first = services.stream()
                .filter(service -> service.priority() == priority)
                .sorted(Comparator.comparing(ServiceRecord::target).thenComparingInt(ServiceRecord::port))
                .toList();
        if (first.isEmpty() || depth >= DEEPEST) {
            return askFirst(names, others, depth);
        }
        List<RecordType> addressTypes =
                settings.order().stream().filter(type -> type != RecordType.SRV).toList();
        CompletionStage<Answer> all = CompletableFuture.completedFuture(
                Answer.of(List.of(), RecordType.SRV, expiry(leastTtl(outcome.records))));
        for (ServiceRecord service : first) {
            CompletionStage<Answer> target = askFirst(List.of(service.target()), addressTypes, depth + 1);
            all = all.thenCombine(target, (before, answer) -> with(before, service, answer));
        }
        return all.thenApply(answer -> answer.addresses().isEmpty() ? empty() : answer);
    }

    /** Adds the addresses of a service. What comes of both is as good for as long as each of them is. */
    private static Answer with(Answer before, ServiceRecord service, Answer target) {
        List<ResolvedAddress> addresses = new ArrayList<>(before.addresses());
        for (ResolvedAddress address : target.addresses()) {
            addresses.add(new ResolvedAddress(
                    address.address(), service.target(), service.port(), Math.max(1, service.weight())));
        }
        long expiresAt = target.expiresAt() - before.expiresAt() < 0 ? target.expiresAt() : before.expiresAt();
        return Answer.of(addresses, RecordType.SRV, expiresAt);
    }

    private static long leastTtl(List<Record> records) {
        return records.stream().mapToLong(Record::ttlSeconds).min().orElse(0);
    }

    private long expiry(long ttlSeconds) {
        return in(settings.validFor().orElse(Duration.ofSeconds(ttlSeconds)));
    }

    private Answer failure(Outcome outcome) {
        Duration kept = outcome.failure == Failure.ERROR ? settings.errorFor() : settings.notFoundFor();
        return Answer.failed(outcome.failure, outcome.reason, in(kept));
    }

    private Answer empty() {
        return Answer.failed(Failure.EMPTY, EMPTY, in(settings.notFoundFor()));
    }

    private static long in(Duration duration) {
        return System.nanoTime() + duration.toNanos();
    }
}
