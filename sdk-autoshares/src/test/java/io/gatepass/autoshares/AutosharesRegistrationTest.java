package io.gatepass.autoshares;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.autoshares.AutosharesSchema.Field;
import io.gatepass.autoshares.AutosharesSchema.Unit;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.AuthException.UnexpectedResponse;
import io.gatepass.core.Secret;
import io.gatepass.testkit.SeenRequest;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** New users: what the broker asks, what is sent, and what comes back. */
class AutosharesRegistrationTest extends AutosharesTestBase {
    private static final String SCHEMA = """
            [{'UnitName':'Credentials','Fields':[{'FieldName':'Login','Required':true},
            {'FieldName':'Email','Required':true},{'FieldName':'Password','Required':true}]},
            {'UnitName':'Name','Fields':[{'FieldName':'FirstName','Required':true},
            {'FieldName':'Suffix','Required':false,'Options':['NoSuffix','Jr']}]},
            {'UnitName':'Tax','Fields':[{'FieldName':'Country','Required':true,'Options':['UnitedStates']}]}]""";
    private static final String CREATED = """
            {'UserId':1925,'Login':'jdoe','Email':'jdoe@example.com','FirstName':'J','LastName':'Doe',
            'AddedDate':'2019-01-14T12:27:37.6205663Z','DateOfBirth':'1970-02-03T00:00:00','Suffix':'NoSuffix','Foo':[1]}""";

    private final AutosharesRegistration registration = builder()
            .webOrigin("https://Trade.acme.example/signup")
            .build()
            .identity()
            .registration();

    private static AutosharesForm filled() {
        return AutosharesForm.empty()
                .set("Credentials", "Login", "jdoe")
                .set("Credentials", "Email", "jdoe@example.com")
                .set("Credentials", "Password", Secret.of("S3cretPass"))
                .set("Name", "FirstName", "J")
                .set("Tax", "Country", "UnitedStates");
    }

    private AutosharesSchema schema() {
        server.answers(json(200, SCHEMA));
        return registration.schema();
    }

    private Rejected refused(String body) {
        AutosharesSchema schema = schema();
        server.answers(json(409, body));
        return (Rejected) failure(() -> registration.register(schema, filled()));
    }

    @Test
    void schemaNamesWhateverTheBrokerAsks() {
        // AS 61
        AutosharesSchema schema = schema();
        assertThat(schema.units()).extracting(Unit::name).containsExactly("Credentials", "Name", "Tax");
        assertThat(schema.units().get(1).fields())
                .containsExactly(
                        new Field("FirstName", true, List.of()), new Field("Suffix", false, List.of("NoSuffix", "Jr")));
        SeenRequest request = server.onlyRequest();
        assertThat(request.method() + " " + request.target()).isEqualTo("GET /v1.0/registration/schema");
        assertThat(request.header("Et-App-Key")).contains(APP_KEY.reveal());
        assertThat(request.header("Authorization")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "[{'Fields':[]}]", "[{'UnitName':'X','Fields':[{'Required':true}]}]"})
    void schemaThatAsksNothingOrNamelessIsUnexpected(String body) {
        // AS 61
        server.answers(json(200, body));
        assertThatThrownBy(registration::schema).isInstanceOf(UnexpectedResponse.class);
    }

    @Test
    void bodyIsBuiltByUnitAndFieldAndWhatTheSchemaDoesNotKnowPasses() {
        // AS 61, 62, 65
        AutosharesSchema schema = schema();
        server.answers(json(200, CREATED));
        AutosharesForm form = filled().set("Desk", "Nickname", "Zoë 李");
        AutosharesUser user = registration.register(schema, form);
        assertThat(user.id()).isEqualTo(1925);
        SeenRequest request = server.requests().get(1);
        assertThat(request.method() + " " + request.target()).isEqualTo("POST /v1.0/registration/");
        assertThat(request.header("Origin")).contains("https://trade.acme.example");
        assertThat(request.header("Content-Type")).contains("application/json");
        assertThat(sent())
                .isEqualTo(Map.of(
                        "Credentials",
                        Map.of("Login", "jdoe", "Email", "jdoe@example.com", "Password", "S3cretPass"),
                        "Name",
                        Map.of("FirstName", "J"),
                        "Tax",
                        Map.of("Country", "UnitedStates"),
                        "Desk",
                        Map.of("Nickname", "Zoë 李")));
        server.expect(2);
    }

    @Test
    void missingFieldsAreNamedHereAndAllOfThem() {
        // AS 61
        AutosharesSchema schema = schema();
        AutosharesForm form = filled().set("Name", "FirstName", "  ").set("Credentials", "Email", "");
        assertThat(form.missingFrom(schema)).containsExactly("Credentials.Email", "Name.FirstName");
        assertThatThrownBy(() -> registration.register(schema, form))
                .isInstanceOf(Rejected.class)
                .hasMessageStartingWith("Credentials.Email: ")
                .hasMessageContaining("Name.FirstName");
        server.expect(1);
    }

    @Test
    void loginAndPasswordThatNoLaterSignInCouldSendAreRefused() {
        // AS 8, 9, 10
        for (String value : List.of("pässword-marker", " marker-12", "mark\u0000er-12")) {
            assertRefused("Credentials.Password", value, () -> filled().set("Credentials", "Password", value));
            assertRefused(
                    "Credentials.Password", value, () -> filled().set("Credentials", "Password", Secret.of(value)));
            assertRefused("Credentials.Login", value, () -> filled().set("Credentials", "Login", value));
        }
        assertThat(filled().set("Credentials", "Password", "S3cretPass-2")).hasToString(filled().toString());
        assertThat(filled().toString()).contains("Credentials.Password").doesNotContain("S3cret", "jdoe");
    }

    @ParameterizedTest
    @CsvSource({
        "https://trade.acme.example:443,      https://trade.acme.example",
        "https://trade.acme.example:8443/x,   https://trade.acme.example:8443",
        "http://localhost:80,                 http://localhost",
    })
    void originIsWrittenAsABrowserWould(String configured, String sent) {
        // AS 62
        AutosharesSchema schema = schema();
        server.answers(json(200, CREATED));
        builder().webOrigin(configured).build().identity().registration().register(schema, filled());
        assertThat(server.requests().get(1).header("Origin")).contains(sent);
    }

    @Test
    void withoutAWebOriginNobodyIsRegistered() {
        // AS 62
        AutosharesSchema schema = schema();
        assertThatThrownBy(() -> client.identity().registration().register(schema, filled()))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("web origin");
        server.expect(1);
    }

    @Test
    void olderDeploymentsAreSentTheUserAsWell() {
        // AS 63
        server.answers(json(200, SCHEMA), json(200, CREATED));
        AutosharesRegistration older = builder()
                .webOrigin("https://trade.acme.example")
                .build()
                .identity()
                .registration(session());
        older.register(older.schema(), filled());
        assertThat(server.requests()).allSatisfy(request -> {
            assertThat(request.header("Authorization")).contains("Bearer " + TOKEN);
            assertThat(request.header("Et-App-Key")).contains(APP_KEY.reveal());
        });
        assertThat(server.requests().get(1).header("Origin")).contains("https://trade.acme.example");
    }

    @Test
    void registrationWithoutTheUserSaysWhatAnOlderDeploymentWants() {
        // AS 63
        server.answers(denied());
        assertThatThrownBy(registration::schema)
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("wants a signed-in user");
    }

    @ParameterizedTest
    @CsvSource({
        "User with specified login already exists,               ALREADY_REGISTERED, LOGIN_TAKEN",
        "Email is equal to existing user Login,                  ALREADY_REGISTERED, EMAIL_TAKEN",
        "Provided value is not a valid email address.,           FORM,               EMAIL_INVALID",
        "Email was not set.,                                     FORM,               FIELD_MISSING",
    })
    void refusalInTheNewerShapeNamesItsProblem(String sentence, Ground ground, AutosharesProblem problem) {
        // AS 64
        Rejected refusal = refused(
                "{'Model':null,'Errors':['" + sentence + "'],'ErrorsCode':['x'],'StatusCode':409,'IsSucceed':false}");
        assertThat(refusal.ground()).isEqualTo(ground);
        assertThat(refusal.fieldErrors().get("Errors")).containsExactly(sentence);
        assertThat(AutosharesProblem.in(refusal)).containsExactly(problem);
        server.expect(2);
    }

    @Test
    void refusalInTheOlderShapeIsReadToo() {
        // AS 64
        Rejected refusal =
                refused("{'Errors':['Email was not set.','Nickname too short'],'Reason':'SchemaValidationFail'}");
        assertThat(refusal.ground()).isEqualTo(Ground.FORM);
        assertThat(refusal.fieldErrors().get("Errors")).containsExactly("Email was not set.", "Nickname too short");
        assertThat(AutosharesProblem.in(refusal)).containsExactly(AutosharesProblem.FIELD_MISSING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Errors':['Anders gesagt'],'StatusCode':409}",
                "{'Errors':['Anders gesagt'],'StatusCode':'Continue','IsSucceed':'no'}",
                "{'Errors':['Anders gesagt',null,5,{'x':[true]}],'ErrorsCode':null}",
                "{'Errors':'Anders gesagt'}",
                "{'Errors':null,'StatusCode':409,'Reason':'Anders gesagt'}",
                "{'StatusCode':{'a':1},'Reason':'Anders gesagt'}",
                "{'Message':'Validation error occured','ModelState':{'user.Login':['Anders gesagt']}}"
            })
    void envelopeMayHoldAnythingAndStillRefuses(String body) {
        // AS 37
        Rejected refusal = refused(body);
        assertThat(refusal.ground()).isEqualTo(Ground.FORM);
        assertThat(refusal.fieldErrors().values())
                .anySatisfy(texts -> assertThat(texts).contains("Anders gesagt"));
        assertThat(AutosharesProblem.in(refusal))
                .as("nothing found means nothing")
                .isEmpty();
    }

    @Test
    void lostAnswerLeavesTheRegistrationOpen() {
        // AS 65
        AutosharesSchema schema = schema();
        server.answers(json(200, CREATED).dropped());
        assertThatThrownBy(() -> registration.register(schema, filled())).isInstanceOf(OutcomeUnknown.class);
        server.expect(2);
    }

    @ParameterizedTest
    @CsvSource({
        "2019-01-14T12:27:37.6205663Z,      2019-01-14T12:27:37.620566300Z",
        "2019-01-14T12:27:37.6205663,       2019-01-14T12:27:37.620566300Z",
        "2019-01-14T12:27:37,               2019-01-14T12:27:37Z",
        "2019-01-14T12:27:37.6205663+02:00, 2019-01-14T10:27:37.620566300Z",
    })
    void dateTimesComeWithSevenDigitsAndPerhapsWithoutAZone(String written, Instant expected) {
        // AS 39
        server.answers(
                json(200, "{'UserId':1,'Login':'a','AddedDate':'" + written + "','DateOfBirth':'" + written + "'}"));
        AutosharesUser user = client.identity().currentUser(session());
        assertThat(user.addedAt()).contains(expected);
        assertThat(user.dateOfBirth()).contains(LocalDate.parse("2019-01-14"));
    }

    @Test
    void whatTheUserDoesNotTellIsEmptyAndWhatIsNewIsKept() {
        // AS 36, 39
        server.answers(json(200, "{'UserId':1,'Login':'a','Email':'','FirstName':null,'AddedDate':'soon','New':7}"));
        AutosharesUser user = client.identity().currentUser(session());
        assertThat(user.email()).isEmpty();
        assertThat(user.firstName()).isEmpty();
        assertThat(user.addedAt()).isEmpty();
        assertThat(user.raw()).containsEntry("New", new BigDecimal("7"));
        assertThat(user).hasToString("AutosharesUser[id=1, login=a, email=Optional.empty]");
        assertThat(server.onlyRequest().method() + " " + server.onlyRequest().target())
                .isEqualTo("GET /v1.0/users/@me/info");
    }

    @Test
    void settingsTellWhetherTheAppKeyIsGood() {
        // AS 19
        server.answers(
                json(200, "{'PinEnabled':true,'defaultLoginMode':'x'}"),
                json(403, "{'error':'Application key is not defined or does not exist'}"));
        AutosharesAppSettings settings = client.identity().appSettings();
        assertThat(settings.pinEnabled()).contains(true);
        assertThat(settings.raw()).containsEntry("defaultLoginMode", "x");
        assertThat(settings).hasToString("AutosharesAppSettings[pinEnabled=Optional[true]]");
        assertThat(server.requests().get(0).target()).isEqualTo("/v1.0/applications/mobile/settings");
        assertThatThrownBy(() -> client.identity().appSettings())
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("the app key is not accepted");
    }
}
