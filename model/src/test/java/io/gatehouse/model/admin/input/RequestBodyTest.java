package io.gatehouse.model.admin.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R138")
class RequestBodyTest {
    private static final int LIMIT = 10 << 20;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            host=a.b&port=80&tags=a&tags=b            | {"host":"a.b","port":"80","tags":["a","b"]}
            paths[]=/a&paths[]=%2Fb                   | {"paths":["/a","/b"]}
            paths%5B%5D=/a                            | {"paths":["/a"]}
            methods[2]=POST&methods[1]=GET            | {"methods":["GET","POST"]}
            a[0]=x                                    | {"a":{"0":"x"}}
            a[2]=x                                    | {"a":{"2":"x"}}
            sources[1].ip=1.2.3.4&sources[1].port=80&sources[2].port=90 | {"sources":[{"ip":"1.2.3.4","port":"80"},{"port":"90"}]}
            config.remove.headers[]=x                 | {"config":{"remove":{"headers":["x"]}}}
            headers.x-a=1&headers.x-a=2               | {"headers":{"x-a":["1","2"]}}
            config.lua[request.headers.x]=return nil  | {"config":{"lua":{"request.headers.x":"return nil"}}}
            service.name=s+1                          | {"service":{"name":"s 1"}}
            a[]=1&a=2                                 | {"a":["1","2"]}
            a[].x=1                                   | {"a":{"":{"x":"1"}}}
            .a=1&b.=2                                 | {".a":"1","b.":"2"}
            a[1=2                                     | {"a[1":"2"}
            name                                      | {"name":true}
            host=                                     | {"host":""}
            config=x&config.y=1                       | {"config":"x"}
            a=%zz                                     | {"a":"%zz"}
            tags=a,b                                  | {"tags":"a,b"}
            """)
    void spellsTreesWithFormNames(String form, String document) throws IOException {
        assertEquals(MAPPER.readTree(document), read(BodyFormat.FORM, "", form).document());
    }

    @Test
    void keepsAbsurdlyDeepFormNamesAsOneUnknownName() throws IOException {
        String name = "a" + ".b".repeat(100_000);
        assertEquals(1, read(BodyFormat.FORM, "", name + "=1").document().size());
        assertEquals(
                "1",
                read(BodyFormat.FORM, "", name + "=1").document().path(name).asText());
    }

    @Test
    void refusesMoreThanAThousandParameters() {
        String form = "a=1&".repeat(1001);
        UnreadableBodyException refused =
                assertThrows(UnreadableBodyException.class, () -> read(BodyFormat.FORM, "", form));
        assertEquals("Too many arguments", refused.getMessage());
        assertEquals(400, refused.status());
    }

    @Test
    void readsJsonObjectsWithTheLastOfEqualKeys() throws IOException {
        assertEquals(
                MAPPER.readTree("{\"a\":null,\"b\":2}"),
                read(BodyFormat.JSON, "", "{\"a\":1,\"b\":2,\"a\":null}").document());
        assertEquals(MAPPER.readTree("{}"), read(BodyFormat.JSON, "", "[]").document());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"a\":1,",
                "{} x",
                "name=x",
                "1",
                "\"text\"",
                "null",
                "[1]",
                "[{}]",
                "{\"a\":NaN}"
            })
    void refusesEverythingElseAsJson(String body) {
        UnreadableBodyException refused =
                assertThrows(UnreadableBodyException.class, () -> read(BodyFormat.JSON, "", body));
        assertEquals("Cannot parse JSON body", refused.getMessage());
    }

    @Test
    void refusesDeepNestingAndBadUtf8AsJson() {
        String deep = "{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
        assertThrows(UnreadableBodyException.class, () -> read(BodyFormat.JSON, "", deep));
        byte[] bad = {'{', '"', 'a', '"', ':', '"', (byte) 0xff, '"', '}'};
        assertThrows(
                UnreadableBodyException.class,
                () -> RequestBody.read(BodyFormat.JSON, "", new ByteArrayInputStream(bad), LIMIT));
    }

    @Test
    void refusesFormsThatAreNoUtf8() {
        assertThrows(UnreadableBodyException.class, () -> read(BodyFormat.FORM, "", "a=%ff"));
    }

    @Test
    void readsNothingWhereThereIsNoBody() throws IOException {
        assertEquals(MAPPER.createObjectNode(), read(BodyFormat.NONE, "", "").document());
    }

    @Test
    void takesTenMebibytesAndNotOneMore() throws IOException {
        String frame = "{\"a\":\"\"}";
        String most = "{\"a\":\"" + "x".repeat(LIMIT - frame.length()) + "\"}";
        assertEquals(
                LIMIT - frame.length(),
                read(BodyFormat.JSON, "", most).document().path("a").asText().length());
        BodyTooLargeException refused =
                assertThrows(BodyTooLargeException.class, () -> read(BodyFormat.JSON, "", most + " "));
        assertEquals(413, refused.status());
    }

    @Test
    void readsMultipartPartsByteForByteWithTheLastOfEqualNames() throws IOException {
        String body = """
                --B\r
                Content-Disposition: form-data; name="key"; filename="k.pem"\r
                Content-Type: application/octet-stream\r
                \r
                line 1
                line=2&\u00e4
                \r
                --B\r
                content-disposition: form-data; name=tags\r
                \r
                a\r
                --B\r
                Content-Disposition: form-data; name="tags"\r
                \r
                b\r
                --B--\r
                """;
        assertEquals(
                MAPPER.createObjectNode().put("key", "line 1\nline=2&\u00e4\n").put("tags", "b"),
                read(BodyFormat.MULTIPART, "multipart/form-data; boundary=B", body)
                        .document());
        assertEquals(
                2,
                read(BodyFormat.MULTIPART, "multipart/form-data; boundary=\"B\"", body)
                        .document()
                        .size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data", "multipart/form-data; boundary=Other"})
    void readsMultipartWithoutUsableBoundaryAsEmpty(String contentType) throws IOException {
        assertEquals(
                MAPPER.createObjectNode(),
                read(BodyFormat.MULTIPART, contentType, "--B\r\n\r\nx\r\n--B--").document());
    }

    @ParameterizedTest
    @CsvSource({
        "application/json,JSON",
        "application/json; charset=utf-8,JSON",
        "application/jsonfoo,JSON",
        "application/x-www-form-urlencoded,FORM",
        "multipart/form-data; boundary=x,MULTIPART"
    })
    void knowsFormatsByPrefix(String contentType, BodyFormat format) {
        assertEquals(format, BodyFormat.of(contentType).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/xml", "text/plain", "Application/json", ""})
    void knowsNoOtherFormat(String contentType) {
        assertEquals(true, BodyFormat.of(contentType).isEmpty());
    }

    private static RequestBody read(BodyFormat format, String contentType, String body) throws IOException {
        InputStream stream = new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
        return RequestBody.read(format, contentType, stream, LIMIT);
    }
}
