package io.gatehouse.model.declarative;

import com.fasterxml.jackson.databind.*;
import com.fasterxml.jackson.databind.node.*;
import io.gatehouse.model.entity.*;
import java.util.*;

public class LargeTableProbe {
    public static void main(String[] a) throws Exception {
        EntityCatalog catalog = BundledPlugins.catalog();
        DeclarativeConfig config = new DeclarativeConfig(catalog);
        EntityValidator v = new EntityValidator(catalog);
        ObjectNode t = JsonNodeFactory.instance.objectNode();
        t.put("_format_version", "3.0").put("_transform", false);
        ArrayNode s = t.putArray("services"), r = t.putArray("routes"), p = t.putArray("plugins");
        for (int i = 0; i < 33000; i++) {
            ObjectNode svc = v.forInsert(
                    catalog.type("services").get(),
                    JsonNodeFactory.instance.objectNode().put("name", "s" + i).put("host", "h" + i + ".test"));
            s.add(svc);
            ObjectNode in = JsonNodeFactory.instance.objectNode().put("name", "r" + i);
            in.putArray("paths").add("/p" + i);
            in.putObject("service").put("id", svc.get("id").asText());
            ObjectNode route = v.forInsert(catalog.type("routes").get(), in);
            route.put("service", svc.get("id").asText());
            r.add(route);
            ObjectNode pl = JsonNodeFactory.instance.objectNode().put("name", "key-auth");
            pl.putObject("route").put("id", route.get("id").asText());
            ObjectNode plugin = v.forInsert(catalog.type("plugins").get(), pl);
            plugin.put("route", route.get("id").asText());
            p.add(plugin);
        }
        byte[] json = new ObjectMapper().writeValueAsBytes(t);
        System.out.println("bytes " + json.length);
        for (int k = 0; k < 4; k++) {
            long t0 = System.nanoTime();
            ObjectNode doc = (ObjectNode) new ObjectMapper().readTree(json);
            long t1 = System.nanoTime();
            var table = config.receive(doc);
            long t2 = System.nanoTime();
            System.out.println("parse " + (t1 - t0) / 1000000 + " ms, receive " + (t2 - t1) / 1000000 + " ms rows "
                    + table.size());
        }
        StringBuilder y = new StringBuilder("_format_version: '3.0'\nservices:\n");
        for (int i = 0; i < 33000; i++)
            y.append("- name: s" + i + "\n  url: http://h" + i + ".test\n  routes:\n  - name: r" + i
                    + "\n    paths: [/p" + i + "]\n    plugins:\n    - name: key-auth\n");
        for (int k = 0; k < 3; k++) {
            long t0 = System.nanoTime();
            var table = config.parse(y.toString());
            System.out.println("yaml " + (System.nanoTime() - t0) / 1000000 + " ms rows " + table.size());
        }
    }
}
