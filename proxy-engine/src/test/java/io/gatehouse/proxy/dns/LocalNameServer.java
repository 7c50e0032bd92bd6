package io.gatehouse.proxy.dns;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A name server on a socket of 127.0.0.1, which answers what a test tells it to. */
public final class LocalNameServer implements AutoCloseable {
    private final MultiThreadIoEventLoopGroup thread = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> questions = new ConcurrentHashMap<>();
    private final Channel channel;

    private record Reply(DnsResponseCode code, long ttl, List<byte[]> records, boolean silent) {}

    public LocalNameServer() {
        channel = new Bootstrap()
                .group(thread)
                .channel(NioDatagramChannel.class)
                .handler(new ChannelInitializer<DatagramChannel>() {
                    @Override
                    protected void initChannel(DatagramChannel made) {
                        made.pipeline()
                                .addLast(
                                        new DatagramDnsQueryDecoder(), new DatagramDnsResponseEncoder(), new Answers());
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    private static String key(String name, DnsRecordType type) {
        return name.toLowerCase(Locale.ROOT).replaceAll("\\.$", "") + " " + type.name();
    }

    public void addresses(String name, long ttl, String... addresses) {
        List<byte[]> records =
                Arrays.stream(addresses).map(LocalNameServer::bytes).toList();
        DnsRecordType type = records.get(0).length == 4 ? DnsRecordType.A : DnsRecordType.AAAA;
        replies.put(key(name, type), new Reply(DnsResponseCode.NOERROR, ttl, records, false));
    }

    public void service(String name, long ttl, ServiceRecord... services) {
        List<byte[]> records =
                Arrays.stream(services).map(LocalNameServer::bytes).toList();
        replies.put(key(name, DnsRecordType.SRV), new Reply(DnsResponseCode.NOERROR, ttl, records, false));
    }

    public void fails(String name, DnsResponseCode code) {
        for (DnsRecordType type : List.of(DnsRecordType.A, DnsRecordType.AAAA, DnsRecordType.SRV)) {
            replies.put(key(name, type), new Reply(code, 0, List.of(), false));
        }
    }

    public void silent(String name) {
        for (DnsRecordType type : List.of(DnsRecordType.A, DnsRecordType.AAAA, DnsRecordType.SRV)) {
            replies.put(key(name, type), new Reply(DnsResponseCode.NOERROR, 0, List.of(), true));
        }
    }

    /** How often it was asked. */
    public int questions(String name, DnsRecordType type) {
        AtomicInteger count = questions.get(key(name, type));
        return count == null ? 0 : count.get();
    }

    private static byte[] bytes(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address, e);
        }
    }

    private static byte[] bytes(ServiceRecord service) {
        ByteBuf content = Unpooled.buffer();
        content.writeShort(service.priority()).writeShort(service.weight()).writeShort(service.port());
        for (String label : service.target().split("\\.")) {
            content.writeByte(label.length()).writeCharSequence(label, StandardCharsets.US_ASCII);
        }
        content.writeByte(0);
        byte[] bytes = new byte[content.readableBytes()];
        content.readBytes(bytes);
        return bytes;
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
        thread.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private final class Answers extends SimpleChannelInboundHandler<DatagramDnsQuery> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramDnsQuery query) {
            DnsQuestion question = query.recordAt(DnsSection.QUESTION);
            String key = key(question.name(), question.type());
            questions.computeIfAbsent(key, name -> new AtomicInteger()).incrementAndGet();
            Reply reply = replies.getOrDefault(key, new Reply(DnsResponseCode.NOERROR, 0, List.of(), false));
            if (reply.silent()) {
                return;
            }
            DatagramDnsResponse response = new DatagramDnsResponse(query.recipient(), query.sender(), query.id());
            response.setCode(reply.code()).setRecursionAvailable(true).setRecursionDesired(true);
            response.addRecord(DnsSection.QUESTION, new DefaultDnsQuestion(question.name(), question.type()));
            for (byte[] record : reply.records()) {
                response.addRecord(
                        DnsSection.ANSWER,
                        new DefaultDnsRawRecord(
                                question.name(), question.type(), reply.ttl(), Unpooled.wrappedBuffer(record)));
            }
            context.writeAndFlush(response);
        }
    }
}
