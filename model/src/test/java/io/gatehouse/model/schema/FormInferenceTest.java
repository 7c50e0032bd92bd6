package io.gatehouse.model.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.Recordings;
import io.gatehouse.model.entity.BundledPlugins;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityValidator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormInferenceTest {
    private final EntityCatalog catalog = BundledPlugins.catalog();
    private final EntityValidator validator = new EntityValidator(catalog);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "services | {'host':'a.b','port':'80','enabled':'false','tags':['a','b']} | {'host':'a.b','port':80,'enabled':false,'tags':['a','b']}",
                "services | {'port':' 80.0','retries':'0x10','read_timeout':'8e1'} | {'port':80.0,'retries':16,'read_timeout':80.0}",
                "services | {'port':'abc','enabled':'TRUE','retries':'null'} | {'port':'abc','enabled':'TRUE','retries':'null'}",
                "services | {'tags':'','host':'','foo':''} | {'tags':null,'host':null,'foo':''}",
                "services | {'tags':'a','url':''} | {'tags':['a'],'url':null}",
                "services | {'host':['a.b','c.d'],'name':true} | {'host':['a.b','c.d'],'name':true}",
                "routes | {'paths':['/a','/b'],'methods':'GET','headers':{'x-a':['1','2'],'x-b':'3'}} | {'paths':['/a','/b'],'methods':['GET'],'headers':{'x-a':['1','2'],'x-b':['3']}}",
                "routes | {'sources':[{'ip':'1.2.3.4','port':'80'}]} | {'sources':[{'ip':'1.2.3.4','port':80}]}",
                "routes | {'service':{'id':'','name':'5'}} | {'service':{'id':null,'name':'5'}}",
                "routes | {'paths':['']} | {'paths':[null]}",
                "routes | {'paths':{'2':'/b'}} | {'paths':{'2':'/b'}}",
                "consumers | {'username':'123'} | {'username':'123'}",
                "plugins | {'name':'request-termination','config':{'status_code':'503','echo':'true','message':'5'}} | {'name':'request-termination','config':{'status_code':503,'echo':true,'message':'5'}}",
                "plugins | {'config':{'status_code':'503'}} | {'config':{'status_code':'503'}}",
                "upstreams | {'slots':'100','healthchecks':{'threshold':'12.5','active':{'healthy':{'http_statuses':['200','201']}}}} | {'slots':100,'healthchecks':{'threshold':12.5,'active':{'healthy':{'http_statuses':[200,201]}}}}",
                "keyauth_credentials | {'ttl':'60','key':'5'} | {'ttl':60,'key':'5'}"
            })
    void typesFormsByTheSchema(String type, String form, String expected) {
        assertEquals(json(expected), validator.infer(catalog.type(type).orElseThrow(), json(form)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = "{'config':{'reopen':'false'},'enabled':'true'} | {'config':{'reopen':false},'enabled':true}")
    void changesOfAPluginAreTypedByTheStoredName(String form, String expected) {
        assertEquals(
                json(expected),
                validator.infer(catalog.type("plugins").orElseThrow(), json(form), json("{'name':'file-log'}")));
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) Recordings.parse(text.replace('\'', '"'));
    }
}
